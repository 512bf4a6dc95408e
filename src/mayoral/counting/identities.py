"""Every equation the figures must satisfy, passed or failed or not to be tested: the checks in the open.

Where one fails, `check` gives the finding of the same code; what is already too much though a part of it is
not known is a finding only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.findings import Identity
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count
from mayoral.contest.papers import Head
from mayoral.contest.returns import Measure, Return
from mayoral.counting.checks import whole_heads
from mayoral.counting.consolidation import Standing, standing

Parts = tuple[tuple[str, int | None], ...]


def identities(contest: Contest, returns: Iterable[Return], counts: Sequence[Count]) -> tuple[Identity, ...]:
    """The identities of the returns that stand, area by area, count by count, then of the areas together."""
    latest = standing(returns)
    found: list[Identity] = []
    for area in (*(area.id for area in contest.areas), WHOLE):
        for number in sorted(number for place, number in latest if place == area and number > 0):
            local = latest[area, number]
            found += _heads(local)
            if number == 1:
                found += _first(contest, local, latest.get((area, 0)))
            elif (area, 1) in latest and len(counts) >= number:
                remaining = counts[number - 2].remaining
                later = _second if contest.counted_by is Method.SUPPLEMENTARY_VOTE else _after_transfers
                found += later(local, latest[area, 1], contest.in_ballot_order(remaining), contest.standing)
    return (*found, *_together(contest, latest))


def _heads(local: Return) -> Iterator[Identity]:
    heads = local.by_key(Measure.REJECTED)
    if heads:
        whole = whole_heads(Head(key) for key in heads)
        open_part: Parts = () if whole else (("heads not known", None),)
        parts: Parts = (*heads.items(), *open_part)
        yield _identity("E102", local, parts, "rejected")


def _first(contest: Contest, local: Return, verification: Return | None) -> Iterator[Identity]:
    votes = local.by_key(Measure.VOTES)
    total = sum(votes.values()) if len(votes) == len(contest.candidates) else None
    yield _identity("E101", local, (("votes", total), ("rejected", local.get(Measure.REJECTED))), "papers")
    if local.get(Measure.VALID) is not None:
        yield _identity("E105", local, (("votes", total),), "valid")
    verified = None if verification is None else verification.get(Measure.VERIFIED)
    yield Identity("W103", local.area, 1, (("papers", local.get(Measure.PAPERS)),), ("verified", verified))


def _second(
    local: Return, first: Return, remaining: Sequence[CandidateId], all_of: frozenset[CandidateId]
) -> Iterator[Identity]:
    firsts, seconds = first.by_key(Measure.VOTES), local.by_key(Measure.SECOND_PREFERENCES)
    out = all_of - set(remaining)
    eliminated = sum(firsts[who] for who in out) if out <= firsts.keys() else None
    yield _identity("E201", local, (("first preferences of the eliminated", eliminated),), "second_count_papers")
    added = sum(seconds.values()) if set(remaining) <= seconds.keys() else None
    wasted = local.get(Measure.SECOND_PREFERENCES_FOR_ELIMINATED)
    parts = (
        ("second_preferences", added),
        ("second_preferences_for_eliminated", wasted),
        ("rejected", local.get(Measure.REJECTED)),
    )
    yield _identity("E202", local, parts, "second_count_papers")
    for who, total in local.by_key(Measure.TOTALS).items():
        both = (("votes", firsts.get(who)), ("second_preferences", seconds.get(who)))
        yield Identity("E203", local.area, local.count, both, ("totals", total), who)


def _after_transfers(
    local: Return, first: Return, remaining: Sequence[CandidateId], all_of: frozenset[CandidateId]
) -> Iterator[Identity]:
    votes, firsts = local.by_key(Measure.VOTES), first.by_key(Measure.VOTES)
    total = sum(votes.values()) if set(remaining) <= votes.keys() else None
    valid = sum(firsts.values()) if all_of <= firsts.keys() else None
    parts = (("votes", total), ("non_transferable", local.get(Measure.NON_TRANSFERABLE)))
    yield Identity("E301", local.area, local.count, parts, ("votes of the first count", valid))


def _together(contest: Contest, latest: Standing) -> Iterator[Identity]:
    """Each figure published for the whole authority beside the areas' own, added up."""
    for (place, number), whole in sorted(latest.items(), key=lambda one: one[0][1]):
        if place != WHOLE or not contest.areas:
            continue
        for (measure, key), published in whole.figures.items():
            known = [
                latest[area.id, number].get(measure, key) if (area.id, number) in latest else None
                for area in contest.areas
            ]
            total = None if None in known else sum(figure for figure in known if figure is not None)
            if any(figure is not None for figure in known):
                parts = (("the areas together", total),)
                yield Identity("E401", None, number, parts, (measure.value, published), key)


def _identity(code: str, local: Return, parts: Parts, whole: str) -> Identity:
    figures: Mapping[str, int | None] = {one.value: local.get(one) for one in Measure}
    return Identity(code, local.area, local.count, parts, (whole, figures[whole]))
