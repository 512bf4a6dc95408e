"""Shares of a whole that is always named, the majority, and turnout."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mayoral.contest.outcomes import Figures, Number


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both named; `fraction` is exact and rounded only where it is shown."""

    part: Number
    whole: Number
    part_name: str
    whole_name: str

    @property
    def fraction(self) -> Fraction:
        """The share itself."""
        return Fraction(self.part) / self.whole


def majority(figures: Figures) -> Number | None:
    """The lead over the runner-up at a count, in votes; None where a figure is not known or one stands alone."""
    held = sorted((votes for votes in figures.votes.values() if votes is not None), reverse=True)
    if len(held) < max(2, len(figures.votes)):
        return None
    return held[0] - held[1]


def turnout(figures: Figures, verified: int | None, electorate: int | None) -> Share | None:
    """Turnout on the best numerator known: papers in the count, else valid and rejected, verified, or valid votes.

    Law: none prescribes one; the Electoral Commission's ballot-box turnout takes valid and rejected papers.
    """
    valid, rejected = figures.valid, figures.rejected
    numerators = (
        (figures.papers, "ballot papers in the count"),
        (None if valid is None or rejected is None else valid + rejected, "valid and rejected papers"),
        (verified, "verified ballot papers"),
        (valid, "valid votes"),
    )
    for part, name in numerators:
        if part is not None and electorate:
            return Share(part, electorate, name, "electorate")
    return None
