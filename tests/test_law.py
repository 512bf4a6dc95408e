"""The law table: one cited row for every poll date and kind of office, and what hangs on it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from mayoral.contest.contest import Contest
from mayoral.contest.law import LAW, Method, OfficeKind, counted_by, heads_of_rejection, law_on
from mayoral.contest.papers import Head

FPTP, SV, AV = Method.FIRST_PAST_THE_POST, Method.SUPPLEMENTARY_VOTE, Method.ALTERNATIVE_VOTE
CA, CCA = OfficeKind
FIRST, LAST = date(2017, 1, 1), date(2035, 12, 31)


@pytest.mark.parametrize("kind", OfficeKind)
def test_every_poll_date_has_exactly_one_row(kind: OfficeKind) -> None:
    """From 2017 to 2035, day by day."""
    for day in range((LAST - FIRST).days + 1):
        poll_date = FIRST + timedelta(day)
        rows = [row for row in LAW if row.kind is kind and row.covers(poll_date)]
        assert rows == [law_on(poll_date, kind)]


@pytest.mark.parametrize("kind", OfficeKind)
def test_the_rows_of_a_kind_follow_each_other_without_gap_or_overlap(kind: OfficeKind) -> None:
    """From the first day there is; only the newest row is open."""
    rows = [row for row in LAW if row.kind is kind]
    assert rows[0].first == date.min
    for row, following in pairwise(rows):
        assert row.last is not None
        assert following.first - row.last == timedelta(1)
    assert rows[-1].last is None


@pytest.mark.parametrize(
    ("poll_date", "kind", "method"),
    [
        ("2017-05-03", CA, None),
        ("2017-05-04", CA, SV),
        ("2021-05-06", CA, SV),
        ("2023-05-03", CA, SV),
        ("2023-05-04", CA, FPTP),
        ("2024-05-02", CA, FPTP),
        ("2026-06-17", CA, FPTP),
        ("2026-06-18", CA, SV),
        ("2026-07-30", CA, SV),
        ("2035-12-31", CA, SV),
        ("2024-05-01", CCA, None),
        ("2024-05-02", CCA, FPTP),
        ("2026-06-17", CCA, FPTP),
        ("2026-06-18", CCA, SV),
        ("2027-05-06", CCA, SV),
    ],
)
def test_the_method_hangs_on_the_poll_date(poll_date: str, kind: OfficeKind, method: Method | None) -> None:
    """Law: Sch 5B paras 4-5; Elections Act 2022 s 13 with SI 2022/1353 art 1(2); the Act of 2026 s 63."""
    assert law_on(date.fromisoformat(poll_date), kind).method is method


@pytest.mark.parametrize("row", LAW, ids=lambda row: f"{row.kind.value} from {row.first}")
def test_every_row_is_cited_and_gives_its_reason(row: object) -> None:
    """And from 2026-06-18 each says that the amending Order and the saving clause were not read."""
    assert row in LAW
    (found,) = (one for one in LAW if one is row)
    assert found.reason.endswith(".")
    assert found.citations
    assert all(any(sign in one for sign in ("Act", "SI ")) for one in found.citations)
    assert ("2026/652" in "".join(found.uncertain)) is (found.first == date(2026, 6, 18))
    assert ("saving clause" in "".join(found.uncertain)) is (found.first == date(2026, 6, 18))


@pytest.mark.parametrize("candidates", range(21))
def test_two_candidates_under_the_supplementary_vote_are_counted_by_simple_majority(candidates: int) -> None:
    """Law: Sch 5B para 4(2)-(3). First past the post and a party's own method hold for any number."""
    assert counted_by(SV, candidates) is (FPTP if candidates == 2 else SV)
    assert counted_by(FPTP, candidates) is FPTP
    assert counted_by(AV, candidates) is AV


def test_a_contest_keeps_the_regime_it_is_held_under() -> None:
    """Its method is a stored fact; how its votes are counted follows from the number who stand."""
    contest = Contest("id", "title", SV, "Sch 5B", (), ())
    assert (contest.method, contest.counted_by, contest.standing, contest.weighted) == (SV, SV, frozenset(), False)


@pytest.mark.parametrize(
    ("method", "number", "ending"),
    [
        (SV, 1, " as to the first preference vote"),
        (SV, 2, " as to the second preference vote"),
        (FPTP, 1, ""),
        (AV, 1, ""),
        (AV, 2, ""),
    ],
)
def test_heads_of_rejection_are_those_of_the_rules_of_that_count(method: Method, number: int, ending: str) -> None:
    """Law: SI 2017/67 Sch 1 r 51(5) as amended by SI 2022/1353; before it with r 55(3) for the second count."""
    heads = heads_of_rejection(method, number)
    assert "".join(one.letter for one in heads) == "abcd"
    assert [one.head for one in heads] == [
        Head.WANT_OF_OFFICIAL_MARK,
        Head.MORE_THAN_ONE,
        Head.IDENTIFIES_VOTER,
        Head.UNMARKED_OR_UNCERTAIN,
    ]
    assert [one.words for one in heads] == [
        "want of official mark",
        f"voting for more than one candidate{ending}",
        "writing or mark by which the voter could be identified",
        f"unmarked or void for uncertainty{ending}",
    ]
