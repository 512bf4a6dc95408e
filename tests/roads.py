"""Every road on which ballot papers reach a count: a format written by itself, and the engine that reads it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
from papers import Drawn, as_rows, condensed_of, contest_of

from mayoral.contest.papers import Condensed
from mayoral.files.condense.table import condensed_text
from mayoral.files.papers.ballots import Ask, read_papers
from mayoral.files.papers.blt import write_blt
from mayoral.files.papers.preflib import holds, write_preflib


@dataclass(frozen=True)
class Road:
    """How a file is called and written, and by which engine it is read.

    `areas` is whether the format knows areas; `coded` that it holds numbers for names; `form` that it is an
    online form's; `fits` whether it can hold the papers at all.
    """

    name: str
    write: Callable[[Drawn], bytes]
    engine: str | None = None
    areas: bool = True
    coded: bool = False
    form: bool = False
    fits: Callable[[Drawn], bool] = lambda _: True

    def election(self, drawn: Drawn) -> Drawn:
        """The election as the format can tell it: in one area where it knows none, numbers for names."""
        if self.coded:
            return _coded(drawn)
        if self.areas:
            return drawn
        return replace(drawn, areas=drawn.areas[:1], papers=[(drawn.areas[0], marks) for _, marks in drawn.papers])

    def papers(self, drawn: Drawn, folder: Path) -> Condensed:
        """The papers of such an election, written and read back."""
        path = folder / self.name
        path.write_bytes(self.write(drawn))
        contest = contest_of(drawn)
        areas = tuple((str(area.id), area.name) for area in contest.areas) if self.areas else ()
        return read_papers(str(path), Ask(contest.candidates, areas, self.engine, form=self.form))


def _csv(drawn: Drawn, delimiter: str = ",", end: str = "\n") -> bytes:
    names, rows = as_rows(drawn)
    out = io.StringIO()
    csv.writer(out, lineterminator=end, delimiter=delimiter).writerows([names, *rows])
    return out.getvalue().encode()


def _numbered(drawn: Drawn) -> bytes:
    """With a paper's number in front of each line."""
    head, *lines = _csv(drawn).splitlines(keepends=True)
    return b"ballot," + head + b"".join(b"%d,%s" % (at, line) for at, line in enumerate(lines, 9001))


def _noted(drawn: Drawn) -> bytes:
    """With a quoted note in front of some lines, which looks like the beginning of the next."""
    head, *lines = _csv(drawn).splitlines(keepends=True)
    last = lines[-1] if lines else b""
    note = b'"seen, %s' % last.replace(b'"', b'""') + b'so",'
    return b"note," + head + b"".join((b"," if at % 3 else note) + line for at, line in enumerate(lines))


def _parquet(drawn: Drawn) -> bytes:
    names, rows = as_rows(drawn)
    out = io.BytesIO()
    cells = [[cell or None for cell in row] for row in rows]
    pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row").write_parquet(out)
    return out.getvalue()


def _coded(drawn: Drawn) -> Drawn:
    """Candidates and areas called by numbers."""
    who = {one: str(at) for at, one in enumerate(drawn.candidates, 1)}
    where = {one: str(at) for at, one in enumerate(drawn.areas, 1)}
    return replace(
        drawn,
        candidates=list(who.values()),
        areas=list(where.values()),
        papers=[
            (where[area], tuple(frozenset(who[one] for one in rank) for rank in marks))
            for area, marks in drawn.papers
        ],
        lots=[(purpose, [who[one] for one in order]) for purpose, order in drawn.lots],
    )


def _codes(kind: type[pl.DataType]) -> Callable[[Drawn], bytes]:
    """A Parquet file of numbers of this kind."""

    def write(drawn: Drawn) -> bytes:
        out = io.BytesIO()
        pl.read_parquet(_parquet(drawn)).with_columns(pl.all().cast(kind)).write_parquet(out)
        return out.getvalue()

    return write


def _no_over_votes(drawn: Drawn) -> bool:
    return all(len(rank) < 2 for _, marks in drawn.papers for rank in marks)


def _orders(drawn: Drawn) -> bool:
    return bool(drawn.papers) and all(holds("x.toi", marks) for _, marks in drawn.papers)


def _form(drawn: Drawn) -> bytes:
    names, rows = as_rows(drawn)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Timestamp", "Area", *(f"Choice {rank}" for rank in range(1, len(names)))])
    writer.writerows([f"2026/05/01 10:00:{at % 60:02}", *row] for at, row in enumerate(rows))
    return out.getvalue().encode()


def _records(drawn: Drawn) -> bytes:
    """Cast vote records, made up for the test of their reader alone."""
    contest = contest_of(drawn)
    selections = [
        {"@type": "CVR.CandidateSelection", "@id": f"s-{who}", "CandidateIds": [who]} for who in drawn.candidates
    ]
    people = [{"@type": "CVR.Candidate", "@id": one.id, "Name": one.name} for one in contest.candidates]
    chosen = {
        "@type": "CVR.CandidateContest",
        "@id": "k",
        "Name": "Mayor",
        "VoteVariation": "rcv",
        "ContestSelection": selections,
    }
    election = {
        "@type": "CVR.Election",
        "@id": "e",
        "ElectionScopeId": drawn.areas[0],
        "Candidate": people,
        "Contest": [chosen],
    }
    return json.dumps({
        "@type": "CVR.CastVoteRecordReport", "Version": "1.0.0", "GeneratedDate": "2026-05-08T12:00:00Z",
        "ReportGeneratingDeviceIds": ["d"], "ReportingDevice": [{"@type": "CVR.ReportingDevice", "@id": "d"}],
        "GpUnit": [{"@type": "CVR.GpUnit", "Type": "other", "@id": area, "Name": area} for area in drawn.areas],
        "Election": [election],
        "CVR": [_record(area, marks) for area, marks in drawn.papers],
    }).encode()  # fmt: skip


def _record(area: str, marks: Any) -> Mapping[str, Any]:  # noqa: ANN401 - marks as they were drawn
    positions: dict[str, list[dict[str, Any]]] = {}
    for rank, marked in enumerate(marks, 1):
        for who in marked:
            positions.setdefault(who, []).append(
                {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": 1, "Rank": rank}
            )
    made = [
        {"@type": "CVR.CVRContestSelection", "ContestSelectionId": f"s-{who}", "SelectionPosition": held}
        for who, held in positions.items()
    ]
    contest = {"@type": "CVR.CVRContest", "ContestId": "k", "CVRContestSelection": made}
    snapshot = {"@type": "CVR.CVRSnapshot", "@id": "now", "Type": "original", "CVRContest": [contest]}
    return {
        "@type": "CVR.CVR",
        "ElectionId": "e",
        "BallotStyleUnitId": area,
        "CurrentSnapshotId": "now",
        "CVRSnapshot": [snapshot],
    }


def _text(lines: Any) -> bytes:  # noqa: ANN401 - an iterator of lines
    return "".join(lines).encode()


def _toi(drawn: Drawn) -> bytes:
    return _text(write_preflib(condensed_of(drawn), "papers.toi"))


ROADS = {
    "CSV": Road("papers.csv", _csv, "stdlib"),
    "CSV by polars": Road("papers.csv", _csv, "polars"),
    "CSV by duckdb": Road("papers.csv", _csv, "duckdb"),
    "numbered CSV by polars": Road("papers.csv", _numbered, "polars"),
    "numbered CSV": Road("papers.csv", _numbered, "stdlib"),
    "noted CSV": Road("papers.csv", _noted, "stdlib"),
    "noted CSV by polars": Road("papers.csv", _noted, "polars"),
    "noted CSV by duckdb": Road("papers.csv", _noted, "duckdb"),
    "TSV, CRLF": Road("papers.tsv", lambda drawn: _csv(drawn, "\t", "\r\n"), "stdlib"),
    "TSV, CRLF, by polars": Road("papers.tsv", lambda drawn: _csv(drawn, "\t", "\r\n"), "polars"),
    "CSV in gzip": Road("papers.csv.gz", lambda drawn: gzip.compress(_csv(drawn))),
    "Parquet by polars": Road("papers.parquet", _parquet, "polars"),
    "Parquet by duckdb": Road("papers.parquet", _parquet, "duckdb"),
    "Parquet of codes by polars": Road("p.parquet", _codes(pl.UInt8), "polars", coded=True, fits=_no_over_votes),
    "Parquet of codes by duckdb": Road("p.parquet", _codes(pl.UInt8), "duckdb", coded=True, fits=_no_over_votes),
    "Parquet of numbers": Road("p.parquet", _codes(pl.Int64), "polars", coded=True, fits=_no_over_votes),
    "BLT": Road("papers.blt", lambda drawn: _text(write_blt(condensed_of(drawn))), areas=False),
    "PrefLib": Road("papers.toi", _toi, areas=False, fits=_orders),
    "a condensed table": Road("condensed.csv", lambda drawn: _text(condensed_text(condensed_of(drawn)))),
    "an online form": Road("form.csv", _form, form=True, fits=_no_over_votes),
    "cast vote records": Road("records.json", _records),
}  # fmt: skip
