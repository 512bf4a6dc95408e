"""`mayoral timetable`."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from mayoral.cli.election import folder_of
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import Refused
from mayoral.contest.office import Holder, Office, Post
from mayoral.contest.record import Election
from mayoral.contest.timetable import Poll, Stated, timetable
from mayoral.contest.timetable.franchise import who_may_vote
from mayoral.files.elections import read_election
from mayoral.files.offices import ledger, read_holidays, read_office
from mayoral.files.reading import Unreadable
from mayoral.publish.feeds.calendar import Feed, icalendar
from mayoral.publish.transcripts.timetable import timetable_page
from mayoral.publish.wording import day

_DATED = re.compile(r"(?:.*\.)?(\d{4}-\d{2}-\d{2})", re.ASCII)


def run(given: Namespace) -> int:
    """Print the statutory days of an election, or of a poll on a date, as text or as a calendar."""
    asked = _asked(given.election)
    if asked is None:
        folder = folder_of(given.election)
        offices = Path(given.offices) if given.offices else ledger(folder)
        election = read_election(folder, offices)
        poll = poll_of(election, offices)
        contest = election.contest
        feed = Feed(contest.id or folder.name, contest.title, contest.abandoned, poll.declared)
    else:
        offices = Path(given.offices) if given.offices else ledger()
        poll = Poll(asked)
        feed = Feed(f"poll.{asked}", f"Poll on {day(KnownDate.day(asked))}")
    days = timetable(poll, read_holidays(offices))
    if given.ics:
        sys.stdout.flush()
        sys.stdout.buffer.write(icalendar(feed, days))
    else:
        print(timetable_page(feed.title, days, who_may_vote(poll.day)), end="")
    return 0


def poll_of(election: Election, offices: Path) -> Poll:
    """The days that an election's folder and the ledger of its office give.

    Raises Refused for a party's own selection, and where the day of the poll is not known.
    """
    contest = election.contest
    polled = None if contest.poll_date is None else contest.poll_date.exact
    if contest.rules is not None:
        raise Refused(f"{contest.title}: no statute gives the days of a party's own selection")
    if polled is None:
        raise Refused(f"{contest.title}: the day of the poll is not known")
    page = offices / f"{contest.office}.toml"
    begins, ends = _stated(read_office(page), contest.id or "") if page.is_file() else (None, None)
    ordinary = election.next is not None and ".by." not in election.next
    return Poll(
        polled,
        first_fixed=_exact(election.original_poll_date),
        declared=_exact(election.declared_on or (election.declared.declared_on if election.declared else None)),
        next_poll=_date(election.next or "") if ordinary else None,
        term_begins=begins,
        term_ends=ends,
        by_election=".by." in (contest.id or ""),
    )


def _stated(office: Office, known: str) -> tuple[Stated | None, Stated | None]:
    """The days on which the ledger says that the term won at this election began, and ended with the office.

    The day on which a holder died or resigned is not the end of the term.
    """
    begins = ends = None
    for holder in office.holders:
        if holder.post is Post.MAYOR and known in holder.elections:
            since, until = _exact(holder.term.since), _exact(holder.term.until)
            if since is not None and known == holder.elections[0]:
                begins = Stated(since, _where(office, holder, holder.source))
            if until is not None and until == _exact(office.authority.abolished):
                ends = Stated(until, _where(office, holder, holder.until_source or holder.source))
    return begins, ends


def _where(office: Office, holder: Holder, known: str) -> str:
    source = office.source(known)
    return f"the ledger of the office, on {holder.name}: {known if source is None else source.title}"


def _exact(known: KnownDate | None) -> date | None:
    return None if known is None else known.exact


def _date(text: str) -> date | None:
    """The day at the end of an election's id, or one alone; None where none is written there."""
    found = _DATED.fullmatch(text)
    return None if found is None else date.fromisoformat(found[1])


def _asked(text: str) -> date | None:
    """The day of a poll that was typed in place of an election, or None. Raises Unreadable."""
    if re.fullmatch(r"[\d\-/.]+", text, re.ASCII) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("DATE", 1, f"`{text}` is not a date; expected one such as 2027-05-06") from None
