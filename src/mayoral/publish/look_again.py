"""Questions about figures told: one sentence, the figures it rests on, one thing to do; and the limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mayoral.analysis.look_again import Kind, Line, LookedAt, Question
from mayoral.analysis.peers import Limits
from mayoral.contest.contest import Contest
from mayoral.publish.results import plain
from mayoral.publish.wording import Names, listed

NEXT = "Have the sheet read again from the paper."
_SENTENCES = {
    Kind.EXCHANGED: "The figures of {first} and {last} may stand in each other’s line.",
    Kind.SHIFTED: "The figures from {first} down to {last} may stand one line too {way}.",
    Kind.NO_VOTES: "{first} has no votes here, where the other areas’ shares would give many.",
    Kind.REPEATED: "{first} and {last}, one line below the other, have the same figure.",
    Kind.REJECTED: "The share of rejected papers is far from that of the other areas.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words: one sentence, and the figures line by line."""

    sentence: str
    figures: tuple[str, ...]


def asked_words(contest: Contest, question: Question) -> Asked:
    """A question about an area, told with the figures it rests on."""
    names, lines = Names(contest), question.lines
    first, last = (names.who(one.who or "") for one in (lines[0], lines[-1]))
    low = lines[0].instead == lines[1].figure if len(lines) > 1 else False
    sentence = _SENTENCES[question.kind].format(first=first, last=last, way="low" if low else "high")
    return Asked(sentence, tuple(_figures(names, one) for one in lines))


def _figures(names: Names, line: Line) -> str:
    who = names.who(line.who) if line.who else "Rejected papers"
    wanted = "" if line.expected is None else f"; about {about(line.expected)} expected"
    moved = "" if line.instead is None else f", and {line.instead:,} if moved"
    return f"{who}: {line.figure:,}{wanted}{moved}"


def about(expected: Fraction) -> str:
    """A figure that is only expected, rounded half up to a whole one."""
    return f"{int(expected + Fraction(1, 2)):,}"


def limits_words(limits: Limits) -> str:
    """The limits, as they are shown wherever a question is."""
    return (
        "Expected is what the shares of all other areas together give. Asked where figures are "
        f"{_times(limits.far)} times that, or as far below it; where moved by one line they would be "
        f"{_times(limits.fits)} times nearer; where the share of rejected papers is {_times(limits.apart)} times "
        f"the others’, or as far below it. From {limits.votes} votes or papers and {limits.units} areas on."
    )


def box_limits_words(limits: Limits) -> str:
    """The limits by which boxes are asked about, each beside the other boxes of its area."""
    return (
        "Expected is what the share of all other boxes together gives, of papers found to papers entrusted. Asked "
        f"where a box has {_times(limits.apart)} times that, or as far below it, and differs by {limits.votes} "
        f"papers or more; from {limits.units} boxes on."
    )


def _times(limit: Fraction) -> str:
    return f"{float(limit):g}"


def not_compared(contest: Contest, looked: LookedAt) -> tuple[str, ...]:
    """What could not be compared, and why: figures that are not known are not taken for zero."""
    votes = ("Votes", "every candidate’s figure", looked.votes, looked.no_votes_from)
    rejected = ("Rejected papers", "rejected papers and papers", looked.rejected, looked.no_rejected_from)
    return tuple(
        told for one in (votes, rejected) if (told := _lacking(Names(contest), looked.limits.units, *one)) != ""
    )


def _lacking(names: Names, needed: int, what: str, figures: str, *units: Sequence[str]) -> str:
    compared, lacking = units
    if not compared:
        return f"{what} are not compared: it takes {needed} areas that state {figures}."
    if not lacking:
        return ""
    return f"{what} are not compared in {listed(map(names.where, lacking))}: not known there: {figures}."


def look_again_document(contest: Contest, number: int, looked: LookedAt) -> dict[str, Any]:
    """The questions of one count as a document, with the limits; expected figures are exact fractions."""
    limits = looked.limits
    return {
        "count": number,
        "limits": {
            "far": plain(limits.far),
            "fits": plain(limits.fits),
            "apart": plain(limits.apart),
            "votes": limits.votes,
            "units": limits.units,
        },
        "compared": {"votes": list(looked.votes), "rejected": list(looked.rejected)},
        "not_known": {"votes": list(looked.no_votes_from), "rejected": list(looked.no_rejected_from)},
        "asked": [_asked(contest, one) for one in looked.asked],
    }


def _asked(contest: Contest, question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "area": question.unit,
        "lines": [
            {
                "candidate": one.who,
                "figure": one.figure,
                "expected": plain(one.expected),
                "instead": one.instead,
            }
            for one in question.lines
        ],
        "words": asked_words(contest, question).sentence,
        "next": NEXT,
    }
