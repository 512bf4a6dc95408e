"""The flow of papers from those eliminated: to each who remains, to nobody, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mayoral.publish.charts.measure import wrap
from mayoral.publish.charts.svg import NARROW, Text, Told, element, percent, picture, text

_FROM, _TO, _THICK = 0.0, 0.46, 0.025
_LINE, _GAP, _TALL = 16, 10, 170
_LABEL = _TO + _THICK + 0.02


@dataclass(frozen=True, slots=True)
class Stream:
    """Papers that went one way: how many, to whom or to what, and how they are painted."""

    label: str
    figure: str
    papers: int
    fill: str
    stroke: str = "currentColor"


def flow(told: Told, source: str, streams: Sequence[Stream]) -> Markup:
    """One source on the left, what became of its papers on the right; heights are in proportion."""
    whole = sum(one.papers for one in streams) or 1
    above = wrap(source, NARROW, 13, "bold")
    top = len(above) * _LINE + 10.0
    labels = [text(Text(line, 0, 12 + at * _LINE, 13, "bold")) for at, line in enumerate(above)]
    shapes: list[Markup] = []
    left = right = top
    for one in streams:
        tall = max(_TALL * one.papers / whole, 0.5)
        words = _words(one)
        slot = max(tall, len(words) * _LINE + 2)
        middle = right + slot / 2
        shapes.append(_ribbon(one, (left, left + tall), (middle - tall / 2, middle + tall / 2)))
        first = middle - (len(words) - 1) * _LINE / 2 + 4
        labels += [
            text(Text(line, percent(_LABEL), first + at * _LINE, 13, weight))
            for at, (line, weight) in enumerate(words)
        ]
        left += tall
        right += slot + _GAP
    shapes.append(_block(_FROM, (top, left), "currentColor"))
    return picture(told, max(left, right - _GAP) + 4, shapes, labels)


def _words(one: Stream) -> list[tuple[str, str | None]]:
    room = NARROW * (1 - _LABEL)
    return [
        *((line, None) for line in wrap(one.label, room, 13)),
        *((line, "bold") for line in wrap(one.figure, room, 13, "bold")),
    ]


def _block(at: float, span: tuple[float, float], fill: str) -> Markup:
    return element("rect", x=percent(at), y=span[0], width=percent(_THICK), height=span[1] - span[0], fill=fill)


def _ribbon(one: Stream, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    """A band from left to right, stretched in a frame of its own, and the block it ends in."""
    high, low = min(start[0], end[0]), max(start[1], end[1])
    tall = max(low - high, 1)
    a, b, c, d = (value - high for value in (*start, *end))
    curve = f"M0 {a:.1f}C50 {a:.1f} 50 {c:.1f} 100 {c:.1f}V{d:.1f}C50 {d:.1f} 50 {b:.1f} 0 {b:.1f}z"
    band = element(
        "svg",
        element("path", d=curve, fill=one.fill, fill_opacity=0.6, stroke="none"),
        x=percent(_FROM + _THICK),
        y=high,
        width=percent(_TO - _FROM - _THICK),
        height=tall,
        viewBox=f"0 0 100 {tall:.1f}",
        preserveAspectRatio="none",
    )
    block = element("rect", x=percent(_TO), y=end[0], width=percent(_THICK), height=end[1] - end[0],
                    fill=one.fill, stroke=one.stroke)  # fmt: skip
    return Markup("").join((band, block))


def told_in_words(source: str, streams: Sequence[Stream]) -> Iterator[str]:
    """The flow as a sentence, for the description of the picture."""
    yield f"{source}."
    for one in streams:
        yield f"{one.label}: {one.figure}."
