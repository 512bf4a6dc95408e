"""Shares of a whole that is always named, the majority, turnout, and the deposit line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
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


def shares(figures: Figures, whole_name: str) -> Mapping[CandidateId, Share | None]:
    """Each candidate's share of all votes held at a count; None where a figure is not known or nobody voted.

    `whole_name` says what the whole is, as "valid first preferences".
    """
    whole = figures.valid
    return {
        who: None if votes is None or not whole else Share(votes, whole, "votes", whole_name)
        for who, votes in figures.votes.items()
    }


def keep_deposit(contest: Contest, first: Figures) -> Mapping[CandidateId, bool | None]:
    """Who keeps the deposit by the figures of the first count; None where they are not known.

    More than one twentieth of all votes is needed, and exactly one twentieth loses it; under the
    supplementary vote first preferences decide. A party's own selection asks for no deposit.
    Law: SI 2017/67 Sch 1 r 60(5).
    """
    if contest.rules is not None:
        return {}
    valid = first.valid
    return {
        who: None if votes is None or valid is None else 20 * votes > valid for who, votes in first.votes.items()
    }
