"""What is written is read back: any election there can be, and every real one."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights import Night
from strategies import nights

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.papers import BallotPaperAccount
from mayoral.contest.record import (
    Conflict,
    Declared,
    Election,
    Kind,
    PartySelection,
    Printed,
    PrintedBase,
    Source,
)
from mayoral.contest.returns import Measure, Return, Status
from mayoral.files.elections import read_election
from mayoral.files.writing import texts_of, write_election

FOLDERS = sorted(Path("elections").iterdir())
words = st.text(string.ascii_letters + "äÉŵż’\"\\#=,;'–é", max_size=12).map(lambda text: f"x{text}")
days = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str)
known = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])).map(KnownDate.read)
figures = st.none() | st.integers(0, 999_999_999)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """An election with something on every page of its record."""
    night: Night = draw(nights(candidates=(1, 5), areas=4))
    declared = draw(st.booleans())
    contest = replace(night.contest, title=draw(words), method_law=draw(words), office=None, declared=declared)
    contest = replace(contest, poll_date=draw(known), abandoned=draw(st.none() | words))
    contest = replace(contest, candidates=tuple(dressed(draw, one) for one in contest.candidates))
    place = st.sampled_from([area.id for area in contest.areas])
    who = st.sampled_from([one.id for one in contest.candidates])
    sources = (
        Source("notice", draw(words), Kind.OFFICIAL, draw(words), draw(words)),
        Source("sum", "Added up", Kind.DERIVED, derived_from=("notice",), how=draw(words)),
    )
    return Election(
        contest,
        returns=tuple(sorted(again(night, draw(st.booleans())), key=lambda one: order(contest, one))),
        lots=tuple(night.lots),
        accounts=tuple(draw(st.lists(st.builds(BallotPaperAccount, place, words, *[figures] * 6), max_size=3))),
        declared=draw(declarations(who)) if declared else None,
        printed=tuple(draw(st.lists(printed(place, who), max_size=3))),
        conflicts=tuple(draw(st.lists(conflicts(place), max_size=3))),
        sources=sources,
        selections=tuple(draw(st.lists(selections(who), max_size=2))),
        original_poll_date=draw(st.none() | known),
        nominations_closed=draw(st.none() | known),
        declared_on=draw(st.none() | known),
        previous=draw(st.none() | words),
        next=draw(st.none() | words),
        same_day=tuple(draw(st.lists(words, max_size=2))),
        notes=tuple(draw(st.lists(words, max_size=2))),
    )


def dressed(draw: st.DrawFn, candidate: Any) -> Any:  # noqa: ANN401 - a candidate
    """A candidate with everything that may be known."""
    texts = {key: draw(st.none() | words) for key in ("party", "person", "statement_source", "running_mate")}
    lists = {key: tuple(draw(st.lists(words, max_size=2))) for key in ("policies", "background")}
    return replace(candidate, name=draw(words), description=draw(words), **texts, **lists)


def again(night: Night, corrected: bool) -> list[Return]:
    """The returns of a night, or those with a correction, of which the earlier was provisional."""
    if not corrected or not night.returns:
        return night.returns
    old = Random(len(night.returns)).choice(night.returns)
    return [*night.but(old, replace(old, status=Status.PROVISIONAL)), replace(old, version=2)]


def order(contest: Contest, local: Return) -> tuple[int, int, int]:
    """The canonical order of a `returns.csv`."""
    return ([area.id for area in contest.areas].index(local.area), local.count, local.version)


def declarations(who: st.SearchStrategy[CandidateId]) -> st.SearchStrategy[Declared]:
    """What a notice declares."""
    counts = st.dictionaries(
        st.integers(1, 3), st.dictionaries(who, st.integers(0, 10**7), min_size=1), min_size=1
    )
    return st.builds(
        Declared,
        who,
        st.none() | st.integers(1, 9),
        st.none() | known,
        words,
        st.booleans(),
        words,
        st.none() | counts,
    )


def printed(place: Any, who: Any) -> st.SearchStrategy[Printed]:  # noqa: ANN401 - strategies
    """Anything a source prints."""
    base = st.none() | st.sampled_from(PrintedBase)
    value = st.sampled_from(["32.9", "101", "1.943", "about a third"])
    return st.builds(Printed, place, st.integers(0, 5), st.sampled_from(["share", "turnout"]), who, value, base,
                     st.just("notice"))  # fmt: skip


def conflicts(place: Any) -> st.SearchStrategy[Conflict]:  # noqa: ANN401 - a strategy
    """A figure that another source gives."""
    what = st.sampled_from([Measure.PAPERS, Measure.ELECTORATE, "turnout", "majority"])
    return st.builds(Conflict, place, st.integers(0, 3), what, st.just(""), st.sampled_from(["7", "32.9"]),
                     st.just("sum"), words)  # fmt: skip


def selections(who: st.SearchStrategy[CandidateId]) -> st.SearchStrategy[PartySelection]:
    """How a party chose."""
    names = st.lists(words, max_size=2).map(tuple)
    return st.builds(PartySelection, words, st.none() | who, st.none() | known, words, names, names, words)


@given(elections())
def test_reading_what_was_written_gives_it_back(election: Election) -> None:
    """Every value of every page, and the same bytes when it is written again."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "mayor.somewhere.2017-05-04"
        write_election(election, folder)
        found = read_election(folder)
    assert found == election
    assert texts_of(found) == texts_of(election)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_real_election_is_read_back(folder: Path, tmp_path: Path) -> None:
    """Written anew, a folder of `elections/` is the same election (read without the ledger of offices)."""
    election = read_election(folder)
    write_election(election, tmp_path / folder.name)
    assert read_election(tmp_path / folder.name) == election
