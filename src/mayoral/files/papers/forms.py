"""The spreadsheet of an online form, saved as CSV: one row a voter, and the ranking in its columns.

Either a column for each rank holds candidates (`First choice`, `Rank them [2nd]`), or a column for each
candidate holds ranks (`Rank them [Ana Smith]`: `1`, `1st`, `First choice`). Everything else in a row,
such as a time, a name or an e-mail address, is never kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.text import NOT_CLOSED, open_mark
from mayoral.files.papers.contents import ONE_AREA, Contents, contents_of, named, trimmed
from mayoral.files.reading import Unreadable, bytes_of

_ORDINALS = [
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
]
_NOUN = r"(?:choice|preference|pref|rank|ranking)"
_RANK = re.compile(
    rf"(?:{_NOUN}\s+)?(?P<digits>[1-9][0-9]?)(?:st|nd|rd|th)?(?:\s+{_NOUN})?"
    rf"|(?P<word>{'|'.join(_ORDINALS)})(?:\s+{_NOUN})?",
    re.ASCII | re.IGNORECASE,
)
_BRACKETS = re.compile(r"(.*)\[([^\[\]]*)\]\s*", re.DOTALL)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class _Columns:
    """By place: the rank of each column that holds candidates, or the id or name of each that holds ranks.

    `others` is how many columns are left alone.
    """

    ranks: Mapping[int, int]
    candidates: Mapping[int, str]
    area: int | None
    others: int


def read_form(path: Path, candidates: Sequence[Candidate] = (), only: int | None = None) -> Condensed:
    """The papers of a form's CSV file, separated by commas, semicolons or tabs; `only` one line's where given.

    `candidates` are known by id, or by a name that only one of them bears; without them they are the columns'
    names in brackets, or the names found in the cells by alphabet. A rank given to several is an over-voted
    rank, an empty cell is no mark. Raises Unreadable.
    """
    if bytes_of(path).startswith(_SPREADSHEETS):
        raise Unreadable(path, 1, "this is a spreadsheet; open it and save the sheet as CSV (UTF-8)")
    contents = contents_of(path)
    rows = list(_rows(contents)) or [(1, [])]
    head = [cell.strip() for cell in rows[0][1]]
    columns = _columns(contents, head, candidates)
    body = rows[1:]
    standing = tuple(candidates) or _found(contents, columns, body)
    words = _words(standing)
    papers: Counter[tuple[str, Marks]] = Counter()
    for line, cells in body:
        if len(cells) != len(head):
            raise contents.refuse(line, f"expected {len(head)} cells, found {len(cells)}")
        if columns.others and not any(cell.strip() for cell in cells):
            raise contents.refuse(
                line, "the row is empty, even where a voter's time or name would stand; delete it"
            )
        area = "" if columns.area is None else cells[columns.area].strip()
        marks = _marks(contents, line, cells, (columns, words))
        if only in {None, line}:
            papers[area, marks] += 1
    areas = tuple((area, area) for area in sorted({area for area, _ in papers}))
    if columns.area is not None and ("", "") in areas:
        raise contents.refuse(1, "the column of areas is empty in some rows")
    return Condensed(
        candidates=standing,
        areas=areas or ONE_AREA,
        papers=dict(papers),
        read=papers.total(),
        source=path.name,
        sha256=contents.sha256,
    )


def _rows(contents: Contents) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each begins on; the separator is the one that divides the first row most."""
    first = contents.text.split("\n", 1)[0]
    separator = max(",;\t", key=lambda one: len(next(csv.reader([first], delimiter=one), [])))
    reader = csv.reader(io.StringIO(contents.text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        rest = "\n".join(contents.text.split("\n")[line - 1 :])
        opens = open_mark(rest, separator)
        if opens is not None:
            raise contents.refuse(line + rest.count("\n", 0, opens), NOT_CLOSED) from problem
        raise contents.refuse(reader.line_num, f"not a well-formed CSV line: {problem}") from problem


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _words(candidates: Sequence[Candidate]) -> Mapping[str, Sequence[CandidateId]]:
    """Whom a word may name, by id or else by name: more than one where several bear the name."""
    words: dict[str, list[CandidateId]] = {}
    for each in ([(one.id, one.id) for one in candidates], [(one.name, one.id) for one in candidates]):
        known = frozenset(words)
        for word, who in each:
            if _plain(word) not in known:
                words.setdefault(_plain(word), []).append(who)
    return words


def _who(contents: Contents, line: int, cell: str, words: Mapping[str, Sequence[CandidateId]]) -> CandidateId:
    """The candidate whom a cell or a heading names. Raises Unreadable."""
    named = words.get(_plain(cell), ())
    if len(named) > 1:
        raise contents.refuse(line, f"several are called `{cell.strip()}`; write their ids: {', '.join(named)}")
    if not named:
        raise contents.refuse(line, f"`{cell}` is not a candidate")
    return named[0]


def _rank(words: str) -> int | None:
    """The rank that words name, or None where they name none."""
    found = _RANK.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else _ORDINALS.index(found["word"].casefold()) + 1


def _columns(contents: Contents, head: Sequence[str], candidates: Sequence[Candidate]) -> _Columns:
    known = _words(candidates)
    ranks: dict[int, int] = {}
    standing: dict[int, str] = {}
    for place, heading in enumerate(head):
        brackets = _BRACKETS.fullmatch(heading)
        words = brackets[2] if brackets else heading
        rank = _rank(words)
        if rank is not None and _plain(words) not in known:
            ranks[place] = rank
        elif _plain(words) in known or (brackets and not known):
            standing[place] = _who(contents, 1, words, known) if known else words.strip()
        elif brackets:
            raise contents.refuse(1, f"`{words}` is neither a rank nor a candidate of this contest")
    area = next((place for place, heading in enumerate(head) if _plain(heading) == "area"), None)
    columns = _Columns(ranks, standing, area, len(head) - len(ranks) - len(standing) - (area is not None))
    _one_question(contents, head, columns)
    missing = [one.name for one in candidates if standing and one.id not in standing.values()]
    if missing:
        raise contents.refuse(1, f"no column for {', '.join(missing)}; the headings are {', '.join(head)}")
    return columns


def _one_question(contents: Contents, head: Sequence[str], columns: _Columns) -> None:
    """Raises Unreadable where the columns do not ask one ranking in one of the two ways."""
    told = f"the headings are {', '.join(head)}"
    if len({one[1].strip() for one in map(_BRACKETS.fullmatch, head) if one}) > 1:
        raise contents.refuse(1, f"there are several questions with columns of their own; keep one: {told}")
    if bool(columns.ranks) == bool(columns.candidates):
        what = "expected columns for ranks (First choice, …) or for candidates ([name]), not both or neither"
        raise contents.refuse(1, f"{what}; {told}")
    names = [_plain(one) for one in columns.candidates.values()]
    if len(set(columns.ranks.values())) < len(columns.ranks) or len(set(names)) < len(names):
        raise contents.refuse(1, f"a rank or a candidate has two columns; {told}")


def _found(
    contents: Contents, columns: _Columns, rows: Sequence[tuple[int, Sequence[str]]]
) -> tuple[Candidate, ...]:
    """The candidates a file itself shows: by its columns, or by the names in its cells."""
    names: dict[str, str] = {_plain(name): name for name in columns.candidates.values()}
    for line, cells in rows:
        for place in columns.ranks:
            if place >= len(cells):
                raise contents.refuse(line, f"expected a cell in column {place + 1}, found {len(cells)} cells")
            if cells[place].strip():
                names.setdefault(_plain(cells[place]), cells[place].strip())
    ordered = sorted(names.values()) if columns.ranks else list(names.values())
    return named((name, "") for name in ordered)


def _marks(
    contents: Contents, line: int, cells: Sequence[str], read: tuple[_Columns, Mapping[str, Sequence[CandidateId]]]
) -> Marks:
    columns, words = read
    ranked: dict[int, set[CandidateId]] = {}
    for place, rank in columns.ranks.items():
        if cells[place].strip():
            ranked.setdefault(rank, set()).add(_who(contents, line, cells[place], words))
    for place, name in columns.candidates.items():
        if cells[place].strip():
            given = _rank(cells[place])
            if given is None or given > len(columns.candidates):
                what = f"expected a rank from 1 to {len(columns.candidates)}, such as 1, 1st or First choice"
                raise contents.refuse(line, f"`{cells[place]}`: {what}")
            ranked.setdefault(given, set()).add(_who(contents, line, name, words))
    return trimmed([frozenset(ranked.get(rank, ())) for rank in range(1, max(ranked, default=0) + 1)])
