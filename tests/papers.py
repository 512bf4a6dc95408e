"""Elections of ballot papers drawn by chance, and the outcome of a tally as the oracle words it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from oracle import AV, FPTP, SV

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Declaration, Equality, Figures, Lot, Outcome, Purpose, Uncontested
from mayoral.contest.papers import Condensed, Marks

METHODS = (FPTP, SV, AV)
CHOICES = {
    "more_than_half_of": [one.value for one in Base],
    "stop": [one.value for one in Stop],
    "tie": [one.value for one in Tie],
    "overvote": [one.value for one in Overvote],
}


@dataclass(frozen=True)
class Drawn:
    """An election drawn by chance: its papers one by one, and everything else a count needs."""

    method: str
    candidates: list[str]
    areas: list[str]
    papers: list[tuple[str, Marks]]
    rules: dict[str, str]
    lots: list[Any]


def drawn_election(chance: Random, method: str | None = None) -> Drawn:
    """A small election in which equal votes, blank, repeated and over-voted ranks are common."""
    method = method or chance.choice(METHODS)
    candidates = [f"c{at + 1}" for at in range(chance.choice([2, 3, 3, 4, 5, 7]))]
    areas = [f"E0{at + 1}" for at in range(chance.randint(1, 4))]
    ranks = {FPTP: 1, SV: 2, AV: len(candidates)}[method]
    most = chance.choice([1, 3, 40])
    papers: list[tuple[str, Marks]] = []
    for _ in range(chance.choice([0, 1, 4, 9, 20])):
        marks = [
            frozenset({who}) for who in chance.sample(candidates, chance.randint(0, min(ranks, len(candidates))))
        ]
        if chance.random() < 0.3:
            odd = frozenset(chance.sample(candidates, chance.randint(0, min(3, len(candidates)))))
            marks.insert(chance.randint(0, len(marks)), odd)
        marks = marks[:ranks]
        while marks and not marks[-1]:
            marks.pop()
        papers += [(chance.choice(areas), tuple(map(frozenset[CandidateId], marks)))] * chance.randint(1, most)
    chance.shuffle(papers)
    rules = {key: chance.choice(words) for key, words in CHOICES.items()} if method == AV else {}
    order = chance.sample(candidates, len(candidates))
    lots = [("order", order)] if rules.get("tie") == "drawn-order" else []
    return Drawn(method, candidates, areas, papers, rules, lots)


def contest_of(drawn: Drawn) -> Contest:
    """The contest of a drawn election."""
    rules = None
    if drawn.method == AV:
        words = drawn.rules
        base, stop, tie = Base(words["more_than_half_of"]), Stop(words["stop"]), Tie(words["tie"])
        rules = Rules(base, stop, tie, Overvote(words["overvote"]))
    areas = tuple(Area(AreaId(area), area) for area in drawn.areas)
    candidates = tuple(Candidate(CandidateId(who), f"Name {who}") for who in drawn.candidates)
    return Contest("x", "x", Method(drawn.method), "", areas, candidates, rules)


def lots_of(drawn: Drawn) -> list[Lot]:
    """The lots as the library takes them."""
    orders = [tuple(map(CandidateId, order)) for _, order in drawn.lots]
    return [Lot(0, Purpose.ORDER, order, order[0]) for order in orders]


def condensed_of(drawn: Drawn) -> Condensed:
    """The papers grouped, with no reader in between."""
    papers: dict[tuple[str, Marks], int] = {}
    for paper in drawn.papers:
        papers[paper] = papers.get(paper, 0) + 1
    contest = contest_of(drawn)
    areas = tuple((str(area.id), area.name) for area in contest.areas)
    return Condensed(contest.candidates, areas, papers, len(drawn.papers))


def as_rows(drawn: Drawn) -> tuple[list[str], list[list[str]]]:
    """A header and a row for each paper, over-voted ranks joined by a bar."""
    ranks = max([len(marks) for _, marks in drawn.papers], default=1) or 1
    rows = [
        [area, *("|".join(sorted(marked)) for marked in marks), *[""] * (ranks - len(marks))]
        for area, marks in drawn.papers
    ]
    return ["area", *(f"r{rank + 1}" for rank in range(ranks))], rows


def told(outcome: Outcome) -> dict[str, Any]:
    """The parts of an outcome that the oracle gives too."""
    elected = outcome.elected if isinstance(outcome, Declaration | Uncontested) else None
    equal = outcome.among if isinstance(outcome, Equality) else frozenset()
    purpose = outcome.purpose.value if isinstance(outcome, Equality) else None
    counts = [_count(one) for one in outcome.counts]
    return {"elected": elected, "equality": set(equal), "equality_for": purpose, "counts": counts}


def expected(result: Mapping[str, Any], areas: Sequence[str]) -> dict[str, Any]:
    """The oracle's result in the same parts; an area without papers has a row of noughts there too."""
    counts = []
    for one in result["counts"]:
        local = {area: one["areas"][area] for area in areas if area in one["areas"]}
        figures = {area: _oracle_figures(figures) for area, figures in local.items()}
        counts.append((_oracle_figures(one), set(one["remaining"]), set(one["eliminated"]), figures))
    return {
        "elected": result["elected"],
        "equality": set(result["equality"]),
        "equality_for": result["equality_for"],
        "counts": counts,
    }


def _oracle_figures(one: Mapping[str, Any]) -> tuple[Any, ...]:
    heads = {head: held for head, held in one["rejected_by_head"].items() if held}
    parts = (one["pool"] or 0, one["for_eliminated"] or 0, one["non_transferable"] or 0)
    return one["votes"], one["valid"], heads, *parts


def _count(one: Count) -> tuple[Any, ...]:
    places = {str(area): figures for area, figures in one.areas.items()}
    with_papers = {area: _figures(figures) for area, figures in places.items()}
    return _figures(one.totals), set(one.remaining), set(one.eliminated), with_papers


def _figures(one: Figures) -> tuple[Any, ...]:
    heads = {head.value: held for head, held in one.rejected_by_head.items() if held}
    parts = (one.pool or 0, one.for_eliminated or 0, one.non_transferable or 0)
    return dict(one.votes), one.valid, heads, *parts
