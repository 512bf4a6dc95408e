"""A file whose lines two processes count, each its part: the same table as from one, or the one reads it again."""

from __future__ import annotations

import gzip
import os
import select
from pathlib import Path
from random import Random

import pytest

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.files.condense import ahead
from mayoral.files.condense.ahead import begin, read_lines
from mayoral.files.condense.lines import BLOCK, Blocks, Counted
from mayoral.files.condense.marks import Roll
from mayoral.files.condense.text import condense_text
from mayoral.files.reading import Unreadable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="here one process counts alone")
HEADER = b"area,r1,r2,r3"


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few blocks are shared too."""
    monkeypatch.setattr(ahead, "SMALLEST", 0)
    monkeypatch.setattr(ahead, "START", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def lines(chance: Random, number: int) -> list[bytes]:
    """Lines of papers, of several lengths."""
    marks = (b"", b"ann", b"bob")
    return [b",".join([b"%d" % chance.randint(1, 3), *chance.choices(marks, k=3)]) for _ in range(number)]


def spelt(given: Counted | None) -> dict[bytes, int]:
    """What was counted, whatever its order."""
    assert given is not None
    found = dict(zip(given.text.split(b"\n"), given.numbers, strict=True))
    assert sum(found.values()) == given.read
    return found


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_two_processes_count_what_one_counts(end: bytes, mark: bytes, last: bytes, tmp_path: Path) -> None:
    """Lines, numbers, digest and whether the last line is ended, wherever the file happens to be parted."""
    path = tmp_path / "papers.csv"
    for seed in range(12):
        rows = lines(Random(seed), 5000 + seed * 997)
        path.write_bytes(mark + end.join([HEADER, *rows]) + (end if last else b""))
        alone, shared = read_lines(Blocks(path)), begin(str(path))
        assert shared is not None
        assert 0 < shared.share * BLOCK < path.stat().st_size
        both = shared.lines(path)
        assert both is not None
        assert (both.opened.head, both.digest) == (alone.opened.head, alone.digest)
        assert spelt(both.counted) == spelt(alone.counted)
        assert both.counted is not None
        assert alone.counted is not None
        assert both.counted.ended is alone.counted.ended is bool(last)


@pytest.mark.parametrize("before", [-2, -1, 0, 1, 2])
def test_a_line_that_ends_where_the_parts_meet_is_counted_once(before: int, tmp_path: Path) -> None:
    """The parts meet behind the first line end at or after a whole number of blocks."""
    path, row = tmp_path / "papers.csv", b"1,ann,bob,\n"
    meet = 2 * BLOCK
    head = HEADER + b"\n"
    spaces = (meet + before - (len(head) + len(row) - 1)) % len(row)
    body = HEADER + b" " * spaces + b"\n" + row * (4 * BLOCK // len(row))
    assert body[meet + before : meet + before + 1] == b"\n"
    path.write_bytes(body + b"2,bob,,\n" * 3)
    shared = begin(str(path))
    assert shared is not None
    assert shared.share * BLOCK == meet
    both = shared.lines(path)
    assert both is not None
    assert spelt(both.counted) == spelt(read_lines(Blocks(path)).counted)


def test_a_file_that_changes_between_the_two_is_read_again_by_one(tmp_path: Path) -> None:
    """The last lines are hashed by both processes: where they differ nothing is taken from either."""
    path = tmp_path / "papers.csv"
    path.write_bytes(b"\n".join([HEADER, *lines(Random(1), 5000)]) + b"\n")
    shared = begin(str(path))
    assert shared is not None
    assert select.select([shared.pipe], [], [], 30)[0]  # the other process has read the file, and tells
    path.write_bytes(path.read_bytes()[:-6] + b",bob,\n")
    assert shared.lines(path) is None


@pytest.mark.parametrize(
    ("wrong", "what"),
    [(b"1,ann,cat,\n", "`cat` is not a candidate"), (b"1,ann\n", "cells"), (b"1,\xff,,\n", "not UTF-8")],
)
def test_a_line_not_understood_is_refused_by_its_place(wrong: bytes, what: str, tmp_path: Path) -> None:
    """Whoever counted it, the message names the line of the file."""
    roll = Roll(tuple(Candidate(CandidateId(one), one.title()) for one in ("ann", "bob")))
    for place in (3, 4900):
        rows = [line + b"\n" for line in lines(Random(place), 5000)]
        rows[place] = wrong
        path = tmp_path / "papers.csv"
        path.write_bytes(HEADER + b"\n" + b"".join(rows))
        with pytest.raises(Unreadable, match=what) as refused:
            condense_text(path, roll, ahead=begin(str(path)))
        assert refused.value.line == place + 2


def test_cells_in_quotation_marks_and_packed_files_are_left_to_one(tmp_path: Path) -> None:
    """A quoted cell may go over lines, and a packed file has no lines to be parted at."""
    body = HEADER + b"\n" + b"".join(line + b"\n" for line in lines(Random(2), 5000))
    path = tmp_path / "papers.csv"
    for content in (gzip.compress(body, 0), b"id," + body.replace(b"\n", b'\n"a\nb",', 3)):
        path.write_bytes(content)
        shared = begin(str(path))
        assert shared is not None
        assert shared.lines(path) is None
