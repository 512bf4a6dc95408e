"""Places on a map: the tiles of `offices/tiles.csv`, and boundaries from a GeoJSON file that the user names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mayoral.files.reading import Unreadable, rows_of, text_of

TILES = ("office", "gss", "name", "column", "row")
_CODE = re.compile(r"[ENSW]\d{8}", re.ASCII)
_CODE_PROPERTY = re.compile(r"(LAD|CTYUA|UTLA|LTLA).*CD.*|GSS.*|CODE|ID", re.ASCII | re.IGNORECASE)

Places = tuple[tuple[str, str, int, int], ...]
Rings = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


def read_tiles(folder: Path) -> Mapping[str, Places]:
    """For each office, the (code, name, column, row) of its areas' tiles; nothing where there is no such file.

    Raises Unreadable.
    """
    path = folder / "tiles.csv"
    tiles: dict[str, list[tuple[str, str, int, int]]] = {}
    taken = set()
    for row in rows_of(path, TILES) if path.exists() else ():
        at = (row.filled("office"), row.figure("column"), row.figure("row"))
        if at in taken:
            raise row.refuse(f"two tiles of {at[0]} lie in column {at[1]}, row {at[2]}")
        taken.add(at)
        tiles.setdefault(at[0], []).append((row.cells["gss"], row.filled("name"), at[1], at[2]))
    return {office: tuple(places) for office, places in tiles.items()}


def read_boundaries(path: Path) -> Mapping[str, Rings]:
    """The polygons of a GeoJSON file by the code of the area, in longitude and latitude. Raises Unreadable."""
    text = text_of(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise Unreadable(path, problem.lineno, f"not JSON: {problem.msg}") from problem
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise Unreadable(path, 1, "expected a GeoJSON FeatureCollection")
    shapes: dict[str, Rings] = {}
    for number, feature in enumerate(document.get("features", ()), 1):
        codes = list(_codes(feature.get("properties") or {}))
        if codes:
            shapes[codes[0]] = _polygons(path, number, feature.get("geometry") or {})
    if not shapes:
        what = "no feature has the code of a local authority (such as E08000012) among its properties"
        raise Unreadable(path, 1, what)
    return shapes


def _codes(properties: Mapping[str, Any]) -> Iterator[str]:
    """The codes of local authorities among a feature's properties, those in a column named for them first."""
    named = sorted(properties.items(), key=lambda one: (not _CODE_PROPERTY.fullmatch(one[0]), one[0]))
    for _, value in named:
        if isinstance(value, str) and _CODE.fullmatch(value) and value[:3] not in ("E47", "E92", "E12"):
            yield value


def _polygons(path: Path, number: int, geometry: Mapping[str, Any]) -> Rings:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise Unreadable(path, 1, f"feature {number} is a {kind}; expected Polygon or MultiPolygon")
    try:
        polygons: list[Any] = [coordinates] if kind == "Polygon" else list(coordinates or ())
        rings = tuple(
            tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in polygon)
            for polygon in polygons
        )
    except (TypeError, ValueError, IndexError, KeyError) as problem:
        raise Unreadable(path, 1, f"feature {number} has coordinates that are not numbers") from problem
    for polygon in rings:
        for ring in polygon:
            if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in ring):
                what = "coordinates are not longitude and latitude; expected EPSG:4326"
                raise Unreadable(path, 1, f"feature {number}: {what}")
    return rings
