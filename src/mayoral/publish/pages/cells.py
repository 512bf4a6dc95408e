"""Figures as they stand in tables: zero, not known, not published and not yet look different and say so."""

from __future__ import annotations

from fractions import Fraction

from mayoral.analysis.shares import Share
from mayoral.contest.contest import AreaId
from mayoral.contest.outcomes import Awaiting, Count, Number
from mayoral.publish import phrases as say
from mayoral.publish.counted import Counted
from mayoral.publish.pages.blocks import Line, Mark
from mayoral.publish.wording import number, percent

UNKNOWN = Mark(say.NOT_KNOWN, "unknown")
UNPUBLISHED = Mark(say.NOT_PUBLISHED, "unpublished")
AWAITED = Mark(say.NOT_YET, "awaited")
MINUS = "\N{MINUS SIGN}"
OUT = Mark(say.OUT, "quiet")


def awaited(counted: Counted) -> bool:
    """Whether figures that are missing are still to come."""
    return isinstance(counted.outcome, Awaiting) and not counted.election.contest.declared


def missing(counted: Counted, count: Count, area: AreaId | None = None) -> Mark:
    """Why a figure is not there: it is still to come, nobody published it, or it is just not known."""
    if awaited(counted):
        return AWAITED
    return UNPUBLISHED if area is not None and area not in count.areas else UNKNOWN


def figure(value: Number | None, absent: Mark = UNKNOWN) -> Line:
    """A figure, or why it is not there."""
    return (absent,) if value is None else (number(value),)


def signed(value: Number | None, absent: Mark = UNKNOWN) -> Line:
    """A figure with its sign."""
    if value is None:
        return (absent,)
    return (f"{'+' if value >= 0 else MINUS}{number(-value if value < 0 else value)}",)


def of(part: Number | None, whole: Number | None, absent: Mark = UNKNOWN) -> Line:
    """A part as a percentage of its whole."""
    share = fraction(part, whole)
    return (absent,) if share is None else (percent(share),)


def fraction(part: Number | None, whole: Number | None) -> Fraction | None:
    """A part of a whole, or None where one of them is not known or there is no whole."""
    return Fraction(part) / whole if part is not None and whole else None


def turnout_words(share: Share | None, places: int = 1) -> str:
    """Turnout with its numerator, as on every page."""
    if share is None:
        return say.NOT_KNOWN
    worked = say.TURNOUT.format(
        part=number(share.part),
        part_name=share.part_name,
        whole_name=share.whole_name,
        whole=number(share.whole),
    )
    return f"{percent(share.fraction, places)} ({worked})"
