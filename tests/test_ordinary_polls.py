"""The ordinary polls of an office: the day by rule, the years by each authority's order."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from somewhere import ROOT

from mayoral.cli import main
from mayoral.contest.office import Office
from mayoral.contest.timetable.ordinary import next_ordinary_poll, ordinary_day
from mayoral.files.elections import read_election
from mayoral.files.offices import read_offices

OFFICES = {one.id: one for one in read_offices(ROOT / "offices")}
HELD = [
    (known, date.fromisoformat(polled))
    for folder in sorted((ROOT / "elections").glob("mayor.*"))
    for _, known, polled in [folder.name.split(".")[:3]]
    if ".by." not in folder.name
]


def test_every_ordinary_poll_held_was_on_the_first_thursday_in_may() -> None:
    """All of them from 2017 to 2025, and the one of 2020 that was put off. Law: RPA 1983 s 37."""
    assert len(HELD) > 25
    put_off = read_election(ROOT / "elections" / "mayor.west-midlands.2021-05-06").original_poll_date
    assert put_off is not None
    for day in (*(polled for _, polled in HELD), put_off.exact):
        assert day == ordinary_day(day.year), day


@pytest.mark.parametrize("known", sorted(one for one in OFFICES if OFFICES[one].cycle is not None))
def test_the_last_ordinary_poll_of_an_office_fell_in_its_cycle(known: str) -> None:
    """The years that the order states hold the last poll of the record; the source says so in its effect."""
    office = OFFICES[known]
    assert office.cycle is not None
    last = max(polled for one, polled in HELD if one == known)
    stated = {order.source: order.effect for order in office.orders}
    assert "every fourth year" in stated[office.cycle.source]
    if office.authority.abolished is None:
        assert (last.year - office.cycle.year) % office.cycle.every == 0
        assert next_ordinary_poll(office, last) == ordinary_day(last.year + office.cycle.every)


def test_an_office_polled_stands_in_a_cycle_or_has_none_stated() -> None:
    """Only the offices that no order with days is known of are without one."""
    assert {one for one, office in OFFICES.items() if office.cycle is None} == {
        "cheshire-and-warrington",
        "cumbria",
    }


GM = "greater-manchester-ca"
SOUTH_YORKSHIRE = "sheffield-city-ca"


@pytest.mark.parametrize(
    ("known", "after", "poll"),
    [
        (GM, date(2026, 7, 30), date(2028, 5, 4)),  # after a by-election the cycle goes on
        (GM, date(2021, 5, 6), date(2024, 5, 2)),  # after the poll put off from 2020 too
        (GM, date(2028, 5, 3), date(2028, 5, 4)),
        (GM, date(2028, 5, 4), date(2032, 5, 6)),
        (SOUTH_YORKSHIRE, date(2024, 5, 2), date(2028, 5, 4)),
        ("west-of-england", date(2025, 5, 1), date(2029, 5, 3)),
        ("cumbria", date(2027, 5, 6), None),
        ("north-of-tyne", date(2019, 5, 2), None),
    ],
)
def test_the_next_ordinary_poll_after_a_day(known: str, after: date, poll: date | None) -> None:
    """By the order of each; not known where none states the years, none where the authority is abolished."""
    assert next_ordinary_poll(OFFICES[known], after) == poll


def test_the_statutory_days_of_the_next_ordinary_poll_are_a_tentative_calendar(tmp_path: Path) -> None:
    """Greater Manchester's 4 May 2028, linked from the office's page; none for an office without a cycle."""
    (tmp_path / "elections").mkdir()
    for known in ("mayor.greater-manchester-ca.2024-05-02", "mayor.north-of-tyne.2019-05-02"):
        shutil.copytree(ROOT / "elections" / known, tmp_path / "elections" / known)
    given = ["publish", str(tmp_path / "elections"), str(ROOT / "offices"), "--to", str(tmp_path / "site")]
    assert main(given) == 0
    offices = tmp_path / "site" / "offices"
    assert [one.parent.name for one in offices.glob("*/next-poll.ics")] == [GM]
    text = (offices / GM / "next-poll.ics").read_text(encoding="utf-8")
    assert "DTSTART;TZID=Europe/London:20280504T070000" in text
    assert text.count("STATUS:TENTATIVE") == text.count("BEGIN:VEVENT") > 10
    assert 'href="next-poll.ics"' in (offices / GM / "index.html").read_text(encoding="utf-8")


def test_the_next_ordinary_poll_is_never_more_than_a_cycle_away_and_always_a_thursday() -> None:
    """Over forty years of days, for an office of any starting year."""
    office: Office = OFFICES[GM]
    assert office.cycle is not None
    for shift in range(4):
        shifted = replace(office, cycle=replace(office.cycle, year=office.cycle.year + shift))
        for step in range(0, 40 * 365, 7):
            day = date(2017, 1, 2) + timedelta(days=step)
            poll = next_ordinary_poll(shifted, day)
            assert poll is not None
            assert day < poll <= date(day.year + 4, 5, 7)
            assert (poll.weekday(), poll.month, (poll.day - 1) // 7) == (3, 5, 0)
            assert (poll.year - 2020 - shift) % 4 == 0
