"""An area that knows no other area's return: its own counts, its own findings, and what letters brought it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from somewhere import ROOT

from mayoral.counting.checks import check, check_alone
from mayoral.counting.count import count, count_alone
from mayoral.files.acts import TAKE_IN, Act, hash_of, returns_of, with_carried
from mayoral.files.elections import read_election

CAMBRIDGE = read_election(ROOT / "elections" / "mayor.cambridgeshire-and-peterborough.2017-05-04")
AREAS = [area.id for area in CAMBRIDGE.contest.areas]


@pytest.mark.parametrize("area", AREAS)
def test_an_area_alone_has_the_figures_it_has_among_all(area: str) -> None:
    """Told who remains, it states the same first votes, second preferences and totals. Law: r 56(2)."""
    whole = count(CAMBRIDGE.contest, CAMBRIDGE.returns)
    remaining = whole.counts[0].remaining
    own = [one for one in CAMBRIDGE.returns if one.area == area]
    alone = count_alone(CAMBRIDGE.contest, own[0].area, own, remaining)
    assert [one.areas for one in alone.counts] == [{area: one.areas[own[0].area]} for one in whole.counts]
    assert alone.counts[0].eliminated == CAMBRIDGE.contest.standing - remaining


@pytest.mark.parametrize("area", AREAS)
def test_an_area_alone_finds_what_is_wrong_with_its_own_figures(area: str) -> None:
    """A vote too many at each count: the same findings as among all areas, and none before the direction."""
    remaining = count(CAMBRIDGE.contest, CAMBRIDGE.returns).counts[0].remaining
    wrong = [replace(one, figures={entry: figure + 1 for entry, figure in one.figures.items()})
             for one in CAMBRIDGE.returns if one.area == area]  # fmt: skip
    others = [one for one in CAMBRIDGE.returns if one.area != area]
    among = [one for one in check(CAMBRIDGE.contest, [*others, *wrong]) if one.area == area]
    alone = check_alone(CAMBRIDGE.contest, wrong[0].area, [*others, *wrong], remaining)
    assert list(alone) == among
    assert {one.count for one in alone} == {1, 2}
    before = check_alone(CAMBRIDGE.contest, wrong[0].area, wrong)
    assert [one for one in before if one.count == 1] == [one for one in alone if one.count == 1]


def act(seq: int, kind: str, area: str = "", count_: int = 0, **payload: object) -> Act:
    """An act with its hash."""
    bare = Act(seq, "2017-05-05T01:02:03.000+00:00", "Ann", "caro", kind, area, count_, payload)
    return replace(bare, hash=hash_of(bare))


def brought(seq: int, sender: str, *acts: Act) -> Act:
    """The act that takes in a letter."""
    told = [{name: getattr(one, name) for name in one.__slots__} for one in acts]
    return act(seq, TAKE_IN, "N", **{"from": sender, "acts": told})


def test_what_a_letter_brings_stands_in_its_place() -> None:
    """By whom, when and at which place it was done; only its number is that of the letter here."""
    figures = {"votes:ash": 7}
    stated = act(51, "state", "N", 1, version=1, figures=figures)
    acts = [act(1, "load"), brought(2, "N", stated, act(52, "send", "N", 1)), act(3, "accept", "N", 1)]
    told = list(with_carried(acts))
    assert [(one.seq, one.kind) for one in told] == [(1, "load"), (2, "state"), (2, "send"), (3, "accept")]
    assert told[1] == replace(stated, seq=2)
    assert list(with_carried(told)) == told
    assert [(one.area, one.count, one.version) for one in returns_of(acts)] == [("N", 1, 1)]


def test_a_direction_that_falls_is_the_one_that_was_carried() -> None:
    """The CARO's number of a direction is that of the letter here; one that never came is none of these."""
    direction, other = act(40, "direct-second-count"), act(44, "direct-second-count")
    known = brought(5, "", direction)
    for voids, expected in ((40, 5), (44, 0)):
        fell = brought(6, "", act(60, "accept", "N", 1, voids=voids))
        assert list(with_carried([known, fell]))[-1].payload["voids"] == expected
    assert other.hash != direction.hash
