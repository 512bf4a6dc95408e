"""Files of papers condensed: by every engine to the same table, and refused where they are not understood."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from oracle import AV
from papers import Drawn, as_rows, condensed_of, contest_of, drawn_election, lots_of, told

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.papers import Condensed
from mayoral.counting.tally import tally
from mayoral.files.condense.table import condensed_text
from mayoral.files.papers.ballots import Ask, read_papers
from mayoral.files.reading import Unreadable

HERE = ("stdlib", "polars", "duckdb")
ANN, BOB = (Candidate(CandidateId(one), name) for one, name in (("ann", "Ann Ash"), ("bob", "Bob, Jr")))
A, B = frozenset({ANN.id}), frozenset({BOB.id})
NONE: frozenset[CandidateId] = frozenset()


def text(drawn: Drawn, **how: str) -> str:
    """The papers of a drawn election as a CSV file."""
    names, rows = as_rows(drawn)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=how.get("end", "\n"), delimiter=how.get("by", ","))
    writer.writerows([names, *rows])
    return out.getvalue()


def ask(drawn: Drawn, engine: str | None = None) -> Ask:
    """What a contest knows before its papers are read."""
    contest = contest_of(drawn)
    return Ask(contest.candidates, [(str(one.id), one.name) for one in contest.areas], engine)


def put(folder: Path, content: str | bytes, name: str = "papers.csv") -> str:
    """A file of papers."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(folder: Path, content: str | bytes, name: str = "papers.csv") -> Condensed:
    """A file of papers read back, its candidates Ann and Bob."""
    return read_papers(put(folder, content, name), Ask((ANN, BOB)))


def bytes_of(papers: Condensed) -> bytes:
    """The condensed table as it is written."""
    return "".join(condensed_text(papers)).encode()


@pytest.mark.parametrize("engine", HERE)
def test_every_engine_gives_the_table_of_the_papers(engine: str, tmp_path: Path) -> None:
    """Read from CSV, papers are the papers that were written, in any order of lines."""
    for seed in range(25):
        drawn = drawn_election(Random(seed), AV)
        name = put(tmp_path, text(drawn))
        found = read_papers(name, ask(drawn, engine))
        want = condensed_of(drawn)
        assert found.papers == want.papers
        assert (found.read, found.areas, found.candidates) == (len(drawn.papers), want.areas, want.candidates)
        assert found.sha256 == hashlib.sha256(Path(name).read_bytes()).hexdigest()


@pytest.mark.parametrize("engine", HERE[1:])
def test_tables_are_the_same_byte_for_byte(engine: str, tmp_path: Path) -> None:
    """Whatever reads a file, the condensed table that is written is the same, its digest included."""
    for seed in range(30, 50):
        drawn = drawn_election(Random(seed), AV)
        name = put(tmp_path, text(drawn))
        for one in (Ask(engine=engine), ask(drawn, engine)):
            assert bytes_of(read_papers(name, one)) == bytes_of(read_papers(name, one._replace(engine="stdlib")))


def as_parquet(drawn: Drawn, path: Path, *, codes: bool) -> str:
    """The papers as a Parquet file, of names or of small numbers."""
    names, rows = as_rows(drawn)
    columns = {name: [row[at] or None for row in rows] for at, name in enumerate(names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    if codes:
        frame = frame.with_columns(pl.all().str.strip_chars_start("cE0").cast(pl.Int64))
    frame.write_parquet(path)
    return str(path)


@pytest.mark.parametrize("engine", HERE[1:])
def test_parquet_gives_the_same_papers(engine: str, tmp_path: Path) -> None:
    """Columns of names are grouped as they are."""
    for seed in range(20):
        drawn = drawn_election(Random(seed), AV)
        name = as_parquet(drawn, tmp_path / "papers.parquet", codes=False)
        found = read_papers(name, ask(drawn, engine))
        assert (found.papers, found.read) == (condensed_of(drawn).papers, len(drawn.papers))


CODES: Sequence[tuple[type[pl.DataType], list[int | None]]] = (
    (pl.UInt8, [1, 14, None, 0]),
    (pl.UInt8, [1, 15, None, 0]),
    (pl.UInt8, [1, 16, None, 240]),
    (pl.UInt64, [1, 254, None, 255]),
    (pl.UInt64, [1, 2**40, None, 14]),
    (pl.Int64, [1, 2, None, 0]),
    (pl.Int64, [1, 126, None, 127]),
    (pl.Int64, [70_000, 2, None, 2**40]),
)


@pytest.mark.parametrize("engine", HERE[1:])
@pytest.mark.parametrize("columns", [1, 3, 7, 8, 9, 15, 16])
@pytest.mark.parametrize(("kind", "codes"), CODES)
def test_codes_are_grouped_all_the_same_whether_they_can_be_packed_or_not(
    engine: str, columns: int, kind: type[pl.DataType], codes: list[int | None], tmp_path: Path
) -> None:
    """A key of packed codes never mistakes one paper for another: what does not fit is grouped by columns."""
    chance = Random(columns)
    rows = [[chance.choice(codes) for _ in range(columns)] for _ in range(200)]
    rows += [[one] * columns for one in codes for _ in range(3)]
    names = [f"r{at}" for at in range(1, columns + 1)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, kind), orient="row")
    frame.write_parquet(tmp_path / "papers.parquet")
    frame.write_csv(tmp_path / "papers.csv")
    found = read_papers(str(tmp_path / "papers.parquet"), Ask(engine=engine))
    assert found.papers == read_papers(str(tmp_path / "papers.csv"), Ask()).papers
    assert found.read == len(rows)


SPELLINGS: Sequence[tuple[str, str | bytes]] = (
    ("plain", "r1,r2\nann,bob\nann,bob\nbob,\n"),
    ("CRLF", "r1,r2\r\nann,bob\r\nann,bob\r\nbob,\r\n"),
    ("a byte-order mark", b"\xef\xbb\xbfr1,r2\nann,bob\nann,bob\nbob,\n"),
    ("no last line end", "r1,r2\nann,bob\nann,bob\nbob,"),
    ("line ends of two kinds", "r1,r2\nann,bob\r\nann,bob\nbob,"),
    ("names, quoted", 'r1,r2\nAnn Ash,"Bob, Jr"\nann,bob\n"Bob, Jr",\n'),
    ("spaces", "r1,r2\n ann , bob\nann,bob\nbob, \n"),
    ("columns the other way round", "r2,r1\nbob,ann\nbob,ann\n,bob\n"),
    ("ordinals", "Second choice,First choice\nbob,ann\nbob,ann\n,bob\n"),
    ("numbers", "1,2\nann,bob\nann,bob\nbob,\n"),
    ("ranks", "Rank 1,Rank 2\nann,bob\nann,bob\nbob,\n"),
    ("an id in front", "ballot,r1,r2\n1,ann,bob\n2,ann,bob\n3,bob,\n"),
    ("an id and a time", "id,time,r1,r2\n1,9:00,ann,bob\n2,9:01,ann,bob\n3,9:02,bob,\n"),
    ("a quoted time in front", 'time,r1,r2\n"1 May, 9:00",ann,bob\n"1 May, 9:01",ann,bob\n"2 May",bob,\n'),
    ("a line break in front", 'note,r1,r2\n"a\nb",ann,bob\n"",ann,bob\n"x",bob,\n'),
    ("a paper in quotation marks in front", 'note,r1,r2\n"x,ann,bob\ny",ann,bob\n"",ann,bob\n1,bob,\n'),
    ("quotation marks behind an id", 'id,r1,r2\n1,"Ann Ash","Bob, Jr"\n2,ann,bob\n3,"Bob, Jr",\n'),
    ("an id behind", "r1,r2,ballot\nann,bob,1\nann,bob,2\nbob,,3\n"),
    ("an id between", "r1,ballot,r2\nann,1,bob\nann,2,bob\nbob,3,\n"),
    ("a line break in a cell", 'r1,r2\nann,"bob\n"\nann,bob\nbob,\n'),
    ("comments", "# of 1 May\n# candidate: ann,Ann\n# candidate: bob,Bob\nr1,r2\nann,bob\nann,bob\nbob,\n"),
)  # fmt: skip


@pytest.mark.parametrize("engine", HERE)
@pytest.mark.parametrize(("what", "content"), SPELLINGS, ids=[what for what, _ in SPELLINGS])
def test_one_file_in_many_spellings(what: str, content: str | bytes, engine: str, tmp_path: Path) -> None:
    """Two papers Ann then Bob and one for Bob alone, however they are written; nothing else of a row is kept."""
    found = read_papers(put(tmp_path, content), Ask((ANN, BOB), engine=engine))
    assert found.papers == {("", (A, B)): 2, ("", (B,)): 1}, what
    assert (found.read, found.areas) == (3, (("", ""),))


@pytest.mark.parametrize("engine", HERE)
@pytest.mark.parametrize("name", ["papers[1]", "papers?", "p*s1", "papers{1,2}"])
def test_a_name_is_no_pattern_where_a_file_bears_it(engine: str, name: str, tmp_path: Path) -> None:
    """The papers are those of the file whose digest is told, not of a file beside it."""
    for one, who in (("papers1", "bob"), (name, "ann")):
        put(tmp_path, f"r1,r2\n{who},\n", f"{one}.csv")
        pl.DataFrame({"r1": [who]}).write_parquet(tmp_path / f"{one}.parquet")
    for kind in ("csv", "parquet")[: 1 if engine == "stdlib" else 2]:
        path = tmp_path / f"{name}.{kind}"
        found = read_papers(str(path), Ask((ANN, BOB), engine=engine))
        assert found.papers == {("", (A,)): 1}
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_tabs_and_gzip(tmp_path: Path) -> None:
    """A TSV file and packed files, of one member or two, give the same papers."""
    plain = b"area\tr1\tr2\nX\tann\tbob\nX\tbob\t\n"
    want = {("X", (A, B)): 1, ("X", (B,)): 1}
    assert read(tmp_path, plain, "papers.tsv").papers == want
    packed = gzip.compress(plain)
    found = read(tmp_path, packed, "papers.tsv.gz")
    assert (found.papers, found.sha256) == (want, hashlib.sha256(packed).hexdigest())
    assert read(tmp_path, gzip.compress(plain[:9]) + gzip.compress(plain[9:]), "papers.tsv.gz").papers == want
    for cut in range(1, len(packed)):
        with pytest.raises(Unreadable):
            read(tmp_path, packed[:cut], "papers.tsv.gz")


def test_blank_skipped_repeated_and_over_voted_ranks_are_kept_as_they_stand(tmp_path: Path) -> None:
    """The reader says what is marked; what that means is said by the method."""
    found = read(tmp_path, "r1,r2,r3\n,ann,\nann,ann,bob\nann|bob,,ann\nbob=ann,,\n,,\n")
    both = A | B
    assert found.papers == {
        ("", (NONE, A)): 1,
        ("", (A, A, B)): 1,
        ("", (both, NONE, A)): 1,
        ("", (both,)): 1,
        ("", ()): 1,
    }


@pytest.mark.parametrize("engine", HERE)
@pytest.mark.parametrize("name", ["papers.tsv", "papers.TAB"])
def test_a_comma_in_the_only_column_of_a_tsv_file_parts_nothing(engine: str, name: str, tmp_path: Path) -> None:
    """Where no tab stands in the header the name of the file says that tabs part its cells."""
    content = "r1\nBob, Jr\nann\nBob, Jr\n"
    found = read_papers(put(tmp_path, content, name), Ask((ANN, BOB), engine=engine))
    assert found.papers == {("", (B,)): 2, ("", (A,)): 1}
    assert read(tmp_path, "r1,r2\nann,bob\n", name).papers == {("", (A, B)): 1}


def test_a_file_of_one_column_may_have_blank_papers(tmp_path: Path) -> None:
    """Where a paper is one cell an empty line is a paper with no mark."""
    assert read(tmp_path, "r1\nann\n\nbob\n").papers == {("", (A,)): 1, ("", ()): 1, ("", (B,)): 1}


def test_candidates_and_areas_are_found_in_the_cells(tmp_path: Path) -> None:
    """Without a contest the cells name everybody: numbers by size, then words; a name makes an id."""
    found = read_papers(put(tmp_path, "area,r1,r2\nNorth,Cy Day,10\nSouth,9,\nNorth,Ann,\n"), Ask())
    assert [(one.id, one.name) for one in found.candidates] == [
        ("9", "9"), ("10", "10"), ("Ann", "Ann"), ("Cy-Day", "Cy Day"),
    ]  # fmt: skip
    assert found.areas == (("North", "North"), ("South", "South"))


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    """The condensed table is the same but for the digest of the file."""
    drawn = drawn_election(Random(5), AV)
    tables = set()
    for seed in range(5):
        Random(seed).shuffle(drawn.papers)
        found = read_papers(put(tmp_path, text(drawn)), ask(drawn))
        tables.add(bytes_of(replace(found, sha256="")))
    assert len(tables) == 1


def test_a_condensed_table_is_read_back_and_counts_the_same(tmp_path: Path) -> None:
    """What was condensed once is never read from the papers again; the first file's digest stays with it."""
    for seed in range(40):
        drawn = drawn_election(Random(seed))
        first = read_papers(put(tmp_path, text(drawn)), ask(drawn))
        second = read_papers(put(tmp_path, bytes_of(first), "condensed.csv"), Ask())
        assert (second.papers, second.sha256, second.source) == (first.papers, first.sha256, "papers.csv")
        assert (second.stated, second.candidates, second.areas) == (first.read, first.candidates, first.areas)
        assert bytes_of(second) == bytes_of(first)
        contest, lots = contest_of(drawn), lots_of(drawn)
        assert told(tally(contest, second, lots).outcome) == told(tally(contest, first, lots).outcome)


def test_a_condensed_table_cut_anywhere_is_refused(tmp_path: Path) -> None:
    """It states its length, so a table cut at any byte of its last kilobyte is not counted."""
    drawn = drawn_election(Random(3), AV)
    whole = bytes_of(read_papers(put(tmp_path, text(drawn)), ask(drawn)))
    for cut in range(max(0, len(whole) - 1024), len(whole)):
        with pytest.raises(Unreadable):
            read_papers(put(tmp_path, whole[:cut], "condensed.csv"), Ask())


HOSTILE: Sequence[tuple[str, str | bytes, int, str]] = (
    ("empty", b"", 1, "0 bytes"),
    ("no header", "ann,bob\n", 1, "expected a header"),
    ("a gap in the ranks", "r1,r3\nann,bob\n", 1, "without a gap"),
    ("a rank twice", "r1,first\nann,bob\n", 1, "two columns mean the same"),
    ("a stranger", "r1,r2\nann,bob\nbob,cy\n", 3, "`cy` is not a candidate"),
    ("too few cells", "r1,r2\nann,bob\nbob\n", 3, "expected 2 cells"),
    ("too many cells", "r1,r2\nann,bob\nbob,,\n", 3, "expected 2 cells"),
    ("an empty line", "r1,r2\nann,bob\n\nbob,\n", 3, "expected 2 cells"),
    ("an empty last line", "r1,r2\nann,bob\n\n", 3, "expected 2 cells"),
    ("no area", "area,r1\n,ann\n", 2, "`area` is empty"),
    ("Windows-1252", b"r1,r2\nann,bob\nAnn\x92,\n", 3, "not UTF-8"),
    ("UTF-16", "r1,r2\nann,bob\n".encode("utf-16"), 1, "UTF-16"),
    ("CR alone", b"r1,r2\rann,bob\r", 1, "CR alone"),
    ("a quotation mark never closed", 'r1,r2\nann,bob\n"ann,bob\n', 3, "not closed"),
    ("a quotation mark not closed in a later line", 'r1,r2\nann,bob\n"Ann\nAsh","bob\nann,bob\n', 4, "not closed"),
    ("a quotation mark closed far too late", 'r1,r2\nann,"bob\n' + "ann,bob\n" * 50_000, 2, "not closed"),
    ("another number than stated", "# papers: 3\nr1\nann\n", 0, "says it holds 3 papers"),
    ("a quotation mark in the header", '"r1,r2\nann,bob\n', 1, "not closed"),
    ("NUL", b"r1,r2\nann,\x00bob\n", 2, "is not a candidate"),
    ("an id missing", "id,r1,r2\n1,ann,bob\nann\n", 3, "cells"),
    ("an id behind, a cell too few", "r1,r2,id\nann,bob,1\nann,bob\n", 3, "expected 3 cells"),
    ("no papers in a bundle", "papers,r1\n0,ann\n", 2, "above 0"),
    ("a bundle of words", "papers,r1\n3,ann\nmany,bob\n", 3, "above 0"),
    ("a very long line", b"r1,r2\n" + b"x" * (1 << 21), 2, "no ballot paper"),
)  # fmt: skip


@pytest.mark.parametrize("engine", HERE)
@pytest.mark.parametrize(("what", "content", "line", "why"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_what_is_not_understood_is_refused_with_its_line(
    what: str, content: str | bytes, line: int, why: str, engine: str, tmp_path: Path
) -> None:
    """Nothing of such a file is counted, whichever engine reads it; there is no way to skip a line."""
    with pytest.raises(Unreadable) as refused:
        read_papers(put(tmp_path, content), Ask((ANN, BOB), engine=engine))
    assert (refused.value.line, why in refused.value.what) == (line, True), (what, str(refused.value))


@pytest.mark.parametrize("engine", HERE[1:])
@pytest.mark.parametrize("kind", [pl.Int64, pl.UInt8, pl.String])
@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_the_first_row_of_parquet_that_is_not_understood_is_told(
    engine: str, kind: type[pl.DataType], at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every engine names the same row, though none groups rows in the order of the file; a row is no line."""
    from mayoral.files.condense import rows  # noqa: PLC0415 - whose constant is set

    monkeypatch.setattr(rows, "_AT_ONCE", at_once)
    roll = [Candidate(CandidateId(one), one * 2) for one in ("1", "2", "3")]
    path = tmp_path / "papers.parquet"
    for seed in range(5):
        codes = Random(seed).choices([1, 2, 3, 7, 8, 9], k=40)
        pl.DataFrame({"r1": codes, "r2": 1}).with_columns(pl.all().cast(kind)).write_parquet(path)
        row = next(at for at, code in enumerate(codes) if code > 3)
        with pytest.raises(Unreadable) as refused:
            read_papers(str(path), Ask(roll, engine=engine))
        assert refused.value.line == 0
        assert refused.value.what.startswith(f"row {row + 1} ({codes[row]}, 1): `{codes[row]}` is not a candidate")


@pytest.mark.parametrize("engine", HERE[1:])
def test_a_parquet_file_cut_anywhere_is_refused(engine: str, tmp_path: Path) -> None:
    """Its end says what it holds."""
    whole = Path(as_parquet(drawn_election(Random(3), AV), tmp_path / "whole.parquet", codes=False)).read_bytes()
    for cut in range(max(0, len(whole) - 1024), len(whole), 7):
        with pytest.raises(Unreadable):
            read_papers(put(tmp_path, whole[:cut], "papers.parquet"), Ask(engine=engine))


def test_big_files_go_to_polars_and_small_ones_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is chosen by kind and size."""
    chosen: list[str] = []

    def noted(one: Callable[..., Condensed]) -> Callable[..., Condensed]:
        def wrapper(*given: object) -> Condensed:
            chosen.append(one.__name__)
            return one(*given)

        return wrapper

    from mayoral.files.condense import frames  # noqa: PLC0415
    from mayoral.files.condense import text as plain  # noqa: PLC0415
    from mayoral.files.papers import ballots  # noqa: PLC0415 - a module whose functions are watched

    monkeypatch.setattr(frames, "condense_lines", noted(frames.condense_lines))
    monkeypatch.setattr(plain, "condense_text", noted(plain.condense_text))
    read(tmp_path, "r1,r2\nann,bob\n")
    monkeypatch.setattr(ballots, "BIG", 1)
    read(tmp_path, "r1,r2\nann,bob\n")
    assert chosen == ["condense_text", "condense_lines"]
