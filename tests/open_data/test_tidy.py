"""The tidy tables say exactly what was counted, and load anywhere as they are."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import duckdb
import frictionless
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayoral.contest.office import Office, Party
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import sealed
from mayoral.publish.open_data.data_package import Heading, data_package
from mayoral.publish.open_data.dictionary import BY_NAME, TABLES, dictionary_text
from mayoral.publish.open_data.office_tables import tables_of_ledger
from mayoral.publish.open_data.record import json_text
from mayoral.publish.open_data.spreadsheet import csv_text, guarded, unguarded
from mayoral.publish.open_data.tidy import csv_files, tables_of
from mayoral.publish.publisher import UNSTATED

ROOT = Path(__file__).resolve().parents[2]

Rows = list[dict[str, str]]


def rows(text: bytes) -> Rows:
    """A CSV file as its reader gets it, the guards taken off."""
    read = csv.DictReader(io.StringIO(text.decode(), newline=""))
    return [{key: unguarded(value) for key, value in row.items()} for row in read]


def figure(value: int | None) -> str:
    """A figure as a cell holds it."""
    return "" if value is None else str(value)


def test_the_tables_of_every_election_give_its_figures_back(
    counted: Counted, parties: Mapping[str, Party]
) -> None:
    """Votes by area and in total, rejected papers by head, and every stated figure survive the way through CSV."""
    files = csv_files(tables_of(counted, parties))
    votes = {
        (row["area"], int(row["count"]), row["candidate"]): (row["votes"], row["added"])
        for row in rows(files["votes.csv"])
    }
    total = {(int(row["count"]), row["candidate"]): row["votes"] for row in rows(files["total_votes.csv"])}
    heads = {(row["area"], int(row["count"]), row["head"]): row["papers"] for row in rows(files["rejected.csv"])}
    rest = {(row["area"], int(row["count"])): row for row in rows(files["counts.csv"])}
    for count in counted.outcome.counts:
        assert total == total | {(count.number, who): figure(held) for who, held in count.totals.votes.items()}
        for area in counted.election.contest.areas:
            local = count.areas.get(area.id)
            for who in count.totals.votes:
                held = ("", "") if local is None else (figure(local.votes[who]), figure(local.added.get(who)))
                assert votes[area.id, count.number, who] == held
            for head, papers in (local.rejected_by_head if local else {}).items():
                assert heads[area.id, count.number, head.value] == figure(papers)
            assert rest[area.id, count.number]["rejected"] == figure(local.rejected if local else None)
    stated = {
        (row["area"], int(row["count"]), row["measure"], row["key"]): int(row["figure"])
        for row in rows(files["figures.csv"])
    }
    assert stated == {
        (one.area, one.count, measure.value, key): held
        for one in counted.election.returns
        for (measure, key), held in one.figures.items()
    }


def test_what_was_printed_keeps_its_last_nought(
    all_counted: tuple[Counted, ...], parties: Mapping[str, Party]
) -> None:
    """A printed percentage is a number column, digit for digit as printed; what is no number stands as words."""
    for one in all_counted:
        read = rows(csv_files(tables_of(one, parties))["printed.csv"])
        assert [row["number"] or row["words"] for row in read] == [each.value for each in one.election.printed]


def test_not_known_is_empty_and_none_is_0(all_counted: tuple[Counted, ...], parties: Mapping[str, Party]) -> None:
    """An area that has stated nothing has its rows, empty; a figure of 0 is written 0."""
    (one,) = [
        each
        for each in all_counted
        if each.election.contest.id == "mayor.cambridgeshire-and-peterborough.2021-05-06"
    ]
    votes = rows(csv_files(tables_of(one, parties))["votes.csv"])
    assert {row["votes"] for row in votes if row["area"] == "E07000009"} == {""}
    assert csv_text(["a", "b"], [(None, 0)]) == b"a,b\n,0\n"


@given(st.text())
def test_the_guard_of_a_cell_can_be_taken_off(text: str) -> None:
    """Whatever a text is, reading it back gives it exactly."""
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "\uff1d1"]
)
def test_a_formula_is_text(text: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["3-5", "1E5", "007", "1/3", "2016-08", "MAR-1", "may 5", "SEPT2", "TRUE", "5%"])
def test_an_id_stays_the_id_it_is(text: str) -> None:
    """A text that a spreadsheet takes for a number, a date or a truth value begins with an apostrophe."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["E07000008", "james-palmer", "siôn-simon", "Ann March", "joint-party:53-119", "mayor.2017-05-04"]
)
def test_plain_words_are_left_alone(text: str) -> None:
    """GSS codes and names stand as they are, so that tables join."""
    assert guarded(text) == text


def test_the_tables_load_in_polars_and_duckdb_with_no_cleaning(
    all_counted: tuple[Counted, ...], parties: Mapping[str, Party], tmp_path: Path
) -> None:
    """Figures come as whole numbers with nulls, days as days, and a sum by SQL is the printed total."""
    together: dict[str, list[tuple[object, ...]]] = {}
    for one in all_counted:
        for name, found in tables_of(one, parties).items():
            together.setdefault(name, []).extend(found)
    for name, text in csv_files(together).items():  # type: ignore[arg-type]
        (tmp_path / name).write_bytes(text)
        frame = pl.read_csv(tmp_path / name, infer_schema_length=None, try_parse_dates=True)
        assert frame.columns == list(BY_NAME[name.removesuffix(".csv")].header)
        for column in BY_NAME[name.removesuffix(".csv")].columns:
            if frame[column.name].null_count() == frame.height:
                continue
            kinds = {
                "integer": pl.Int64,
                "date": pl.Date,
                "string": pl.String,
                "boolean": pl.Boolean,
            }
            assert column.kind == "number" or frame[column.name].dtype == kinds[column.kind], (name, column.name)
    (palmer,) = (
        duckdb.read_csv(str(tmp_path / "votes.csv"))
        .filter("election = 'mayor.cambridgeshire-and-peterborough.2017-05-04' and candidate = 'james-palmer'")
        .filter("count = 2")
        .sum("votes")
        .fetchall()
    )
    assert palmer == (88_826,)


@pytest.fixture(scope="module")
def package(
    all_counted: tuple[Counted, ...],
    offices: tuple[Office, ...],
    parties: Mapping[str, Party],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The Data Package of everything, written out."""
    folder = tmp_path_factory.mktemp("package")
    together = tables_of_ledger(offices, parties)
    for one in all_counted:
        for name, found in tables_of(one, parties).items():
            together.setdefault(name, []).extend(found)
    files = csv_files(together)
    heading = Heading("everything", "Everything", "All elections", "2026-07-31")
    for name, text in {
        **files,
        "datapackage.json": json_text(data_package(sealed(files), heading, UNSTATED)),
    }.items():
        (folder / name).write_bytes(text)
    return folder / "datapackage.json"


def test_the_data_package_is_valid_to_frictionless(package: Path) -> None:
    """Types, keys between tables, sizes and hashes all hold, for every table of every election."""
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:5]
    assert {task.name for task in report.tasks} == {one.name for one in TABLES}


def test_frictionless_finds_a_changed_figure(package: Path, tmp_path: Path) -> None:
    """The hash in the package is of the bytes of the file: another digit is found."""
    for one in package.parent.iterdir():
        (tmp_path / one.name).write_bytes(one.read_bytes())
    votes = tmp_path / "votes.csv"
    votes.write_bytes(votes.read_bytes().replace(b"13273", b"13274", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert hashlib.sha256(votes.read_bytes()).hexdigest() not in package.read_text()


def test_the_data_dictionary_in_the_documents_is_the_one_in_use() -> None:
    """`docs/open-data.md` holds the dictionary that the tables are made from."""
    assert dictionary_text() in (ROOT / "docs" / "open-data.md").read_text(encoding="utf-8")
