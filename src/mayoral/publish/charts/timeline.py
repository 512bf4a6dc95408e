"""Who held a post when: a bar for each holding on one scale of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mayoral.contest.office import Term
from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.measure import wrap
from mayoral.publish.charts.svg import NARROW, Text, Told, element, percent, picture, text

_LINE, _BAR, _GAP = 16, 10, 12


@dataclass(frozen=True, slots=True)
class Held:
    """One holding: what is written at it, when it was, and how it is painted."""

    label: str
    term: Term
    paint: Paint


def timeline(told: Told, held: Sequence[Held], latest: date) -> Markup:
    """The picture; a term whose beginning or end is not known runs faint to the edge."""
    starts = [one.term.since.earliest for one in held if one.term.since]
    ends = [one.term.until.latest for one in held if one.term.until]
    first = min([*starts, *ends, latest]).year
    last = max([*starts, *ends, latest]).year + 1
    scale = _Scale(first, last)
    shapes: list[Markup] = []
    labels: list[Markup] = []
    y = 26.0
    for one in held:
        for line in wrap(one.label, NARROW, 13):
            labels.append(text(Text(line, 0, y + 12, 13)))
            y += _LINE
        shapes += _ticks(scale, y + 2)
        shapes.append(_bar(one, y + 2, scale))
        y += _BAR + _GAP
    return picture(told, y, shapes, [*labels, *_years(scale)])


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def at(self, day: date) -> float:
        """Where a day lies between the edges, from 0 to 1."""
        begin = date(self.first, 1, 1).toordinal()
        return (day.toordinal() - begin) / (date(self.last, 1, 1).toordinal() - begin)


def _marked(scale: _Scale) -> Iterator[tuple[int, str]]:
    """Years and their places, so far apart that their labels never meet on the narrowest screen."""
    span = scale.last - scale.first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if span / step <= NARROW / 44)
    for year in range(scale.first, scale.last, step):
        yield year, percent(scale.at(date(year, 1, 1)))


def _years(scale: _Scale) -> Iterator[Markup]:
    for year, x in _marked(scale):
        yield text(Text(str(year), x, 12, 12, class_="quiet"))


def _ticks(scale: _Scale, y: float) -> Iterator[Markup]:
    """The years beside a bar, so that no line crosses a label."""
    for _, x in _marked(scale):
        yield element("line", x1=x, x2=x, y1=y - 1, y2=y + _BAR + 1, stroke="currentColor", stroke_opacity=0.35)


def _bar(one: Held, y: float, scale: _Scale) -> Markup:
    since, until = one.term.since, one.term.until
    start = scale.at(since.earliest) if since else 0.0
    end = min(scale.at(until.latest), 1.0) if until else 1.0
    known = since is not None
    return element(
        "rect",
        x=percent(start),
        y=y,
        width=percent(max(end - start, 0.004)),
        height=_BAR,
        fill=one.paint.fill if known else "url(#unknown)",
        fill_opacity=None if until and known else 0.75,
        stroke=one.paint.stroke,
        stroke_dasharray=None if until and known else "4 3",
    )
