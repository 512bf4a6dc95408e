"""Dates as far as they are known: to the day, to the month, or only to the year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


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
        found = _MONTH.fullmatch(text)
        if found is None:
            return cls.day(date.fromisoformat(text))
        year = int(found[1])
        if found[2] is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        month = int(found[2])
        first = date(year, month, 1)
        return cls(first, first.replace(day=calendar.monthrange(year, month)[1]))

    @property
    def exact(self) -> date | None:
        """The day, or None where it is not known to the day."""
        return self.earliest if self.earliest == self.latest else None

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return f"{self.earliest:%Y-%m}"
        return f"{self.earliest:%Y}"
