"""PrefLib's files of preferences: soc, soi, toc and toi.

`s` is strict and `t` allows ties (here: over-voted ranks); `c` ranks everybody and `i` may stop early.
Read with the header of named lines in use since 2021 and with the older one, numbers only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mayoral.contest.candidates import CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.papers.contents import ONE_AREA, Contents, contents_of, named, one_line

KINDS = ("soc", "soi", "toc", "toi")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)
_KEY = re.compile(r"#\s*([A-Z][A-Z ]*?)\s*([0-9]*)\s*:(.*)")
_ORDER = re.compile(r"(?:[0-9]+|\{[0-9,\s]*\})(?:\s*,\s*(?:[0-9]+|\{[0-9,\s]*\}))*", re.ASCII)
_RANK = re.compile(r"\{([^}]*)\}|([0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Header:
    """What a file says of itself, and its lines of papers with their numbers."""

    title: str
    names: tuple[str, ...]
    voters: int
    orders: int
    lines: Sequence[tuple[int, str]]


def kind_of(name: str) -> str | None:
    """The kind of PrefLib file a name ends in, or None."""
    ending = name.casefold().removesuffix(".gz").rpartition(".")[2]
    return ending if ending in KINDS else None


def read_preflib(path: Path, only: int | None = None) -> Condensed:
    """The papers of a PrefLib file, plain or gzip; those `only` of one line where it is given. Raises Unreadable.

    The numbers of voters and of orders in the header must be those of the lines, and the last line must
    have its end: without it `3: 4,1` may be all that is left of `3: 4,12`.
    """
    contents = contents_of(path)
    kind = kind_of(path.name)
    if kind is None:
        raise contents.refuse(1, f"the name of a PrefLib file ends in one of {', '.join(KINDS)}")
    if not contents.ended:
        raise contents.refuse(len(contents.lines), "the last line has no end; the file may be cut")
    lines = [(at, line.strip()) for at, line in enumerate(contents.lines, 1) if line.strip()]
    header = (_header if lines and lines[0][1].startswith("#") else _old_header)(contents, lines, kind)
    candidates = named((name, "") for name in header.names)
    ids = [one.id for one in candidates]
    papers: Counter[tuple[str, Marks]] = Counter()
    voters = 0
    for number, line in header.lines:
        times, marks = _order(contents, number, line, ids)
        _suits(contents, number, marks, (kind, len(ids)))
        if only in {None, number}:
            papers["", marks] += times
        voters += times
    read = sum(papers.values())
    for what, stated, found in (("voters", header.voters, voters), ("orders", header.orders, len(header.lines))):
        if stated != found:
            last = lines[-1][0]
            raise contents.refuse(last, f"the header states {stated} {what}, the lines hold {found}; is it cut?")
    return Condensed(
        candidates=candidates,
        areas=ONE_AREA,
        papers=dict(papers),
        read=read,
        stated=header.voters if only is None else None,
        title=header.title,
        source=path.name,
        sha256=contents.sha256,
        numbered=True,
    )


def _header(contents: Contents, lines: Sequence[tuple[int, str]], kind: str) -> _Header:
    """The header of named lines."""
    told: dict[str, tuple[int, str]] = {}
    for number, line in lines:
        if line.startswith("#") and (found := _KEY.fullmatch(line)):
            key = f"{found[1]} {found[2]}".strip()
            if key in told:
                raise contents.refuse(number, f"`{key}` stands twice")
            told[key] = number, found[3].strip()
    if told.get("DATA TYPE", (0, kind))[1] not in {kind, ""}:
        at, said = told["DATA TYPE"]
        raise contents.refuse(at, f"the header says {said} and the name of the file {kind}")

    def figure(key: str) -> int:
        at, word = told.get(key, (1, ""))
        return _whole(contents, at, word, key)

    names = []
    for place in range(1, _sensible(contents, figure("NUMBER ALTERNATIVES")) + 1):
        at, name = told.get(f"ALTERNATIVE NAME {place}", (1, ""))
        if not name:
            raise contents.refuse(at, f"`ALTERNATIVE NAME {place}` is missing")
        names.append(name)
    body = [one for one in lines if not one[1].startswith("#")]
    title = told.get("TITLE", (1, ""))[1]
    return _Header(title, tuple(names), figure("NUMBER VOTERS"), figure("NUMBER UNIQUE ORDERS"), body)


def _old_header(contents: Contents, lines: Sequence[tuple[int, str]], kind: str) -> _Header:
    """The older header: how many alternatives; each by number and name; voters, their sum, orders."""
    at, first = lines[0] if lines else (1, "")
    number = _sensible(contents, _whole(contents, at, first, f"number of alternatives of a {kind} file"))
    if len(lines) < number + 2:
        raise contents.refuse(lines[-1][0], f"expected {number} names and a line of three numbers; is it cut?")
    names = []
    for place, (at, line) in enumerate(lines[1 : number + 1], 1):
        given, _, name = line.partition(",")
        if given.strip() != str(place) or not name.strip():
            raise contents.refuse(at, f"expected `{place},` and the name of alternative {place}, found `{line}`")
        names.append(name.strip())
    at, line = lines[number + 1]
    figures = [_whole(contents, at, word.strip(), "number of voters, sum or orders") for word in line.split(",")]
    if len(figures) != 3 or figures[0] != figures[1]:
        raise contents.refuse(at, f"expected voters, their sum (the same) and orders, found `{line}`")
    body = [(at, line.replace(",", ":", 1)) for at, line in lines[number + 2 :]]
    return _Header("", tuple(names), figures[0], figures[2], body)


def _sensible(contents: Contents, number: int) -> int:
    if not 1 <= number <= 10_000:
        raise contents.refuse(1, f"{number} alternatives cannot be; expected 1 to 10,000")
    return number


def _whole(contents: Contents, at: int, word: str, what: str) -> int:
    if _WHOLE.fullmatch(word) is None:
        raise contents.refuse(at, f"expected the {what.lower()}, a whole number, found `{word}`")
    return int(word)


def _order(contents: Contents, at: int, line: str, ids: Sequence[CandidateId]) -> tuple[int, Marks]:
    """How many papers a line stands for, and their marks."""
    times, colon, order = (part.strip() for part in line.partition(":"))
    if not colon or _ORDER.fullmatch(order) is None:
        raise contents.refuse(at, f"expected a number of papers, a colon and an order such as 2,{{1,3}}: `{line}`")
    marks = []
    for tied, alone in _RANK.findall(order):
        words = [word.strip() for word in tied.split(",")] if not alone else [alone]
        places = [_whole(contents, at, word, "number of an alternative") for word in words]
        if not all(1 <= place <= len(ids) for place in places):
            raise contents.refuse(at, f"an alternative is a number from 1 to {len(ids)}: `{line}`")
        marks.append([ids[place - 1] for place in places])
    ranked = [who for rank in marks for who in rank]
    if len(set(ranked)) < len(ranked):
        raise contents.refuse(at, f"an alternative is ranked twice: `{line}`")
    number = _whole(contents, at, times, "number of papers")
    if not number:
        raise contents.refuse(at, "a line stands for one paper at least")
    return number, tuple(map(frozenset, marks))


def _suits(contents: Contents, at: int, marks: Marks, file: tuple[str, int]) -> None:
    kind, candidates = file
    if kind[0] == "s" and any(len(rank) > 1 for rank in marks):
        raise contents.refuse(at, f"a {kind} file has no ties")
    if kind[2] == "c" and sum(map(len, marks)) < candidates:
        raise contents.refuse(at, f"a {kind} file ranks every alternative on every line")


def write_preflib(condensed: Condensed, name: str) -> Iterator[str]:
    """The lines of a PrefLib file of this name, all areas together.

    An order is all PrefLib can hold: papers without a mark, with a skipped rank or with a candidate
    marked twice are left out, and the description says how many. Raises Refused where the kind of file
    cannot hold the rest.
    """
    numbers = {one.id: str(at) for at, one in enumerate(condensed.candidates, 1)}
    kind = kind_of(name)
    if kind is None:
        raise Refused(f"the name of a PrefLib file ends in one of {', '.join(KINDS)}, not `{name}`")
    orders: Counter[str] = Counter()
    for (_, marks), times in condensed.papers.items():
        if not _is_order(marks):
            continue
        if kind[0] == "s" and any(len(rank) > 1 for rank in marks):
            raise Refused(
                f"a {kind} file has no ties, and there are over-voted ranks; write {kind.replace('s', 't')}"
            )
        if kind[2] == "c" and sum(map(len, marks)) < len(numbers):
            raise Refused(f"a {kind} file ranks everybody, and there are shorter papers; write {kind[:2]}i")
        orders[",".join(_rank([numbers[who] for who in rank]) for rank in marks)] += times
    yield from _head(condensed, name, kind, orders)
    for order, times in sorted(orders.items(), key=lambda one: (-one[1], one[0])):
        yield f"{times}: {order}\n"


def holds(name: str, marks: Marks) -> bool:
    """Whether a file of this name can hold a paper, if need be by ranking nobody more."""
    return _is_order(marks) and (str(kind_of(name))[0] != "s" or all(len(rank) == 1 for rank in marks))


def _is_order(marks: Marks) -> bool:
    """Whether every rank is used and nobody stands at two."""
    return bool(marks) and all(marks) and sum(map(len, marks)) == len(frozenset().union(*marks))


def _rank(places: list[str]) -> str:
    return places[0] if len(places) == 1 else "{" + ",".join(sorted(places, key=int)) + "}"


def _head(condensed: Condensed, name: str, kind: str, orders: Counter[str]) -> Iterator[str]:
    out = condensed.read - orders.total()
    left = (
        f"{out} papers that are no order (no mark, a skipped rank, a candidate twice) are left out" if out else ""
    )
    yield f"# FILE NAME: {one_line(name, 'the name')}\n"
    yield f"# TITLE: {one_line(condensed.title, 'the title')}\n"
    yield f"# DESCRIPTION: {left}\n"
    yield f"# DATA TYPE: {kind}\n"
    yield f"# MODIFICATION TYPE: {'induced' if out else 'original'}\n"
    yield "# RELATES TO: \n# RELATED FILES: \n# PUBLICATION DATE: \n# MODIFICATION DATE: \n"
    yield f"# NUMBER ALTERNATIVES: {len(condensed.candidates)}\n"
    yield f"# NUMBER VOTERS: {orders.total()}\n"
    yield f"# NUMBER UNIQUE ORDERS: {len(orders)}\n"
    for place, one in enumerate(condensed.candidates, 1):
        yield f"# ALTERNATIVE NAME {place}: {one_line(one.name, 'the name')}\n"
