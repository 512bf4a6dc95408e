"""Every finding over returns: when it is made, and how it is told with its sum spelled out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from nights import HEADS, contest_of, made

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.findings import CATALOGUE, CHECKS, Finding
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Lot, Purpose
from mayoral.contest.returns import Entry, Measure, Return, Status
from mayoral.counting.checks import check
from mayoral.publish.findings import FINDINGS, finding_words

TWO = contest_of(Method.FIRST_PAST_THE_POST, "ab")
THREE = contest_of(Method.SUPPLEMENTARY_VOTE, "abc")
RANKED = contest_of(Method.ALTERNATIVE_VOTE, "abc")
LOOKED_AT = "second_count_papers 25, second_preferences_for_eliminated"
NO_HEADS = "".join(f", rejected:{head.value} 0" for head in HEADS)
CASES = Path(__file__).with_name("findings.txt").read_text(encoding="utf-8").split("\n# ")[1:]


def local(text: str, count: int = 1, area: str = "north") -> Return:
    """A return from `papers 10, a 6, b 3, rejected 1`: a bare letter has votes, `+a` second preferences."""
    figures: dict[Entry, int] = {}
    for item in text.split(", "):
        name, figure = item.split()
        measure, _, key = name.partition(":")
        if len(name) == 1:
            measure, key = "votes", name
        elif name[0] == "+":
            measure, key = "second_preferences", name[1:]
        figures[Measure(measure), key] = int(figure)
    return made(area, count, figures)


def contest_from(line: str) -> Contest:
    """The contest of a case, from `method: candidates in areas, declared`."""
    words, _, declared = line.partition(", ")
    method, _, names = words.partition(": ")
    candidates, _, areas = names.partition(" in ")
    return contest_of(Method(method), candidates.split(), (areas or "north").split(), declared=bool(declared))


def lot_from(line: str) -> Lot:
    """A lot of a case, from `lot 1 election a b: a`."""
    words, _, drawn = line.partition(": ")
    _, count, purpose, *among = words.split()
    return Lot(int(count), Purpose(purpose), tuple(map(CandidateId, among)), CandidateId(drawn))


def returns_from(lines: list[str]) -> Iterator[Return]:
    """The returns of a case, from `north 1: papers 10, a 6, b 3`."""
    for line in lines:
        place, _, figures = line.partition(": ")
        area, count = place.split()
        yield local(figures, int(count), area)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_what_is_found_is_told_with_its_sum(case: str) -> None:
    """Each figure that does not fit, where, and by how much; and nothing else."""
    _, line, *lines = case.rstrip().split("\n")
    contest = contest_from(line)
    expected = [one.strip() for one in lines if one.startswith("  ")]
    lots = [lot_from(one) for one in lines if one.startswith("lot ")]
    returns = list(returns_from([one for one in lines if not one.startswith(("  ", "lot "))]))
    found = [one for one in check(contest, returns, lots) if one.code not in ("W107", "W206")]
    told = [f"{one.code} {one.area or '-'} {one.count}: {finding_words(contest, one)[0]}" for one in found]
    assert told == expected


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ("a 1, b 2", ("papers", "rejected", "heads")),
        ("a 1, b 2, papers 3, rejected 0", ("heads",)),
        ("a 1, b 2, rejected 0" + NO_HEADS, ("papers",)),
        ("a 1, b 2, papers 3" + NO_HEADS, ("rejected",)),
        ("a 1, b 2, papers 3, rejected 0" + NO_HEADS, None),
    ],
)
def test_what_a_first_count_does_not_state_is_named(stated: str, missing: tuple[str, ...] | None) -> None:
    """Without papers, rejected papers and heads F-1 and F-2 cannot be tested in full. Law: r 51(5), 54(1)."""
    found = [one.fields["missing"] for one in check(TWO, [local(stated)]) if one.code == "W107"]
    assert found == ([] if missing is None else [missing])


def test_a_selection_owes_no_statement_of_rejected_papers() -> None:
    """No statute asks a party for heads of rejection."""
    assert check(RANKED, [local("a 6, b 3, c 1")]) == ()


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ("+a 5, +b 9", ("for eliminated", "rejected", "second-count papers")),
        ("totals:a 45, totals:b 44", ("second preferences", "for eliminated", "rejected", "second-count papers")),
        (f"+a 5, {LOOKED_AT} 1, rejected 9", ("second preferences",)),
        ("+a 5, +b 9, second_count_papers 25, rejected 9", ("for eliminated",)),
        ("+a 5, +b 9, second_preferences_for_eliminated 1, rejected 10", ("second-count papers",)),
        (f"+a 5, +b 9, {LOOKED_AT} 1, rejected 10", None),
    ],
)
def test_what_a_second_count_does_not_state_is_named(stated: str, missing: tuple[str, ...] | None) -> None:
    """Without any of its parts S-1 and S-2 cannot be tested in full. Law: r 56(2)."""
    first = local("a 40, b 35, c 25")
    found = [one.fields["missing"] for one in check(THREE, [first, local(stated, 2)]) if one.code == "W206"]
    assert found == ([] if missing is None else [missing])


def test_papers_that_became_fewer_are_nobodys() -> None:
    """The finding over non-transferable papers names no candidate."""
    contest = contest_of(Method.ALTERNATIVE_VOTE, "abcd")
    returns = [local("a 9, b 8, c 5, d 3"), local("a 9, b 9, c 5, non_transferable 2", 2)]
    (found,) = check(contest, [*returns, local("a 13, b 11, non_transferable 1", 3)])
    assert found == Finding("E302", "north", 3, {"candidate": "", "before": 2, "now": 1, "residual": 1})


def test_a_count_that_would_not_be_held_is_found_over_provisional_returns_too() -> None:
    """60 of 100 would be elected at the first count; only its final is owed."""
    first = replace(local("a 60, b 35, c 5"), status=Status.PROVISIONAL)
    assert "W207" in {one.code for one in check(THREE, [first, local("+a 1, +b 2", 2)])}


def test_every_finding_has_a_line_in_the_catalogue_and_words() -> None:
    """And the other way round; each code once."""
    codes = [one.code for one in CATALOGUE]
    assert sorted(codes) == sorted(set(codes)) == sorted(FINDINGS) == sorted(CHECKS)
    assert all(one.tests and one.code[0] in "EW" and one.code[1:].isdigit() for one in CATALOGUE)
    assert [Finding(one).stops for one in ("E101", "W103")] == [True, False]
