"""`mayoral publish`."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from mayoral.cli.election import examined
from mayoral.cli.progress import Bar
from mayoral.cli.timetable import poll_of
from mayoral.contest.findings import Refused
from mayoral.contest.office import Office
from mayoral.contest.timetable import Poll, StatutoryDay, timetable
from mayoral.files.boundaries import read_boundaries, read_tiles
from mayoral.files.elections import CONTEST, read_election
from mayoral.files.offices import ledger, read_holidays, read_offices, read_parties
from mayoral.files.reading import Unreadable
from mayoral.files.writing import texts_of
from mayoral.publish import phrases as say
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import downloads
from mayoral.publish.downloads.whole_record import Books, whole_record
from mayoral.publish.feeds.calendar import Feed, icalendar
from mayoral.publish.maps.boundaries import Shape
from mayoral.publish.pages.office import NEXT_POLL
from mayoral.publish.pages.sections.places import Places
from mayoral.publish.publisher import Publisher
from mayoral.publish.setting import Setting
from mayoral.publish.site import Record, site
from mayoral.publish.site.keeping import keep


class Folders(Mapping[str, Counted]):
    """Elections by the name of their folder, each read and counted when it is asked for and not kept."""

    def __init__(self, folder: Path, offices: Path) -> None:
        self._offices = offices
        self._folders = {one.name: one for one in sorted(folder.iterdir()) if (one / CONTEST).is_file()}

    def __getitem__(self, known: str) -> Counted:
        return examined(read_election(self._folders[known], self._offices))

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


def run(given: Namespace) -> int:
    """Build the site from the folders; files that are as they should be are not touched."""
    began = time.perf_counter()
    folder = Path(given.elections)
    offices = Path(given.ledger or given.offices) if given.ledger or given.offices else ledger(folder / "any")
    if not folder.is_dir():
        raise Unreadable(folder, 1, "there is no such folder of election folders")
    elections = Folders(folder, offices)
    if not elections:
        raise Unreadable(folder, 1, f"there are no election folders here (folders with {CONTEST})")
    boundaries = read_boundaries(Path(given.boundaries)) if given.boundaries else {}
    publisher = Publisher(name=given.publisher, base=given.base_url and f"{given.base_url.rstrip('/')}/")
    # Each election is looked at for the register, for its own pages and for the tables of the whole record.
    with Bar(3 * len(elections), "Publishing", "elections read") as bar:
        record = record_of(elections, offices, (boundaries, publisher), bar.advance)
        kept = keep(site(record, bar.advance), Path(given.to))
    took = time.perf_counter() - began
    print(
        f"{len(elections)} elections: {kept.written + kept.same} files in {given.to}, {kept.written} written, "
        f"{kept.same} unchanged, {kept.gone} withdrawn ({took:.1f} s)."
    )
    return 0


def record_of(
    elections: Mapping[str, Counted],
    offices: Path,
    drawn: tuple[Mapping[str, Shape], Publisher],
    done: Callable[[int], None] = lambda _: None,
) -> Record:
    """The record of these folders, with its open data, its calendars and its statutory days.

    `drawn` are the boundaries and the publisher; `done` is told each election in the tables of the record.
    """
    boundaries, publisher = drawn
    parties, known, holidays = read_parties(offices), read_offices(offices), read_holidays(offices)

    def days(counted: Counted) -> tuple[StatutoryDay, ...]:
        try:
            return timetable(poll_of(counted.election, offices), holidays)
        except Refused:
            return ()

    def beside(counted: Counted) -> Mapping[str, bytes]:
        election = counted.election
        setting = Setting(publisher, elections.get(election.previous or ""))
        files = downloads(counted, parties, texts_of(election), setting)
        contest, found = election.contest, days(counted)
        if found:
            feed = Feed(contest.id or "", contest.title, contest.abandoned)
            files["calendar.ics"] = icalendar(feed, found)
        return {f"data/{name}": data for name, data in files.items()}

    def ahead(office: Office, poll: date) -> Mapping[str, bytes]:
        """The statutory days of an office's next ordinary poll, as a calendar."""
        try:
            found = timetable(Poll(poll), holidays)
        except Refused:
            return {}
        feed = Feed(f"office.{office.id}.{poll}", office.title, derived=say.NEXT_POLL_TENTATIVE)
        return {NEXT_POLL: icalendar(feed, found)}

    return Record(
        elections,
        known,
        parties,
        Places(read_tiles(offices), boundaries),
        publisher,
        beside,
        lambda twins: whole_record(_watched(elections.values(), done), Books(known, parties, publisher), twins),
        days,
        holidays,
        ahead,
    )


def _watched(elections: Iterable[Counted], done: Callable[[int], None]) -> Iterator[Counted]:
    for one in elections:
        yield one
        done(1)
