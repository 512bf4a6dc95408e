"""The record: appended and never changed, and whoever changes it is found out."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, UniqueConstraint
from hall import Hall

from countroom.actions import Doing, perform
from countroom.models import ActRow, ContestRow, DeclarationRow, Person
from countroom.paperwork.exporting import write_folder
from countroom.records import night
from mayoral.cli import main
from mayoral.contest.findings import Refused
from mayoral.files.acts import BEGINNING, canonical, hash_of, line_of, read_acts

KEPT = ("actrow", "sheetrow", "entryrow", "returnrow", "figurerow", "declarationrow")


@pytest.fixture
def exported(hall: Hall, tmp_path: Path) -> Path:
    """The folder of a night in which one area has sent its first count."""
    hall.verify("E07000010")
    hall.count("E07000010", 1)
    hall.accept("E07000010", 1)
    write_folder(night(), tmp_path / "night")
    return tmp_path / "night"


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("change", ["UPDATE countroom_{} SET id = id", "DELETE FROM countroom_{}"])
def test_the_database_refuses_any_change_of_the_record(exported: Path, table: str, change: str) -> None:
    """Triggers stand under the application: not even SQL typed by hand changes an act."""
    key = "seq" if table == "actrow" else "id"
    if table == "declarationrow":
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table).replace("id = id", f"{key} = {key}"))


def _once(model: type[Model]) -> list[tuple[str, ...]]:
    """Every set of columns in which a table has nothing twice, as its model says."""
    meta = model._meta
    alone = [(one.column,) for one in meta.concrete_fields if one.unique]
    among = [one.fields for one in meta.constraints if isinstance(one, UniqueConstraint)]
    return alone + [tuple(str(meta.get_field(one).column) for one in each) for each in among]  # type: ignore[union-attr]


@pytest.mark.parametrize("table", KEPT)
def test_no_row_of_the_record_takes_the_place_of_another(exported: Path, table: str) -> None:
    """Not by `INSERT OR REPLACE`, which deletes without a trigger, nor by `ON CONFLICT DO UPDATE`.

    Whatever a new row shares with one that is there, its number, its hash, its key, the old row stays.
    """
    DeclarationRow.objects.create(contest=ContestRow.objects.get(), act=ActRow.objects.get(seq=1))
    model = apps.get_model("countroom", table)
    before = list(model.objects.order_by("pk").values())
    columns = list(before[0])
    every = _once(model)
    assert len(every) >= 2
    for shared in every:
        other = {column for each in every for column in each if column not in shared}
        if connection.vendor == "postgresql":
            other.discard("place")  # a third typist is refused there before anything else is looked at
        row = [_another(one) if column in other else one for column, one in before[0].items()]
        into = f"INTO countroom_{table} ({', '.join(columns)}) "
        into += f"VALUES ({', '.join(['%s'] * len(row))})"
        ways = [
            f"INSERT {into} ON CONFLICT ({', '.join(shared)}) DO UPDATE SET {columns[-1]} = excluded.{columns[-1]}"
        ]
        if connection.vendor == "sqlite":
            ways += [f"INSERT OR REPLACE {into}", f"REPLACE {into}"]
        for statement in ways:
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, row)
    assert list(model.objects.order_by("pk").values()) == before


def _another(value: object) -> object:
    """Something that stands nowhere else."""
    return value + 20_000 if isinstance(value, int) else "another"


def test_an_untouched_record_verifies(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was recorded is counted again from the record alone."""
    assert main(["verify", str(exported)]) == 0
    said = capsys.readouterr().out
    assert f"Head of the chain: {night().head}" in said
    assert said.startswith("A REHEARSAL: not a real election.\n")


def test_a_live_record_is_not_called_a_rehearsal(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mode is what the first act of the record says."""
    acts, previous = [], BEGINNING
    for act in read_acts(exported / "acts.jsonl")[0]:
        payload = act.payload | {"mode": "live"} if act.kind == "load" else act.payload
        placed = replace(act, payload=payload, previous=previous)
        previous = hash_of(placed)
        acts.append(replace(placed, hash=previous))
    (exported / "acts.jsonl").write_text("".join(map(line_of, acts)), encoding="utf-8")
    (exported / "head.txt").write_text(f"{len(acts)} {previous}\n")
    assert main(["verify", str(exported)]) == 0
    assert "REHEARSAL" not in capsys.readouterr().out


def test_a_flipped_byte_anywhere_is_found_and_the_act_named(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One bit of one byte of one file is changed, two hundred times: verify fails and names an act each time."""
    chance = random.Random(2017)
    sizes = {path.name: path.stat().st_size for path in exported.iterdir()}
    for _ in range(200):
        name = chance.choice(sorted(sizes))
        place, bit = chance.randrange(sizes[name]), 1 << chance.randrange(8)
        copy = tmp_path / "copy"
        shutil.copytree(exported, copy)
        raw = bytearray((copy / name).read_bytes())
        raw[place] ^= bit
        (copy / name).write_bytes(raw)
        assert main(["verify", str(copy)]) == 1, (name, place, bit)
        said = capsys.readouterr().out
        assert "Act " in said, said
        if name == "acts.jsonl":
            line = bytes(raw[:place]).count(b"\n") + 1
            assert f"Act {line}:" in said, said
        shutil.rmtree(copy)


def test_an_act_left_out_or_put_elsewhere_is_found(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Acts follow one another: none is missing at the end, in the middle, or stands twice."""
    path = exported / "acts.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    for wrong in (
        lines[:-1],
        lines[:5] + lines[6:],
        [*lines[:5], lines[6], lines[5], *lines[7:]],
        [*lines, lines[-1]],
    ):
        path.write_text("".join(wrong))
        assert main(["verify", str(exported)]) == 1
        assert "NOT as recorded" in capsys.readouterr().out


def test_a_chain_made_anew_is_found_by_a_printed_head(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who alters an act and hashes all the rest again still cannot match the head printed on paper."""
    path = exported / "acts.jsonl"
    acts, _ = read_acts(path)
    printed = acts[-1].hash
    previous, made = "0" * 64, []
    for act in acts:
        fields = {name: getattr(act, name) for name in act.__slots__} | {
            "previous": previous,
            "person": act.person + "!",
        }
        new = type(act)(**fields)
        previous = hash_of(new)
        made.append(canonical({name: getattr(new, name) for name in act.__slots__} | {"hash": previous}) + "\n")
    path.write_text("".join(made))
    (exported / "head.txt").write_text(f"{len(made)} {previous}\n")
    assert main(["verify", str(exported)]) == 0
    assert main(["verify", str(exported), "--head", printed[:16]]) == 1
    assert "is not in this chain" in capsys.readouterr().out


def test_the_same_form_sent_twice_is_one_act(hall: Hall) -> None:
    """A replayed request gives back the act it made; its key serves no other act."""
    hall.verify("E07000010")
    person = Person.objects.get(username="supervisor-fenland")
    doing = Doing("issue-sheets", "one-key", "E07000010", 1, {"sheets": ["7"]})
    first = perform(person, doing)
    assert perform(person, doing).seq == first.seq
    assert ActRow.objects.filter(kind="issue-sheets").count() == 1
    with pytest.raises(Refused, match="already used"):
        perform(person, Doing("void-sheet", "one-key", "E07000010", 1, {"sheet": "7", "reason": "x"}))


def test_a_sheet_enters_the_total_once_ever(hall: Hall) -> None:
    """Forest Hill 2014: one sheet entered twice. A number is given once, also after the sheet is voided."""
    hall.verify("E07000010")
    supervisor = hall.seat("supervisor", "E07000010")
    supervisor.do("issue-sheets", "E07000010", 1, sheets="1-2")
    assert supervisor.act("issue-sheets", "E07000010", 1, sheets="2") == 409
    supervisor.do("void-sheet", "E07000010", 1, "?sheet=2", reason="spoilt")
    assert supervisor.act("issue-sheets", "E07000010", 1, sheets="2") == 409
    figures = dict(hall.forms["E07000010", 1].figures)
    for typist in ("typist1", "typist2"):
        hall.seat(typist, "E07000010").type_sheet("E07000010", 1, "1", figures)
    third = Person.objects.get(username="deputy-fenland")
    with pytest.raises(Refused, match="once"):
        perform(third, Doing("enter", "k", "E07000010", 1, {"sheet": "1", "figures": figures}))


def test_the_log_holds_no_figure(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """Logs say what was done and by which account; figures and passwords are not in them."""
    from countroom.running.logs import configure

    configure("INFO")
    hall.verify("E07000010")
    hall.count("E07000010", 1)
    configure("WARNING")
    said = capsys.readouterr().out
    assert '"kind": "enter"' in said
    assert "10513" not in said
    assert "rehearsal-of-the-count" not in said
