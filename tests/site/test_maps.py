"""Tiles and boundaries: read strictly, projected, simplified, and drawn with what is known."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from mayoral.files.boundaries import read_boundaries, read_tiles
from mayoral.files.offices import read_offices
from mayoral.files.reading import Unreadable
from mayoral.publish.charts.svg import Told
from mayoral.publish.maps.boundaries import boundary_map, simplified
from mayoral.publish.maps.tiles import Led

OFFICES = Path(__file__).parent.parent.parent / "offices"
SQUARE = [[-1.0, 53.0], [-1.0, 53.5], [0.0, 53.5], [0.0, 53.0], [-1.0, 53.0]]


def geojson(path: Path, *features: dict[str, object]) -> Path:
    """A file of features."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def feature(
    code: str, kind: str = "Polygon", coordinates: object = None, column: str = "LAD24CD"
) -> dict[str, object]:
    """A feature of one area."""
    shape = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"CAUTH25CD": "E47000001", column: code}, "geometry": shape}


def test_every_counting_area_has_one_tile_of_its_own() -> None:
    """A map is drawn only where no area lacks its place."""
    tiles = read_tiles(OFFICES)
    for office in read_offices(OFFICES):
        areas = {council.name for council in office.councils if council.counting_area}
        assert {name for _, name, _, _ in tiles[office.id]} == areas
        places = Counter((column, row) for _, _, column, row in tiles[office.id])
        assert set(places.values()) == {1}


def test_two_tiles_in_one_place_are_refused(tmp_path: Path) -> None:
    """With the line."""
    (tmp_path / "tiles.csv").write_text("office,gss,name,column,row\na,,X,0,0\na,,Y,0,0\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"tiles\.csv:3: two tiles of a"):
        read_tiles(tmp_path)


def test_boundaries_are_found_by_the_codes_of_local_authorities(tmp_path: Path) -> None:
    """Whatever the year in the name of the column, and never by the code of the combined authority."""
    several = [[SQUARE], [SQUARE]]
    path = geojson(
        tmp_path / "b.geojson",
        feature("E08000012"),
        feature("E08000011", "MultiPolygon", several, "lad22cd"),
        feature("E06000006", column="code"),
    )
    found = read_boundaries(path)
    assert set(found) == {"E08000012", "E08000011", "E06000006"}
    assert len(found["E08000011"]) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("not json", "not JSON"),
        ("{}", "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "no feature has the code"),
    ],
)
def test_a_file_that_is_no_map_is_refused(tmp_path: Path, wrong: str, told: str) -> None:
    """It says what was expected."""
    path = tmp_path / "b.geojson"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(Unreadable, match=told):
        read_boundaries(path)


def test_coordinates_that_are_not_degrees_are_refused(tmp_path: Path) -> None:
    """Eastings and northings are not longitude and latitude; a point is no area."""
    metres = [[[333000.0, 390000.0], [333100.0, 390000.0], [333000.0, 390100.0], [333000.0, 390000.0]]]
    with pytest.raises(Unreadable, match="EPSG:4326"):
        read_boundaries(geojson(tmp_path / "m.geojson", feature("E08000012", coordinates=metres)))
    with pytest.raises(Unreadable, match="is a Point"):
        read_boundaries(geojson(tmp_path / "p.geojson", feature("E08000012", "Point", [0, 0])))


def test_a_line_keeps_its_corners_and_loses_points_that_say_nothing() -> None:
    """Each point left out lies closer to the line than the detail asked for."""
    ring = ((0.0, 0.0), (5.0, 0.01), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    assert simplified(ring, 0.5) == ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    assert simplified(ring, 0.001) == ring


def test_areas_are_numbered_and_their_numbers_lie_apart() -> None:
    """Two areas on one another still have two badges that do not overlap."""
    shape = ((tuple((x, y) for x, y in SQUARE),),)
    led = [Led("a", 1, "A", "not published", ""), Led("b", 2, "B", "not published", "")]
    drawn = str(boundary_map(Told("map", "A map", "A: nobody"), {"a": shape, "b": shape}, led))
    assert drawn.count("<circle") == 2
    places = [part.split('"')[1::2][:2] for part in drawn.split("<circle ")[1:]]
    (x, y), (u, v) = ((float(a), float(b)) for a, b in places)
    assert (x - u) ** 2 + (y - v) ** 2 >= 20**2
