"""`mayoral office`."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from mayoral.cli.screen import wrapped
from mayoral.contest.office import Office
from mayoral.files.offices import ledger, read_offices, read_parties
from mayoral.files.reading import Unreadable
from mayoral.publish.transcripts.office import holders_on, office_page
from mayoral.publish.transcripts.tables import aligned


def run(given: Namespace) -> int:
    """Print an office's ledger, or who held its posts on a day; without a name, the offices there are."""
    folder = Path(given.offices) if given.offices else ledger()
    offices = read_offices(folder)
    if given.office is None:
        print(aligned([("office", "title"), *((one.id, one.title) for one in offices)], words=2))
        return 0
    office = _named(given.office, offices)
    parties = {known: party.name for known, party in read_parties(folder).items()}
    if given.on is None:
        print(wrapped(office_page(office, parties)))
        return 0
    try:
        day = date.fromisoformat(given.on)
    except ValueError:
        raise Unreadable("--on", 0, f"`{given.on}` is not a date; expected one such as 2019-06-01") from None
    told = holders_on(office, day, parties)
    print(wrapped(told))
    return 0 if any(True for _ in office.on(day)) else 1


def _named(name: str, offices: tuple[Office, ...]) -> Office:
    exact = [one for one in offices if one.id == name]
    part = [one for one in offices if name.casefold() in f"{one.id} {one.title}".casefold()]
    found = exact or part
    if len(found) != 1:
        known = ", ".join(one.id for one in (found or offices))
        raise Unreadable("OFFICE", 0, f"`{name}` names {len(found)} offices; expected one of {known}")
    return found[0]
