"""Station lists as councils export them: messy, and nothing of them dropped in silence."""

from __future__ import annotations

import csv
import io
import random
import re
import time
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hall import Hall
from hypothesis import given
from hypothesis import strategies as st

from countroom.before.stations import read_stations
from countroom.night.boxes import boxes
from countroom.records import night
from mayoral.files.reading import Unreadable

COUNCIL = "stationcode,placename,add1,postcode\n"
XPRESS = "addressline1,polling_place_id,polling_place_name,polling_place_address_1,polling_place_postcode\n"


def test_xpress_repeats_a_station_for_every_address() -> None:
    """One box a station, and every row accounted for."""
    rows = "".join(
        f"{n} High St,{station},Village Hall,High St,CB1 1AA\n" for n, station in ((1, 12), (2, 12), (3, 13))
    )
    found, report = read_stations((XPRESS + rows).encode(), "x.csv")
    assert [one["box"] for one in found] == ["12", "13"]
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
    found, report = read_stations(text.encode(encoding), "list.csv")
    assert found[0]["box"] == box
    assert "’" in found[0]["station"] or "é" in found[0]["station"]
    assert len(report) == 2


def test_rows_without_a_station_are_told_and_left_out() -> None:
    """Empty rows, rows too short, and addresses without a station are named with their row."""
    rows = "1 High St,n/a,,,\n\nA,1,Hall,St,PC\nshort,2\n"
    found, report = read_stations((XPRESS + rows).encode(), "x.csv")
    assert len(found) == 1
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
    found, _ = read_stations((XPRESS + rows).encode("windows-1252"), "x.csv")
    assert len(found) == 400
    assert time.perf_counter() - began < 2


def test_a_stray_quotation_mark_never_swallows_the_stations_after_it() -> None:
    """Refused with its lines where it is not closed cleanly; where it is, its row says so."""
    rest = "Q2,Village Hall,x,CB2\nQ3,School,x,CB3\nQ4,Club {},x,CB4\nQ5,Pub,x,CB5\n"
    rows = 'Q1,"St Mary Hall,High St,CB1\n' + rest
    for text in (rows.format('"A"'), rows.format("A")):
        with pytest.raises(Unreadable, match=r"x\.csv:2: .*lines 2 to [56].*expected a quotation mark"):
            read_stations((COUNCIL + text).encode(), "x.csv")
    found, report = read_stations((COUNCIL + rows.format('A"')).encode(), "x.csv")
    assert [one["box"] for one in found] == ["Q1", "Q5"]
    assert report[0].endswith("2 rows on 5 lines, 1 to be looked at")
    assert "one row on lines 2 to 5 of the file" in report[1]


def test_a_row_with_more_cells_than_the_header_is_left_out_and_told() -> None:
    """An unquoted comma makes no station called `Annexe`."""
    text = "placename,stationcode,add1,postcode\nHall, Annexe,S1,High St,CB1\nClub,S2,High St,CB1\n"
    found, report = read_stations(text.encode(), "x.csv")
    assert [one["box"] for one in found] == ["S2"]
    assert report[0].endswith("2 rows, 1 left out")
    assert report[1].startswith("row 2: left out: 5 cells where the header has 4")
    with pytest.raises(Unreadable, match="not one row gives a station: rows 2 to 3: left out: 5 cells"):
        read_stations(text.replace("Club,", "Club,,").encode(), "x.csv")


@pytest.mark.parametrize("length", [131_072, 131_073, 400_000])
@pytest.mark.parametrize("elsewhere", [131_072, 10**6])
def test_a_cell_of_any_length_is_read_or_refused_with_its_line(
    length: int, elsewhere: int, request: pytest.FixtureRequest
) -> None:
    """What is too long for a cell is told, and nothing crashes, whatever else in the process allows."""
    before = csv.field_size_limit(elsewhere)
    request.addfinalizer(lambda: csv.field_size_limit(before))
    raw = f"{COUNCIL}1,Hall,x,CB1\n2,{'a' * length},x,CB1\n".encode()
    if length > 131_072:
        with pytest.raises(Unreadable, match=r"x\.csv:3: .*131,072 characters"):
            read_stations(raw, "x.csv")
    else:
        assert len(read_stations(raw, "x.csv")[0]) == 2


def test_a_list_that_cannot_be_read_is_refused_on_its_page(hall: Hall) -> None:
    """The page says why, nothing is put on the list, and the right list can follow."""
    seat, path = hall.seat("supervisor", "E07000010"), "/area/E07000010/stations/"
    for number, rows in enumerate(('1,"Hall,x,CB1\n', f"1,{'a' * 200_000},x,CB1\n", "1,Hall,x,CB1\n")):
        sent = SimpleUploadedFile("s.csv", (COUNCIL + rows).encode())
        answer = seat.client.post(path, {"key": f"k{number}", "file": sent})
        assert answer.status_code == (302 if number == 2 else 409)
        assert ("Nothing was taken in: s.csv:2: " in answer.content.decode()) is (number < 2)
    assert [one.name for one in boxes(night(), "E07000010")] == ["1"]


@pytest.mark.parametrize("seed", range(40))
def test_quotation_marks_anywhere_lose_no_station_in_silence(seed: int) -> None:
    """Up to three put at random into a list: every station is found, or left out and told, or all is refused."""
    chance = random.Random(seed)
    venues = ("Hall", "St Mary, Annexe", "Club", 'The "Old" School', "Room 1\nTown Hall")
    for _ in range(50):
        text, numbers = io.StringIO(), [f"B{one}" for one in range(1, chance.randrange(3, 9))]
        csv.writer(text).writerows((one, chance.choice(venues), "Road", "CB1") for one in numbers)
        whole = list(COUNCIL + text.getvalue())
        for _ in range(chance.randrange(4)):
            whole.insert(chance.randrange(len(COUNCIL), len(whole)), chance.choice('""\',\n'))
        with suppress(Unreadable):
            found, report = read_stations("".join(whole).encode(), "x.csv")
            told = any("left out" in one or "look at it" in one for one in report[1:])
            assert told or {re.sub("['\"]", "", one["box"]) for one in found} >= set(numbers), "".join(whole)


@given(st.text(alphabet="\"'\r\n,;\tA1 é"), st.sampled_from(["utf-8", "windows-1252", "utf-16"]))
def test_any_table_at_all_is_read_or_refused(text: str, encoding: str) -> None:
    """Never a crash; every row of what is read has its fate."""
    with suppress(Unreadable):
        found, report = read_stations((COUNCIL + text).encode(encoding), "x.csv")
        assert found
        assert len(report) > 1
