"""Bars of one count: what each candidate holds, with the line that more than half must pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.measure import width, wrap
from mayoral.publish.charts.svg import NARROW, Text, Told, element, percent, picture, text

_LINE, _BAR, _GAP, _SMALL = 18, 15, 15, 12


@dataclass(frozen=True, slots=True)
class Half:
    """The line that more than half must pass: where it lies as a share of all, and what is written at it."""

    share: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One candidate: the figure as told, its share of all (None is not known), and what of it was added."""

    name: str
    party: str
    figure: str
    share: Fraction | None
    paint: Paint
    added: Fraction | None = None


def bars(told: Told, held: Sequence[Bar], half: Half | None = None) -> Markup:
    """The picture of a count."""
    shares = [one.share for one in held if one.share is not None]
    top = float(max([*shares, *([half.share] if half else []), Fraction(1, 100)])) * 1.02
    shapes: list[Markup] = []
    labels: list[Markup] = []
    y = 20.0 if half else 2.0
    line = None if half is None else float(half.share) / top
    if half is not None and line is not None:
        labels.append(_half_label(half.words, line))
    for one in held:
        labels += _label(one, y)
        y += _lines(one) * _LINE
        shapes += _bar(one, y, top, line)
        y += _BAR + _GAP
    return picture(told, y - _GAP + 4, shapes, labels)


def _half_label(words: str, at: float) -> Markup:
    """The words at the line: before it, after it, or from the edge where neither has room."""
    wide = width(words, _SMALL)
    if at * NARROW >= wide:
        return text(Text(words, percent(at), 12, _SMALL, anchor="end"))
    return text(Text(words, 0, 12, _SMALL))


def _names(one: Bar) -> tuple[list[str], list[str]]:
    """The name and the party as lines that leave room for the figure."""
    room = NARROW - width(one.figure, 14) - 14
    name = wrap(one.name, room, 14, "bold")
    party = wrap(one.party, NARROW if name else room, _SMALL) if one.party else []
    return name, party


def _lines(one: Bar) -> int:
    name, party = _names(one)
    return len(name) + len(party)


def _label(one: Bar, y: float) -> Iterator[Markup]:
    name, party = _names(one)
    for at, line in enumerate(name):
        yield text(Text(line, 0, y + 13 + at * _LINE, weight="bold"))
    for at, line in enumerate(party):
        yield text(Text(line, 0, y + 12 + (len(name) + at) * _LINE, _SMALL, class_="quiet"))
    yield text(Text(one.figure, "100%", y + 13, anchor="end"))


def _bar(one: Bar, y: float, top: float, line: float | None) -> Iterator[Markup]:
    frame = {"x": 0, "y": y, "height": _BAR}
    if one.share is None:
        yield element("rect", **frame, width="100%", fill="url(#unknown)", stroke="currentColor",
                      stroke_dasharray="3 3", stroke_opacity=0.6)  # fmt: skip
        return
    yield element("rect", **frame, width="100%", fill="currentColor", fill_opacity=0.07)
    share = float(one.share)
    yield element("rect", **frame, width=percent(share / top), fill=one.paint.fill, stroke=one.paint.stroke)
    if one.added:
        before = percent((share - float(one.added)) / top)
        gained = percent(float(one.added) / top)
        yield element("rect", x=before, y=y, height=_BAR, width=gained, fill="#ffffff", fill_opacity=0.45,
                      stroke=one.paint.stroke)  # fmt: skip
        yield element("line", x1=before, x2=before, y1=y, y2=y + _BAR, stroke="currentColor", stroke_width=2)
    if line is not None:
        at = percent(line)
        yield element("line", x1=at, x2=at, y1=y, y2=y + _BAR + 4, stroke="currentColor", stroke_width=2)
