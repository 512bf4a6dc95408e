"""How each engine opens a file and hands rows back; what is asked of them stands in `frames`.

Nothing here is imported before it is needed: the engines come with the extra `fast`, or with a cluster.
"""

# ruff: noqa: PLC0415 - an engine is imported when it is chosen
from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ENGINES = ("stdlib", "polars", "duckdb", "spark", "dask")


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: its frame of a text file's lines (column `line`), its frame of a Parquet file, and rows back.

    `errors` are what it raises when it cannot read a file, and `told` is what a Parquet file's metadata say.
    `slice` is the frame of so many rows behind the first so many; None for an engine whose rows have no order.
    """

    name: str
    lines: Callable[[str], Any]
    parquet: Callable[[str], Any]
    rows: Callable[[Any], Iterable[tuple[Any, ...]]]
    errors: tuple[type[Exception], ...]
    told: Callable[[str], Mapping[str, str]]
    slice: Callable[[Any, int, int], Any] | None = None


def installed(name: str) -> bool:
    """Whether an engine can be used here."""
    modules = {"stdlib": (), "polars": ("polars", "narwhals"), "duckdb": ("duckdb", "narwhals")}
    modules |= {"spark": ("pyspark", "narwhals"), "dask": ("dask.dataframe", "narwhals")}
    return all(find_spec(one.partition(".")[0]) for one in modules[name])


def engine(name: str) -> Engine:
    """The engine of this name."""
    return {"polars": _polars, "duckdb": _duckdb, "spark": _spark, "dask": _dask}[name]()


def _itself(path: str) -> str:
    """The pattern of the one file of this name, where there is one: `papers[1].csv` is not `papers1.csv`."""
    return glob.escape(path) if Path(path).is_file() else path


def _told(path: str) -> Mapping[str, str]:
    """The metadata of a Parquet file by whatever is there to read them; where nothing is, they are not known."""
    if find_spec("pyarrow"):
        from pyarrow import parquet

        return _words((parquet.read_metadata(path).metadata or {}).items())
    reader = next((one for one in ("polars", "duckdb") if installed(one)), None)
    return engine(reader).told(path) if reader else {}


def _words(told: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    return {key.decode(errors="replace"): value.decode(errors="replace") for key, value in told}


def _polars() -> Engine:
    import polars as pl
    from narwhals.exceptions import NarwhalsError

    return Engine(
        "polars",
        lambda path: pl.scan_lines(path, name="line", glob=False),
        lambda path: pl.scan_parquet(path, glob=False),
        lambda frame: frame.collect(engine="streaming").iter_rows(),
        (pl.exceptions.PolarsError, NarwhalsError, OSError),
        pl.read_parquet_metadata,
        lambda frame, behind, number: frame.slice(behind, number),
    )


def _duckdb() -> Engine:
    import gc

    import duckdb
    from narwhals.exceptions import NarwhalsError

    gc.unfreeze()  # what the command set aside holds duckdb fast, which complains of it at the end
    connection = duckdb.connect()

    def lines(path: str) -> Any:  # noqa: ANN401 - a relation of duckdb
        return connection.read_csv(
            _itself(path), header=False, sep="\x01", quotechar="", escapechar="", columns={"line": "VARCHAR"},
            strict_mode=False, auto_detect=False, encoding="utf-8",
        )  # fmt: skip

    def told(path: str) -> Mapping[str, str]:
        asked = "select key, value from parquet_kv_metadata(?)"
        return _words(connection.execute(asked, [_itself(path)]).fetchall())

    return Engine(
        "duckdb",
        lines,
        lambda path: connection.read_parquet(_itself(path)),
        lambda frame: frame.fetchall(),
        (duckdb.Error, NarwhalsError, OSError),
        told,
        lambda frame, behind, number: frame.limit(number, behind),
    )


def _spark() -> Engine:
    from narwhals.exceptions import NarwhalsError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    session = SparkSession.builder.getOrCreate()

    def itself(path: str) -> str:
        """As `_itself`, in Hadoop's spelling."""
        return re.sub(r"([\\\[\]{}*?])", r"\\\1", path) if Path(path).is_file() else path

    return Engine(
        "spark",
        lambda path: session.read.text(itself(path), lineSep="\n").withColumnRenamed("value", "line"),
        lambda path: session.read.parquet(itself(path)),
        lambda frame: map(tuple, frame.collect()),
        (PySparkException, NarwhalsError, OSError),
        _told,
    )


def _dask() -> Engine:
    from dask import dataframe
    from narwhals.exceptions import NarwhalsError

    def lines(path: str) -> Any:  # noqa: ANN401 - a frame of Dask
        return dataframe.read_csv(
            _itself(path), sep="\x01", header=None, names=["line"], dtype={"line": "string"}, quoting=3,
            keep_default_na=False, skip_blank_lines=False, lineterminator="\n", encoding="utf-8",
        )  # fmt: skip

    def rows(lazy: Any) -> Iterable[tuple[Any, ...]]:  # noqa: ANN401 - a frame of Dask
        frame = lazy.compute()
        known: Iterable[tuple[Any, ...]] = (
            frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
        )
        return known

    return Engine(
        "dask",
        lines,
        lambda path: dataframe.read_parquet(_itself(path) if "*" in path else path),  # else no pattern to Dask
        rows,
        (ValueError, NarwhalsError, OSError),
        _told,
    )
