"""Real boundaries as a map: rings projected, simplified, and filled by who leads, numbered for the table.

Boundaries are of longitude and latitude (EPSG:4326); around one authority an equal-scale projection at
its middle latitude is true enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from markupsafe import Markup

from mayoral.publish.charts.svg import Text, Told, element, text
from mayoral.publish.maps.tiles import Led

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]
Shape: TypeAlias = tuple[tuple[Ring, ...], ...]
"""Polygons, each an outer ring and its holes."""
_WIDE, _DETAIL, _BADGE = 320.0, 0.5, 10.0


def boundary_map(told: Told, shapes: Mapping[str, Shape], led: Sequence[Led]) -> Markup:
    """The map of these areas; every one of `led` has a shape."""
    scale = _Projection.around([ring for one in led for polygon in shapes[one.area] for ring in polygon])
    areas: list[Markup] = []
    places: list[Point] = []
    for one in led:
        drawn = [[simplified(scale.project(ring)) for ring in polygon] for polygon in shapes[one.area]]
        path = "".join(_path(ring) for polygon in drawn for ring in polygon if len(ring) > 3)
        areas += _area(one, path)
        places.append(_inside(max((polygon[0] for polygon in drawn), key=_size)))
    badges = [badge for one, at in zip(led, _apart(places), strict=True) for badge in _badge(one, at)]
    title, desc = f"{told.id}-title", f"{told.id}-desc"
    return element(
        "svg",
        element("title", Markup.escape(told.title), id=title),
        element("desc", Markup.escape(told.description), id=desc),
        *areas,
        *badges,
        class_="picture boundaries",
        role="img",
        aria_labelledby=title,
        aria_describedby=desc,
        viewBox=f"-12 -12 {_WIDE + 24:.0f} {scale.tall + 24:.0f}",
        font_family="Arial, Helvetica, sans-serif",
        font_size=12,
        fill="currentColor",
    )


class _Projection:
    """From longitude and latitude to the map, north at the top."""

    def __init__(self, west: float, north: float, squeeze: float, scale: float, tall: float) -> None:  # noqa: PLR0913, PLR0917
        self.west, self.north, self.squeeze, self.scale, self.tall = west, north, squeeze, scale, tall

    @classmethod
    def around(cls, rings: Sequence[Ring]) -> _Projection:
        """The projection that fills the width with these rings."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        squeeze = math.cos(math.radians((min(ys) + max(ys)) / 2))
        wide, tall = (max(xs) - min(xs)) * squeeze, max(ys) - min(ys)
        scale = min(_WIDE / (wide or 1), 1.4 * _WIDE / (tall or 1))
        margin = (_WIDE / scale - wide) / 2 / squeeze
        return cls(min(xs) - margin, max(ys), squeeze, scale, tall * scale)

    def project(self, ring: Ring) -> Ring:
        """A ring on the map."""
        return tuple(((x - self.west) * self.squeeze * self.scale, (self.north - y) * self.scale) for x, y in ring)


def simplified(ring: Ring, detail: float = _DETAIL) -> Ring:
    """The ring with every point left out that lies closer than `detail` to the line without it."""
    keep = [False] * len(ring)
    keep[0] = keep[-1] = True
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = 0.0, first
        for between in range(first + 1, last):
            away = _away(ring[between], ring[first], ring[last])
            if away > far:
                far, at = away, between
        if far > detail:
            keep[at] = True
            spans += [(first, at), (at, last)]
    return tuple(point for point, kept in zip(ring, keep, strict=True) if kept)


def _away(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.dist(point, start)
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "z"


def _size(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def _inside(ring: Ring) -> Point:
    """A point well within a ring: the one of a grid that is farthest from its edge."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    steps = [(at + 0.5) / 16 for at in range(16)]
    grid = [(min(xs) + a * (max(xs) - min(xs)), min(ys) + b * (max(ys) - min(ys))) for a in steps for b in steps]
    within = [point for point in grid if _contains(ring, point)] or [ring[0]]
    return max(within, key=lambda point: min(math.dist(point, corner) for corner in ring))


def _contains(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _apart(places: Sequence[Point]) -> list[Point]:
    """The places of the badges, pushed from one another until none overlap."""
    moved = list(places)
    pairs = [(i, j) for i in range(len(moved)) for j in range(i)]
    for _ in range(60):
        for i, j in pairs:
            (x, y), (u, v) = moved[i], moved[j]
            near = math.hypot(x - u, y - v)
            if near < 2 * _BADGE + 2:
                push = (2 * _BADGE + 2.5 - near) / 2
                dx, dy = ((x - u) / near * push, (y - v) / near * push) if near else (0.0, push)
                moved[i], moved[j] = (x + dx, y + dy), (u - dx, v - dy)
    return moved


def _area(one: Led, path: str) -> Iterator[Markup]:
    """An area filled by its leader, the stronger the higher the share; dashed where nobody is shown."""
    faint = one.paint is None or one.share is None
    fill = "url(#unknown)" if one.paint is None or one.share is None else one.paint.fill
    opacity = None if one.share is None else 0.35 + 0.65 * float(one.share)
    yield element("path", d=path, fill=fill, fill_opacity=opacity, fill_rule="evenodd", stroke="currentColor",
                  stroke_width=1, stroke_linejoin="round", stroke_dasharray="4 3" if faint else None)  # fmt: skip


def _badge(one: Led, at: Point) -> Iterator[Markup]:
    yield element("circle", cx=at[0], cy=at[1], r=_BADGE, fill="#ffffff", stroke="#14181d")
    yield text(Text(str(one.number), at[0], at[1] + 4, 12, "bold", "middle", fill="#14181d"))
