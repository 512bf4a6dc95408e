"""Every statutory day of an election, against published dates and against laws that always hold."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import holidays as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayoral.contest.dates import Holidays, good_friday
from mayoral.contest.findings import Refused
from mayoral.contest.timetable import BEFORE_THE_POLL, Certainty, Event, Poll, Stated, StatutoryDay, timetable
from mayoral.contest.timetable.franchise import who_may_vote
from mayoral.contest.timetable.vacancy import (
    ByElection,
    Cause,
    LeftToOrdinaryElection,
    NoticeAwaited,
    Vacancy,
    filling,
)
from mayoral.files.offices import read_holidays
from mayoral.files.reading import Unreadable

LEDGER = Path(__file__).parent.parent / "offices"
HOLIDAYS = read_holidays(LEDGER)
POLL_DAYS = st.dates(date(2016, 7, 1), date(2029, 12, 1))


def found(poll: Poll, event: Event) -> StatutoryDay:
    """The one day of an event."""
    (one,) = (one for one in timetable(poll, HOLIDAYS) if one.event is event)
    return one


# Published dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("poll", "days"),
    [
        ("2017-05-04", "03-27 04-04 04-05 04-13 04-18 04-25 04-26"),
        ("2021-05-06", "03-29 04-08 04-09 04-19 04-20 04-27 04-28"),
        ("2024-05-02", "03-26 04-05 04-08 04-16 04-17 04-24 04-25"),
        ("2025-05-01", "03-25 04-02 04-03 04-11 04-14 04-23 04-24"),
        ("2026-07-30", "06-25 07-03 07-06 07-14 07-15 07-22 07-23"),
        ("2027-05-06", "03-31 04-08 04-09 04-19 04-20 04-27 04-28"),
        ("2028-05-04", "03-27 04-04 04-05 04-13 04-18 04-25 04-26"),
        ("2027-01-07", "11-27 12-07 12-08 12-16 12-17 12-29 12-30"),
    ],
)
def test_the_days_of_real_and_made_up_polls_are_those_published(poll: str, days: str) -> None:
    """D-25, D-19, D-18, D-12, D-11, D-6 and D-5; the last poll counts back over Christmas and New Year."""
    day = date.fromisoformat(poll)
    events = [
        Event.NOTICE_OF_ELECTION,
        Event.NOMINATIONS_CLOSE,
        Event.PERSONS_NOMINATED,
        Event.REGISTRATION,
        Event.POSTAL_VOTES,
        Event.PROXY_VOTES,
        Event.COUNTING_AGENTS,
    ]
    worked_out = [found(Poll(day), event).day for event in events]
    assert [f"{one:%m-%d}" for one in worked_out if one] == days.split()
    assert worked_out == sorted(worked_out)
    assert worked_out[-1] < day < worked_out[0] + timedelta(days=60)


def test_hours_are_those_of_the_deadlines() -> None:
    """Nominations by 16:00, registration by 23:59, postal and proxy votes by 17:00, the poll 07:00 to 22:00."""
    poll = Poll(date(2024, 5, 2))
    for event, opens, closes in [
        (Event.NOMINATIONS_CLOSE, None, time(16)),
        (Event.PERSONS_NOMINATED, None, time(16)),
        (Event.REGISTRATION, None, time(23, 59)),
        (Event.POSTAL_VOTES, None, time(17)),
        (Event.PROXY_VOTES, None, time(17)),
        (Event.EMERGENCY_PROXY, None, time(17)),
        (Event.POLL, time(7), time(22)),
    ]:
        assert (found(poll, event).opens, found(poll, event).closes) == (opens, closes)


def test_a_paper_may_be_held_to_break_the_rule_on_descriptions_for_24_hours_by_the_clock() -> None:
    """Nominations that close on a Friday leave until Saturday at 16:00. Law: r 12(4)."""
    poll = Poll(date(2024, 5, 2))
    assert found(poll, Event.NOMINATIONS_CLOSE).day == date(2024, 4, 5)
    late = found(poll, Event.DESCRIPTIONS)
    assert (late.day, late.closes) == (date(2024, 4, 6), time(16))


@pytest.mark.parametrize(("poll", "asked"), [("2021-05-06", 0), ("2023-05-03", 0), ("2023-05-04", 1)])
def test_voter_authority_certificates_are_on_the_timetable_only_when_the_law_had_them(
    poll: str, asked: int
) -> None:
    """Photographic identification was first asked for at the polls of 4 May 2023. Law: SI 2022/1382."""
    days = timetable(Poll(date.fromisoformat(poll)), HOLIDAYS)
    assert sum(one.event is Event.VOTER_AUTHORITY_CERTIFICATE for one in days) == asked
    told = " ".join(rule.words for rule in who_may_vote(date.fromisoformat(poll)))
    assert ("you must show photographic identification" in told) == bool(asked)


# After the poll ----------------------------------------------------------------------------------


def test_a_term_runs_from_the_fourth_day_after_the_poll_to_the_third_after_the_next() -> None:
    """4 May 2017 to 6 May 2021 gives 8 May 2017 to 9 May 2021. Law: SI 2016/783 art 3(4)."""
    poll = Poll(date(2017, 5, 4), next_poll=date(2021, 5, 6))
    assert found(poll, Event.TERM_BEGINS).day == date(2017, 5, 8)
    assert found(poll, Event.TERM_ENDS).day == date(2021, 5, 9)
    assert found(Poll(date(2021, 5, 6)), Event.TERM_BEGINS).day == date(2021, 5, 10)


def test_a_day_that_an_order_states_wins() -> None:
    """York and North Yorkshire: the fourth day after the poll was a bank holiday, the order says 7 May 2024."""
    poll = Poll(
        date(2024, 5, 2),
        term_begins=Stated(date(2024, 5, 7), "SI 2023/1432 art 4"),
        term_ends=Stated(date(2028, 5, 8), "an order"),
        next_poll=date(2028, 5, 4),
    )
    assert found(poll, Event.TERM_BEGINS) == StatutoryDay(
        Event.TERM_BEGINS, date(2024, 5, 7), "SI 2023/1432 art 4"
    )
    assert found(poll, Event.TERM_ENDS) == StatutoryDay(Event.TERM_ENDS, date(2028, 5, 8), "an order")
    same = Poll(date(2017, 5, 4), term_begins=Stated(date(2017, 5, 8), "an order"))
    assert "SI 2016/783" in found(same, Event.TERM_BEGINS).citation


def test_the_winner_of_a_by_election_serves_the_rest_of_the_term_only() -> None:
    """Its end rests on SI 2017/69 art 7; that it begins on the fourth day is inferred."""
    poll = Poll(date(2026, 7, 30), next_poll=date(2028, 5, 4), by_election=True)
    begins, ends = found(poll, Event.TERM_BEGINS), found(poll, Event.TERM_ENDS)
    assert (begins.day, begins.certainty) == (date(2026, 8, 3), Certainty.INFERRED)
    assert (ends.day, ends.citation[:17]) == (date(2028, 5, 7), "SI 2017/69 art 7:")


def test_what_hangs_on_the_declaration_is_not_known_before_it() -> None:
    """Deposits go back by the next working day; a bank holiday is passed over. Law: r 60(2), r 64."""
    poll = date(2024, 5, 2)
    assert found(Poll(poll), Event.DEPOSITS).day is None
    assert found(Poll(poll), Event.DOCUMENTS).day is None
    assert found(Poll(poll), Event.TERM_ENDS).day is None
    assert [one.day for one in timetable(Poll(poll), HOLIDAYS)[-3:]] == [None] * 3
    declared = Poll(poll, declared=date(2024, 5, 4))
    assert found(declared, Event.DEPOSITS).day == date(2024, 5, 7)
    assert found(declared, Event.DOCUMENTS).day == date(2025, 5, 4)
    assert found(declared, Event.PETITION).day == date(2024, 5, 23)
    leap = Poll(date(2024, 2, 29), declared=date(2024, 2, 29))
    assert found(leap, Event.DOCUMENTS).day == date(2025, 3, 1)


def test_a_poll_that_was_put_off_keeps_both_days() -> None:
    """7 May 2020 became 6 May 2021 by the Coronavirus Act 2020; the days are counted from the later one."""
    poll = Poll(date(2021, 5, 6), first_fixed=date(2020, 5, 7))
    first = found(poll, Event.FIRST_FIXED)
    assert (first.day, first.citation) == (date(2020, 5, 7), "Coronavirus Act 2020 ss 60 and 61")
    assert timetable(poll, HOLIDAYS)[0] == first
    assert found(poll, Event.NOTICE_OF_ELECTION).day == date(2021, 3, 29)
    other = Poll(date(2024, 5, 2), first_fixed=date(2024, 4, 25))
    assert found(other, Event.FIRST_FIXED).citation == "the record of the election"


# Vacancies ---------------------------------------------------------------------------------------


def test_a_by_election_is_held_within_35_working_days_of_its_trigger() -> None:
    """Greater Manchester, vacant from 18 June 2026: not later than 6 August; held on 30 July. Law: art 6(1)."""
    vacancy = Vacancy(date(2026, 6, 18), Cause.DECLARED_VACANT, date(2028, 5, 7))
    assert filling(vacancy, HOLIDAYS) == ByElection(date(2026, 6, 18), date(2026, 8, 6))


@pytest.mark.parametrize("cause", [Cause.DEATH, Cause.RESIGNATION])
def test_after_a_death_or_a_resignation_no_time_runs_until_two_electors_give_notice(cause: Cause) -> None:
    """The trigger is their notice, not the vacancy. Law: SI 2017/69 art 6(1)(b)."""
    vacancy = Vacancy(date(2026, 6, 18), cause, date(2028, 5, 7))
    assert filling(vacancy, HOLIDAYS) == NoticeAwaited()
    asked = Vacancy(date(2026, 6, 18), cause, date(2028, 5, 7), date(2026, 6, 22))
    assert filling(asked, HOLIDAYS) == ByElection(date(2026, 6, 22), date(2026, 8, 10))


@pytest.mark.parametrize(
    ("since", "ends", "follows"),
    [
        ("2027-11-07", "2028-05-07", ByElection),
        ("2027-11-08", "2028-05-07", LeftToOrdinaryElection),
        ("2027-08-31", "2028-02-29", ByElection),
        ("2027-08-31", "2028-02-28", LeftToOrdinaryElection),
    ],
)
def test_with_less_than_six_months_of_the_term_left_there_is_no_by_election(
    since: str, ends: str, follows: type
) -> None:
    """Law: SI 2017/69 art 3(2)-(3)."""
    vacancy = Vacancy(date.fromisoformat(since), Cause.DECLARED_VOID, date.fromisoformat(ends))
    assert isinstance(filling(vacancy, HOLIDAYS), follows)


# Working days ------------------------------------------------------------------------------------


def test_the_bank_holidays_of_the_ledger_are_those_of_the_library() -> None:
    """2016 to 2030, England: what the rule names itself, and days at a weekend that changes nothing, left out."""
    known = library.UnitedKingdom(subdiv="ENG", years=range(2016, 2031))
    theirs = {day for day in known if day != good_friday(day.year) and (day.month, day.day) != (12, 25)}
    ours = set(HOLIDAYS.days)
    assert {day for day in ours if day.weekday() < 5} == {day for day in theirs if day.weekday() < 5}
    assert ours <= theirs
    for day in ("2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"):
        assert HOLIDAYS.rest(date.fromisoformat(day)) is not None


def test_good_friday_is_where_the_library_has_it() -> None:
    """Worked out, as no proclamation moves it: every year from 1900 to 2100."""
    known = library.UnitedKingdom(subdiv="ENG", years=range(1900, 2101))
    assert sorted(known.get_named("Good Friday")) == [good_friday(year) for year in range(1900, 2101)]


def test_the_rule_itself_names_days_that_are_no_bank_holidays() -> None:
    """Christmas Eve and Good Friday are left out when days are counted. Law: r 4(1)."""
    for day, name in [
        ("2024-12-24", "Christmas Eve"),
        ("2024-12-25", "Christmas Day"),
        ("2025-04-18", "Good Friday"),
        ("2025-04-21", "Easter Monday"),
        ("2025-04-19", "Saturday"),
        ("2022-09-19", "State funeral of Queen Elizabeth II"),
    ]:
        assert HOLIDAYS.rest(date.fromisoformat(day)) == name
    assert HOLIDAYS.rest(date(2025, 4, 22)) is None
    assert HOLIDAYS.rest(date(2024, 12, 26)) == "Boxing Day"


def test_a_day_of_mourning_proclaimed_later_moves_the_days_counted_over_it() -> None:
    """The calendar is an argument: the same poll, counted with one more day of rest."""
    poll, mourning = date(2024, 5, 2), date(2024, 4, 22)
    more = Holidays({**HOLIDAYS.days, mourning: "Day of mourning"})
    assert more.before(poll, 6) == HOLIDAYS.before(poll, 6)
    assert more.before(poll, 9) == HOLIDAYS.before(poll, 10)


@given(POLL_DAYS, st.integers(0, 60))
def test_counting_steps_over_rest_only_and_back_again(day: date, steps: int) -> None:
    """A step lands on a working day, and so many working days lie between."""
    for landed, low, high in [
        (HOLIDAYS.before(day, steps), None, day),
        (HOLIDAYS.after(day, steps), day, None),
    ]:
        start, end = low or landed, high or landed
        between = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        counted = [one for one in between if one != day and HOLIDAYS.rest(one) is None]
        assert len(counted) == steps
        assert steps == 0 or HOLIDAYS.rest(landed) is None


@given(POLL_DAYS)
def test_every_day_before_the_poll_is_a_working_day_in_order(day: date) -> None:
    """Only the 24 hours of the clock for descriptions may end on a day of rest."""
    days = timetable(Poll(day), HOLIDAYS)
    counted = {event: steps for steps, event, *_ in BEFORE_THE_POLL}
    for one in days:
        if counted.get(one.event):
            assert one.day is not None
            assert HOLIDAYS.rest(one.day) is None
    known = [one.day for one in days if one.day is not None]
    assert known == sorted(known)
    assert len({one.event for one in days}) == len(days)


def test_a_year_whose_holidays_are_not_known_is_refused() -> None:
    """Nothing is counted over days that nobody gave."""
    with pytest.raises(Refused, match="2031"):
        timetable(Poll(date(2031, 5, 1)), HOLIDAYS)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("2024-1-1,New Year,x", "written as 2022-09-19"),
        ("20240101,New Year,x", "written as 2022-09-19"),
        ("2023-12-26,Boxing Day,x", "stands twice"),
        ("2024-01-01,,x", "`name` is empty"),
        ("2024-01-01,New Year,", "`source` is empty"),
    ],
)
def test_a_holiday_not_understood_is_refused_with_its_line(tmp_path: Path, line: str, what: str) -> None:
    """The line and what was expected."""
    text = f"date,name,source\n2023-12-26,Boxing Day,x\n{line}\n"
    (tmp_path / "holidays.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=what) as refused:
        read_holidays(tmp_path)
    assert refused.value.line == 3


# Who may vote ------------------------------------------------------------------------------------


def test_who_may_vote_changed_for_citizens_of_the_european_union_in_2024() -> None:
    """The polls of 2 May 2024 were the last under the older rule. Law: Elections Act 2022."""
    before, after = who_may_vote(date(2024, 5, 2)), who_may_vote(date(2025, 5, 1))
    assert not any("treaty" in rule.words for rule in before)
    assert any("treaty" in rule.words for rule in after)
    assert len(before) == len(after)
    assert all(rule.citation for rule in after)
