"""The papers that pass on at a count, drawn from totals: nothing in them that is not published or added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mayoral.contest.candidates import CandidateId
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Figures
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.flow import Stream, flow, told_in_words
from mayoral.publish.charts.svg import Told
from mayoral.publish.counted import Counted
from mayoral.publish.pages.blocks import Block, Column, Figure, Pair, Prose, Row, Table
from mayoral.publish.wording import Names, count_name, number, percent

_GREY = "#808890"


@dataclass(frozen=True, slots=True)
class Passed:
    """Papers that passed on: from whom, how many, to each who remains, and otherwise; derived where so said."""

    eliminated: frozenset[CandidateId]
    papers: int
    to: Mapping[CandidateId, int]
    otherwise: tuple[tuple[str, int], ...]
    derived: bool


def passed(counted: Counted, count: Count) -> Passed | None:
    """What passed on at a count, or None where the totals published do not tell."""
    contest, before = counted.election.contest, counted.outcome.counts[count.number - 2]
    pool = _whole(before.totals, before.eliminated)
    to: dict[CandidateId, int] = {}
    derived = False
    for who, now in count.totals.votes.items():
        added = count.totals.added.get(who)
        earlier = before.totals.votes.get(who)
        if added is None and isinstance(now, int) and isinstance(earlier, int):
            added, derived = now - earlier, True
        if not isinstance(added, int) or added < 0:
            return None
        to[who] = added
    if not before.eliminated or pool is None or sum(to.values()) > pool:
        return None
    rest = pool - sum(to.values())
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        return Passed(before.eliminated, pool, to, _not_second(count.totals, rest), derived)
    return Passed(before.eliminated, pool, to, ((say.FLOW_NOBODY, rest),), derived)


def _whole(figures: Figures, some: frozenset[CandidateId]) -> int | None:
    held = [figures.votes.get(who) for who in some]
    known = [one for one in held if isinstance(one, int)]
    return sum(known) if len(known) == len(held) else None


def _not_second(totals: Figures, rest: int) -> tuple[tuple[str, int], ...]:
    """What became of papers without an effective second preference; apart where both parts are published."""
    known = ((say.FLOW_FOR_ELIMINATED, totals.for_eliminated), (say.FLOW_REJECTED, totals.rejected))
    told = tuple((words, figure) for words, figure in known if figure is not None)
    if len(told) == len(known) and sum(figure for _, figure in told) == rest:
        return told
    return ((say.FLOW_REST, rest),)


def flow_blocks(counted: Counted, count: Count, paints: Mapping[str, Paint]) -> Iterator[Block]:
    """The flow as a picture with its table, or why there is none."""
    names, at = Names(counted.election.contest), count_name(counted.election.contest, count.number)
    before = counted.outcome.counts[count.number - 2]
    found = passed(counted, count)
    if found is None:
        yield Prose(((say.FLOW_UNKNOWN if before.eliminated else say.NONE_ELIMINATED,),))
        return
    streams = [
        Stream(
            say.FLOW_TO.format(name=names.who(who)),
            _of(papers, found.papers),
            papers,
            paints[who].fill,
            paints[who].stroke,
        )
        for who, papers in sorted(found.to.items(), key=lambda one: -one[1])
    ]
    streams += [
        Stream(words, _of(papers, found.papers), papers, "url(#unknown)", _GREY)
        for words, papers in found.otherwise
    ]
    whose = (
        names.all_of(found.eliminated)
        if len(found.eliminated) < 3
        else say.FLOW_MANY.format(number=len(found.eliminated))
    )
    source = say.FLOW_SOURCE.format(papers=number(found.papers), whose=whose)
    title = say.FLOW_TITLE.format(count=at)
    told = Told(f"flow-{count.number}", title, " ".join(told_in_words(source, streams)))
    sv = counted.election.contest.counted_by is Method.SUPPLEMENTARY_VOTE
    several = sv and len(found.eliminated) > 1
    caption = [say.FLOW_NOTE.format(names=names.all_of(found.eliminated))] if several else []
    caption += [say.FLOW_REST_NOTE] if any(words == say.FLOW_REST for words, _ in found.otherwise) else []
    caption += [say.FLOW_DERIVED] if found.derived else []
    picture = Figure(flow(told, source, streams), (" ".join(caption),), "flow")
    rows = []
    for one in streams:
        cells = ((number(one.papers),), (_share(one.papers, found.papers),))
        rows.append(Row((one.label[0].upper() + one.label[1:],), cells))
    total = Row((say.TOTAL,), ((number(found.papers),), ()), "total")
    columns = (Column((say.FLOW_PAPERS,)), Column((say.SHARE,)))
    caption_words = say.FLOW_CAPTION.format(count=at)
    table = Table(f"flow-{count.number}-table", caption_words, say.FLOW_WHERE, columns, (*rows, total))
    yield Pair(picture, table)


def _of(part: int, whole: int) -> str:
    return f"{number(part)} · {_share(part, whole)}" if whole else number(part)


def _share(part: int, whole: int) -> str:
    return percent(Fraction(part, whole)) if whole else ""
