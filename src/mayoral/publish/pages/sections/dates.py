"""The statutory days of an election with their law, and who may vote."""

from __future__ import annotations

from collections.abc import Sequence

from mayoral.contest.dates import KnownDate
from mayoral.contest.timetable import StatutoryDay
from mayoral.contest.timetable.franchise import who_may_vote
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Block, Column, Folded, Line, Listing, Mark, Row, Section, Table
from mayoral.publish.pages.cells import UNKNOWN
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.transcripts.timetable import BARE_RULE, EVENT_NAMES, cited, hours
from mayoral.publish.wording import day


def dates_section(one: Shown, days: Sequence[StatutoryDay]) -> Section | None:
    """The timetable and the franchise, both opened on demand; nothing where no statute gives the days."""
    contest = one.counted.election.contest
    polled = contest.poll_date.exact if contest.poll_date else None
    if not days or polled is None:
        return None
    rows = []
    for each in days:
        when: Line = (UNKNOWN,) if each.day is None else (f"{each.day:%a} {day(KnownDate.day(each.day))}",)
        rows.append(Row((EVENT_NAMES[each.event],), (when, (hours(each),), (Mark(cited(each), "quiet"),))))
    columns = tuple(Column((head,), numeric=False) for head in (say.WHEN, say.HOURS, say.LAW_FROM))
    table = Table(
        "dates-table", say.DATES_CAPTION, say.WHAT, columns, tuple(rows), (f"{say.DATES_NOTE} {BARE_RULE}",)
    )
    voters = tuple((rule.words, " ", Mark(f"({cited(rule)})", "quiet")) for rule in who_may_vote(polled))
    blocks: tuple[Block, ...] = (Folded(say.ALL_DATES, (table,)), Folded(say.WHO_MAY_VOTE, (Listing(voters),)))
    return Section("dates", say.DATES, blocks)
