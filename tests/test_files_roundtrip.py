"""Reading what was written gives it back; and whatever befalls a file, it is read wholly or refused."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from somewhere import ROOT

from mayoral.cli import main
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import WHOLE, Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Lot, Purpose
from mayoral.contest.papers import BallotPaperAccount, Head
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
from mayoral.contest.returns import Entry, Measure, Return, Status
from mayoral.files.elections import read_election
from mayoral.files.reading import Unreadable
from mayoral.files.returns import measures_at
from mayoral.files.writing import texts_of, write_election

FIGURES = st.one_of(st.integers(0, 300), st.just(999_999_999))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
MAYBE = st.none() | WORDS
TEXTS = st.lists(WORDS, max_size=2).map(tuple)
ANY = st.just("") | WORDS
IDS = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"], include_characters="-._"), min_size=1, max_size=5)
DATES = st.one_of(
    st.dates().map(KnownDate.day),
    st.dates().map(lambda day: KnownDate.read(day.isoformat()[:7])),
    st.dates().map(lambda day: KnownDate.read(day.isoformat()[:4])),
)
BY_CANDIDATE = (Measure.VOTES, Measure.SECOND_PREFERENCES, Measure.TOTALS)


def some(*strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to two values made of these parts."""
    return st.lists(st.tuples(*strategies), max_size=2).map(tuple)


@st.composite
def contests(draw: st.DrawFn, declared: bool) -> Contest:
    """A contest of any method, with one to four candidates and one to three areas."""
    method = draw(st.sampled_from(Method))
    av = method is Method.ALTERNATIVE_VOTE
    who = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    where = draw(st.lists(IDS.filter(lambda one: one != WHOLE), min_size=1, max_size=3, unique=True))
    weighted = method is not Method.SUPPLEMENTARY_VOTE and draw(st.booleans())
    shares = st.fractions(Fraction(1, 99), 99, max_denominator=99) if weighted else st.none()
    person = st.tuples(WORDS, ANY, MAYBE, MAYBE, TEXTS, TEXTS, st.none(), MAYBE)
    choices = (st.sampled_from(Base), st.sampled_from(Stop), st.sampled_from(Tie))
    return Contest(
        id=draw(IDS),
        title=draw(WORDS),
        method=method,
        method_law=draw(ANY),
        areas=tuple(Area(AreaId(one), draw(WORDS), draw(shares)) for one in where),
        candidates=tuple(Candidate(CandidateId(one), *draw(person)) for one in who),
        rules=Rules(*map(draw, choices), draw(st.none() | st.sampled_from(Overvote))) if av else None,
        poll_date=draw(DATES),
        office=draw(st.none() | IDS),
        declared=declared,
        abandoned=draw(MAYBE),
    )


@st.composite
def entries(draw: st.DrawFn, contest: Contest, number: int) -> Entry:
    """A line that may stand in a return of this count."""
    measure = draw(st.sampled_from(measures_at(contest.counted_by, number)))
    who = st.sampled_from([str(one.id) for one in contest.candidates])
    if measure in BY_CANDIDATE:
        return measure, draw(who)
    if measure is Measure.TRANSFERS:
        return measure, f"{draw(who)}>{draw(who | st.just(''))}"
    return measure, draw(
        st.sampled_from(["", *(head.value for head in Head)])
    ) if measure is Measure.REJECTED else ""


@st.composite
def returns(draw: st.DrawFn, contest: Contest, cited: st.SearchStrategy[str]) -> tuple[Return, ...]:
    """Returns in the order in which they are written."""
    places = [area.id for area in contest.areas] + ([WHOLE] if contest.declared else [])
    counts = [number for number in range(4) if measures_at(contest.counted_by, number)]
    made = []
    for area in places:
        for number in counts:
            for version in draw(st.sampled_from([(), (1,), (1,), (1, 2), (3,)])):
                lines = draw(st.dictionaries(entries(contest, number), FIGURES, min_size=1, max_size=4))
                status, sources = draw(st.sampled_from(Status)), {line: draw(cited) for line in lines}
                made.append(Return(area, number, lines, version, status, sources))
    return tuple(made)


@st.composite
def declarations(draw: st.DrawFn, contest: Contest, cited: st.SearchStrategy[str]) -> Declared:
    """What was declared, with the votes of some counts."""
    who = st.sampled_from([one.id for one in contest.candidates])
    votes: st.SearchStrategy[Mapping[CandidateId, int]] = st.dictionaries(who, FIGURES, max_size=3)
    numbers = st.none() | st.integers(1, 3)
    dates, sure = st.none() | DATES, st.booleans()
    counts = draw(st.dictionaries(st.integers(1, 3), votes, max_size=2)) or None
    return Declared(*map(draw, (who, numbers, dates, cited, sure, ANY)), counts)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """An election with everything that a folder can hold."""
    contest = draw(contests(draw(st.booleans())))
    known = draw(st.lists(IDS, max_size=2, unique=True))
    cited = st.sampled_from(["", *known])
    who, where = st.sampled_from([one.id for one in contest.candidates]), st.sampled_from(contest.areas)
    what = st.sampled_from(Kind).filter(lambda kind: kind is not Kind.DERIVED)
    tied = st.permutations([one.id for one in contest.candidates]).map(tuple)
    dates = st.none() | DATES
    lots = some(st.integers(0, 4), st.sampled_from(Purpose), tied, who, st.none() | st.dates(), ANY, cited)
    boxes = some(where.map(lambda area: area.id), WORDS, *[st.none() | FIGURES] * 6)
    places = where.map(lambda area: area.id), st.integers(0, 3)
    bases = st.none() | st.sampled_from(PrintedBase)
    conflicts = some(
        *places, st.sampled_from(["turnout", "majority"]), ANY, st.sampled_from(["9", "32.9"]), cited, ANY
    )
    return Election(
        contest,
        returns=draw(returns(contest, cited)),
        lots=tuple(Lot(*one) for one in draw(lots)) if len(contest.candidates) > 1 else (),
        accounts=tuple(BallotPaperAccount(*one) for one in draw(boxes)),
        declared=draw(declarations(contest, cited)) if contest.declared else None,
        printed=tuple(Printed(*one) for one in draw(some(*places, WORDS, ANY, WORDS, bases, cited))),
        conflicts=tuple(Conflict(*one) for one in draw(conflicts)),
        sources=tuple(Source(one, draw(WORDS), draw(what), draw(ANY), draw(ANY)) for one in known),
        selections=tuple(
            PartySelection(*one) for one in draw(some(WORDS, st.none() | who, dates, ANY, TEXTS, TEXTS, cited))
        ),
        original_poll_date=draw(dates),
        nominations_closed=draw(dates),
        declared_on=draw(dates),
        previous=draw(MAYBE),
        next=draw(MAYBE),
        same_day=draw(TEXTS),
        notes=draw(TEXTS),
    )


def read_back(election: Election) -> Election:
    """The election, written to a folder and read again."""
    with tempfile.TemporaryDirectory() as within:
        write_election(election, Path(within))
        return read_election(Path(within))


@settings(deadline=None)
@given(elections())
def test_reading_what_was_written_gives_it_back(election: Election) -> None:
    """Value for value: text of any script, dates known to the day, month or year, figures, fractions, gaps."""
    again = read_back(election)
    assert again == election
    assert texts_of(again) == texts_of(election)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None)
@given(elections())
def test_reading_what_was_written_gives_it_back_at_length(election: Election) -> None:
    """The same over many more elections."""
    assert read_back(election) == election


REAL = ("mayor.cambridgeshire-and-peterborough.2017-05-04", "selection.labour.liverpool-city-ca.2016-08")
NASTY = (b"", b"\x00", b"\xff", b",", b'"', b"\n", b"\r", b"-", b"9", b"[", b"=", b"'''", b"\xc2\xa0", b"1e3")


Damage: TypeAlias = tuple[str, str, bytes]


@st.composite
def damaged(draw: st.DrawFn) -> Damage:
    """A real folder, one of its files, and what is left of the file after a few mishaps."""
    name = draw(st.sampled_from(REAL))
    path = draw(st.sampled_from(sorted((ROOT / "elections" / name).iterdir())))
    raw = path.read_bytes()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(raw)))
        cut = draw(st.sampled_from([0, 1, 1, 2, 40]))
        put = draw(st.sampled_from(NASTY) | st.binary(max_size=3))
        raw = raw[:at] + put + raw[at + cut :]
    return name, path.name, raw[: draw(st.none() | st.integers(0, len(raw)))]


def read_or_refused(case: Damage) -> None:
    """Reads the damaged folder: an election, or Unreadable with a line of its file, and nothing else."""
    name, damaged_file, raw = case
    with tempfile.TemporaryDirectory() as within:
        folder = Path(within) / name
        shutil.copytree(ROOT / "elections" / name, folder)
        (folder / damaged_file).write_bytes(raw)
        outcome = read_wholly(folder)
        if isinstance(outcome, Unreadable):
            ends = (Path(outcome.path).read_bytes().count(end) for end in (b"\n", b"\r"))
            assert 1 <= outcome.line <= sum(ends) + 2
            assert outcome.what
        status = main(["check", str(folder), "--offices", str(ROOT / "offices")])
        assert (status == 2) is isinstance(outcome, Unreadable)


def read_wholly(folder: Path) -> Election | Unreadable:
    """The election, or the refusal of it; anything else is a bug and is let through."""
    try:
        return read_election(folder)
    except Unreadable as problem:
        return problem


quietly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@settings(quietly, max_examples=300)
@given(damaged())
def test_a_damaged_file_is_read_or_refused(capsys: pytest.CaptureFixture[str], case: Damage) -> None:
    """Bytes flipped, put in or cut off: never another error, and the command ends as it should."""
    read_or_refused(case)
    capsys.readouterr()


@pytest.mark.long
@settings(quietly, max_examples=10_000)
@given(damaged())
def test_a_damaged_file_is_read_or_refused_at_length(capsys: pytest.CaptureFixture[str], case: Damage) -> None:
    """The same over many more mishaps."""
    read_or_refused(case)
    capsys.readouterr()


@given(st.dates(date(1, 1, 1)))
def test_a_date_is_told_and_read_as_far_as_it_is_known(day: date) -> None:
    """2016-08-10, 2016-08 and 2016 are three different dates."""
    for places in (10, 7, 4):
        text = day.isoformat()[:places]
        assert str(KnownDate.read(text)) == text
