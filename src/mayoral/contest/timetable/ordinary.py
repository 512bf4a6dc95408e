"""The ordinary polls of an office: in which years, and on which day unless another is ordered."""

from __future__ import annotations

from datetime import date, timedelta

from mayoral.contest.office import Office

ORDINARY_DAY_LAW = "Representation of the People Act 1983 s 37"
_THURSDAY = 3


def ordinary_day(year: int) -> date:
    """The first Thursday in May. Law: RPA 1983 s 37, unless another day is ordered."""
    first = date(year, 5, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7)


def next_ordinary_poll(office: Office, after: date) -> date | None:
    """The first ordinary poll after a day, worked out from the office's cycle.

    None where no order known here states the cycle, or the authority is abolished.
    """
    if office.cycle is None or office.authority.abolished is not None:
        return None
    wait = (office.cycle.year - after.year) % office.cycle.every
    day = ordinary_day(after.year + wait)
    return day if day > after else ordinary_day(after.year + wait + office.cycle.every)
