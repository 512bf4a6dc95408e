"""The public record as a static site: every page of every election, office and person, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mayoral.contest.office import Office, Party
from mayoral.publish.counted import Counted
from mayoral.publish.pages.area import area_page, checks_page
from mayoral.publish.pages.blocks import Page
from mayoral.publish.pages.election import election_page, shown
from mayoral.publish.pages.home import elections_page, home_page, names_page
from mayoral.publish.pages.office import office_page, offices_page
from mayoral.publish.pages.person import person_page
from mayoral.publish.pages.places import Places
from mayoral.publish.pages.rendering import Renderer
from mayoral.publish.pages.standing import (
    about_page,
    accessibility_page,
    law_page,
    not_found_page,
    report_page,
)
from mayoral.publish.pages.standing import checks_page as all_checks_page
from mayoral.publish.register import Register, register

INDEX = "index.html"


def nothing_beside(_: Counted) -> Mapping[str, bytes]:
    """No data files beside an election's page."""
    return {}


@dataclass(frozen=True, slots=True)
class Record:
    """What a site is made of.

    `elections` may read and count an election each time it is asked for, so that not all are held at
    once. `beside` gives the data files that lie beside an election's page, by name.
    """

    elections: Mapping[str, Counted]
    offices: tuple[Office, ...] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    base_url: str = ""
    beside: Callable[[Counted], Mapping[str, bytes]] = nothing_beside


def site(record: Record, done: Callable[[int], None] = lambda _: None) -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path, in a fixed order; `done` is told each election looked at."""
    known = _registered(record, done)
    renderer = Renderer(record.base_url)
    yield "style.css", renderer.style()
    for page in _whole(known):
        yield _file(page), renderer.html(page)
    for counted in record.elections.values():
        yield from _election(record, known, counted, renderer)
        done(1)
    for office in known.offices.values():
        page = office_page(office, known)
        yield _file(page), renderer.html(page)
    for person in known.people.values():
        page = person_page(person, known)
        yield _file(page), renderer.html(page)


def _registered(record: Record, done: Callable[[int], None]) -> Register:
    def each() -> Iterator[Counted]:
        for counted in record.elections.values():
            yield counted
            done(1)

    return register(each(), record.offices, record.parties)


def _election(
    record: Record, known: Register, counted: Counted, renderer: Renderer
) -> Iterator[tuple[str, bytes]]:
    """An election's page, those of its areas, its checks, and the data beside it."""
    one = shown(counted, known)
    files = record.beside(counted)
    page = election_page(one, record.places, {name: name for name in files})
    yield _file(page), renderer.html(page)
    for name, data in files.items():
        yield f"{page.path}{name}", data
    contest = counted.election.contest
    areas = contest.areas if len(contest.areas) > 1 else ()
    for below in (*(area_page(one, area) for area in areas), checks_page(one)):
        yield _file(below), renderer.html(below)


def _whole(known: Register) -> Iterator[Page]:
    yield home_page(known)
    yield elections_page(known)
    yield offices_page(known)
    yield names_page(known)
    yield law_page()
    yield all_checks_page(known)
    yield about_page()
    yield report_page()
    yield accessibility_page()
    yield not_found_page()


def _file(page: Page) -> str:
    return f"{page.path}{INDEX}"
