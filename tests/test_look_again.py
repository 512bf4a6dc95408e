"""Figures that add up and still look wrong: what is asked of true ones and of others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from somewhere import ROOT
from typed import run

from mayoral.analysis.look_again import Kind, Line, LookedAt, Question, Unit, look_again, units_of
from mayoral.analysis.peers import STATED, Limits, apart
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import WHOLE, Area, AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.returns import Measure, Return
from mayoral.counting.consolidation import standing
from mayoral.counting.count import count
from mayoral.files.elections import read_election
from mayoral.publish.look_again import asked_words, limits_words, not_compared

FOLDERS = sorted(one.name for one in (ROOT / "elections").iterdir())
COMPARED = {
    "mayor.cambridgeshire-and-peterborough.2017-05-04": 6,
    "mayor.cambridgeshire-and-peterborough.2025-05-01": 4,
    "mayor.liverpool-city-ca.2024-05-02": 4,
    "mayor.north-east.2024-05-02": 7,
}
"""The first counts of which four areas or more are known in full, and how many."""
AREAS = tuple("NESW")
EVEN = {"ash": 4000, "bay": 1500, "cob": 600, "dew": 100}
A, B, C, D = (CandidateId(one) for one in EVEN)


def contest() -> Contest:
    """Four candidates in four areas."""
    standing = tuple(Candidate(CandidateId(one), one.capitalize()) for one in EVEN)
    areas = tuple(Area(AreaId(one), f"Area {one}") for one in AREAS)
    return Contest("tiny", "Tiny", Method.FIRST_PAST_THE_POST, "", areas, standing)


def units(**changed: Unit) -> dict[str, Unit]:
    """Four areas that voted alike, some of them changed."""
    return {one: changed.get(one, unit()) for one in AREAS}


def unit(rejected: int | None = None, papers: int | None = None, **votes: int) -> Unit:
    """An area that voted as all do, but for these figures."""
    return Unit({CandidateId(who): one for who, one in (EVEN | votes).items()}, rejected, papers)


def asked(given: Mapping[str, Unit], limits: Limits = STATED) -> list[tuple[Kind, str, list[CandidateId | None]]]:
    """What is asked of the tiny contest: kind, area and lines."""
    return [
        (one.kind, one.unit, [line.who for line in one.lines])
        for one in look_again(contest(), given, None, limits).asked
    ]


@cache
def real(name: str) -> tuple[Contest, Mapping[int, tuple[Mapping[str, Unit], frozenset[CandidateId]]]]:
    """A real election: each of its counts as the areas state it, and between whom it was held."""
    election = read_election(ROOT / "elections" / name, ROOT / "offices")
    latest = standing(election.returns).values()
    counts = count(election.contest, election.returns, election.lots).counts
    return election.contest, {
        one.number: (units_of(latest, one.number), frozenset(one.totals.votes)) for one in counts
    }


def first(name: str) -> tuple[Contest, Mapping[str, Unit], tuple[CandidateId, ...]]:
    """The first count of a real election, and its candidates in ballot order."""
    known, counts = real(name)
    return known, counts[1][0], known.in_ballot_order(counts[1][1])


# Each test by itself -----------------------------------------------------------------------------


def test_nothing_is_asked_where_all_areas_voted_alike() -> None:
    """And all four are named as compared, with nothing lacking but rejected papers."""
    found = look_again(contest(), units())
    assert (found.asked, found.votes, found.no_votes_from) == ((), AREAS, ())
    assert (found.rejected, found.no_rejected_from) == ((), AREAS)


def test_two_candidates_the_other_way_round_are_told_with_what_each_would_have() -> None:
    """One figure 15 times what the others' shares give, one a fifteenth; exchanged, both fit."""
    found = look_again(contest(), units(E=unit(bay=100, dew=1500)))
    assert found.asked == (
        Question(Kind.EXCHANGED, "E", (Line(B, 100, Fraction(1500), 1500), Line(D, 1500, Fraction(100), 100))),
    )


@pytest.mark.parametrize(("bay", "dew", "told"), [(199, 299, True), (198, 298, False), (200, 300, False)])
def test_both_figures_must_be_off_by_the_factor_to_the_vote(bay: int, dew: int, told: bool) -> None:
    """Three times, or a third, of the 599 and the 99 expected, with one vote added to each figure."""
    others = unit(ash=4000, bay=599, cob=600, dew=99)
    mine = unit(ash=4698 - bay - dew, bay=bay, cob=600, dew=dew)
    given = units(N=mine, E=others, S=others, W=others)
    assert ((Kind.EXCHANGED, "N", [B, D]) in asked(given)) is told


def test_one_figure_that_is_off_is_no_exchange() -> None:
    """A candidate strong at home takes votes from all others: nobody is far below."""
    assert asked(units(E=unit(ash=2500, dew=1600))) == []


def test_an_exchange_that_makes_one_of_them_worse_is_not_asked_about() -> None:
    """Both are off, but 2,100 would be farther from the 600 expected than 199 is."""
    assert asked(units(E=unit(ash=2401, cob=199, dew=2100))) == []
    assert asked(units(E=unit(ash=600, cob=4000))) == [(Kind.EXCHANGED, "E", [A, C])]


def test_few_votes_are_not_asked_about() -> None:
    """The figures of two candidates must differ by as many votes as the limits say."""
    small = {who: one // 100 for who, one in EVEN.items()}
    few = units(**{one: unit(**small) for one in AREAS}) | {"E": unit(**small | {"ash": 6, "cob": 40})}
    assert asked(few) == []
    assert asked(few, replace(STATED, votes=30)) == [(Kind.EXCHANGED, "E", [A, C])]


@pytest.mark.parametrize(("votes", "told"), [(49, []), (50, [(Kind.NO_VOTES, "E", [D, C])])])
def test_no_votes_are_asked_about_where_many_are_expected(votes: int, told: list[object]) -> None:
    """Fifty by the others' shares; the line above is shown, for there they may stand."""
    others = unit(ash=5000 - votes, bay=3000, cob=2000, dew=votes)
    mine = unit(ash=5000, bay=3000, cob=2000, dew=0)
    assert asked(units(N=others, E=mine, S=others, W=others)) == told


def test_no_votes_moved_whole_to_the_next_line_are_one_question() -> None:
    """Skelton: 672 votes stood in the adjacent column. An exchange that tells of the line tells it once."""
    skelton = units(**{one: unit(cob=672, dew=0) for one in AREAS}) | {"E": unit(cob=0, dew=672)}
    assert asked(skelton) == [(Kind.EXCHANGED, "E", [C, D])]
    added = units(E=unit(ash=4000, bay=1500 + 600, cob=0))
    assert asked(added) == [(Kind.NO_VOTES, "E", [C, B, D])]


@pytest.mark.parametrize(("figures", "way"), [((100, 4000, 1500, 600), "low"), ((1500, 600, 100, 4000), "high")])
def test_figures_shifted_by_one_line_are_told_with_their_way(figures: tuple[int, ...], way: str) -> None:
    """Every line has the figure of its neighbour; the odd one out stands at the other end."""
    shifted = Unit(dict(zip((A, B, C, D), figures, strict=True)))
    (question,) = look_again(contest(), units(S=shifted)).asked
    assert (question.kind, question.unit) == (Kind.SHIFTED, "S")
    assert [line.instead for line in question.lines] == list(EVEN.values())
    words = asked_words(contest(), question)
    assert words.sentence == f"The figures from Ash down to Dew may stand one line too {way}."


def test_the_same_figure_in_neighbouring_lines_is_asked_about_and_needs_no_other_area() -> None:
    """One line below the other, from fifty votes on; two lines apart it is chance."""
    assert asked({"N": unit(bay=4000)}) == [(Kind.REPEATED, "N", [A, B])]
    assert asked({"N": unit(cob=4000)}) == []
    assert asked({"N": unit(bay=49, cob=49)}) == []
    assert asked({"N": unit(bay=50, cob=50)}) == [(Kind.REPEATED, "N", [B, C])]


def test_rejected_papers_far_from_the_others_share_are_asked_about() -> None:
    """Twice the others' share or half of it, and fifty papers off; not below."""
    usual = unit(100, 10_000)
    assert asked(units(N=unit(199, 10_000), E=usual, S=usual, W=usual)) == []
    told = look_again(contest(), units(N=unit(200, 10_000), E=usual, S=usual, W=usual)).asked
    assert told == (Question(Kind.REJECTED, "N", (Line(None, 200, Fraction(100)),)),)
    assert asked(units(N=unit(50, 10_000), E=usual, S=usual, W=usual)) == [(Kind.REJECTED, "N", [None])]
    assert asked(units(N=unit(51, 10_000), E=usual, S=usual, W=usual)) == []
    assert asked(units(N=unit(20, 1_000), E=usual, S=usual, W=usual)) == []


def test_shares_of_too_few_areasare_not_compared() -> None:
    """Three are not four, and nobody's share is compared with that of empty boxes."""
    shares = {"1": (900, 1000), "2": (300, 1000), "3": (300, 1000)}
    assert list(apart(shares, STATED)) == []
    assert [one.unit for one in apart({**shares, "4": (300, 1000)}, STATED)] == ["1"]
    assert list(apart({"1": (900, 1000), "2": (0, 0), "3": (0, 0), "4": (0, 0)}, STATED)) == []


def test_a_missing_figure_is_not_zero() -> None:
    """Its area is not compared, and named; the others are compared without it."""
    gap = Unit({A: 4000, B: 1500, C: 600})
    five = {**units(E=unit(bay=100, dew=1500)), "X": gap}
    found = look_again(contest(), five)
    assert [one.unit for one in found.asked] == ["E"]
    assert (found.votes, found.no_votes_from) == (AREAS, ("X",))
    four = look_again(contest(), {**{one: five[one] for one in "NES"}, "X": gap})
    assert (four.asked, four.votes, four.no_votes_from) == ((), (), ("X",))
    assert not_compared(contest(), four)[0] == (
        "Votes are not compared: it takes 4 areas that state every candidate’s figure."
    )


def test_questions_stand_in_the_order_of_the_areas_and_of_their_kinds() -> None:
    """Sorted: the same figures give the same list."""
    usual = unit(100, 10_000)
    given = units(
        N=usual, E=replace(unit(bay=100, dew=1500), rejected=900, papers=10_000), S=usual,
        W=replace(unit(ash=4000, bay=2100, cob=0), rejected=100, papers=10_000),
    )  # fmt: skip
    assert [one[:2] for one in asked(given)] == [
        (Kind.EXCHANGED, "E"),
        (Kind.REJECTED, "E"),
        (Kind.NO_VOTES, "W"),
    ]


def test_a_part_of_an_area_is_compared_like_an_area() -> None:
    """Any units with names: sheets, teams, parts counted apart."""
    parts = {f"table {n}": unit() for n in range(5)} | {"table 5": unit(bay=100, dew=1500)}
    assert asked(parts) == [(Kind.EXCHANGED, "table 5", [B, D])]


def test_a_second_count_is_looked_at_by_its_second_preferences() -> None:
    """What is typed at it; the whole authority's figures are no area's, and other counts are left aside."""
    here = AreaId("N")
    returns = [
        Return(here, 2, {(Measure.SECOND_PREFERENCES, "ash"): 7, (Measure.TOTALS, "ash"): 90,
                         (Measure.SECOND_COUNT_PAPERS, ""): 30, (Measure.REJECTED, ""): 4}),
        Return(here, 1, {(Measure.VOTES, "ash"): 83}),
        Return(WHOLE, 2, {(Measure.SECOND_PREFERENCES, "ash"): 70}),
    ]  # fmt: skip
    assert units_of(returns, 2) == {"N": Unit({A: 7}, 4, 30)}
    assert units_of(returns, 1) == {"N": Unit({A: 83})}


@given(st.lists(st.lists(st.integers(0, 3_000), min_size=4, max_size=4), min_size=4, max_size=6))
def test_whatever_the_figures_no_line_is_in_two_suppositions_and_every_one_moves_votes_and_loses_none(
    figures: list[list[int]],
) -> None:
    """An exchange and a shift put the same figures on the same lines, each once."""
    given = {str(at): Unit(dict(zip((A, B, C, D), one, strict=True))) for at, one in enumerate(figures)}
    moved = [one for one in look_again(contest(), given).asked if one.kind in (Kind.EXCHANGED, Kind.SHIFTED)]
    for one in moved:
        assert sorted(line.figure for line in one.lines) == sorted(line.instead or 0 for line in one.lines)
    lines = [(one.unit, line.who) for one in moved for line in one.lines]
    assert len(lines) == len(set(lines))


# Real elections: what the limits were chosen by ---------------------------------------------------


def test_nothing_is_asked_about_any_count_of_a_real_election() -> None:
    """Their published figures are taken for true: a question there would be a false alarm.

    The nearest thing to one is Cambridge 2017, a city among its districts, which exchanging Palmer and Price
    would make usual: it is asked about at 2.2 times, and not at 3.
    """
    found = [
        (name, number, one.unit, one.kind)
        for name in FOLDERS
        for number, (given, between) in real(name)[1].items()
        for one in look_again(real(name)[0], given, between).asked
    ]
    assert found == []
    assert len(FOLDERS) >= 36


@pytest.mark.parametrize(
    ("lower", "told"),
    [
        (replace(STATED, far=Fraction(11, 5)), {("2017-05-04", "E07000008"), ("2025-05-01", "E07000008")}),
        (replace(STATED, fits=Fraction(4)), {("2025-05-01", "E07000012")}),
    ],
    ids=["2.2 times off", "4 times better moved"],
)
def test_lower_limits_would_ask_about_a_city_and_its_neighbour(lower: Limits, told: set[tuple[str, str]]) -> None:
    """As published: Cambridge in two elections, and South Cambridgeshire around it."""
    found = {
        (name.rpartition(".")[2], one.unit)
        for name in FOLDERS
        for given, between in real(name)[1].values()
        for one in look_again(real(name)[0], given, between, lower).asked
    }
    assert found == told


def test_while_areas_come_in_one_by_one_one_set_in_174_is_asked_about_without_need() -> None:
    """A night passes through some of the areas first: every four or more of them, of every real count.

    The one is Fenland 2017 beside Cambridge, East and South Cambridgeshire alone. With 2.5 times as the
    limit there are 14, of Cambridge, of South Tyneside and of Fenland.
    """
    sets, told, lower = 0, set(), 0
    for name in FOLDERS:
        known, counts = real(name)
        for areas, between in counts.values():
            for some in chosen(look_again(known, areas, between).votes):
                these = {one: areas[one] for one in some}
                sets += 1
                told |= {(some, one.unit) for one in look_again(known, these, between).asked}
                limit = replace(STATED, far=Fraction(5, 2))
                lower += bool(look_again(known, these, between, limit).asked)
    fenland = "E07000010"
    assert told == {(("E07000008", "E07000009", fenland, "E07000012"), fenland)}
    assert (sets, lower) == (174, 14)


def chosen(areas: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every four areas or more of these."""
    for many in range(STATED.units, len(areas) + 1):
        yield from combinations(areas, many)


def test_these_first_counts_can_be_compared_and_no_rejected_papers() -> None:
    """Of the others too little is published by area: the limits rest on four elections, which is few."""
    found = {name: len(look_again(*first(name)[:2]).votes) for name in FOLDERS}
    assert {name: many for name, many in found.items() if many} == COMPARED
    assert not any(look_again(*first(name)[:2]).rejected for name in FOLDERS)


def expected(given: Mapping[str, Unit], area: str, order: tuple[CandidateId, ...]) -> dict[CandidateId, Fraction]:
    """The votes of an area shared as in all others, worked out here once more."""
    others = [one.votes for name, one in given.items() if name != area]
    total = sum(sum(one.values()) for one in others)
    here = sum(given[area].votes.values())
    return {who: Fraction(here * sum(one[who] for one in others), total) for who in order}


def exchanged(name: str) -> Iterator[tuple[str, CandidateId, CandidateId, bool, LookedAt]]:
    """Every two candidates of a first count exchanged in every area.

    The area, whose figure was the less and whose the more, whether what then stands there keeps to the
    definition of an exchange, and what is asked.
    """
    known, given, order = first(name)
    for area in look_again(known, given).votes:
        wanted = expected(given, area, order)
        for pair in combinations(order, 2):
            less, more = sorted(pair, key=lambda who: given[area].votes[who])
            true = given[area].votes
            off = {who: {at: ratio(true[who], wanted[at]) for at in pair} for who in pair}
            now = min(off[less][more], off[more][less])
            bad = true[less] < wanted[more] and true[more] > wanted[less]
            findable = bad and now >= STATED.far and max(off[less][less], off[more][more]) < now
            findable &= true[more] - true[less] >= STATED.votes
            votes = {**true, less: true[more], more: true[less]}
            yield area, less, more, findable, look_again(known, {**given, area: replace(given[area], votes=votes)})


def ratio(figure: int, wanted: Fraction) -> Fraction:
    """How many times the one is the other, with one vote added to both."""
    return max((figure + 1) / (wanted + 1), (wanted + 1) / (figure + 1))


@pytest.mark.parametrize("name", COMPARED)
def test_two_candidates_exchanged_in_one_area_are_found_wherever_the_definition_holds(name: str) -> None:
    """Every pair in every area: where both figures are then 3 times off and truly less, a question names one."""
    for area, less, more, findable, looked in exchanged(name):
        about = [
            one for one in looked.asked if one.unit == area and {less, more} & {line.who for line in one.lines}
        ]
        these = [
            one for one in about if one.kind is Kind.EXCHANGED and {line.who for line in one.lines} == {less, more}
        ]
        assert bool(about) >= findable, (area, less, more)
        assert bool(these) <= findable, (area, less, more)


def test_how_many_exchanges_are_found_is_as_told() -> None:
    """The rates in docs/adr/0121: of pairs expected to differ 3 times, and of first with last."""
    beyond, ends, by_definition, elsewhere = [], [], 0, 0
    for name in COMPARED:
        _, given, order = first(name)
        for area, less, more, findable, looked in exchanged(name):
            found = any(
                one.unit == area and {line.who for line in one.lines} == {less, more} for one in looked.asked
            )
            wanted = expected(given, area, order)
            if max(wanted[less], wanted[more]) >= STATED.far * min(wanted[less], wanted[more]):
                beyond.append(found)
                by_definition += findable
                elsewhere += sum(one.unit != area for one in looked.asked)
            ranked = sorted(order, key=lambda who: given[area].votes[who])
            if (less, more) == (ranked[0], ranked[-1]):
                ends.append(found)
    assert (sum(beyond), len(beyond)) == (102, 149)
    assert (sum(ends), len(ends)) == (18, 21)
    assert (by_definition, elsewhere) == (103, 2)


@pytest.mark.parametrize("name", COMPARED)
def test_a_figure_added_to_the_neighbouring_line_is_found_in_every_area(name: str) -> None:
    """As at Skelton, with every candidate of whom fifty votes are expected: the own line is empty."""
    known, given, order = first(name)
    tried = 0
    for area in look_again(known, given).votes:
        wanted = expected(given, area, order)
        for who, other in permutations(order, 2):
            if abs(order.index(who) - order.index(other)) == 1 and wanted[who] >= STATED.votes:
                true = given[area].votes
                votes = {**true, who: 0, other: true[other] + true[who]}
                found = look_again(known, {**given, area: replace(given[area], votes=votes)}).asked
                assert any(one.unit == area and who in {line.who for line in one.lines} for one in found)
                tried += 1
    assert tried >= 4 * 2 * (len(order) - 1)


def test_every_shift_that_fits_far_worse_is_asked_about() -> None:
    """Runs of three lines or more, moved by one, that are then five times as many votes off as they truly were.

    A question names lines of the run each time; how often it is called a shift is told in docs/adr/0121.
    """
    told = []
    for name in COMPARED:
        known, given, order = first(name)
        for area in look_again(known, given).votes:
            wanted, true = expected(given, area, order), given[area].votes
            for start, end in combinations(range(len(order)), 2):
                run = order[start : end + 1]
                for other in ((*run[1:], run[0]), (run[-1], *run[:-1])) if len(run) > 2 else ():
                    votes = {**true, **{who: true[whence] for who, whence in zip(run, other, strict=True)}}
                    was, now = (sum(abs(one[who] - wanted[who]) for who in run) for one in (true, votes))
                    if now >= STATED.fits * was:
                        found = look_again(known, {**given, area: replace(given[area], votes=votes)}).asked
                        here = [one for one in found if one.unit == area]
                        assert {line.who for one in here for line in one.lines} & {*run}
                        assert {one.kind for one in here} <= {Kind.EXCHANGED, Kind.SHIFTED}
                        told.append(any(one.kind is Kind.SHIFTED for one in here))
    assert (sum(told), len(told)) == (65, 168)


# How it is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            unit(bay=100, dew=1500),
            (
                "The figures of Bay and Dew may stand in each other’s line.",
                "Bay: 100; about 1,500 expected, and 1,500 if moved",
                "Dew: 1,500; about 100 expected, and 100 if moved",
            ),
        ),
        (
            unit(bay=2100, cob=0),
            (
                "Cob has no votes here, where the other areas’ shares would give many.",
                "Cob: 0; about 600 expected",
                "Bay: 2,100; about 1,500 expected",
                "Dew: 100; about 100 expected",
            ),
        ),
        (
            unit(bay=4000),
            ("Ash and Bay, one line below the other, have the same figure.", "Ash: 4,000", "Bay: 4,000"),
        ),
    ],
)
def test_a_question_is_one_sentence_and_its_figures(changed: Unit, told: tuple[str, ...]) -> None:
    """Expected figures are rounded where they are told, and nowhere before."""
    *_, question = look_again(contest(), units(E=changed)).asked
    words = asked_words(contest(), question)
    assert (words.sentence, *words.figures) == told


def test_the_limits_are_told_wherever_a_question_is() -> None:
    """Each of the five."""
    told = limits_words(Limits(Fraction(7, 2), Fraction(6), Fraction(3), 70, 8))
    assert all(
        one in told
        for one in ("3.5 times that", "6 times nearer", "3 times the others", "From 70 votes", "8 areas")
    )


RETURNS = Path("elections") / "mayor.cambridgeshire-and-peterborough.2017-05-04"


def copied(within: Path, *, was: str, now: str) -> Path:
    """A copy of a real election with a line of its returns changed."""
    made = within / RETURNS.name
    made.mkdir()
    for one in (ROOT / RETURNS).iterdir():
        text = one.read_text(encoding="utf-8")
        (made / one.name).write_text(text.replace(was, now), encoding="utf-8")
    return made


def test_the_command_tells_what_deserves_a_second_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`mayoral check` has a section of its own, with figures, what to do and the limits; the status stays."""
    election = copied(
        tmp_path, was="E06000031,1,votes,stephen-goldspink,851", now="E06000031,1,votes,stephen-goldspink,0"
    )
    _, out, _ = run(f"check {election} --offices {ROOT / 'offices'}", capsys)
    section = out[out.index("Look again") :]
    assert "Peterborough: Stephen Goldspink has no votes" in section
    assert "Stephen Goldspink: 0; about" in section
    assert "Have the sheet read again from the paper." in section
    assert "3 times" in section


def test_the_command_s_document_has_them_and_no_published_one_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check --json` keeps to the schema; `count --json`, of which the public record is made, is as it was."""
    schema = Draft202012Validator(json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8")))
    election = copied(
        tmp_path, was="E06000031,1,votes,stephen-goldspink,851", now="E06000031,1,votes,stephen-goldspink,0"
    )
    told = {}
    for command in ("check", "count"):
        _, out, _ = run(f"{command} {election} --offices {ROOT / 'offices'} --json", capsys)
        told[command] = json.loads(out)
        schema.validate(told[command])
    one, two = told["check"].pop("look_again")
    assert told["check"] == told["count"]
    assert "look_again" not in told["count"]
    assert (one["count"], two["count"], two["asked"]) == (1, 2, [])
    assert one["limits"] == {"far": "3/1", "fits": "5/1", "apart": "2/1", "votes": 50, "units": 4}
    (question,) = one["asked"]
    assert (question["kind"], question["area"], question["lines"][0]["figure"]) == ("no-votes", "E06000031", 0)
    assert (len(one["compared"]["votes"]), one["compared"]["rejected"]) == (6, [])
    assert len(one["not_known"]["rejected"]) == 6
