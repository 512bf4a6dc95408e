"""The count beside a naive count of the same papers that shares no line with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nights import contest_of
from oracle import oracle_papers
from strategies import paper_elections
from tallies import counted

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Declaration, Equality, Figures, Lot, Outcome, Purpose
from mayoral.counting.checks import check

OracleLots = list[tuple[int, str, frozenset[str], str] | tuple[str, list[str]]]
SV2 = (Method.SUPPLEMENTARY_VOTE, 2)


@pytest.mark.parametrize("method", Method)
@settings(max_examples=350, deadline=None)
@given(data=st.data())
def test_the_count_agrees_with_a_naive_count(method: Method, data: st.DataObject) -> None:
    """A thousand contests, ties and bad papers among them, to the last figure of the last area."""
    agree(method, data)


@pytest.mark.long
@pytest.mark.parametrize("method", Method)
@settings(max_examples=7_000, deadline=None)
@given(data=st.data())
def test_the_count_agrees_with_a_naive_count_on_21_000_contests(method: Method, data: st.DataObject) -> None:
    """The same, at length."""
    agree(method, data)


def agree(method: Method, data: st.DataObject) -> None:
    """Both counts of one contest, asked again after every lot, say the same; and no figure is found wrong."""
    candidates, areas, papers, words = data.draw(paper_elections(method.value))
    contest = contest_of(method, candidates, areas, rules=rules_of(words) if words else None)
    lots: list[Lot] = []
    theirs: OracleLots = []
    if words and data.draw(st.booleans()):  # an order drawn beforehand, which only one of the tie rules reads
        order = data.draw(st.permutations(candidates))
        lots.append(Lot(0, Purpose.ORDER, tuple(map(CandidateId, order)), CandidateId(order[0])))
        theirs.append(("order", order))
    while True:
        outcome, returns = counted(contest, papers, lots)
        same(contest, outcome, oracle_papers(method.value, candidates, papers, words, theirs))
        assert not any(one.stops for one in check(contest, returns, lots))
        if not isinstance(outcome, Equality):
            break
        drawn = data.draw(st.sampled_from(sorted(outcome.among)))
        lots.append(Lot(len(outcome.counts), outcome.purpose, tuple(outcome.among), drawn))
        theirs.append((len(outcome.counts), outcome.purpose.value, outcome.among, drawn))


def rules_of(words: dict[str, str]) -> Rules:
    """A selection's rules from the words of `election.toml`."""
    base, stop, tie, overvote = words["more_than_half_of"], words["stop"], words["tie"], words["overvote"]
    return Rules(Base(base), Stop(stop), Tie(tie), Overvote(overvote))


def same(contest: Contest, outcome: Outcome, result: dict[str, Any]) -> None:
    """The outcome is the naive one, count by count and area by area."""
    assert type(outcome).__name__.lower() == result["outcome"].replace("-", "")
    assert getattr(outcome, "elected", None) == result["elected"]
    assert getattr(outcome, "among", set()) == result["equality"]
    if isinstance(outcome, Equality):
        assert outcome.purpose.value == result["equality_for"]
    if isinstance(outcome, Declaration):
        assert len(outcome.counts) == result["elected_at_count"]
    assert len(outcome.counts) == len(result["counts"])
    for ours, theirs in zip(outcome.counts, result["counts"], strict=True):
        assert (ours.number, ours.remaining, ours.eliminated) == tuple(
            theirs[key] for key in ("number", "remaining", "eliminated")
        )
        second = (contest.counted_by, ours.number) == SV2
        assert told(ours.totals, second) | heads(ours) == {key: theirs[key] for key in TOLD}
        for area, figures in theirs["areas"].items():
            local = ours.areas[area]
            by_head = {head.value: papers for head, papers in local.rejected_by_head.items()}
            assert told(local, second) | {"rejected_by_head": by_head} == {key: figures[key] for key in TOLD}


TOLD = ("votes", "valid", "added", "pool", "for_eliminated", "non_transferable", "rejected_by_head")


def told(figures: Figures, second: bool) -> dict[str, Any]:
    """The figures that both counts keep; the naive one says what was added only for second preferences."""
    kept = {key: getattr(figures, key) for key in TOLD[:-1]}
    return kept | {"added": figures.added if second else {}}


def heads(this: Count) -> dict[str, dict[str, int]]:
    """The heads of all areas together, added up here: areas that had none of a head leave it out."""
    found = [(head.value, papers) for one in this.areas.values() for head, papers in one.rejected_by_head.items()]
    return {"rejected_by_head": {head: sum(n for other, n in found if other == head) for head, _ in found}}
