"""Papers of a Parquet file condensed by an engine, with the expression of `frames`.

The key of a row is its codes packed into one number where they are small, else its columns.
"""

# ruff: noqa: PLC0415 - an engine is imported when it is chosen
from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from mayoral.contest.papers import Condensed
from mayoral.files.condense.columns import columns_of
from mayoral.files.condense.engines import Engine, engine
from mayoral.files.condense.frames import Alongside, How, counted
from mayoral.files.condense.marks import NotUnderstood, Roll, Table
from mayoral.files.condense.packing import Unpacked, packings
from mayoral.files.condense.text import finished
from mayoral.files.reading import Unreadable

_Key: TypeAlias = tuple[int, int]


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
    table = Table(columns, roll)
    kinds = {name: schema[name] for name in columns.names}
    signed = [name for name, kind in kinds.items() if not kind.is_unsigned_integer()]
    integers = all(kind.is_integer() for kind in kinds.values())
    packed = _packed(by, frame, columns.names, (signed, roll)) if integers else None
    rows: Sequence[object]
    try:
        if packed is None:
            plain = {name: narwhals.col(name) for name in columns.names}
            found = _rows(path, by, lambda: counted(frame, plain))
            rows = cells = [tuple(map(_cell, row[:-1])) for row in found]
            table.add_rows(cells, [row[-1] for row in found])
        else:
            unpacked, keys = packed
            rows = lines = [unpacked[key] for key, _ in keys]
            table.add_lines(lines, [number for _, number in keys])
    except NotUnderstood as problem:
        raise Unreadable(path, 1, f"the row {rows[problem.place]}: {problem.what}") from None
    if alongside:
        alongside.done()
    digest = alongside.blocks.digest if alongside else ""
    return finished(Path(path), table, _length(path, by, frame), digest)


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
    if by.nth is None:
        raise Unreadable(path, 1, f"the rows of {by.name} have no order, so that none is the {row}th")
    return by.nth(frame, row)


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
    return Unreadable(path, 1, f"{by.name} cannot read it: {first}")
