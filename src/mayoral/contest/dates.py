"""Dates as far as they are known, and the working days in which the rules count them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from mayoral.contest.findings import Refused

_KNOWN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class KnownDate:
    """The stretch of days within which something happened: one day where the day is known."""

    earliest: date
    latest: date

    @classmethod
    def day(cls, known: date) -> KnownDate:
        """The date known to the day."""
        return cls(known, known)

    @classmethod
    def read(cls, text: str) -> KnownDate:
        """The date written `2016-08-10`, `2016-08` or `2016`. Raises ValueError for anything else."""
        found = _KNOWN.fullmatch(text)
        if found is None:
            raise ValueError(f"`{text}` is not a date such as 2016-08-10, 2016-08 or 2016")
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = date(year, month, day)
        if found[3] is not None:
            return cls.day(first)
        import calendar  # noqa: PLC0415 - only for a date known to the month or the year

        last_month = 12 if found[2] is None else month
        return cls(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))

    @property
    def exact(self) -> date | None:
        """The day, or None where it is not known to the day."""
        return self.earliest if self.earliest == self.latest else None

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return self.earliest.isoformat()[:7]
        return self.earliest.isoformat()[:4]


def good_friday(year: int) -> date:
    """Good Friday of a year of the Gregorian calendar: two days before Easter Day.

    Law: Calendar (New Style) Act 1750 s 3; the sum is the one of Meeus, Jones and Butcher.
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, of_month = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, of_month + 1) - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Bank holidays and days of public thanksgiving or mourning in England and Wales, by their names.

    These are given, because proclamations change them; the days that the rule itself names never change
    and are worked out. A year of which no day is given is not known, and is refused rather than guessed.
    Law: SI 2017/67 Sch 1 r 4(1); Banking and Financial Dealings Act 1971.
    """

    days: Mapping[date, str]
    _years: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_years", frozenset(day.year for day in self.days))

    def rest(self, day: date) -> str | None:
        """Why a day is left out when days are counted, or None for a working day. Law: r 4(1).

        Raises Refused where the holidays of that year are not known.
        """
        if day.year not in self._years:
            raise Refused(f"the bank holidays of {day.year} are not known: add them to the holidays given")
        if day.weekday() >= 5:
            return f"{day:%A}"
        if day.month == 12 and day.day in {24, 25}:
            return "Christmas Eve" if day.day == 24 else "Christmas Day"
        return "Good Friday" if day == good_friday(day.year) else self.days.get(day)

    def before(self, day: date, steps: int) -> date:
        """The day so many working days before, the day itself not counted. Law: r 4."""
        return self._step(day, steps, -1)

    def after(self, day: date, steps: int) -> date:
        """The day so many working days after, the day itself not counted. Law: r 4; SI 2017/69 art 6."""
        return self._step(day, steps, 1)

    def _step(self, day: date, steps: int, way: int) -> date:
        while steps:
            day += timedelta(days=way)
            steps -= self.rest(day) is None
        return day
