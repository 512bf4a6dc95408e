"""Wikitables: all counts side by side, and one count area by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mayoral.contest.contest import Area
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Figures
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, election_id
from mayoral.publish.publisher import Publisher
from mayoral.publish.wiki.figures import (
    UNKNOWN,
    by_votes,
    party_cell,
    percent_cell,
    shares_of,
    sources_of,
    votes_cell,
)
from mayoral.publish.wiki.markup import citations, escaped
from mayoral.publish.wording import count_name, ordinal


def counts_table(counted: Counted, parties: Parties, publisher: Publisher) -> str:
    """Every count side by side: votes and share at the first, what was added, the total and its share."""
    counts = counted.outcome.counts
    transferred = counted.election.contest.counted_by is Method.SUPPLEMENTARY_VOTE
    head = ["Candidate", "Party", "First count", "%"]
    for count in counts[1:]:
        nth = ordinal(count.number)
        head += ["Second preferences" if transferred else f"Added at {nth} count", f"Total, {nth} count", "%"]
    rows = []
    for candidate in by_votes(counted, counts[0]):
        cells = [escaped(candidate.name), party_cell(candidate, parties)]
        for count in counts:
            in_it = candidate.id in count.totals.votes
            votes = count.totals.votes.get(candidate.id)
            part = percent_cell(shares_of(count.totals).get(candidate.id)) or UNKNOWN
            if count.number > 1:
                cells += [votes_cell(count.totals.added.get(candidate.id)) if in_it else ""]
            cells += [votes_cell(votes), part] if in_it else ["", ""]
        rows.append(cells)
    valid = ["Valid votes", ""]
    for count in counts:
        valid += ([""] if count.number > 1 else []) + [votes_cell(count.totals.valid), ""]
    return _table(_caption(counted, "all counts", [one.number for one in counts], publisher), head, [*rows, valid])


def area_table(counted: Counted, count: Count, parties: Parties, publisher: Publisher) -> str:
    """One count by area, those with any votes known; the total is of all areas."""
    areas = areas_told(counted, count)
    local = [count.areas[one.id] for one in areas]
    head = ["Candidate", "Party", *(escaped(one.name) for one in areas), "Total"]
    rows = [
        [
            escaped(candidate.name),
            party_cell(candidate, parties),
            *(votes_cell(one.votes.get(candidate.id)) for one in local),
            votes_cell(count.totals.votes[candidate.id]),
        ]
        for candidate in by_votes(counted, count)
    ]
    everyone: list[Figures] = [*local, count.totals]
    rows.append(["Valid votes", "", *(votes_cell(one.valid) for one in everyone)])
    if any(one.rejected is not None for one in everyone):
        rows.append(["Rejected papers", "", *(votes_cell(one.rejected) for one in everyone)])
    contest = counted.election.contest
    missing = "" if len(areas) == len(contest.areas) else " (not published for every area)"
    name = f"{count_name(contest, count.number)} by area{missing}"
    return _table(_caption(counted, name, [count.number], publisher), head, rows)


def areas_told(counted: Counted, count: Count) -> list[Area]:
    """The areas of which any votes are known at a count."""
    told = {
        area for area, figures in count.areas.items() if any(one is not None for one in figures.votes.values())
    }
    return [one for one in counted.election.contest.areas if one.id in told]


def _caption(counted: Counted, name: str, counts: Sequence[int], publisher: Publisher) -> str:
    sources = {one.id: one for number in counts for one in sources_of(counted, number)}
    path = f"elections/{election_id(counted.election)}/"
    return f"{escaped(counted.election.contest.title)}: {name}{citations(list(sources.values()), publisher, path)}"


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(caption, head, rows))


def _lines(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield '{| class="wikitable sortable" style="text-align:right"'
    yield f"|+ {caption}"
    yield "|-"
    yield from (f'! scope="col" | {one}' for one in head)
    for first, *cells in rows:
        yield "|-"
        yield f'! scope="row" style="text-align:left" | {first}'
        yield from (f"| {one}" for one in cells)
    yield "|}"
