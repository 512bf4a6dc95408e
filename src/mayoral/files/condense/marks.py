"""What the cells of a paper mean: its area, and the candidates marked at each rank."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple, NoReturn, TypeVar

from mayoral.contest.candidates import Candidate, CandidateId, by_name
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.columns import Columns
from mayoral.files.reading import FIGURE, IDENTITY

T = TypeVar("T")
_BETWEEN = re.compile(r"[|=]")
"""Several names in one cell are an over-voted rank."""


class NotUnderstood(Exception):  # noqa: N818 - becomes Unreadable once its line is known
    """A line is not as expected: why, and which it is among the different lines of the file."""

    def __init__(self, what: str, place: int = 0) -> None:
        super().__init__(what)
        self.what, self.place = what, place


class Roll(NamedTuple):
    """The candidates and areas known before the papers are read; where there are none, the cells name them.

    `stated` is the number of papers the file says it holds.
    """

    candidates: tuple[Candidate, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    withdrawn: frozenset[CandidateId] = frozenset()
    title: str = ""
    source: str = ""
    sha256: str = ""
    stated: int | None = None

    def over(self, other: Roll) -> Roll:
        """What a file says, and where it names no candidates those known without it, with their areas."""
        if self.candidates:
            return self
        return self._replace(candidates=other.candidates, areas=other.areas or self.areas)


class Ranks(dict[str, frozenset[CandidateId]]):
    """The candidates marked in a cell; every spelling is looked up once."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__({"": frozenset()})
        named, ids = by_name(candidates), {str(one.id): one.id for one in candidates}
        self.known = {name: bearers[0] for name, bearers in named.items() if len(bearers) == 1} | ids
        self.alike = {name: bearers for name, bearers in named.items() if len(bearers) > 1 and name not in ids}
        self.given = tuple(candidates)
        self.found: dict[str, Candidate] = {}

    def __missing__(self, cell: str) -> frozenset[CandidateId]:
        text = cell.strip()
        whole = text in self.known or text in self.alike
        names = [text] if whole else [one.strip() for one in _BETWEEN.split(text)]
        marked = self[cell] = frozenset(self._who(name) for name in names if name)
        return marked

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates given, or those found in the cells in their natural order."""
        return self.given or tuple(self.found[name] for name in sorted(self.found, key=_natural))

    def _who(self, name: str) -> CandidateId:
        if name in self.known:
            return self.known[name]
        if name in self.alike:
            raise NotUnderstood(f"several are called `{name}`; write their ids: {', '.join(self.alike[name])}")
        if self.given:
            raise NotUnderstood(f"`{name}` is not a candidate; expected {', '.join(one.id for one in self.given)}")
        identity = CandidateId(re.sub(r"[^\w.\-]+", "-", name).strip("-"))
        if not IDENTITY.fullmatch(identity) or not name.isprintable() or identity in self.known.values():
            raise NotUnderstood(f"`{name}` is no name of a candidate, or cannot be told apart from another")
        self.found[name] = Candidate(identity, name)
        self.known[name] = identity
        return identity


class Areas(dict[str, str]):
    """The area a cell names; every spelling is looked up once."""

    def __init__(self, areas: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        ids, names = {area: area for area, _ in areas}, [name for _, name in areas]
        self.known = {name: area for area, name in areas if names.count(name) == 1} | ids
        self.given = tuple(areas)

    def __missing__(self, cell: str) -> str:
        name = cell.strip()
        if not name:
            raise NotUnderstood("the cell `area` is empty")
        if name not in self.known:
            if self.given or not name.isprintable():
                listed = ", ".join(area for area, _ in self.given) or "a name"
                raise NotUnderstood(f"`{name}` is not an area; expected {listed}")
            self.known[name] = name
        area = self[cell] = self.known[name]
        return area

    @property
    def areas(self) -> tuple[tuple[str, str], ...]:
        """The areas given, or those found in the cells in their natural order."""
        return self.given or tuple((one, one) for one in sorted(self.known, key=_natural))


class _Found(dict[str, T]):
    """What a part of a line means; much the same stands in very many lines, and is understood once."""

    def __init__(self, understand: Callable[[str], T]) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, part: str) -> T:
        meaning = self[part] = self._understand(part)
        return meaning


class Table:
    """The condensed table of a file, made from its different lines or rows."""

    def __init__(self, columns: Columns, roll: Roll) -> None:
        self.columns, self.roll = columns, roll
        self.papers: dict[tuple[str, Marks], int] = {}
        self._ranks, self._areas = Ranks(roll.candidates), Areas(roll.areas)

    def add_lines(self, lines: Sequence[str], numbers: Collection[int]) -> None:
        """Add lines without quotation marks, each standing for so many papers. Raises NotUnderstood."""
        lead, delimiter, at, weight = (
            self.columns.lead, self.columns.delimiter, self.columns.area, self.columns.papers,
        )  # fmt: skip
        if lead is None or self.papers:
            self.add_rows((line.split(delimiter) for line in lines), numbers)
            return
        areas, tails = self._areas, _Found(lambda tail: self._marks(tail.split(delimiter)))
        weights = _Found(_weight)
        keys: list[tuple[str, Marks]]
        times = numbers
        try:
            if weight is not None:
                rows = [line.split(delimiter, lead) for line in lines]
                keys = [("" if at is None else areas[cells[at]], tails[cells[lead]]) for cells in rows]
                times = [number * weights[cells[weight]] for cells, number in zip(rows, numbers, strict=True)]
            elif at is None:
                keys = [("", tails[line]) for line in lines]
            else:
                keys = [(areas[(cells := line.split(delimiter, lead))[at]], tails[cells[lead]]) for line in lines]
        except (IndexError, NotUnderstood):
            keys = []
        self.papers = dict(zip(keys, times, strict=False))
        if len(self.papers) < len(lines):  # two spellings of one paper, or a line to be refused by its place
            self.papers = {}
            self.add_rows((line.split(delimiter) for line in lines), numbers)

    def add_rows(self, rows: Iterable[Sequence[str]], numbers: Iterable[int]) -> None:
        """Add rows of cells, each standing for so many papers. Raises NotUnderstood."""
        at, weight, papers = self.columns.area, self.columns.papers, self.papers
        read: dict[tuple[str, ...], Marks] = {}
        pick = _picker(self.columns.ranks)
        width = len(self.columns.names)
        for place, (row, times) in enumerate(zip(rows, numbers, strict=True)):
            cells = row or ("",)
            try:
                if len(cells) != width:
                    self._refuse_width(len(cells))
                ranks = pick(cells)
                marks = read.get(ranks)
                if marks is None:
                    marks = read[ranks] = self._marks(ranks)
                key = ("" if at is None else self._areas[cells[at]], marks)
                number = times if weight is None else times * _weight(cells[weight])
            except NotUnderstood as problem:
                raise NotUnderstood(problem.what, place) from None
            papers[key] = papers.get(key, 0) + number

    def condensed(self, read: int, digest: str, source: str) -> Condensed:
        """The table as a value, of so many papers read from a file of this digest and name."""
        roll = self.roll
        return Condensed(
            candidates=self._ranks.candidates,
            areas=(("", ""),) if self.columns.area is None else self._areas.areas,
            papers=self.papers,
            read=read,
            stated=roll.stated,
            withdrawn=roll.withdrawn,
            title=roll.title,
            source=roll.source or source,
            sha256=roll.sha256 or digest,
        )

    def _marks(self, cells: Sequence[str]) -> Marks:
        if len(cells) != len(self.columns.ranks):
            self._refuse_width(len(cells) + len(self.columns.names) - len(self.columns.ranks))
        ranks = self._ranks
        marks = [ranks[cell] for cell in cells]
        while marks and not marks[-1]:
            marks.pop()
        return tuple(marks)

    def _refuse_width(self, found: int) -> NoReturn:
        names = self.columns.names
        raise NotUnderstood(f"expected {len(names)} cells ({', '.join(names)}), found {found}")


def _picker(ranks: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes the ranks out of a row."""
    if len(ranks) == 1:
        (only,) = ranks
        return lambda row: (row[only],)
    first = ranks[0]
    if tuple(ranks) == tuple(range(first, first + len(ranks))):
        return lambda row: tuple(row[first : first + len(ranks)])
    return itemgetter(*ranks)


def _weight(cell: str) -> int:
    number = int(cell) if FIGURE.fullmatch(cell.strip()) else 0
    if not number:
        raise NotUnderstood(f"`papers` is `{cell}`; expected a whole number above 0")
    return number


def _natural(name: str) -> tuple[int, int, str]:
    """Numbers by size and before words."""
    return (0, int(name), name) if name.isascii() and name.isdigit() else (1, 0, name)
