"""The public record as a static site: every page of every election, office and person, one after another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from mayoral.contest.dates import Holidays
from mayoral.contest.office import Office, Party
from mayoral.contest.timetable import StatutoryDay
from mayoral.publish.contents.archive import Archive
from mayoral.publish.contents.content import Content
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.record_twins import person_file, record_twins, written_file
from mayoral.publish.feeds.sitemap import sitemap
from mayoral.publish.open_data.record import as_of
from mayoral.publish.pages.area import area_page, checks_page
from mayoral.publish.pages.blocks import RECORD, Page, election_path, office_path
from mayoral.publish.pages.election import Around, election_page, shown
from mayoral.publish.pages.home import elections_page, home_page, names_page
from mayoral.publish.pages.office import office_page, offices_page
from mayoral.publish.pages.person import person_page
from mayoral.publish.pages.rendering import Renderer
from mayoral.publish.pages.sections.places import Places
from mayoral.publish.pages.standing import (
    about_page,
    accessibility_page,
    gone_page,
    law_page,
    not_found_page,
    report_page,
)
from mayoral.publish.pages.standing import checks_page as all_checks_page
from mayoral.publish.publisher import UNSTATED, Publisher
from mayoral.publish.register import Register, register

INDEX = "index.html"
_FOLDER = "data/folder/"


Files: TypeAlias = Mapping[str, bytes]
Rest: TypeAlias = Iterator[tuple[str, Content]]


@dataclass(frozen=True, slots=True)
class Record:
    """What a site is made of.

    `elections` may read and count an election each time it is asked for, so that not all are held at
    once. `beside` gives the data files below an election's page, by path from there, `whole` those of the
    whole record, by path from the top, with the twins of pages across elections among them; `days` an
    election's statutory days; `ahead` the files of an office's next ordinary poll, below its page.
    """

    elections: Mapping[str, Counted]
    offices: tuple[Office, ...] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    publisher: Publisher = UNSTATED
    beside: Callable[[Counted], Files] = lambda _: {}
    whole: Callable[[Iterator[tuple[str, bytes]]], Rest] = iter
    days: Callable[[Counted], Sequence[StatutoryDay]] = lambda _: ()
    holidays: Holidays | None = None
    ahead: Callable[[Office, date], Files] = lambda *_: {}


def site(record: Record, done: Callable[[int], None] = lambda _: None) -> Rest:
    """Every file of the site by its path, in a fixed order; `done` is told each election looked at.

    The last but the sitemap is an archive of the whole record: its files, and every election folder.
    """
    with Archive() as archive:
        yield from _files(record, done, archive)


def _files(record: Record, done: Callable[[int], None], archive: Archive) -> Rest:
    known = _registered(record, done)
    renderer = Renderer(record.publisher.base)
    addresses: dict[str, date | None] = {}
    yield "style.css", renderer.style()
    whole: set[str] = set()
    for name, content in record.whole(record_twins(known)):
        whole.add(name)
        archive.add(name, content)
        yield name, content
    for page in (
        *_whole(known),
        *_offices(record, known),
        *_people(known),
    ):
        addresses[page.path] = None
        yield _file(page), renderer.html(_twinned(page, whole))
    for office in record.offices:
        for name, data in _ahead(record, known, office).items():
            yield f"{office_path(office.id)}{name}", data
    for counted in record.elections.values():
        files = record.beside(counted)
        for page in _election(record, known, counted, files):
            addresses[page.path] = as_of(counted.election)
            yield _file(page), renderer.html(page)
        folder = election_path(_known(counted))
        for name, data in files.items():
            yield f"{folder}{name}", data
            if name.startswith(_FOLDER):
                archive.add(f"elections/{_known(counted)}/{name.removeprefix(_FOLDER)}", data)
        done(1)
    yield RECORD, archive.finished()
    if record.publisher.base:
        yield "sitemap.xml", sitemap(addresses, record.publisher)


def _known(counted: Counted) -> str:
    contest = counted.election.contest
    return contest.id or contest.title


def _offices(record: Record, known: Register) -> Iterator[Page]:
    for office in known.offices.values():
        files = _ahead(record, known, office)
        yield replace(office_page(office, known, files), twin=f"data/offices/{office.id}.json")


def _ahead(record: Record, known: Register, office: Office) -> Files:
    poll = known.next_poll(office)
    return record.ahead(office, poll) if poll else {}


def _people(known: Register) -> Iterator[Page]:
    for person in known.people.values():
        yield replace(person_page(person, known), twin=person_file(person.id))


def _twinned(page: Page, whole: Collection[str]) -> Page:
    """The page with the way to its twin from its own folder; without one where there is no such file."""
    twin = f"{'../' * page.path.count('/')}{page.twin}" if page.twin in whole else ""
    return replace(page, twin=twin)


def _registered(record: Record, done: Callable[[int], None]) -> Register:
    def each() -> Iterator[Counted]:
        for counted in record.elections.values():
            yield counted
            done(1)

    found = register(each(), record.offices, record.parties)
    return replace(found, holidays=record.holidays)


def _election(record: Record, known: Register, counted: Counted, files: Files) -> Iterator[Page]:
    """An election's page, those of its areas, and its checks."""
    one = shown(counted, known)
    before = record.elections.get(counted.election.previous or "")
    yield election_page(one, record.places, Around(before, record.days(counted), files.keys()))
    contest = counted.election.contest
    for area in contest.areas if len(contest.areas) > 1 else ():
        twin = f"data/areas/{area.id}.json"
        yield replace(area_page(one, area), twin=f"../../{twin}" if twin in files else "")
    yield replace(checks_page(one), twin="../data/checks.json" if "data/checks.json" in files else "")


def _whole(known: Register) -> Iterator[Page]:
    yield replace(home_page(known), twin="data/index.json")
    yield replace(elections_page(known), twin="data/index.json")
    yield replace(offices_page(known), twin="data/index.json")
    yield replace(names_page(known), twin="data/names.json")
    yield replace(law_page(), twin="data/law.json")
    yield replace(all_checks_page(known), twin="data/checks.json")
    for page in (about_page(), report_page(), accessibility_page()):
        yield replace(page, twin=written_file(page.path.strip("/")))
    yield not_found_page()
    yield gone_page()


def _file(page: Page) -> str:
    return f"{page.path}{INDEX}"
