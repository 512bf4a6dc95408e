"""Rejected papers, by head, at each count, never netted against one another."""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.contest.law import heads_of_rejection
from mayoral.contest.outcomes import Count, Figures
from mayoral.contest.papers import Head
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Block, Column, Prose, Row, Section, Table
from mayoral.publish.pages.cells import UNKNOWN, figure, fraction, missing
from mayoral.publish.pages.citing import standing
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.wording import count_name, percent


def rejected_section(shown: Shown) -> Section | None:
    """The rejected papers of every count, for the whole authority and by area where these are known."""
    counts = shown.counted.outcome.counts
    if not counts:
        return None
    known = [one for count in counts for one in (count.totals, *count.areas.values())]
    if all(one.rejected is None and not one.rejected_by_head for one in known):
        return Section("rejected", say.REJECTED, (Prose(((say.REJECTED_NONE,),)),))
    return Section("rejected", say.REJECTED, tuple(_blocks(shown)))


def _blocks(shown: Shown) -> Iterator[Block]:
    contest, counts = shown.counted.election.contest, shown.counted.outcome.counts
    several = len(contest.areas) > 1
    for count in counts:
        places = [(area.id, area.name, count.areas.get(area.id)) for area in contest.areas] if several else []
        told = [(place, name, one) for place, name, one in places if one is not None and _any(one)]
        if not _any(count.totals) and not told:
            continue
        columns = tuple(Column((name,)) for name in (*(name for _, name, _ in told), say.WHOLE))
        rows = list(_rows(shown, count, [one for _, _, one in told] + [count.totals]))
        cited = shown.sources.cite(*(
            source for one in standing(shown.counted.election).values() if one.count == count.number
            for (measure, _), source in one.sources.items() if measure.value == "rejected"
        ))  # fmt: skip
        caption = say.REJECTED_BY_AREA.format(count=count_name(contest, count.number))
        note = (f"{say.FIGURES_FROM} ", cited)
        yield Table(f"rejected-{count.number}", caption, say.HEAD, columns, tuple(rows), note)


def _any(one: Figures) -> bool:
    return one.rejected is not None or bool(one.rejected_by_head)


def _rows(shown: Shown, count: Count, places: list[Figures]) -> Iterator[Row]:
    absent = missing(shown.counted, count)
    for head, words in _heads(shown, count):
        if head in (Head.UNMARKED, Head.UNCERTAIN) and all(head not in one.rejected_by_head for one in places):
            continue
        if head is Head.UNMARKED_OR_UNCERTAIN and all(Head.UNMARKED in one.rejected_by_head for one in places):
            continue
        yield Row((words,), tuple(figure(one.rejected_by_head.get(head), absent) for one in places))
    yield Row((say.REJECTED_TOTAL,), tuple(figure(one.rejected, absent) for one in places), "total")
    if any(one.rejected is not None and one.papers for one in places):
        shares = [fraction(one.rejected, one.papers) for one in places]
        cells = tuple((UNKNOWN,) if share is None else (percent(share, 2),) for share in shares)
        yield Row((say.REJECTED_SHARE,), cells)


def _heads(shown: Shown, count: Count) -> Iterator[tuple[Head, str]]:
    for one in heads_of_rejection(shown.counted.election.contest.counted_by, count.number):
        yield one.head, f"({one.letter}) {one.words}"
    for known, words in say.SPLIT_HEADS.items():
        yield Head(known), words
