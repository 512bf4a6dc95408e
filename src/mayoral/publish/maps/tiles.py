"""A tile for each area, placed as the areas lie to one another, with who leads there and by what share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.measure import wrap
from mayoral.publish.charts.svg import NARROW, Text, Told, element, percent, picture, text

_BAND, _LINE, _SMALL, _PAD = 16, 14, 12, 5
FEW, MEDIUM, BROAD = 4, 384, 552
"""From so many columns a map is broad; the least widths at which names are written on its tiles."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Where an area's tile lies: columns from the west, rows from the north."""

    area: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Led:
    """An area: its name, its number on the map, who leads with which share, or why nobody is shown."""

    area: str
    number: int
    name: str
    leader: str
    figure: str
    share: Fraction | None = None
    paint: Paint | None = None


def columns_of(tiles: Sequence[Tile]) -> int:
    """How many columns the tiles stand in."""
    return max(one.column for one in tiles) + 1


def tile_map(told: Told, tiles: Sequence[Tile], led: Sequence[Led]) -> Markup:
    """The tile map: on each tile the name, the leader, and a band filled by the leader's share."""
    known = {one.area: one for one in led}
    wide = 1 / columns_of(tiles)
    heights: dict[int, float] = {}
    for one in tiles:
        tall = max(_height(known[one.area], wide, narrow) for narrow in (True, False))
        heights[one.row] = max(heights.get(one.row, 0.0), tall)
    tops = {row: sum(tall + 6 for at, tall in heights.items() if at < row) for row in heights}
    shapes: list[Markup] = []
    labels: list[Markup] = []
    for one in tiles:
        shapes += _tile(known[one.area], one.column * wide, wide, (tops[one.row], heights[one.row]))
        labels += _labels(known[one.area], one.column * wide, wide, tops[one.row])
    return picture(told, sum(heights.values()) + 6 * len(heights), shapes, labels)


def _room(wide: float, *, narrow: bool) -> float:
    """How wide a line on a tile may be: on a phone, or where the map has the room that the stylesheet asks for."""
    least = NARROW if narrow else BROAD if wide <= 1 / FEW else MEDIUM
    return least * wide - 2 * _PAD - 4


def _words(one: Led, wide: float, *, narrow: bool) -> list[tuple[str, str | None]]:
    room = _room(wide, narrow=narrow)
    if narrow:
        return [(str(one.number), "bold"), *((line, None) for line in wrap(one.figure, room, _SMALL))]
    lines: list[tuple[str, str | None]] = [(line, "bold") for line in wrap(one.name, room, _SMALL, "bold")]
    lines += [(line, None) for line in wrap(one.leader, room, _SMALL)]
    return lines + [(line, None) for line in wrap(one.figure, room, _SMALL)]


def _height(one: Led, wide: float, narrow: bool) -> float:  # noqa: FBT001 - asked for both widths in turn
    return _BAND + 8 + _LINE * len(_words(one, wide, narrow=narrow)) + 4


def _tile(one: Led, left: float, wide: float, span: tuple[float, float]) -> Iterator[Markup]:
    x, room = percent(left + 0.004), wide - 0.008
    faint = one.paint is None
    yield element("rect", x=x, y=span[0] + 1, width=percent(room), height=span[1], fill="currentColor",
                  fill_opacity=0.04, stroke="currentColor", stroke_opacity=0.45,
                  stroke_dasharray="4 3" if faint else None)  # fmt: skip
    if one.paint is None or one.share is None:
        return
    band = {"x": x, "y": span[0] + 1, "height": _BAND}
    yield element("rect", **band, width=percent(room), fill=one.paint.colour, fill_opacity=0.25)
    yield element("rect", **band, width=percent(room * float(one.share)), fill=one.paint.fill,
                  stroke=one.paint.stroke)  # fmt: skip


def _labels(one: Led, left: float, wide: float, top: float) -> Iterator[Markup]:
    for narrow in (True, False):
        for at, (words, weight) in enumerate(_words(one, wide, narrow=narrow)):
            y = top + _BAND + 17 + at * _LINE
            kind = "narrow" if narrow else "wide"
            yield element(
                "svg",
                text(Text(words, _PAD, y, _SMALL, weight, class_=kind)),
                x=percent(left + 0.004),
                overflow="visible",
            )
