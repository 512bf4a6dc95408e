"""The figures of the best documented elections, typed here once more and held against the count."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from mayoral.cli.election import counted
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.outcomes import Basis, Declaration
from mayoral.contest.record import PrintedBase
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words
from mayoral.publish.transcripts.count import transcript
from mayoral.publish.wording import percent

ROOT = Path(__file__).parent.parent
CP_2017 = "mayor.cambridgeshire-and-peterborough.2017-05-04"
LCR_2017, LCR_2021, LCR_2024 = (
    f"mayor.liverpool-city-ca.{day}" for day in ("2017-05-04", "2021-05-06", "2024-05-02")
)
SELECTION_2016 = "selection.labour.liverpool-city-ca.2016-08"

# Cambridge, East Cambridgeshire, Fenland, Huntingdonshire, Peterborough, South Cambridgeshire, together
CP_AREAS = ("E07000008", "E07000009", "E07000010", "E07000011", "E06000031", "E07000012")
CP_FIRST = {
    "james-palmer": (5384, 9980, 10513, 19914, 12629, 17644, 76064),
    "rod-cantrill": (13273, 5174, 1494, 7395, 3100, 16590, 47026),
    "kevin-price": (12222, 2495, 2602, 4603, 8614, 6761, 37297),
    "paul-bullen": (966, 1336, 2754, 5111, 3359, 2405, 15931),
    "julie-howell": (3029, 1156, 879, 1982, 3012, 2570, 12628),
    "peter-dawe": (1204, 1288, 959, 2140, 1207, 2378, 9176),
    "stephen-goldspink": (113, 120, 519, 424, 851, 229, 2256),
}
CP_ADDED = {
    "james-palmer": (1243, 1125, 1599, 3246, 3040, 2509, 12762),
    "rod-cantrill": (6684, 1799, 1086, 2995, 2516, 5099, 20179),
}
CP_SECOND = {
    "james-palmer": (6627, 11105, 12112, 23160, 15669, 20153, 88826),
    "rod-cantrill": (19957, 6973, 2580, 10390, 5616, 21689, 67205),
}
CP_VALID = (36191, 21549, 19720, 41569, 32772, 48577, 200378)

# Knowsley, Liverpool, St Helens, Wirral; then Halton and Sefton together, and all six
LCR_AREAS = ("E08000011", "E08000012", "E08000013", "E08000015")
LCR_2024_VOTES = {
    "steve-rotheram": (19351, 54714, 17572, 38194, 54101, 183932),
    "jade-marsden": (1145, 3381, 3195, 9372, 10615, 27708),
    "tom-crone": (3158, 8014, 2455, 7065, 5725, 26417),
    "rob-mcallister-bell": (1100, 7679, 1818, 4089, 6680, 21366),
    "ian-smith": (1199, 2765, 1424, 1684, 3960, 11032),
}


@cache
def found(name: str) -> Counted:
    """The election of a folder, counted and checked."""
    return counted(Namespace(election=str(ROOT / "elections" / name), offices=str(ROOT / "offices")))


def words(one: Counted, code: str) -> list[str]:
    """The findings of one number, as they are told."""
    return [finding_words(one.election.contest, each)[0] for each in one.findings if each.code == code]


def by_area(rows: dict[str, tuple[int, ...]], place: int) -> dict[str, int]:
    """One column of a table typed above."""
    return {who: figures[place] for who, figures in rows.items()}


@pytest.mark.parametrize("place", range(7), ids=(*CP_AREAS, "together"))
def test_cambridgeshire_and_peterborough_2017_area_by_area(place: int) -> None:
    """Both counts with what was added: Palmer 88,826 to 67,205 after nobody had more than half of 200,378."""
    first, second = found(CP_2017).outcome.counts
    one, two = (count.totals if place == 6 else count.areas[AreaId(CP_AREAS[place])] for count in (first, second))
    assert one.votes == by_area(CP_FIRST, place)
    assert one.valid == CP_VALID[place] == sum(by_area(CP_FIRST, place).values())
    assert two.added == by_area(CP_ADDED, place)
    assert two.votes == by_area(CP_SECOND, place)


def test_cambridgeshire_and_peterborough_2017_goes_on_to_palmer_and_cantrill() -> None:
    """2 × 76,064 = 152,128 is not more than 200,378, so the two with the most remain (Sch 5B para 5(2), (4))."""
    outcome = found(CP_2017).outcome
    assert isinstance(outcome, Declaration)
    first, second = outcome.counts
    assert first.basis is second.basis is Basis.AREAS
    assert first.remaining == {"james-palmer", "rod-cantrill"}
    assert first.eliminated == {"kevin-price", "paul-bullen", "julie-howell", "peter-dawe", "stephen-goldspink"}
    assert outcome.elected == "james-palmer"


def test_cambridgeshire_and_peterborough_2017_papers_differ_by_61_between_sources() -> None:
    """204,363 verified by one source, 204,302 papers by another: shown, and Palmer stays elected."""
    one = found(CP_2017)
    assert words(one, "W103") == ["204,302 papers were counted, but 204,363 were verified: 61 missing."]
    assert not one.stopped


def test_a_turnout_that_follows_from_nothing_is_kept_as_printed() -> None:
    """32.9 % was printed for 2017; no figures known give it, and 204,363 ÷ 604,960 is 33.78 %."""
    one = found(CP_2017)
    assert "32.9" in [printed.value for printed in one.election.printed if printed.what == "turnout"]
    assert any("printed as 32.9 %" in told for told in words(one, "W701"))
    assert one.turnout is not None
    assert percent(one.turnout.fraction, 2) == "33.78 %"


@pytest.mark.parametrize("place", range(4), ids=LCR_AREAS)
def test_liverpool_city_region_2024_the_four_areas_published(place: int) -> None:
    """Knowsley, Liverpool, St Helens and Wirral, each candidate."""
    (count,) = found(LCR_2024).outcome.counts
    assert count.areas[AreaId(LCR_AREAS[place])].votes == by_area(LCR_2024_VOTES, place)


def test_liverpool_city_region_2024_totals_and_shares() -> None:
    """270,455 valid votes; 68.0, 10.2, 9.8 and 7.9 per cent of them."""
    (count,) = found(LCR_2024).outcome.counts
    assert count.totals.votes == by_area(LCR_2024_VOTES, 5)
    assert count.totals.valid == 270455
    shares = [percent(Fraction(figures[5], 270455)) for figures in LCR_2024_VOTES.values()]
    assert shares == ["68.0 %", "10.2 %", "9.8 %", "7.9 %", "4.1 %"]


def test_liverpool_city_region_2024_halton_and_sefton_only_by_subtraction() -> None:
    """The two areas not published are named, shown together as what is left, and stored nowhere."""
    one = found(LCR_2024)
    contest = one.election.contest
    assert one.outcome.counts[0].missing == ("E06000006", "E08000014")
    assert not {local.area for local in one.election.returns} & {"E06000006", "E08000014"}
    lines = transcript(contest, one.outcome).splitlines()
    head = next(line for line in lines if "by subtraction" in line)
    assert "Halton" not in head
    for candidate in contest.candidates:
        line = next(line for line in lines if line.startswith(candidate.name))
        cells = line.removeprefix(candidate.name).replace(",", "").split()
        assert tuple(map(int, cells[:6])) == LCR_2024_VOTES[candidate.id]


def test_liverpool_city_region_2017_is_won_at_the_first_count() -> None:
    """171,167 of 288,614 valid first preferences are 59.3 %: more than half, so no second count."""
    outcome = found(LCR_2017).outcome
    assert isinstance(outcome, Declaration)
    assert len(outcome.counts) == 1
    assert outcome.counts[0].totals.valid == 288614
    votes = outcome.counts[0].totals.votes
    assert votes[CandidateId("steve-rotheram")] == 171167
    shares = [
        percent(Fraction(votes[CandidateId(who)] or 0, 288614)) for who in ("steve-rotheram", "tony-caldeira")
    ]
    assert shares == ["59.3 %", "20.4 %"]


def test_liverpool_city_region_2017_halton_s_votes_are_9_short() -> None:
    """Halton states 19,187 valid votes; those given for the eight candidates add up to 19,178."""
    assert words(found(LCR_2017), "E105") == [
        "The votes add up to 19,178, but 19,187 valid votes are stated: 9 missing."
    ]


def test_liverpool_city_region_2021_is_won_at_the_first_count() -> None:
    """198,736 of 340,698; another report has 198,726, which is a conflict and not used."""
    outcome = found(LCR_2021).outcome
    assert outcome.counts[0].totals.valid == 340698
    assert outcome.counts[0].totals.votes[CandidateId("steve-rotheram")] == 198736
    assert any("198,726" in told for told in words(found(LCR_2021), "W406"))


def test_labour_s_selection_of_2016_share_by_share() -> None:
    """42, 34 and 25 of 4,872; then 55 and 42 of the same 4,872; and 62 and 38 of the 1,042 passed on."""
    first, second = found(SELECTION_2016).outcome.counts
    order = [CandidateId(who) for who in ("steve-rotheram", "joe-anderson", "luciana-berger")]
    assert [first.totals.votes[who] for who in order] == [2029, 1641, 1202]
    assert [percent(Fraction(first.held[who], 4872), 0) for who in order] == ["42 %", "34 %", "25 %"]
    assert [second.totals.votes[who] for who in order[:2]] == [2670, 2042]
    assert [percent(Fraction(second.held[who], 4872), 0) for who in order[:2]] == ["55 %", "42 %"]
    assert [second.totals.added[who] for who in order[:2]] == [641, 401]
    assert [percent(Fraction(part, 641 + 401), 0) for part in (641, 401)] == ["62 %", "38 %"]
    assert second.totals.non_transferable == 160 == 1202 - 641 - 401
    assert second.totals.valid == 4872 - 160


def test_labour_s_selection_of_2016_keeps_each_printed_share_with_its_base() -> None:
    """Printed 42 + 34 + 25 = 101 by rounding; 62 and 38 are shares of the papers that passed on."""
    one = found(SELECTION_2016)
    printed = {(p.count, p.value): p.base for p in one.election.printed if p.source == "guardian"}
    assert [printed[1, value] for value in ("42", "34", "25")] == [PrintedBase.VALID] * 3
    assert [printed[2, value] for value in ("55", "42")] == [PrintedBase.VALID] * 2
    assert [printed[2, value] for value in ("62", "38")] == [PrintedBase.TRANSFERRED] * 2
    assert words(one, "W703") == ["Printed shares of one base add up to 101 %, by rounding."]
    assert words(one, "W702") == ["Printed shares of one base add up to 101.0 %, more than rounding explains."]


def test_bury_2021_is_10_short_and_burnham_stays_elected() -> None:
    """58,184 valid votes stated, 58,174 added up; the contest is long declared, so nothing is held back."""
    one = found("mayor.greater-manchester-ca.2021-05-06")
    assert words(one, "E105") == ["The votes add up to 58,174, but 58,184 valid votes are stated: 10 missing."]
    assert isinstance(one.outcome, Declaration)
    assert one.outcome.elected == "andy-burnham"


def test_greater_manchester_2024_closes_to_the_paper() -> None:
    """663,631 votes and 5,863 rejected papers make 669,494 papers."""
    one = found("mayor.greater-manchester-ca.2024-05-02")
    totals = one.outcome.counts[0].totals
    assert (totals.valid, totals.rejected, totals.papers) == (663631, 5863, 669494)
    assert not one.stopped


def test_west_midlands_2021_after_the_second_count() -> None:
    """314,669 to 267,626: Street had 299,318 first preferences, 49 per cent, which is not more than half."""
    first, second = found("mayor.west-midlands.2021-05-06").outcome.counts
    assert first.totals.votes[CandidateId("andy-street")] == 299318
    assert second.totals.votes == {"andy-street": 314669, "liam-byrne": 267626}
