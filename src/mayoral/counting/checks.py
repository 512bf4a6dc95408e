"""Checks of one return by itself: its own figures, and those of its counts before.

A check whose figures are not all known finds nothing, unless what is known is already too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.findings import Field, Finding
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Lot, elected_by
from mayoral.contest.papers import Head
from mayoral.contest.returns import Measure, Return
from mayoral.counting.agreement import between_areas, over_lots
from mayoral.counting.consolidation import Standing, named_in, standing
from mayoral.counting.count import count

_FOUR_HEADS = frozenset(
    {Head.WANT_OF_OFFICIAL_MARK, Head.MORE_THAN_ONE, Head.IDENTIFIES_VOTER, Head.UNMARKED_OR_UNCERTAIN}
)
_FIVE_HEADS = _FOUR_HEADS - {Head.UNMARKED_OR_UNCERTAIN} | {Head.UNMARKED, Head.UNCERTAIN}
MANY_REJECTED = 3
"""More rejected papers than this in a hundred ask for a look (1.3 at the first counts of 2017)."""


def check(contest: Contest, returns: Iterable[Return], lots: Sequence[Lot] = ()) -> tuple[Finding, ...]:
    """Every finding over the returns that stand and the lots drawn, area by area, count by count."""
    returns = tuple(returns)
    latest = standing(returns)
    outcome = count(contest, returns, lots)
    between = {1: contest.standing} | {one.number + 1: one.remaining for one in outcome.counts if one.remaining}
    decided = elected_by(outcome) or getattr(outcome, "would_elect", None)
    found: list[Finding] = []
    for area in (*(area.id for area in contest.areas), WHOLE):
        for number in sorted(number for place, number in latest if place == area):
            found += _one_return(contest, latest, between, latest[area, number])
            if decided and number > len(outcome.counts):
                found.append(Finding("W207", area, number))
    found += between_areas(contest, latest, outcome.counts)
    found += over_lots(outcome, lots)
    return tuple(found)


def check_alone(
    contest: Contest, area: AreaId, returns: Iterable[Return], remaining: frozenset[CandidateId] = frozenset()
) -> tuple[Finding, ...]:
    """Every finding over one area's returns by themselves, as who knows no other area's can make them.

    `remaining` are those whom the CARO's direction names; empty before there is one. Law: r 55(1).
    """
    latest = standing(one for one in returns if one.area == area)
    between = {1: contest.standing} | ({2: remaining} if remaining else {})
    return tuple(
        one for _, local in sorted(latest.items()) for one in _one_return(contest, latest, between, local)
    )


def _one_return(
    contest: Contest, latest: Standing, between: Mapping[int, frozenset[CandidateId]], local: Return
) -> Iterator[Finding]:
    verification = latest.get((local.area, 0))
    first = latest.get((local.area, 1))
    if local.count <= 1:
        yield from _electorate(local, verification)
    if local.count == 0:
        return
    yield from _heads(local)
    if local.count == 1:
        yield from _first_count(contest, local, verification)
    remaining = between.get(local.count)
    if remaining is None:
        return
    named = named_in(contest, local)
    if not named <= remaining:
        others = tuple(sorted(named - remaining))
        yield _found("E205", local, others=others, remaining=contest.in_ballot_order(remaining))
        return
    if named != remaining and (named or local.area != WHOLE):
        yield _found("W405", local, candidates=contest.in_ballot_order(remaining - named))
    if local.count > 1 and first is not None:
        before = latest.get((local.area, local.count - 1), first)
        if contest.counted_by is Method.SUPPLEMENTARY_VOTE:
            yield from _second_count(contest, local, first, remaining)
        else:
            yield from _after_transfers(local, before, first, remaining)


def _electorate(local: Return, verification: Return | None) -> Iterator[Finding]:
    electorate = None if verification is None else verification.get(Measure.ELECTORATE)
    claimed = {
        "verified": local.get(Measure.VERIFIED),
        "papers": local.get(Measure.PAPERS),
        "votes": sum(local.by_key(Measure.VOTES).values()),
    }
    for what, figure in claimed.items():
        if electorate is not None and figure is not None and figure > electorate:
            yield _found(
                "E106", local, what=what, figure=figure, electorate=electorate, residual=figure - electorate
            )


def _heads(local: Return) -> Iterator[Finding]:
    """F-2: the heads of rejection add up to the rejected papers."""
    rejected = local.get(Measure.REJECTED)
    heads = {Head(key): figure for key, figure in local.by_key(Measure.REJECTED).items()}
    total = sum(heads.values())
    if rejected is not None and (total != rejected if whole_heads(heads) else total > rejected):
        yield _found("E102", local, rejected=rejected, heads=total, residual=rejected - total)


def whole_heads(heads: Iterable[Head]) -> bool:
    """Whether every head of the statement is there, the last as one or as two."""
    return frozenset(heads) in (_FOUR_HEADS, _FIVE_HEADS)


def _first_count(contest: Contest, local: Return, verification: Return | None) -> Iterator[Finding]:
    papers, rejected, valid = (local.get(one) for one in (Measure.PAPERS, Measure.REJECTED, Measure.VALID))
    votes = local.by_key(Measure.VOTES)
    total = sum(votes.values())
    all_voted = len(votes) == len(contest.candidates)
    if papers is not None:
        claimed = total + (rejected or 0)
        if claimed > papers or (claimed != papers and all_voted and rejected is not None):
            fields = {
                "papers": papers,
                "votes": total,
                "rejected": rejected or 0,
                "residual": papers - claimed,
            }
            yield _found("E101", local, **fields, equals=_equal_to(local, papers - claimed))
        for who, figure in votes.items():
            if figure > papers:
                yield _found("E104", local, candidate=who, votes=figure, papers=papers, residual=figure - papers)
        verified = None if verification is None else verification.get(Measure.VERIFIED)
        if verified is not None and verified != papers:
            yield _found("W103", local, papers=papers, verified=verified, residual=verified - papers)
        if rejected is not None and 100 * rejected > MANY_REJECTED * papers:
            yield _found("W108", local, papers=papers, rejected=rejected, limit=MANY_REJECTED)
    if valid is not None and (total > valid or (all_voted and total != valid)):
        residual = valid - total
        yield _found("E105", local, valid=valid, votes=total, residual=residual, equals=_equal_to(local, residual))
    if contest.counted_by is not Method.ALTERNATIVE_VOTE:
        heads = {Head(key) for key in local.by_key(Measure.REJECTED)}
        unknown = [name for name, known in (("papers", papers), ("rejected", rejected)) if known is None]
        unknown += [] if whole_heads(heads) else ["heads"]
        if unknown:
            yield _found("W107", local, missing=tuple(unknown))


def _second_count(
    contest: Contest, local: Return, first: Return, remaining: frozenset[CandidateId]
) -> Iterator[Finding]:
    """S-1 and S-2, and totals as first and second preferences together."""
    pool, rejected, wasted = (
        local.get(one)
        for one in (Measure.SECOND_COUNT_PAPERS, Measure.REJECTED, Measure.SECOND_PREFERENCES_FOR_ELIMINATED)
    )
    firsts = first.by_key(Measure.VOTES)
    eliminated = contest.standing - remaining
    from_first = sum(firsts[who] for who in eliminated) if eliminated <= firsts.keys() else None
    if pool is not None and from_first is not None and pool != from_first:
        yield _found("E201", local, pool=pool, eliminated=from_first, residual=from_first - pool)
    seconds = local.by_key(Measure.SECOND_PREFERENCES)
    known = sum(seconds.values()) + (wasted or 0) + (rejected or 0)
    missing = [] if remaining <= seconds.keys() else ["second preferences"]
    missing += [name for name, part in (("for eliminated", wasted), ("rejected", rejected)) if part is None]
    looked_at = from_first if pool is None else pool
    if looked_at is not None and not missing and known != looked_at:
        yield _found("E202", local, pool=looked_at, seconds=sum(seconds.values()), wasted=wasted or 0,
                     rejected=rejected or 0, residual=looked_at - known)  # fmt: skip
    if looked_at is not None and missing and known > looked_at:
        yield _found("E204", local, known=known, pool=looked_at, residual=known - looked_at)
    if missing or pool is None:
        yield _found("W206", local, missing=(*missing, *(() if pool is not None else ("second-count papers",))))
    for who, total in local.by_key(Measure.TOTALS).items():
        if who in firsts and who in seconds and total != firsts[who] + seconds[who]:
            fields = {"total": total, "first": firsts[who], "second": seconds[who]}
            yield _found("E203", local, candidate=who, **fields, residual=firsts[who] + seconds[who] - total)


def _after_transfers(
    local: Return, before: Return, first: Return, remaining: frozenset[CandidateId]
) -> Iterator[Finding]:
    """No paper is lost or made between counts of the alternative vote."""
    votes, held = local.by_key(Measure.VOTES), before.by_key(Measure.VOTES)
    out, out_before = local.get(Measure.NON_TRANSFERABLE), before.get(Measure.NON_TRANSFERABLE) or 0
    valid = sum(first.by_key(Measure.VOTES).values())
    if out is None:
        yield _found("W304", local)
    if remaining <= votes.keys():
        total = sum(votes.values()) + (out or 0)
        if total > valid or (out is not None and total != valid):
            yield _found(
                "E301", local, votes=sum(votes.values()), out=out or 0, valid=valid, residual=valid - total
            )
    for who, figure in votes.items():
        if who in held and figure < held[who]:
            yield _found("E302", local, candidate=who, before=held[who], now=figure, residual=held[who] - figure)
    if out is not None and out < out_before:
        yield _found("E302", local, candidate="", before=out_before, now=out, residual=out_before - out)
    yield from _transfers(local, {**held, "": out_before}, {**votes, "": out})


def _transfers(local: Return, held: Mapping[str, int], votes: Mapping[str, int | None]) -> Iterator[Finding]:
    received: dict[str, int] = {}
    for route, figure in local.by_key(Measure.TRANSFERS).items():
        to = route.partition(">")[2]
        received[to] = received.get(to, 0) + figure
    for to, figure in received.items():
        now = votes.get(to)
        if now is not None and to in held and now - held[to] != figure:
            yield _found("E303", local, candidate=to, transfers=figure, change=now - held[to],
                         residual=now - held[to] - figure)  # fmt: skip


def _equal_to(local: Return, residual: int) -> tuple[str, ...]:
    """The lines of the return whose figure is the very difference: entered twice, or left out."""
    return tuple(
        key or measure.value
        for (measure, key), figure in local.figures.items()
        if figure and figure == abs(residual)
    )


def _found(code: str, local: Return, **fields: Field) -> Finding:
    area: AreaId = local.area
    return Finding(code, area, local.count, fields)
