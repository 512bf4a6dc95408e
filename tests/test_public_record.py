"""What was declared, contradicted or accounted for, held against the figures: how it is found and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from nights import AV, FPTP, SV, contest_of, first_count, second_count

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import Finding
from mayoral.contest.law import OfficeKind
from mayoral.contest.papers import BallotPaperAccount
from mayoral.contest.record import Conflict, Declared
from mayoral.contest.returns import Measure
from mayoral.counting.consolidation import standing
from mayoral.counting.count import count
from mayoral.counting.declared import against_conflicts, against_declared, against_law
from mayoral.counting.verification import verify
from mayoral.publish.findings import finding_words

A, B = CandidateId("a"), CandidateId("b")
NORTH = AreaId("north")
TWO = contest_of(FPTP, "ab")
APART = contest_of(FPTP, "ab", ["north", "south"], declared=True)


def told(contest: Contest, found: Iterable[Finding]) -> list[str]:
    """Findings as one reads them."""
    return [f"{one.code} {one.area or '-'} {one.count}: {finding_words(contest, one)[0]}" for one in found]


# -- what was declared ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (Declared(A), []),
        (Declared(A, recomputable=False), []),
        (Declared(A, counts={1: {A: 6, B: 3}}), []),
        (Declared(A, counts={2: {A: 7}}), []),  # the figures known do not reach that count
        (Declared(B), ["E601 - None: B was declared elected; by these figures it is A."]),
        (Declared(B, recomputable=False), ["E601 - None: B was declared elected; by these figures it is A."]),
        (
            Declared(A, counts={1: {A: 6, B: 1234}}),
            ["E602 - 1: B was declared with 1,234 votes; the figures give 3."],
        ),
    ],
)
def test_the_declaration_is_held_against_the_count(declared: Declared, words: list[str]) -> None:
    """It changes nobody's election, and is never passed over. Law: r 59."""
    outcome = count(TWO, [first_count("north", {"a": 6, "b": 3})])
    assert told(TWO, against_declared(outcome, declared)) == words


def test_each_count_declared_is_held_against_that_count() -> None:
    """Of two."""
    contest = contest_of(SV, "abc")
    outcome = count(
        contest, [first_count("north", {"a": 4, "b": 3, "c": 2}), second_count("north", {"a": 1, "b": 0})]
    )
    right = {1: {A: 4, B: 3}, 2: {A: 5, B: 3}}
    assert told(contest, against_declared(outcome, Declared(A, counts=right))) == []
    (found,) = against_declared(outcome, Declared(A, counts={**right, 1: {A: 5, B: 3}}))
    assert found == Finding("E602", None, 1, {"candidate": A, "declared": 5, "counted": 4})


def test_figures_that_elect_nobody_contradict_a_declaration_that_should_follow_from_them() -> None:
    """Unless it is said that they do not suffice."""
    outcome = count(APART, [first_count("north", {"a": 6, "b": 3})])
    words = ["E601 - None: A was declared elected; by these figures it is nobody."]
    assert told(APART, against_declared(outcome, Declared(A))) == words
    assert told(APART, against_declared(outcome, Declared(A, recomputable=False, counts={1: {A: 9}}))) == []


def test_a_declared_share_of_an_electoral_college_is_compared_exactly() -> None:
    """Half of 1 and half of 1 is 1; two thirds is no whole number and stays a fraction."""
    college = contest_of(AV, "ab", ["north", "south"], weights=[Fraction(1, 2), Fraction(1, 2)])
    whole = count(college, [first_count("north", {"a": 3, "b": 0}), first_count("south", {"a": 3, "b": 0})])
    assert told(college, against_declared(whole, Declared(A, counts={1: {A: 1}}))) == []
    assert told(college, against_declared(whole, Declared(A, counts={1: {A: 2}}))) == [
        "E602 - 1: A was declared with 2 votes; the figures give 1."
    ]
    part = count(college, [first_count("north", {"a": 2, "b": 1}), first_count("south", {"a": 2, "b": 1})])
    assert told(college, against_declared(part, Declared(A, counts={1: {A: 1}}))) == [
        "E602 - 1: A was declared with 1 votes; the figures give 2/3."
    ]


# -- what the law says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "poll_date", "codes"),
    [
        (OfficeKind.COMBINED_AUTHORITY, "2024-05-02", []),
        (OfficeKind.COMBINED_AUTHORITY, "2021-05-06", ["E603"]),
        (OfficeKind.COMBINED_AUTHORITY, "2016-05-05", ["E603"]),
        (OfficeKind.COMBINED_AUTHORITY, "2027-05-06", ["E603", "W604", "W604", "W604"]),
        (OfficeKind.COMBINED_COUNTY_AUTHORITY, "2024-05-02", ["W604"]),
        (OfficeKind.COMBINED_AUTHORITY, None, []),
        (None, "2021-05-06", []),
    ],
)
def test_the_method_stated_is_held_against_the_law_table(
    kind: OfficeKind | None, poll_date: str | None, codes: list[str]
) -> None:
    """Where the table covers the office; what was not read of the law is said with it."""
    known = None if poll_date is None else KnownDate.read(poll_date)
    found = list(against_law(replace(TWO, office_kind=kind, poll_date=known)))
    assert [one.code for one in found] == codes
    assert [(one.area, one.count) for one in found] == [(None, None)] * len(codes)


def test_a_method_that_the_law_does_not_prescribe_is_told_with_the_citation() -> None:
    """Law: Sch 5B paras 4-5."""
    contest = replace(TWO, office_kind=OfficeKind.COMBINED_AUTHORITY, poll_date=KnownDate.read("2021-05-06"))
    (words,) = told(contest, against_law(contest))
    assert words.startswith(
        "E603 - None: The contest states first-past-the-post, but the law on the poll date prescribes "
        "supplementary-vote (Local Democracy, Economic Development and Construction Act 2009 Sch 5B paras 4 and 5"
    )
    early = replace(contest, poll_date=KnownDate.read("2016-05-05"))
    assert "prescribes that no such poll could be held (SI 2017/67" in told(early, against_law(early))[0]
    assert "paras 4 and 5; SI 2017/67" in words
    later = replace(contest, method=SV, poll_date=KnownDate.read("2027-05-06"))
    assert told(later, against_law(later))[0].startswith(
        "W604 - None: The text of the amending Order, SI 2026/652"
    )


# -- what other sources say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conflict", "words"),
    [
        (
            Conflict(NORTH, 1, Measure.VOTES, "a", "7", "press", "Misheard."),
            "W406 north 1: Another source gives 7 for votes of A; 6 is used. Misheard.",
        ),
        (
            Conflict(NORTH, 1, Measure.PAPERS, "", "10", "press", "Rounded."),
            "W406 north 1: Another source gives 10 for ballot papers; none is used. Rounded.",
        ),
        (
            Conflict(AreaId("south"), 1, Measure.VOTES, "a", "7", "press", "?"),
            "W406 south 1: Another source gives 7 for votes of A; none is used. ?",
        ),
        (
            Conflict(WHOLE, 0, "turnout", "", "32.9", "press", "Of whom?"),
            "W406 ALL 0: Another source gives 32.9 for turnout; none is used. Of whom?",
        ),
    ],
)
def test_a_figure_of_another_source_is_shown_beside_the_one_used(conflict: Conflict, words: str) -> None:
    """Nothing of it is counted."""
    latest = standing([first_count("north", {"a": 6, "b": 3})])
    found = list(against_conflicts(latest, [conflict]))
    assert told(TWO, found) == [words]
    assert found[0].fields["used"] == (6 if "6 is used" in words else "")


# -- ballot paper accounts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (BallotPaperAccount("north", "1", 1000, 700, 290, 6, 4, 700), []),
        (
            BallotPaperAccount("north", "1", 1000, 700, 290, 6, 3, 700),
            [
                (
                    "E801 north 0: Box 1: 700 issued + 290 unused + 6 spoilt + 3 tendered = 999, "
                    "not the 1,000 entrusted: 1 missing."
                )
            ],
        ),
        (BallotPaperAccount("north", "1", 1000, 700, 290, 6, None, 700), []),
        (BallotPaperAccount("north", "1", None, 700, 290, 6, 3, 700), []),
        (
            BallotPaperAccount("north", "1", issued=700, found=698),
            ["W802 north 0: Box 1: 698 papers found, 700 issued: 2 missing."],
        ),
        (
            BallotPaperAccount("north", "1", issued=700, found=701),
            ["W802 north 0: Box 1: 701 papers found, 700 issued: 1 too many."],
        ),
        (BallotPaperAccount("north", "1", found=701), []),
        (BallotPaperAccount("north", "1", issued=701), []),
    ],
)
def test_a_ballot_paper_account_closes(account: BallotPaperAccount, words: list[str]) -> None:
    """V-1: what was entrusted is accounted for, and the box holds what was issued. Law: r 45(3), 47(7)."""
    assert told(TWO, verify([account])) == words


def test_a_box_is_entered_once() -> None:
    """The same box of another area is another box. Forest Hill 2014."""
    box = BallotPaperAccount("north", "1")
    assert told(TWO, verify([box, replace(box, area="south"), replace(box, box="2")])) == []
    assert told(TWO, verify([box, box, box])) == ["E803 north 0: Box 1 stands twice."] * 2
