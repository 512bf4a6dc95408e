"""Hypothesis strategies for whole elections, small enough that equal votes are common."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import strategies as st
from nights import Night, contest_of

from mayoral.contest.contest import Base, Overvote, Rules, Stop, Tie
from mayoral.contest.law import Method

FPTP, SV, AV = "first-past-the-post", "supplementary-vote", "alternative-vote"
AV_CHOICES = {
    "more_than_half_of": ("continuing", "valid"),
    "stop": ("majority", "two"),
    "tie": ("lot", "earlier-count", "drawn-order"),
    "overvote": ("ends-the-paper", "skip"),
}
Marks = tuple[frozenset[str], ...]
PaperElection = tuple[list[str], list[str], list[tuple[str, Marks]], dict[str, str]]
ByArea = dict[str, dict[str, int]]
ReturnElection = tuple[list[str], ByArea, ByArea]


def _names(prefix: str, number: int) -> list[str]:
    return [f"{prefix}{i + 1}" for i in range(number)]


@st.composite
def _marks(draw: st.DrawFn, candidates: list[str], ranks: int) -> Marks:
    """The marks of a paper: mostly one candidate a rank; at times bad ones, or too few."""
    order = draw(st.permutations(candidates))[: draw(st.integers(0, ranks))]
    marks = [frozenset({c}) for c in order]
    if draw(st.integers(0, 3)) == 0:  # a blank rank, a repeat or an over-vote, anywhere
        odd = draw(st.frozensets(st.sampled_from(candidates), max_size=3))
        marks.insert(draw(st.integers(0, len(marks))), odd)
    return tuple(marks[:ranks])


@st.composite
def paper_elections(draw: st.DrawFn, method: str) -> PaperElection:
    """`(candidates, areas, papers, rules)`; `rules` is empty unless the method has any.

    Papers come in up to fourteen small bundles, alike and in one area, so that supports are
    small numbers and ties frequent; at most 60 in all. A rank may be blank, over-voted, or
    repeat a candidate; there may be no rank at all; an area may have no paper.
    """
    candidates = _names("c", draw(st.sampled_from([1, 2, 3, 3, 4, 4, 5, 5, 6, 7])))
    areas = _names("area-", draw(st.integers(1, 6)))
    ranks = {FPTP: 1, SV: 2, AV: len(candidates) + 1}[method]
    most = draw(st.sampled_from([1, 2, 4, 9]))
    bundles = draw(st.sampled_from([0, 1, 3, 6, 8, 10, 12, 14]))
    papers: list[tuple[str, Marks]] = []
    for _ in range(bundles):
        paper = draw(st.sampled_from(areas)), draw(_marks(candidates, ranks))
        papers += [paper] * draw(st.integers(1, most))
    choices = AV_CHOICES if method == AV else {}
    rules = {key: draw(st.sampled_from(values)) for key, values in choices.items()}
    return candidates, areas, papers[:60], rules


@st.composite
def drawn_orders(draw: st.DrawFn, candidates: list[str]) -> tuple[str, list[str]]:
    """`("order", [highest, ..., lowest])`, as a lot to give to the rule `drawn-order`."""
    return "order", draw(st.permutations(candidates))


@st.composite
def return_elections(draw: st.DrawFn) -> ReturnElection:
    """`(candidates, areas_first, areas_second)` as areas would state them.

    `areas_second` has those who remain after a first count without more than half; in no
    area do its figures exceed the papers of those eliminated. It is empty where the first
    count decides. The last second preference is at times set to level two candidates.
    """
    candidates = _names("c", draw(st.integers(1, 20)))
    areas = _names("area-", draw(st.integers(1, 40)))
    most = draw(st.sampled_from([1, 3, 20, 100_000]))
    one_area = st.lists(st.integers(0, most), min_size=len(candidates), max_size=len(candidates))
    few = draw(st.lists(one_area, min_size=1, max_size=4))  # repeated over the areas: ties
    first = {a: dict(zip(candidates, draw(st.sampled_from(few)), strict=True)) for a in areas}
    total = {c: sum(first[a][c] for a in areas) for c in candidates}
    if len(candidates) < 3 or 2 * max(total.values()) > sum(total.values()):
        return candidates, first, {}
    remaining = [c for c in candidates if total[c] >= sorted(total.values())[-2]]
    if len(remaining) == len(candidates):
        return candidates, first, {}
    second: ByArea = {}
    for area in areas:
        left = sum(first[area][c] for c in candidates if c not in remaining)
        second[area] = {}
        for candidate in draw(st.permutations(remaining)):
            second[area][candidate] = draw(st.integers(0, left))
            left -= second[area][candidate]
    if draw(st.booleans()):
        _level(remaining, total, first, second)
    return candidates, first, second


def _level(remaining: list[str], total: dict[str, int], first: ByArea, second: ByArea) -> None:
    """Lift the second of two to the first's total, as far as unused papers allow."""
    high, low = sorted(remaining[:2], key=lambda c: -(total[c] + sum(second[a][c] for a in second)))
    gap = total[high] - total[low] + sum(second[a][high] - second[a][low] for a in second)
    for area, added in second.items():
        unused = sum(v for c, v in first[area].items() if c not in remaining) - sum(added.values())
        lift = min(gap, unused)
        added[low] += lift
        gap -= lift


@st.composite
def nights(
    draw: st.DrawFn,
    methods: tuple[Method, ...] = tuple(Method),
    candidates: tuple[int, int] = (1, 20),
    areas: int = 40,
) -> Night:
    """A contest counted to its end; small figures make ties common.

    More than half of the contests have at most five areas, and are quickly counted.
    """
    method = draw(st.sampled_from(methods))
    names = _names("c", draw(st.integers(*candidates)))
    places = _names("area-", draw(st.integers(1, min(areas, 5)) | st.integers(1, areas)))
    rules = draw(st.builds(Rules, *map(st.sampled_from, (Base, Stop, Tie, Overvote))))
    weighted = method is not Method.SUPPLEMENTARY_VOTE and draw(st.integers(0, 5)) == 0
    weights = [Fraction(i + 1, len(places)) for i in range(len(places))] if weighted else ()
    contest = contest_of(method, names, places, rules=rules, weights=weights)
    most = draw(st.sampled_from([0, 1, 2, 5, 300, 200_000]))
    return Night(contest, Random(draw(st.integers(0, 2**32))), most).play()
