"""The tidy tables: every row of the data dictionary's tables, from one counted election."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import heads_of_rejection
from mayoral.contest.outcomes import Count, Figures
from mayoral.contest.papers import BallotPaperAccount, Head
from mayoral.contest.record import Printed
from mayoral.contest.returns import Measure
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words
from mayoral.publish.open_data.dictionary import BY_NAME
from mayoral.publish.open_data.record import (
    Parties,
    declared_on,
    elected,
    election_id,
    figures_by_area,
    latest,
    party_name,
    whole,
)
from mayoral.publish.open_data.spreadsheet import Cell, csv_text
from mayoral.publish.results import basis_of, outcome_name

Row = tuple[Cell, ...]
Tables = Mapping[str, list[Row]]


def tables_of(counted: Counted, parties: Parties) -> dict[str, list[Row]]:
    """The tables of one election, by name; a table without a row is there too."""
    each = {
        "elections": [_election(counted)],
        "areas": _areas(counted),
        "candidacies": _candidacies(counted, parties),
        **_by_area(counted),
        **_of_the_whole(counted),
        **_as_stated(counted),
        **_around(counted),
    }
    known = election_id(counted.election)
    return {name: [(known, *row) for row in rows] for name, rows in each.items()}


def csv_files(tables: Tables) -> dict[str, bytes]:
    """The tables as CSV files, by file name."""
    return {f"{name}.csv": csv_text(BY_NAME[name].header, rows) for name, rows in tables.items()}


def _exact(known: KnownDate | None) -> date | None:
    return None if known is None else known.exact


def days(known: KnownDate | None) -> tuple[date | None, date | None]:
    """The first and last day of a date as far as it is known."""
    return (None, None) if known is None else (known.earliest, known.latest)


def _election(counted: Counted) -> Row:
    election, turnout = counted.election, counted.turnout
    contest = election.contest
    stated = [latest(election.returns).get((one.id, 0)) for one in contest.areas]
    verified = [None if one is None else one.get(Measure.VERIFIED) for one in stated]
    published = latest(election.returns).get((WHOLE, 0))
    known = [one for one in verified if one is not None]
    total = sum(known) if known and len(known) == len(verified) else None
    if total is None and published is not None:
        total = published.get(Measure.VERIFIED)
    return (
        contest.title,
        contest.office,
        _exact(contest.poll_date),
        *days(contest.poll_date),
        _exact(election.original_poll_date),
        contest.method.value,
        contest.counted_by.value,
        contest.method_law,
        basis_of(counted.outcome).value,
        outcome_name(counted.outcome),
        elected(counted),
        counted.electorate,
        total,
        None if turnout is None else whole(turnout.part),
        None if turnout is None else turnout.part_name,
        election.previous,
        election.next,
    )


def _areas(counted: Counted) -> list[Row]:
    stated = latest(counted.election.returns)
    rows: list[Row] = []
    for one in counted.election.contest.areas:
        local = stated.get((one.id, 0))
        known = [None if local is None else local.get(each) for each in (Measure.ELECTORATE, Measure.VERIFIED)]
        rows.append((one.id, one.name, None if one.weight is None else str(one.weight), *known))
    return rows


def _candidacies(counted: Counted, parties: Parties) -> list[Row]:
    chosen = elected(counted)
    return [
        (
            one.id,
            place,
            one.name,
            one.description,
            one.party,
            party_name(one, parties),
            one.person,
            None if chosen is None else one.id == chosen,
        )
        for place, one in enumerate(counted.election.contest.candidates, 1)
    ]


def _rest(figures: Figures) -> Row:
    """The figures of a count that are not for a candidate or under a head."""
    known = (figures.papers, figures.rejected, figures.non_transferable, figures.pool, figures.for_eliminated)
    return (whole(figures.valid), *known)


def _heads(counted: Counted, number: int, figures: Figures) -> Iterator[Row]:
    """A row for each head of the law, known or not, and for those printed apart where they were."""
    lawful = [one.head for one in heads_of_rejection(counted.election.contest.counted_by, number)]
    apart = [one for one in (Head.UNMARKED, Head.UNCERTAIN) if one in figures.rejected_by_head]
    for head in (*lawful, *apart):
        if head is Head.UNMARKED_OR_UNCERTAIN and apart and head not in figures.rejected_by_head:
            continue
        yield head.value, figures.rejected_by_head.get(head)


def _by_area(counted: Counted) -> dict[str, list[Row]]:
    votes: list[Row] = []
    rejected: list[Row] = []
    counts: list[Row] = []
    for count in counted.outcome.counts:
        for area, figures in figures_by_area(counted, count).items():
            place = (area, count.number)
            votes += [
                (*place, who, whole(figures.votes.get(who)), whole(figures.added.get(who)))
                for who in _in_order(counted, count)
            ]
            rejected += [(*place, *row) for row in _heads(counted, count.number, figures)]
            counts.append((*place, *_rest(figures)))
    return {"votes": votes, "rejected": rejected, "counts": counts}


def _of_the_whole(counted: Counted) -> dict[str, list[Row]]:
    votes: list[Row] = []
    rejected: list[Row] = []
    counts: list[Row] = []
    for count in counted.outcome.counts:
        for who in _in_order(counted, count):
            held = count.totals.votes[who]
            weighted = str(held) if isinstance(held, Fraction) else None
            votes.append((count.number, who, whole(held), whole(count.totals.added.get(who)), weighted))
        rejected += [(count.number, *row) for row in _heads(counted, count.number, count.totals)]
        counts.append((count.number, count.basis.value, *_rest(count.totals)))
    return {"total_votes": votes, "total_rejected": rejected, "total_counts": counts}


def _in_order(counted: Counted, count: Count) -> tuple[CandidateId, ...]:
    return counted.election.contest.in_ballot_order(frozenset(count.totals.votes))


def _as_stated(counted: Counted) -> dict[str, list[Row]]:
    returns = counted.election.returns
    standing = latest(returns)
    statements: list[Row] = []
    figures: list[Row] = []
    for one in returns:
        place = (one.area, one.count, one.version)
        statements.append((*place, one.status.value, standing[one.area, one.count] is one))
        figures += [
            (*place, measure.value, key, figure, one.sources.get((measure, key)))
            for (measure, key), figure in one.figures.items()
        ]
    return {"statements": statements, "figures": figures}


def _around(counted: Counted) -> dict[str, list[Row]]:
    """What was declared, drawn, printed, contradicted and found, and every source."""
    election, contest = counted.election, counted.election.contest
    declared = election.declared
    declarations: list[Row] = []
    if declared is not None:
        on = days(declared_on(election))
        stated = (declared.elected, declared.at_count, *on, declared.recomputable, declared.why, declared.source)
        declarations.append(stated)
    return {
        "declarations": declarations,
        "boxes": [_box(one) for one in election.accounts],
        "lots": [
            (one.count, one.purpose.value, ";".join(one.among), one.drawn, one.on, one.witness, one.source)
            for one in election.lots
        ],
        "printed": [
            (*_printed(one), *_number(one.value), one.base.value if one.base else None, one.source)
            for one in election.printed
        ],
        "conflicts": [
            (
                one.area,
                one.count,
                _measure(one.measure),
                one.key,
                *_number(one.figure),
                one.why,
                one.source,
            )
            for one in election.conflicts
        ],
        "findings": [(one.code, one.area, one.count, *finding_words(contest, one)) for one in counted.findings],
        "sources": [
            (one.id, one.title, one.publisher, one.url, one.kind.value, ";".join(one.derived_from), one.how)
            for one in election.sources
        ],
    }


def _box(account: BallotPaperAccount) -> Row:
    stated: Row = astuple(account)
    return stated


def _printed(one: Printed) -> Row:
    return one.area, one.count, one.what, one.key


def _number(text: str) -> tuple[Decimal | None, str | None]:
    """A number exactly as it was printed, or else the words."""
    return (Decimal(text), None) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else (None, text)


def _measure(measure: Measure | str) -> str:
    return measure.value if isinstance(measure, Measure) else measure
