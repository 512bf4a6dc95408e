"""What follows when a mayor's office falls vacant: a by-election and its last day, or the ordinary poll.

Law: Combined Authorities (Mayors) (Filling of Vacancies) Order 2017, SI 2017/69 ("art").
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from mayoral.contest.dates import Holidays


class Cause(Enum):
    """Why an office is vacant. Law: art 3(1)."""

    DEATH = "death"
    RESIGNATION = "resignation"
    DECLARED_VOID = "election declared void"
    DECLARED_VACANT = "office declared vacant"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacant office: since when, why, when the term would have ended, and when two electors gave notice.

    Law: art 4 for the day of the vacancy, which hangs on its cause.
    """

    since: date
    cause: Cause
    term_ends: date
    notice_by_electors: date | None = None


@dataclass(frozen=True, slots=True)
class ByElection:
    """A by-election is held, not later than this day, 35 working days after the trigger. Law: art 6(1)."""

    trigger: date
    latest: date


@dataclass(frozen=True, slots=True)
class NoticeAwaited:
    """A by-election is due, but no time runs until two local government electors give notice. Law: art 6(1)(b)."""


@dataclass(frozen=True, slots=True)
class LeftToOrdinaryElection:
    """Too little of the term is left: the office stays vacant until the ordinary election. Law: art 3(2)-(3)."""


Filling: TypeAlias = ByElection | NoticeAwaited | LeftToOrdinaryElection


def filling(vacancy: Vacancy, holidays: Holidays) -> Filling:
    """How a vacancy is filled, and by when.

    Six months are counted by the calendar, from the day of the vacancy to the last day of the term.
    """
    if _six_months_after(vacancy.since) > vacancy.term_ends:
        return LeftToOrdinaryElection()
    declared = vacancy.cause in {Cause.DECLARED_VOID, Cause.DECLARED_VACANT}
    trigger = vacancy.since if declared else vacancy.notice_by_electors
    return NoticeAwaited() if trigger is None else ByElection(trigger, holidays.after(trigger, 35))


def _six_months_after(day: date) -> date:
    """The same day of the month six months later, or the last of that month."""
    years, month = divmod(day.month + 5, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
