"""Dates as far as they are known, and who held a post on a day."""

from __future__ import annotations

from datetime import date

import pytest

from mayoral.contest.dates import KnownDate
from mayoral.contest.law import OfficeKind
from mayoral.contest.office import Authority, Holder, Office, Post, Term
from mayoral.contest.record import Kind, Printed, Source

read = KnownDate.read


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016-08-10", "2016-08-10", "2016-08-10"),
        ("2016-08", "2016-08-01", "2016-08-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016", "2016-01-01", "2016-12-31"),
    ],
)
def test_a_date_is_known_to_the_day_the_month_or_the_year(text: str, earliest: str, latest: str) -> None:
    """And is written again as it was read."""
    known = read(text)
    assert known == KnownDate(date.fromisoformat(earliest), date.fromisoformat(latest))
    assert str(known) == text
    assert known.exact == (known.earliest if earliest == latest else None)


@pytest.mark.parametrize("text", ["", "2016-13", "2016-00", "16", "2016-8", "2016-02-30", "August 2016", "٢٠١٦"])
def test_anything_else_is_no_date(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r"\S"):
        read(text)


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2017-05-08", "2021-05-09", "2019-06-01", True),
        ("2017-05-08", "2021-05-09", "2017-05-08", True),
        ("2017-05-08", "2021-05-09", "2021-05-09", True),
        ("2017-05-08", "2021-05-09", "2017-05-07", False),
        ("2017-05-08", "2021-05-09", "2021-05-10", False),
        ("2017-05", "2021-05", "2017-04-30", False),
        ("2017-05", "2021-05", "2017-05-08", None),
        ("2017-05", "2021-05", "2017-05-31", True),
        ("2017-05", "2021-05", "2021-05-01", True),
        ("2017-05", "2021-05", "2021-05-02", None),
        ("2017-05", "2021-05", "2021-06-01", False),
        ("2017-05-08", None, "2030-01-01", True),
        (None, "2021-05-09", "2019-06-01", None),
        (None, "2021-05-09", "2021-05-10", False),
        (None, None, "2019-06-01", None),
    ],
)
def test_a_day_falls_within_a_term_or_not_or_nobody_knows(
    since: str | None, until: str | None, day: str, held: bool | None
) -> None:
    """First and last day included; where the dates known do not tell, the answer is None."""
    term = Term(read(since) if since else None, read(until) if until else None)
    assert term.covers(date.fromisoformat(day)) is held


def test_an_office_tells_who_held_each_post_on_a_day() -> None:
    """With a doubt where the dates leave one; a holding without any date says nothing."""
    first = Holder(Post.MAYOR, "Ash", Term(read("2017-05-08"), read("2019-06")))
    acting = Holder(Post.DEPUTY_MAYOR, "Birch", Term(None, read("2020")))
    undated = Holder(Post.CHAIR, "Cedar", Term())
    later = Holder(Post.MAYOR, "Dogwood", Term(read("2021-05-10")))
    authority = Authority("Somewhere", OfficeKind.COMBINED_AUTHORITY)
    office = Office("somewhere", "Mayor", authority, holders=(first, acting, undated, later))
    assert list(office.on(date(2019, 5, 31))) == [(first, True), (acting, False)]
    assert list(office.on(date(2019, 6, 15))) == [(first, False), (acting, False)]
    assert list(office.on(date(2021, 5, 10))) == [(later, True)]


def test_an_office_finds_its_sources_by_id() -> None:
    """Or says that it has none of that name."""
    order = Source("order", "The Order", Kind.OFFICIAL)
    office = Office("somewhere", "Mayor", Authority("S", OfficeKind.COMBINED_AUTHORITY), sources=(order,))
    assert office.source("order") == order
    assert office.source("other") is None


@pytest.mark.parametrize(
    ("value", "number"), [("32.9", "32.9"), ("101", "101"), ("about a third", None), ("1.9.4", None), ("-3", None)]
)
def test_what_is_printed_is_a_number_only_where_it_is_written_as_one(value: str, number: str | None) -> None:
    """It stays verbatim either way."""
    printed = Printed("ALL", 1, "share", "a", value, None, "press")  # type: ignore[arg-type]
    assert (None if printed.number is None else str(printed.number)) == number
