"""Dates as far as they are known: to the day, to the month, or only to the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

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
        if found[2] is None or month == 12:
            return cls(first, date(year, 12, 31))
        return cls(first, date(year, month + 1, 1) - timedelta(days=1))

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
