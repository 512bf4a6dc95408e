"""Papers of a Parquet file condensed by an engine, with the expression of `frames`.

The key of a row is its codes packed into one number where they are small, else its columns.
"""

# ruff: noqa: PLC0415 - an engine is imported when it is chosen
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from mayoral.contest.papers import REHEARSAL, Condensed
from mayoral.files.condense.columns import columns_of
from mayoral.files.condense.engines import Engine, engine
from mayoral.files.condense.frames import Alongside, How, counted
from mayoral.files.condense.marks import NotUnderstood, Roll, Table
from mayoral.files.condense.packing import Unpacked, packings
from mayoral.files.condense.text import finished
from mayoral.files.reading import Unreadable

_Key: TypeAlias = tuple[int, int]
_AT_ONCE = 1 << 18


def condense_parquet(path: str, roll: Roll, how: How) -> Condensed:
    """The papers of a Parquet file, or of what else an engine finds under this path. Raises Unreadable."""
    local = Path(path) if Path(path).is_file() else None
    alongside = Alongside(local, how.advance) if local else None  # hashes while the engine starts
    by = engine(how.engine)
    import narwhals

    try:
        frame = by.parquet(path)
        if how.only is not None:
            frame = _nth(path, by, frame, how.only)
        schema = narwhals.from_native(frame).collect_schema()
    except by.errors as problem:
        raise _unreadable(path, by, problem) from problem
    columns = columns_of(schema.names(), path).used
    table = Table(columns, roll._replace(title=_title(path, by) if local else ""))
    kinds = {name: schema[name] for name in columns.names}
    signed = [name for name, kind in kinds.items() if not kind.is_unsigned_integer()]
    integers = all(kind.is_integer() for kind in kinds.values())
    packed = _packed(by, frame, columns.names, (signed, roll)) if integers else None
    try:
        if packed is None:
            plain = {name: narwhals.col(name) for name in columns.names}
            found = _rows(path, by, lambda: counted(frame, plain))
            cells = [tuple(map(_cell, row[:-1])) for row in found]
            table.add_rows(cells, [row[-1] for row in found])
        else:
            unpacked, keys = packed
            lines = [unpacked[key] for key, _ in keys]
            table.add_lines(lines, [number for _, number in keys])
    except NotUnderstood:
        _refuse(path, by, frame, Table(columns, roll))
    if alongside:
        alongside.done()
    digest = alongside.blocks.digest if alongside else ""
    return finished(Path(path), table, _length(path, by, frame), digest)


def _refuse(path: str, by: Engine, frame: Any, table: Table) -> NoReturn:  # noqa: ANN401 - any engine's frame
    """Refuse the first row that is not understood: the first of the file, or of its order where it has none."""
    import narwhals

    names = table.columns.names
    lazy = narwhals.from_native(frame).lazy().select(names)
    if by.slice is None:
        different = _rows(path, by, lambda: lazy.unique().to_native())
        rows: Iterable[tuple[str, ...]] = sorted(tuple(map(_cell, row)) for row in different)
    else:
        rows = _in_order(path, by, lazy.to_native())
    for number, cells in enumerate(rows, 1):
        try:
            table.add_rows([cells], [1])
        except NotUnderstood as problem:
            row = f"row {number}" if by.slice else "a row"
            raise Unreadable(path, 0, f"{row} ({', '.join(cells)}): {problem.what}") from None
    raise Unreadable(path, 0, "its rows are not the same when they are read again")


def _in_order(path: str, by: Engine, frame: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - any engine's frame
    """The rows of a file one by one, as they stand."""
    first = 0
    while by.slice and (rows := _rows(path, by, partial(by.slice, frame, first, _AT_ONCE))):
        yield from (tuple(map(_cell, row)) for row in rows)
        first += len(rows)


def _title(path: str, by: Engine) -> str:
    """The title that a file's metadata gives; rehearsal papers are told by it, whatever the file is called."""
    try:
        told = by.told(path)
    except by.errors as problem:
        raise _unreadable(path, by, problem) from problem
    title = told.get("title", "")
    return title if REHEARSAL not in told or title.casefold().startswith(REHEARSAL) else f"Rehearsal: {title}"


def _packed(
    by: Engine,
    frame: Any,  # noqa: ANN401 - any engine's frame
    names: Sequence[str],
    of: tuple[Sequence[str], Roll],
) -> tuple[Unpacked, list[_Key]] | None:
    """The different rows as packed keys, and their numbers; None where a code does not fit.

    `of` is the columns whose codes could be below 0, and who and what the codes stand for.
    """
    signed, roll = of
    for packing in packings(len(names), signed, max(len(roll.candidates), len(roll.areas))):
        try:
            keys: list[_Key] = list(by.rows(counted(frame, {"key": packing.key(names, signed)})))
        except by.errors:  # such as a number too large to be moved to its place in the key
            continue
        if all(key != packing.outside for key, _ in keys):
            return Unpacked(packing), keys
    return None


def _nth(path: str, by: Engine, frame: Any, row: int) -> Any:  # noqa: ANN401 - any engine's frame
    if by.slice is None:
        raise Unreadable(path, 0, f"the rows of {by.name} have no order, so that none is the {row}th")
    return by.slice(frame, row - 1, 1)


def _cell(value: object) -> str:
    """A value of a column as a cell of a text file; a number that an absent one made a decimal is whole."""
    if value is None or value != value:  # noqa: PLR0124 - only what is no number differs from itself
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _rows(path: Path | str, by: Engine, ask: Callable[[], Any]) -> list[tuple[Any, ...]]:
    try:
        return list(by.rows(ask()))
    except by.errors as problem:
        raise _unreadable(path, by, problem) from problem


def _length(path: str, by: Engine, frame: Any) -> int:  # noqa: ANN401 - any engine's lazy frame
    """How many rows there are, asked apart from the keys."""
    import narwhals

    rows = _rows(path, by, lambda: narwhals.from_native(frame).lazy().select(narwhals.len()).to_native())
    return int(rows[0][0])


def _unreadable(path: Path | str, by: Engine, problem: Exception) -> Unreadable:
    first = str(problem).strip().partition("\n")[0]
    return Unreadable(path, 0, f"{by.name} cannot read it: {first}")
