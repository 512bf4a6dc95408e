"""When an office stood empty between two mayors: the rule for filling it, and the clock that ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mayoral.contest.dates import Holidays, KnownDate
from mayoral.contest.findings import Refused
from mayoral.contest.office import Holder, Office, Post
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Line, Link, Listing, Prose, Section, election_path
from mayoral.publish.register import Brief, Register
from mayoral.publish.wording import day

CLOCK = 35
"""Working days within which a by-election is held. Law: SI 2017/69 art 6(1)."""


def vacancies_section(office: Office, register: Register) -> Section | None:
    """Days on which the office stood empty, what its clock said, and the rule for filling it."""
    mayors = sorted(
        (one for one in office.holders if one.post is Post.MAYOR),
        key=lambda one: one.term.since.earliest if one.term.since else date.min,
    )
    if not mayors:
        return None
    lines: list[Line] = []
    for left, came in zip(mayors, [*mayors[1:], None], strict=True):
        if office.authority.abolished is None and left.term.until is not None and _gap(left.term.until, came):
            until = day(came.term.since) if came else say.STILL
            told = say.VACANT.format(left=left.name, since=day(left.term.until), why=left.ended, until=until)
            lines += [(told,), *_clock(left.term.until, office, register)]
    rules = tuple((one,) for one in say.VACANCY_RULES)
    return Section("vacancies", say.VACANCIES, (*([Listing(tuple(lines))] if lines else []), Prose(rules)))


def _gap(until: KnownDate, came: Holder | None) -> bool:
    """Whether nobody followed on the next day."""
    return came is None or (came.term.since is not None and (came.term.since.earliest - until.latest).days > 1)


def _clock(until: KnownDate, office: Office, register: Register) -> Iterator[Line]:
    """The last day of the clock had it started with the vacancy, and the by-election that was held."""
    holidays = register.holidays
    if holidays is None or until.earliest != until.latest:
        return
    try:
        latest = KnownDate.day(holidays.after(until.latest, CLOCK))
        yield (say.CLOCK_FROM_VACANCY.format(days=CLOCK, since=day(until), latest=day(latest)),)
        held = _held(until.latest, office, register)
        if held is not None and held.contest.poll_date is not None:
            polled = held.contest.poll_date
            counted = _working_days(until.latest, polled.latest, holidays)
            link = Link(held.contest.title, election_path(held.id))
            yield (link, say.BY_ELECTION_HELD.format(poll=day(polled), days=counted, since=day(until)))
    except Refused:
        return


def _held(since: date, office: Office, register: Register) -> Brief | None:
    """The by-election held after a day, where one is in the record; it names itself by `.by.` in its id."""
    later = [one for one in register.of_office(office.id) if one.contest.poll_date and ".by." in one.id]
    return next((one for one in later if one.contest.poll_date and one.contest.poll_date.earliest > since), None)


def _working_days(since: date, until: date, holidays: Holidays) -> int:
    """The working days after a day, up to and with another."""
    days = (since + timedelta(days=one) for one in range(1, (until - since).days + 1))
    return sum(holidays.rest(one) is None for one in days)
