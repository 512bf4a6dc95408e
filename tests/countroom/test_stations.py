"""Station lists as councils export them: messy, and nothing of them dropped in silence."""

from __future__ import annotations

import time

import pytest

from countroom.before.stations import read_stations
from mayoral.files.reading import Unreadable

XPRESS = "addressline1,polling_place_id,polling_place_name,polling_place_address_1,polling_place_postcode\n"


def test_xpress_repeats_a_station_for_every_address() -> None:
    """One box a station, and every row accounted for."""
    rows = "".join(
        f"{n} High St,{station},Village Hall,High St,CB1 1AA\n" for n, station in ((1, 12), (2, 12), (3, 13))
    )
    boxes, report = read_stations((XPRESS + rows).encode(), "x.csv")
    assert [one["box"] for one in boxes] == ["12", "13"]
    assert report[1:] == (
        "row 2: station 12, Village Hall, High St, CB1 1AA",
        "row 3: station 12 again",
        "row 4: station 13, Village Hall, High St, CB1 1AA (shares its venue with station 12)",
    )


@pytest.mark.parametrize(
    ("header", "row", "box"),
    [
        ("pollingplaceid,pollingplaceaddress1,pollingplaceaddress7", "7,St Mary’s Hall,PE1 1AA", "7"),
        ("pollingstationnumber,pollingstationname,pollingstationaddress1", "8,Café Libre,Quay", "8"),
        ("stationcode,placename,add1,postcode", "AB1,Zoë’s Barn,Lane,PE2", "AB1"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_each_program_in_each_encoding_is_read(
    header: str, row: str, box: str, encoding: str, delimiter: str
) -> None:
    """Xpress WebLookup, Halarose or Idox, Democracy Counts; with or without a mark, from Windows too."""
    text = f"{header}\r\n{row}\r\n".replace(",", delimiter)
    boxes, report = read_stations(text.encode(encoding), "list.csv")
    assert boxes[0]["box"] == box
    assert "’" in boxes[0]["station"] or "é" in boxes[0]["station"]
    assert len(report) == 2


def test_rows_without_a_station_are_told_and_left_out() -> None:
    """Empty rows, rows too short, and addresses without a station are named with their row."""
    rows = "1 High St,n/a,,,\n\nA,1,Hall,St,PC\nshort,2\n"
    boxes, report = read_stations((XPRESS + rows).encode(), "x.csv")
    assert len(boxes) == 1
    assert [one.partition(":")[0] for one in report[1:]] == ["row 2", "row 3", "row 4", "row 5"]
    assert "no station number" in report[1]
    assert "2 cells where the header has 5" in report[4]


def test_one_station_at_two_venues_is_pointed_out() -> None:
    """The first venue stands; the other is told."""
    _, report = read_stations((XPRESS + "A,1,Hall,St,PC\nB,1,School,Rd,PC\n").encode(), "x.csv")
    assert "at another venue: School, Rd, PC; look at it" in report[2]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xef\xbb\xbf",
        b"a,b,c\n1,2,3\n",
        b"\xff\xfe\x00",
        b"PK\x03\x04\x00\x00",
        (XPRESS + "a,,,,\n").encode(),
    ],
)
def test_what_is_no_station_list_is_refused_whole(raw: bytes) -> None:
    """The refusal names the line and what was expected."""
    with pytest.raises(Unreadable, match=r":[12]: "):
        read_stations(raw, "list.csv")


def test_four_hundred_boxes_with_their_addresses_are_read_in_under_two_seconds() -> None:
    """400 stations, 40,000 addresses."""
    rows = "".join(f"{n} Road,{n % 400},Hall {n % 400},Street,PC\n" for n in range(40_000))
    began = time.perf_counter()
    boxes, _ = read_stations((XPRESS + rows).encode("windows-1252"), "x.csv")
    assert len(boxes) == 400
    assert time.perf_counter() - began < 2
