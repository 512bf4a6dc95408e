"""The papers of a training: one area's first count on several sheets, with mistakes as they happen in real counts.

Everything follows from the figures and the seed, so that papers and mistakes can be worked out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from mayoral.contest.findings import Refused

T = TypeVar("T")


class Mistake(StrEnum):
    """What is practised on a sheet, in words."""

    NONE = "a sheet without a mistake"
    TRANSPOSED = "two digits changed round"
    MISSED = "a digit missed"
    NEIGHBOUR = "a figure typed in the neighbouring candidate’s line"
    SWAPPED = "two candidates typed the other way round"
    SUM = "a paper that does not add up"
    STRUCK = "a figure struck out and corrected"


@dataclass(frozen=True, slots=True)
class TrainingPaper:
    """One paper on the table: what stands on it, line by line, and how the other typist reads it.

    `struck` are lines on which something that is no figure was written first and struck out; what stands
    in `figures` is the correction beside it.
    """

    number: str
    mistake: Mistake
    figures: Mapping[str, int]
    other: Mapping[str, int]
    struck: Mapping[str, str] = field(default_factory=dict)

    @property
    def misread(self) -> tuple[str, ...]:
        """The lines that the other typist reads otherwise than they stand on the paper."""
        return tuple(line for line, one in self.figures.items() if self.other[line] != one)


_LOOKS_LIKE = {"0": "O", "1": "|", "2": "Z", "5": "S", "6": "b", "7": "T", "8": "B", "9": "g"}
_SLIPS = (1, -1, 10, -10)


def papers(figures: Mapping[str, int], seed: int) -> tuple[TrainingPaper, ...]:
    """The papers of an area's first count: the first without a mistake, then each mistake once, in drawn order.

    Raises Refused where the figures are too small for one of the mistakes to be made.
    """
    mistakes = sorted(set(Mistake) - {Mistake.NONE}, key=lambda one: _drawn(seed, one))
    every = [Mistake.NONE, *mistakes]
    return tuple(
        _paper(str(place), mistake, _part(figures, place, len(every), seed), seed)
        for place, mistake in enumerate(every, 1)
    )


def _drawn(seed: int, *what: object) -> int:
    """A number that follows from the seed and from what it is drawn for, the same on every machine."""
    return int.from_bytes(hashlib.sha256(repr((seed, *map(str, what))).encode()).digest()[:8])


def _part(figures: Mapping[str, int], place: int, sheets: int, seed: int) -> dict[str, int]:
    """The figures on one of several sheets, which together are those of the area; each sheet adds up."""
    part = dict.fromkeys(figures, 0)
    for line, figure in figures.items():
        if not line.startswith(("votes:", "rejected:")) or line == "rejected:":
            continue
        weights = [8 + _drawn(seed, line, sheet) % 5 for sheet in range(sheets)]
        before, after = (figure * sum(weights[:one]) // sum(weights) for one in (place - 1, place))
        part[line] = after - before
        part["valid:" if line.startswith("votes:") else "rejected:"] += part[line]
    part["papers:"] = part["valid:"] + part["rejected:"]
    return part


def _paper(number: str, mistake: Mistake, right: Mapping[str, int], seed: int) -> TrainingPaper:
    """A paper with a mistake on it, or in how the other typist reads it."""
    if mistake is Mistake.STRUCK:
        struck = _one_of(list(_illegible(right)), number, seed)
        return TrainingPaper(number, mistake, right, right, struck)
    changed = {**right, **_one_of(list(_changes(mistake, right)), number, seed)}
    return TrainingPaper(number, mistake, changed if mistake is Mistake.SUM else right, changed)


def _one_of(choices: list[T], number: str, seed: int) -> T:
    if not choices:
        raise Refused("the figures of this area are too small to train on: choose an election with larger ones")
    return choices[_drawn(seed, number) % len(choices)]


def _changes(mistake: Mistake, right: Mapping[str, int]) -> Iterable[dict[str, int]]:
    """Every way in which a mistake can change the figures of a sheet."""
    votes = {line: figure for line, figure in right.items() if line.startswith("votes:")}
    beside = [(one, other) for one, other in pairwise(votes) if votes[one] != votes[other]]
    match mistake:
        case Mistake.NONE:
            yield {}
        case Mistake.TRANSPOSED | Mistake.MISSED:
            slips = _transposed if mistake is Mistake.TRANSPOSED else _shortened
            yield from ({line: slip} for line, figure in votes.items() for slip in slips(str(figure)))
        case Mistake.NEIGHBOUR:
            yield from ({other: votes[one]} for one, other in beside)
        case Mistake.SWAPPED:
            yield from ({one: votes[other], other: votes[one]} for one, other in beside)
        case Mistake.SUM:
            totals = ("valid:", "rejected:")
            yield from ({line: right[line] + slip} for line in totals for slip in _SLIPS if right[line] + slip > 0)


def _transposed(digits: str) -> Iterable[int]:
    """A figure with two digits beside each other changed round."""
    for place, (one, other) in enumerate(pairwise(digits)):
        if one != other and not (place == 0 and other == "0"):
            yield int(digits[:place] + other + one + digits[place + 2 :])


def _shortened(digits: str) -> Iterable[int]:
    """A figure of two digits and more with one of them missed."""
    for place in range(len(digits)):
        rest = digits[:place] + digits[place + 1 :]
        if rest and not rest.startswith("0"):
            yield int(rest)


def _illegible(right: Mapping[str, int]) -> Iterable[dict[str, str]]:
    """A candidate's figure with a letter or a stroke where one of its digits belongs."""
    for line, figure in right.items():
        written = f"{figure:,}" if line.startswith("votes:") else ""
        for place, digit in enumerate(written):
            if digit in _LOOKS_LIKE:
                yield {line: written[:place] + _LOOKS_LIKE[digit] + written[place + 1 :]}
