"""Printed percentages held against the figures: what each follows from, and shares above 100."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from nights import FPTP, SV, contest_of, first_count, made, second_count

from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.findings import Finding
from mayoral.contest.record import Printed, PrintedBase
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.consolidation import standing
from mayoral.counting.count import count
from mayoral.counting.printed import against_printed, rounds_to
from mayoral.publish.findings import finding_words

NORTH = AreaId("north")
TWO = contest_of(FPTP, "ab")


def told(contest: Contest, found: Iterable[Finding]) -> list[str]:
    """Findings as one reads them."""
    return [f"{one.code} {one.area or '-'} {one.count}: {finding_words(contest, one)[0]}" for one in found]


@pytest.mark.parametrize(
    ("share", "printed", "fits"),
    [
        (Fraction(4165, 10000), "41.7", True),  # half up
        (Fraction(4165, 10000), "41.6", False),
        (Fraction(4164, 10000), "41.6", True),
        (Fraction(4155, 10000), "41.6", True),
        (Fraction(4154, 10000), "41.6", False),
        (Fraction(1, 3), "33", True),
        (Fraction(1, 3), "33.33", True),
        (Fraction(1, 3), "33.34", False),
        (Fraction(1, 3), "33.32", False),
        (Fraction(1, 2), "50.0", True),
    ],
)
def test_a_share_is_printed_rounded_half_up(share: Fraction, printed: str, fits: bool) -> None:
    """To as many places as are printed."""
    assert rounds_to(share, Decimal(printed)) is fits


def figures(text: str, area: str = "north", number: int = 1) -> Return:
    """A return that also states papers, electorate and the like."""
    entries: dict[Entry, int] = {}
    for item in text.split():
        name, _, figure = item.partition("=")
        entries[(Measure.VOTES, name) if len(name) == 1 else (Measure(name), "")] = int(figure)
    return made(area, number, entries)


def share(value: str, key: str = "a", base: PrintedBase | None = None, **other: object) -> Printed:
    """A printed share of the first count in the north."""
    return replace(Printed(NORTH, 1, "share", key, value, base, "press"), **other)  # type: ignore[arg-type]


ELECTORATE = figures("electorate=200 verified=150", number=0)
FIRST = figures("a=60 b=40 c=30 papers=140 rejected=10")
SECOND = second_count("north", {"a": 5, "b": 15})


@pytest.mark.parametrize(
    ("printed", "worked_out"),
    [
        # 60 of 130 valid, of 140 papers; at the second count 65 of 120 continuing, of 130 valid; 5 of 20 added.
        (share("46.2", base=PrintedBase.VALID), None),
        (share("42.9", base=PrintedBase.VALID), "46.15"),
        (share("42.9", base=PrintedBase.PAPERS), None),
        (share("42.9", base=PrintedBase.CAST), None),
        (share("46.2", base=PrintedBase.CAST), "42.86"),
        (share("46.2"), None),
        (share("42.9"), None),
        (share("45.0"), "46.15"),
        (share("43.5"), "42.86"),
        (share("44.8"), "46.15"),  # 1.35 below, and 1.94 above
        (share("46.2", base=PrintedBase.ELECTORATE), None),  # a share of the electorate is not worked out
        (share("46.2", key="z"), None),
        (share("about half"), None),
        (share("99", count=0), None),
        (share("99", count=3), None),
        (share("99", area=AreaId("south")), None),
        (share("54.2", base=PrintedBase.CONTINUING, count=2), None),
        (share("50.0", base=PrintedBase.CONTINUING, count=2), "54.17"),
        (share("50.0", base=PrintedBase.VALID, count=2), None),
        (share("54.2", count=2), None),
        (share("46.4", base=PrintedBase.CAST, count=2), None),
        (share("25", what="share-of-transfers", count=2), None),
        (share("75.0", what="share-of-transfers", count=2, key="b"), None),
        (share("26", what="share-of-transfers", count=2), "25.00"),
        (share("26", what="share-of-transfers"), None),
        (share("99", what="majority"), None),
        # turnout: 130 valid, 140 papers in the count, 150 verified, of an electorate of 200
        (share("65", what="turnout", key="", base=PrintedBase.VALID), None),
        (share("70", what="turnout", key="", base=PrintedBase.VALID), "65.00"),
        (share("70", what="turnout", key=""), None),
        (share("75", what="turnout", key=""), None),
        (share("65", what="turnout", key=""), None),
        (share("32.9", what="turnout", key=""), "65.00"),
        (share("75", what="turnout", key="", base=PrintedBase.PAPERS), None),
        (share("70", what="turnout", key="", base=PrintedBase.PAPERS), None),
        (share("65", what="turnout", key="", base=PrintedBase.PAPERS), "70.00"),
        (share("65", what="turnout", key="", base=PrintedBase.ELECTORATE), None),
        (share("90", what="turnout", key="", base=PrintedBase.ELECTORATE), "75.00"),
        (share("90", what="turnout", key="", area=AreaId("south")), None),
    ],
)
def test_a_printed_percentage_follows_from_the_figures_on_its_base(
    printed: Printed, worked_out: str | None
) -> None:
    """One printed without a base may follow from any; the nearest is told where none fits. C13."""
    contest = contest_of(SV, "abc")
    returns = [ELECTORATE, FIRST, SECOND]
    found = list(against_printed(standing(returns), count(contest, returns).counts, [printed]))
    expected = [] if worked_out is None else [("W701", printed.area, printed.count, worked_out)]
    assert [(one.code, one.area, one.count, one.fields["worked_out"]) for one in found] == expected


def test_a_wrong_percentage_is_told_as_printed() -> None:
    """With what the figures give, and of whom it was said."""
    outcome = count(TWO, [first_count("north", {"a": 6, "b": 3})])
    printed = [share("two thirds"), share("70"), share("70", what="share-of-transfers")]
    found = against_printed(standing([]), outcome.counts, printed)
    assert told(TWO, found) == ["W701 north 1: Share of A is printed as 70 %; the figures known give 66.67 %."]
    turnout = share("70", what="turnout", key="")
    found = against_printed(standing([ELECTORATE]), outcome.counts, [turnout])
    assert told(TWO, found) == ["W701 north 1: Turnout is printed as 70 %; the figures known give 75.00 %."]


def test_turnout_is_known_from_the_verification_before_anything_is_counted() -> None:
    """150 of 200."""
    turnout = share("75", what="turnout", key="")
    assert list(against_printed(standing([ELECTORATE]), (), [turnout])) == []
    wrong = list(against_printed(standing([ELECTORATE]), (), [replace(turnout, value="80")]))
    assert [one.fields["worked_out"] for one in wrong] == ["75.00"]


def test_a_share_with_a_part_unknown_is_not_worked_out() -> None:
    """Neither of papers nor of votes that nobody stated; valid and rejected together are the papers."""
    contest = contest_of(FPTP, "abc", ["north", "south"])
    known = [figures("a=60 b=40 rejected=20"), figures("a=1 b=1 c=2 rejected=1", "south")]
    counts = count(contest, known).counts
    assert list(against_printed(standing(known), counts, [share("9"), share("9", area=WHOLE)])) == []
    south = share("20", area=AreaId("south"), base=PrintedBase.CAST)
    assert list(against_printed(standing(known), counts, [south])) == []
    assert [one.code for one in against_printed(standing(known), counts, [replace(south, value="25")])] == ["W701"]
    nothing = [figures("a=0 b=0 c=0", "south")]
    counts = count(contest, nothing).counts
    assert list(against_printed(standing(nothing), counts, [replace(south, value="25")])) == []


def test_papers_are_those_stated_and_a_count_that_an_area_lacks_tells_nothing() -> None:
    """60 of 125 papers; the second count is published for the whole authority only."""
    contest = contest_of(SV, "abc", declared=True)
    whole = [replace(figures("a=60 b=40 c=30"), area=WHOLE), replace(SECOND, area=WHOLE)]
    returns = [figures("a=60 b=40 c=30 papers=125"), *whole]
    counts = count(contest, returns).counts
    fitting = [share("48", base=PrintedBase.CAST), share("48", count=2)]
    assert list(against_printed(standing(returns), counts, fitting)) == []
    wrong = [share("50", base=PrintedBase.CAST), share("99", area=WHOLE, count=2)]
    found = [one for one in against_printed(standing(returns), counts, wrong) if one.code == "W701"]
    assert [(one.area, one.fields["worked_out"], one.fields["source"]) for one in found] == [
        (NORTH, "48.00", "press"),
        (WHOLE, "54.17", "press"),
    ]


def test_shares_of_the_whole_follow_from_the_totals() -> None:
    """7 of 10 over both areas."""
    contest = contest_of(FPTP, "ab", ["north", "south"])
    returns = [first_count("north", {"a": 6, "b": 1}), first_count("south", {"a": 1, "b": 2})]
    counts = count(contest, returns).counts
    shares = [share("70", area=WHOLE), share("31", "b", area=WHOLE)]
    found = [one.fields.get("printed") for one in against_printed(standing(returns), counts, shares)]
    assert found == ["31", None]  # and 70 + 31 is above 100


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["42", "34", "25"], ["W703 north 1: Printed shares of one base add up to 101 %, by rounding."]),
        (
            ["59.8", "41.2"],
            ["W702 north 1: Printed shares of one base add up to 101.0 %, more than rounding explains."],
        ),
        (["50.5", "49.6"], ["W703 north 1: Printed shares of one base add up to 100.1 %, by rounding."]),
        (
            ["50.5", "49.7"],
            ["W702 north 1: Printed shares of one base add up to 100.2 %, more than rounding explains."],
        ),
        (["101"], ["W702 north 1: Printed shares of one base add up to 101 %, more than rounding explains."]),
        (["50", "50"], []),
        (["60", "39", "unknown"], []),
    ],
)
def test_shares_of_one_base_do_not_exceed_a_hundred(values: list[str], words: list[str]) -> None:
    """By rounding each may be half a unit too high, and no more. Liverpool 2016, C13."""
    shares = [share(value, key) for value, key in zip(values, "abc", strict=False)]
    assert told(TWO, against_printed(standing([]), (), shares)) == words


def test_shares_of_another_base_source_area_or_count_are_another_table() -> None:
    """Only what is said to be parts of one whole is added up."""
    other = [{"base": PrintedBase.CAST}, {"source": "notice"}, {"area": WHOLE}, {"count": 2}, {"what": "turnout"}]
    shares = [
        share("60", base=PrintedBase.VALID),
        *(replace(share("60", "b", PrintedBase.VALID), **one) for one in other),
    ]  # type: ignore[arg-type]
    assert list(against_printed(standing([]), (), shares)) == []
    (found,) = against_printed(standing([]), (), [*shares, share("60", "c", base=PrintedBase.VALID)])
    assert (found.fields["base"], found.fields["source"], found.fields["sum"]) == ("valid", "press", "120")
    (found,) = against_printed(standing([]), (), [share("101", base=PrintedBase.VALID)])
    assert found.fields["base"] == "valid"
    (found,) = against_printed(standing([]), (), [share("60"), share("60", "b")])
    assert found.fields["base"] == ""
