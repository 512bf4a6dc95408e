"""Every statutory day of an election, worked out from the day of the poll by its rule.

The days before the poll are working days counted back from it, the poll itself not counted (SI 2017/67
Sch 1 rr 3 and 4). The table in rule 3 could not be read: each day cites the guidance or published
notice that gives it, and says so where it is inferred or where the text was not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import TypeAlias

from mayoral.contest.dates import Holidays


class Event(Enum):
    """What falls on a day; the words for it are in the catalogue of `publish`."""

    FIRST_FIXED = "poll-first-fixed"
    NOTICE_OF_ELECTION = "notice-of-election"
    NOMINATIONS_OPEN = "nominations-open"
    NOMINATIONS_CLOSE = "nominations-close"
    WITHDRAWALS = "withdrawals"
    ELECTION_AGENTS = "election-agents"
    OBJECTIONS = "objections"
    LATE_OBJECTIONS = "late-objections"
    BOOKLET = "booklet"
    DESCRIPTIONS = "descriptions-decided"
    PERSONS_NOMINATED = "statement-of-persons-nominated"
    REGISTRATION = "registration"
    POSTAL_VOTES = "postal-votes"
    PROXY_VOTES = "proxy-votes"
    VOTER_AUTHORITY_CERTIFICATE = "voter-authority-certificate"
    NOTICE_OF_POLL = "notice-of-poll"
    NOTICE_OF_ALTERATION = "notice-of-alteration"
    COUNTING_AGENTS = "polling-and-counting-agents"
    REPLACEMENT_OPENS = "replacement-postal-votes-open"
    REPLACEMENT_CLOSES = "replacement-postal-votes-close"
    EMERGENCY_PROXY = "emergency-proxy"
    POLL = "poll"
    DEPOSITS = "return-of-deposits"
    TERM_BEGINS = "term-begins"
    PETITION = "election-petition"
    DOCUMENTS = "documents-destroyed"
    TERM_ENDS = "term-ends"


class Certainty(Enum):
    """How well a day is supported: the text was read, it follows from one, or the text was not read."""

    READ = "read"
    INFERRED = "inferred"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True)
class StatutoryDay:
    """One day of the timetable with its hours; a `day` of None hangs on a day that is not known yet.

    With both hours the thing is done between them, with `closes` alone not later than it.
    """

    event: Event
    day: date | None
    citation: str
    certainty: Certainty = Certainty.READ
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A day that an authority's own order states: it wins over the day that the rule gives."""

    day: date
    citation: str


@dataclass(frozen=True, slots=True)
class Poll:
    """The days given, from which all others follow: None is not known, or not yet.

    `first_fixed` is the day from which the poll was put off; `next_poll` the next ordinary one.
    """

    day: date
    first_fixed: date | None = None
    declared: date | None = None
    next_poll: date | None = None
    term_begins: Stated | None = None
    term_ends: Stated | None = None
    by_election: bool = False


Hours: TypeAlias = tuple[time | None, time | None]
_ALL_DAY: Hours = (None, None)
_AT_FOUR: Hours = (None, time(16))
_AT_FIVE: Hours = (None, time(17))
_READ, _INFERRED, _NOT_READ = Certainty.READ, Certainty.INFERRED, Certainty.NOT_READ
_NOTICES = "published timetables for the polls of 2017, 2021 and 2024"
_COMMISSION = "Electoral Commission, guidance for combined authority returning officers"
_ABSENT = f"{_COMMISSION}: absent voting timetable"
_TERM = "as in SI 2016/783 art 3(4) and SI 2021/112 art 3(4)"
_CANDIDATES = "candidates' timetable published for the poll of 6 May 2021"

BEFORE_THE_POLL: tuple[tuple[int, Event, Hours, Certainty, str], ...] = (
    (25, Event.NOTICE_OF_ELECTION, _ALL_DAY, _READ, f"{_COMMISSION}: notice of election; r 5"),
    (24, Event.NOMINATIONS_OPEN, (time(10), None), _INFERRED, f"{_NOTICES}: each working day after the notice"),
    (19, Event.NOMINATIONS_CLOSE, _AT_FOUR, _READ, f"{_COMMISSION}: nominations; {_NOTICES}"),
    (19, Event.WITHDRAWALS, _AT_FOUR, _READ, f"r 15; {_COMMISSION}: nominations"),
    (19, Event.ELECTION_AGENTS, _AT_FOUR, _READ, f"{_COMMISSION}: nominations"),
    (19, Event.OBJECTIONS, (time(10), time(12)), _READ, _CANDIDATES),
    (19, Event.LATE_OBJECTIONS, (time(12), time(17)), _READ, _CANDIDATES),
    (19, Event.BOOKLET, _ALL_DAY, _READ, f"Sch 5; {_COMMISSION}: the booklet"),
    (18, Event.PERSONS_NOMINATED, _AT_FOUR, _READ, f"r 13; {_CANDIDATES}"),
    (12, Event.REGISTRATION, (None, time(23, 59)), _READ, "Representation of the People Act 1983 s 13B"),
    (11, Event.POSTAL_VOTES, _AT_FIVE, _READ, _ABSENT),
    (6, Event.PROXY_VOTES, _AT_FIVE, _READ, _ABSENT),
    (6, Event.VOTER_AUTHORITY_CERTIFICATE, _AT_FIVE, _READ, "SI 2022/1382; notice of the poll of 2 May 2024"),
    (6, Event.NOTICE_OF_POLL, _ALL_DAY, _READ, "r 23; voters' timetable published for the poll of 1 May 2025"),
    (5, Event.NOTICE_OF_ALTERATION, _ALL_DAY, _READ, _ABSENT),
    (5, Event.COUNTING_AGENTS, _ALL_DAY, _READ, "r 29(9)"),
    (4, Event.REPLACEMENT_OPENS, _ALL_DAY, _READ, "voters' timetable published for the poll of 1 May 2025"),
    (0, Event.REPLACEMENT_CLOSES, _AT_FIVE, _READ, "voters' timetable published for the poll of 1 May 2025"),
    (0, Event.EMERGENCY_PROXY, _AT_FIVE, _READ, _ABSENT),
    (0, Event.POLL, (time(7), time(22)), _NOT_READ, "r 3; the hours are those of local polls, SI 2006/3304"),
)
"""Working days before the poll, the event, its hours, how well supported, and the citation."""

VOTER_IDENTIFICATION_FROM = date(2023, 5, 4)
"""The first polls of combined authorities at which photographic identification was asked for. SI 2022/1382."""

PUT_OFF_IN_THE_PANDEMIC = (date(2020, 3, 16), date(2021, 5, 5))
"""The polls that the Coronavirus Act 2020 put off, or allowed to be put off, were due between these days."""


def timetable(poll: Poll, holidays: Holidays) -> tuple[StatutoryDay, ...]:
    """Every statutory day, the earliest first; those that hang on a day not known yet stand last.

    Raises Refused where the holidays of a year that is counted through are not known.
    """
    found = [*_before(poll, holidays), *_after(poll, holidays)]
    found.sort(key=lambda one: (one.day or date.max, one.opens or one.closes or time.min))
    return tuple(found)


def _before(poll: Poll, holidays: Holidays) -> list[StatutoryDay]:
    """The days up to the poll."""
    days = [
        StatutoryDay(event, holidays.before(poll.day, steps), citation, certainty, *hours)
        for steps, event, hours, certainty, citation in BEFORE_THE_POLL
        if event is not Event.VOTER_AUTHORITY_CERTIFICATE or poll.day >= VOTER_IDENTIFICATION_FROM
    ]
    closed = holidays.before(poll.day, 19)
    cited = "r 12(4): 24 hours after nominations close"
    days.append(StatutoryDay(Event.DESCRIPTIONS, closed + timedelta(days=1), cited, closes=time(16)))
    if poll.first_fixed is not None:
        pandemic = PUT_OFF_IN_THE_PANDEMIC[0] <= poll.first_fixed <= PUT_OFF_IN_THE_PANDEMIC[1]
        cited = "Coronavirus Act 2020 ss 60 and 61" if pandemic else "the record of the election"
        days.append(StatutoryDay(Event.FIRST_FIXED, poll.first_fixed, cited))
    return days


def _after(poll: Poll, holidays: Holidays) -> list[StatutoryDay]:
    """The days after the poll: some hang on the declaration, the last on the next poll."""
    declared = poll.declared
    returned = None if declared is None else holidays.after(declared, 1)
    kept = None if declared is None else _a_year_after(declared)
    petition = poll.day + timedelta(days=21)
    return [
        _term_begins(poll),
        StatutoryDay(Event.DEPOSITS, returned, "r 60(2) and (3): the working day after the declaration"),
        StatutoryDay(Event.PETITION, petition, "Representation of the People Act 1983 ss 128 and 129(1)"),
        StatutoryDay(Event.DOCUMENTS, kept, "r 64: a year after delivery, here after the declaration", _INFERRED),
        _term_ends(poll),
    ]


def _term_begins(poll: Poll) -> StatutoryDay:
    """The first day of the term: as the authority's order states it, else the fourth day after the poll."""
    by_rule, stated = poll.day + timedelta(days=4), poll.term_begins
    if stated is not None and stated.day != by_rule:
        return StatutoryDay(Event.TERM_BEGINS, stated.day, stated.citation)
    certainty = _INFERRED if poll.by_election else _READ
    return StatutoryDay(Event.TERM_BEGINS, by_rule, f"the fourth day after the poll, {_TERM}", certainty)


def _term_ends(poll: Poll) -> StatutoryDay:
    """The last day of the term: as an order states it, else the third day after the next ordinary poll."""
    by_rule = None if poll.next_poll is None else poll.next_poll + timedelta(days=3)
    stated = poll.term_ends
    if stated is not None and stated.day != by_rule:
        return StatutoryDay(Event.TERM_ENDS, stated.day, stated.citation)
    cited = "SI 2017/69 art 7: when the predecessor would have retired; " if poll.by_election else ""
    return StatutoryDay(Event.TERM_ENDS, by_rule, f"{cited}the third day after the next poll, {_TERM}")


def _a_year_after(day: date) -> date:
    """The same day a year later; 1 March where there is none."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
