"""Shares over elections: a row of columns for each party, with a break where the method changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.measure import wrap
from mayoral.publish.charts.svg import NARROW, Text, Told, element, percent, picture, text

_TALL, _LINE, _SMALL = 54, 16, 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A party at one election: its share (None is none to show) and what is written at it."""

    share: Fraction | None
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A party over all elections."""

    name: str
    paint: Paint
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An election: what stands at its head, and whether the method changed since the one before."""

    head: str
    under: str
    broken: bool


def shares(told: Told, columns: Sequence[Column], lines: Sequence[Line]) -> Markup:
    """Small columns, all on one scale, party by party; a dashed line divides what cannot be compared."""
    top = max((float(one.share) for line in lines for one in line.marks if one.share is not None), default=1.0)
    wide = 1 / len(columns)
    labels = list(_heads(columns, wide))
    y = _head_height(columns) + 6.0
    start = y - 4
    shapes: list[Markup] = []
    for line in lines:
        names = wrap(line.name, NARROW, 14, "bold")
        labels += [text(Text(one, 0, y + 14 + at * 17, weight="bold")) for at, one in enumerate(names)]
        y += 17 * len(names) + _LINE + 4
        for at, mark in enumerate(line.marks):
            tall = 0.0 if mark.share is None else max(_TALL * float(mark.share) / top, 0.5)
            foot = y + _TALL
            place = {"x": percent((at + 0.18) * wide), "width": percent(0.64 * wide)}
            if mark.share is not None:
                shapes.append(
                    element(
                        "rect", **place, y=foot - tall, height=tall, fill=line.paint.fill, stroke=line.paint.stroke
                    )
                )
            room = NARROW * wide - 6
            words = wrap(mark.words, room, _SMALL)
            base = foot - tall - 5 - (len(words) - 1) * 13
            labels += [
                text(Text(one, percent((at + 0.5) * wide), base + n * 13, _SMALL, anchor="middle"))
                for n, one in enumerate(words)
            ]
        y += _TALL
        shapes.append(element("line", x1=0, x2="100%", y1=y, y2=y, stroke="currentColor", stroke_opacity=0.4))
        y += 8
    return picture(told, y, [*shapes, *_breaks(columns, wide, (start, y))], labels)


def _head_height(columns: Sequence[Column]) -> float:
    room = NARROW / len(columns) - 6
    return max(17 + 13 * len(wrap(one.under, room, 11)) for one in columns)


def _heads(columns: Sequence[Column], wide: float) -> Iterator[Markup]:
    room = NARROW * wide - 6
    for at, one in enumerate(columns):
        middle = percent((at + 0.5) * wide)
        yield text(Text(one.head, middle, 13, weight="bold", anchor="middle"))
        for n, words in enumerate(wrap(one.under, room, 11)):
            yield text(Text(words, middle, 28 + n * 13, 11, anchor="middle", class_="quiet"))


def _breaks(columns: Sequence[Column], wide: float, span: tuple[float, float]) -> Iterator[Markup]:
    for at, one in enumerate(columns):
        if one.broken:
            x = percent(at * wide)
            yield element("line", x1=x, x2=x, y1=span[0], y2=span[1], stroke="currentColor", stroke_width=1.5,
                          stroke_dasharray="5 4")  # fmt: skip
