"""The same expression on Spark and on Dask, for whoever outgrows a machine; and rounds beside pyrankvote's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import polars as pl
import pytest
from oracle import AV
from papers import as_rows, condensed_of, drawn_election
from test_condense import ask, bytes_of, put, text
from test_tally import contest, papers

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.outcomes import Declaration
from mayoral.counting.tally import tally
from mayoral.files.papers.ballots import Ask, read_papers
from mayoral.files.reading import Unreadable

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    """A Spark session of this machine, which whoever has a cluster has already."""
    spark = pytest.importorskip("pyspark.sql")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = (
        spark.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield
    made.stop()


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_gives_the_table_of_the_standard_library(engine: str, tmp_path: Path) -> None:
    """Byte for byte, digest included, from lines of text."""
    pytest.importorskip("dask.dataframe" if engine == "dask" else "pyspark")
    for seed in range(4):
        drawn = drawn_election(Random(seed), AV)
        name = put(tmp_path, text(drawn), f"papers-{seed}.csv")
        assert bytes_of(read_papers(name, ask(drawn, engine))) == bytes_of(read_papers(name, ask(drawn, "stdlib")))


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_refuses_one_row_of_parquet_and_knows_rehearsal_papers(engine: str, tmp_path: Path) -> None:
    """Its rows have no order: the first in their own order is told. The metadata are read as elsewhere."""
    path = tmp_path / "papers.parquet"
    frame = pl.DataFrame({"r1": [1, 9, 2, 8, 9]})
    frame.write_parquet(path, metadata={"title": "Rehearsal: T", "rehearsal": "made up"})
    assert read_papers(str(path), Ask(engine=engine)).rehearsal
    roll = [Candidate(CandidateId(one), one) for one in ("1", "2")]
    with pytest.raises(Unreadable, match=r"parquet: a row \(8\): `8` is not a candidate"):
        read_papers(str(path), Ask(roll, engine=engine))


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_strips_the_number_in_front(engine: str, tmp_path: Path) -> None:
    """A paper's number is taken off in the engine, before anything is grouped."""
    name = put(tmp_path, "id,r1,r2\n" + "".join(f"{at},A,B\n{at},B,\n" for at in range(50)))
    assert bytes_of(read_papers(name, Ask(engine=engine))) == bytes_of(read_papers(name, Ask(engine="stdlib")))


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_takes_no_name_of_a_file_for_a_pattern(engine: str, tmp_path: Path) -> None:
    """`papers[1]` is not the file `papers1` beside it."""
    for name, who in (("papers1", "B"), ("papers[1]", "A")):
        put(tmp_path, f"r1,r2\n{who},\n", f"{name}.csv")
        pl.DataFrame({"r1": [who]}).write_parquet(tmp_path / f"{name}.parquet")
    for kind in ("csv", "parquet"):
        found = read_papers(str(tmp_path / f"papers[1].{kind}"), Ask(engine=engine))
        assert [one.id for one in found.candidates] == ["A"]


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_does_not_count_what_stands_in_quotation_marks(engine: str, tmp_path: Path) -> None:
    """A note in front that goes over two lines, and looks like a paper: one paper all the same."""
    name = put(tmp_path, 'note,r1,r2\n1,A,B\n"x,B,A\ny",A,B\n')
    assert bytes_of(read_papers(name, Ask(engine=engine))) == bytes_of(read_papers(name, Ask(engine="stdlib")))


@pytest.mark.parametrize("engine", ["spark", "dask"])
@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (pl.Int64, [1, 2, None, 0]),
        (pl.Int64, [1, 254, None, 255]),
        (pl.Int64, [70_000, 2, None, 2**40]),
        (pl.UInt8, [1, 2, 14]),
        (pl.UInt8, [1, 2, 200]),
        (pl.UInt8, [1, 2, None]),
    ],
)
def test_a_cluster_reads_parquet(
    engine: str, kind: type[pl.DataType], codes: list[int | None], tmp_path: Path
) -> None:
    """By packed keys or by columns, as the codes are; also through a pattern of names, as on S3."""
    chance = Random(1)
    rows = [[chance.choice(codes) for _ in range(3)] for _ in range(200)]
    frame = pl.DataFrame(rows, schema={"r1": kind, "r2": kind, "r3": kind}, orient="row")
    frame.write_parquet(tmp_path / "papers.parquet")
    frame.write_csv(tmp_path / "papers.csv")
    want = read_papers(str(tmp_path / "papers.csv"), Ask())
    found = read_papers(str(tmp_path / "papers.parquet"), Ask(engine=engine))
    assert (found.papers, found.read) == (want.papers, 200)
    many = read_papers(f"file://{tmp_path}/*.parquet", Ask(engine=engine))
    assert (many.papers, many.read, many.sha256) == (want.papers, 200, "")


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_a_cluster_reads_names_in_parquet(engine: str, tmp_path: Path) -> None:
    """Columns of names and of areas."""
    drawn = drawn_election(Random(11), AV)
    names, rows = as_rows(drawn)
    columns = {name: [row[at] or None for row in rows] for at, name in enumerate(names)}
    pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String)).write_parquet(tmp_path / "papers.parquet")
    found = read_papers(str(tmp_path / "papers.parquet"), ask(drawn, engine))
    assert found.papers == condensed_of(drawn).papers


def test_where_nobody_ties_pyrankvote_elects_the_same() -> None:
    """A thousand elections by the alternative vote, those with a tie anywhere left out."""
    peer = pytest.importorskip("pyrankvote")
    compared = 0
    for seed in range(1000):
        chance = Random(seed)
        names = "ABCDE"[: chance.randint(2, 5)]
        rows = [chance.sample(names, chance.randint(1, len(names))) for _ in range(chance.randint(5, 200))]
        outcome = tally(contest(names), papers(names, ", ".join(f"1 {'>'.join(row)}" for row in rows))).outcome
        halves = any(2 * held == one.totals.valid for one in outcome.counts for held in one.totals.votes.values())
        if not isinstance(outcome, Declaration) or halves:  # at exactly half pyrankvote elects
            continue
        known = {name: peer.Candidate(name) for name in names}
        ballots = [peer.Ballot(ranked_candidates=[known[who] for who in row]) for row in rows]
        (winner,) = peer.instant_runoff_voting(list(known.values()), ballots).get_winners()
        assert winner.name == outcome.elected, seed
        compared += 1
    assert compared > 700
