"""What the other units of a count lead one to expect of one of them: shares that are never rounded.

A unit is an area, or any named part of one whose papers were counted apart. Units without a figure are
left out by whoever asks: nothing that is missing is taken for zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is asked; shown wherever a question is.

    A figure is off at `far` times what is expected, or at one `far`th of it. Lines moved by one fit better
    when they are off by `fits` times fewer votes. A share is apart at `apart` times that of the others, or
    one `apart`th. Fewer than `votes` votes or papers are not asked about, and fewer than `units` units are
    not compared. How these were chosen: docs/adr/0121.
    """

    far: Fraction = Fraction(3)
    fits: Fraction = Fraction(5)
    apart: Fraction = Fraction(2)
    votes: int = 50
    units: int = 4


STATED = Limits()
"""The limits as they are where nobody sets others."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A unit whose share is far from the others': its part and whole, and the part their share would give."""

    unit: str
    part: int
    whole: int
    expected: Fraction


@dataclass(frozen=True, slots=True)
class Beside:
    """The figures of a unit line by line, beside all other units together."""

    unit: str
    figures: tuple[int, ...]
    others: tuple[int, ...]

    def expected(self, line: int) -> Fraction:
        """The unit's votes on a line, had they been shared as in the other units."""
        return Fraction(sum(self.figures) * self.others[line], sum(self.others))

    def off(self, line: int, figure: int) -> Fraction:
        """How many times a figure on a line is what is expected there, or the other way about: 1 or more.

        One vote is added to both, so that no votes have a ratio too.
        """
        ratio = (figure + 1) / (self.expected(line) + 1)
        return max(ratio, 1 / ratio)

    def misfit(self, figures: Mapping[int, int]) -> Fraction:
        """By how many votes these lines together are off, had they these figures."""
        votes, base = sum(self.figures), sum(self.others)
        return Fraction(sum(abs(one * base - votes * self.others[at]) for at, one in figures.items()), base)


def beside_others(units: Mapping[str, Sequence[int]]) -> Iterator[Beside]:
    """Every unit beside the others, in their order; without those whose others have no votes at all."""
    sums = [sum(line) for line in zip(*units.values(), strict=True)]
    for name, figures in units.items():
        others = tuple(all_of - here for all_of, here in zip(sums, figures, strict=True))
        if any(others):
            yield Beside(name, tuple(figures), others)


def apart(shares: Mapping[str, tuple[int, int]], limits: Limits) -> Iterator[Apart]:
    """The units whose part of a whole is far from that of all others together, the farthest first.

    The part is `limits.apart` times what the others' share would give, or one `apart`th of it, and differs
    from it by `limits.votes` or more; and it still does without those farther off, or one odd unit would make
    all others look odd. Nothing where there are fewer than `limits.units` units.
    """
    left = dict(shares) if len(shares) >= limits.units else {}
    odd = [one for one in _apart(left) if _is_far(one, limits)]
    for far in sorted(odd, key=lambda one: -abs(one.part - one.expected) / one.whole):
        yield from (one for one in _apart(left) if one.unit == far.unit and _is_far(one, limits))
        del left[far.unit]


def _apart(shares: Mapping[str, tuple[int, int]]) -> Iterator[Apart]:
    """Every unit beside the others' share; none where the others have no papers."""
    for unit, (part, whole) in shares.items():
        others = [one for name, one in shares.items() if name != unit]
        base = sum(of for _, of in others)
        if base and whole:
            yield Apart(unit, part, whole, Fraction(whole * sum(one for one, _ in others), base))


def _is_far(one: Apart, limits: Limits) -> bool:
    times = one.part >= limits.apart * one.expected or one.part * limits.apart <= one.expected
    return times and abs(one.part - one.expected) >= limits.votes
