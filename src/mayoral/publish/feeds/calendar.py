"""The timetable of an election as iCalendar (RFC 5545), for calendars that subscribe to it.

Nothing in it comes from a clock: the same facts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mayoral.contest.findings import Refused
from mayoral.contest.timetable import Event, StatutoryDay
from mayoral.publish.transcripts.timetable import BARE_RULE, EVENT_NAMES, cited

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar says of itself: the id its entries are known by, a title, the poll's fate.

    `abandoned` is the reason where the poll was countermanded or abandoned; then every entry is cancelled.
    `derived` says how the day of the poll was worked out where nobody has fixed it; then all is tentative.
    """

    id: str
    title: str
    abandoned: str | None = None
    declared: date | None = None
    derived: str = ""


def icalendar(feed: Feed, days: Sequence[StatutoryDay]) -> bytes:
    """The days that are known as one calendar, each entry with its citation.

    The stamp of every entry is the first day of the timetable, or the declaration once that is known,
    so that a calendar sees the later edition as the newer one.
    Raises Refused where the library `icalendar` is not installed.
    """
    try:
        from icalendar import Calendar  # noqa: PLC0415 - only who asks for a calendar needs the library
    except ImportError:
        raise Refused("a calendar needs the library icalendar: pip install 'mayoral[site]'") from None
    made = Calendar()
    made.add("prodid", "-//mayoral//timetable//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", feed.title)
    known = [one.day for one in days if one.day is not None]
    stamp = datetime.combine(feed.declared or min(known), time(), UTC)
    for one in days:
        if one.day is not None:
            made.add_component(_entry(feed, one, one.day, stamp))
    made.add_missing_timezones(min(known), max(known) + timedelta(days=366))
    written: bytes = made.to_ical()
    return written


def _entry(feed: Feed, one: StatutoryDay, day: date, stamp: datetime) -> CalendarEvent:
    from icalendar import Event as CalendarEvent  # noqa: PLC0415

    entry = CalendarEvent()
    entry.add("uid", f"{feed.id}-{one.event.value}")
    entry.add("dtstamp", stamp)
    entry.add("sequence", 0 if feed.abandoned is None else 1)
    if one.opens is None and one.closes is None:
        entry.add("dtstart", day)
    else:
        # A deadline is the moment itself, without length; opening hours run from one to the other.
        entry.add("dtstart", datetime.combine(day, one.opens or one.closes or time(), LONDON))
        if one.opens is not None and one.closes is not None:
            entry.add("dtend", datetime.combine(day, one.closes, LONDON))
    off = feed.abandoned is not None or one.event is Event.FIRST_FIXED
    entry.add("status", "CANCELLED" if off else "TENTATIVE" if feed.derived else "CONFIRMED")
    entry.add("summary", f"{EVENT_NAMES[one.event]}: {feed.title}")
    why = [feed.derived] if feed.derived else []
    why += [] if feed.abandoned is None else [f"The poll does not go on: {feed.abandoned}"]
    entry.add("description", "\n".join([*why, f"Law: {cited(one)}", BARE_RULE]))
    entry.add("transp", "TRANSPARENT")
    return entry
