"""Who led where: a map of an election’s areas, beside the table with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mayoral.contest.contest import Area
from mayoral.contest.outcomes import Count
from mayoral.publish import phrases as say
from mayoral.publish.charts.svg import Told
from mayoral.publish.maps.boundaries import Shape, boundary_map
from mayoral.publish.maps.tiles import FEW, Led, Tile, columns_of, tile_map
from mayoral.publish.pages.blocks import (
    Block,
    Chip,
    Column,
    Figure,
    Line,
    Link,
    Mark,
    Pair,
    Row,
    Table,
    area_path,
)
from mayoral.publish.pages.cells import AWAITED, UNKNOWN, UNPUBLISHED, fraction, missing
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.wording import count_name, percent


@dataclass(frozen=True, slots=True)
class Places:
    """Where areas lie: for each office the (code, name, column, row) of its tiles, and boundaries by code."""

    tiles: Mapping[str, tuple[tuple[str, str, int, int], ...]] = field(default_factory=dict)
    boundaries: Mapping[str, Shape] = field(default_factory=dict)

    def tiles_of(self, office: str, areas: tuple[Area, ...]) -> list[Tile]:
        """A tile for each area, or none at all where one of them has no place."""
        found = []
        for area in areas:
            at = [one for one in self.tiles.get(office, ()) if area.id == one[0] or area.name == one[1]]
            if not at:
                return []
            found.append(Tile(area.id, at[0][2], at[0][3]))
        return found


def _leads(shown: Shown, count: Count) -> list[Led]:
    names = {one.id: one.name for one in shown.counted.election.contest.candidates}
    led = []
    for at, area in enumerate(shown.counted.election.contest.areas, 1):
        figures = count.areas.get(area.id)
        if figures is None or figures.valid is None:
            why = missing(shown.counted, count, area.id).words
            led.append(Led(area.id, at, area.name, why, ""))
            continue
        most = max(votes for votes in figures.votes.values() if votes is not None)
        first = [who for who, votes in figures.votes.items() if votes == most]
        share = fraction(most, figures.valid)
        told = say.NO_VOTES if share is None else percent(share)
        if len(first) > 1:
            led.append(Led(area.id, at, area.name, say.EQUAL, told))
        else:
            led.append(Led(area.id, at, area.name, names[first[0]], told, share, shown.paints[first[0]]))
    return led


def map_blocks(shown: Shown, count: Count, places: Places) -> Iterator[Block]:
    """The map, with its table: real boundaries where the file has every area, else tiles where these are known."""
    contest, led = shown.counted.election.contest, _leads(shown, count)
    title = say.MAP_TITLE.format(count=count_name(contest, count.number))
    words = "; ".join(say.AREA_OF.format(area=one.name, leader=one.leader, figure=one.figure) for one in led)
    told = Told(f"map-{count.number}", title, words)
    tiles = places.tiles_of(contest.office or "", contest.areas)
    picture, broad = None, bool(tiles) and columns_of(tiles) >= FEW
    if all(area.id in places.boundaries for area in contest.areas):
        picture, broad = (
            Figure(boundary_map(told, places.boundaries, led), (_caption(say.MAP_REAL, led),), "map"),
            False,
        )
    elif tiles:
        picture = Figure(
            tile_map(told, tiles, led), (_caption(say.MAP_CAPTION, led),), "map broad" if broad else "map"
        )
    rows = []
    for one in led:
        leader: Line = (_why(one.leader),) if one.paint is None else (Chip(one.paint), one.leader)
        rows.append(Row((str(one.number),), (area_link(shown, one.area, one.name), leader, (one.figure,))))
    columns = (Column((say.AREA,), numeric=False), Column((say.LEADER,), numeric=False), Column((say.SHARE,)))
    caption = say.MAP_KEY.format(count=count_name(contest, count.number))
    table = Table(f"map-{count.number}-table", caption, say.NUMBER, columns, tuple(rows))
    if picture is not None and not broad:
        yield Pair(picture, table)
        return
    yield from (one for one in (picture, table) if one is not None)


def _caption(words: str, led: list[Led]) -> str:
    """What a map shows, and what a dashed area means where there is one."""
    return f"{words} {say.MAP_DASHED}" if any(one.paint is None for one in led) else words


def _why(words: str) -> Mark:
    """Why nobody leads, as the mark it is shown by."""
    return next((one for one in (AWAITED, UNPUBLISHED, UNKNOWN) if one.words == words), Mark(words, "quiet"))


def area_link(shown: Shown, area: str, name: str) -> Line:
    """An area’s name, leading to its page."""
    return (Link(name, area_path(shown.counted.election.contest.id or "", area)),)
