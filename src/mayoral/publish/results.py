"""`result.json`: an outcome with its figures, as a document that programs can rely on.

`null` is not known; lists are never null; a weighted total is a string `p/q`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import (
    Abandoned,
    Awaiting,
    Basis,
    Count,
    Declaration,
    Equality,
    Figures,
    Lot,
    NoCandidates,
    Number,
    Outcome,
    Purpose,
    Settled,
    Uncontested,
    elected_by,
)
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words

SCHEMA = "mayoral.result/1"
_NAMES = {
    Declaration: "declaration",
    Awaiting: "awaiting",
    Equality: "equality",
    Uncontested: "uncontested",
    NoCandidates: "no-candidates",
    Abandoned: "abandoned",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words, for the document."""

    code: str
    area: str | None
    count: int | None
    words: str
    next: str


def result(counted: Counted) -> dict[str, Any]:
    """The document of a counted election, its findings told in words."""
    contest = counted.election.contest
    told = [Told(one.code, one.area, one.count, *finding_words(contest, one)) for one in counted.findings]
    return document(contest, counted.outcome, told, counted.electorate)


def document(
    contest: Contest, outcome: Outcome, told: Sequence[Told] = (), electorate: int | None = None
) -> dict[str, Any]:
    """The document of an outcome. Field names and order are those of `docs/formats.md`."""
    equal, purpose = _equality(outcome)
    lots: Sequence[Lot] = outcome.lots if isinstance(outcome, Declaration | Awaiting | Equality) else ()
    return {
        "schema": SCHEMA,
        "election": contest.id,
        "method": contest.method.value,
        "basis": basis_of(outcome).value,
        "outcome": outcome_name(outcome),
        "elected": elected_by(outcome),
        "elected_at_count": len(outcome.counts) if isinstance(outcome, Declaration) else None,
        "would_elect": outcome.would_elect if isinstance(outcome, Awaiting) else None,
        "electorate": electorate,
        "rules": _rules(contest),
        "candidates": [
            {"id": one.id, "name": one.name, "party": one.party, "description": one.description}
            for one in contest.candidates
        ],
        "counts": [_count(contest, one) for one in outcome.counts],
        "awaiting": [
            {"area": one.area, "count": one.count, "what": one.what.value}
            for one in (outcome.owed if isinstance(outcome, Awaiting) else ())
        ],
        "areas_missing": _missing(contest, outcome),
        "equality": list(contest.in_ballot_order(equal)),
        "equality_for": purpose.value if purpose else None,
        "lots": [_lot(one) for one in lots],
        "findings": [
            {"code": one.code, "area": one.area, "count": one.count, "words": one.words, "next": one.next}
            for one in told
        ],
    }


def outcome_name(outcome: Outcome) -> str:
    """The word for an outcome in documents."""
    return _NAMES[type(outcome)]


def plain(value: Number | None) -> int | str | None:
    """A figure as JSON holds it."""
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value


def _equality(outcome: Outcome) -> tuple[frozenset[Any], Purpose | None]:
    if isinstance(outcome, Equality):
        return outcome.among, outcome.purpose
    if isinstance(outcome, Awaiting):
        return outcome.would_tie, outcome.would_tie_for
    return frozenset(), None


def basis_of(outcome: Outcome) -> Basis:
    """What the totals of an outcome rest on, the weakest of its counts."""
    bases = {one.basis for one in outcome.counts}
    return next((one for one in (Basis.PAPERS, Basis.PUBLISHED_TOTALS) if one in bases), Basis.AREAS)


def _missing(contest: Contest, outcome: Outcome) -> list[str]:
    """The areas whose figures some count lacks, in their order."""
    missing = {area for one in outcome.counts for area in one.missing}
    return [area.id for area in contest.areas if area.id in missing]


def _rules(contest: Contest) -> dict[str, str]:
    if contest.rules is None:
        return {}
    rules = contest.rules
    named = {"more_than_half_of": rules.more_than_half_of.value, "stop": rules.stop.value, "tie": rules.tie.value}
    return named | ({"overvote": rules.overvote.value} if rules.overvote else {})


def _count(contest: Contest, count: Count) -> dict[str, Any]:
    return {
        "number": count.number,
        **_figures(count.totals),
        "remaining": list(contest.in_ballot_order(count.remaining)),
        "eliminated": list(contest.in_ballot_order(count.eliminated)),
        "settled": [_settled(contest, one) for one in count.settled],
        "areas": {area: _figures(figures) for area, figures in count.areas.items()},
    }


def _figures(figures: Figures) -> dict[str, Any]:
    def numbers(of: Mapping[Any, Number | None]) -> dict[str, int | str | None]:
        return {str(who): plain(value) for who, value in of.items()}

    return {
        "votes": numbers(figures.votes),
        "added": numbers(figures.added),
        "valid": plain(figures.valid),
        "papers": figures.papers,
        "rejected": figures.rejected,
        "rejected_by_head": {head.value: figure for head, figure in figures.rejected_by_head.items()},
        "non_transferable": figures.non_transferable,
        "pool": figures.pool,
        "for_eliminated": figures.for_eliminated,
    }


def _settled(contest: Contest, one: Settled) -> dict[str, Any]:
    earlier = one.by if isinstance(one.by, int) else None
    drawn = "drawn-order" if isinstance(one.by, Lot) and one.by.purpose is Purpose.ORDER else "lot"
    return {
        "for": one.purpose.value,
        "among": list(contest.in_ballot_order(one.among)),
        "fell_on": list(contest.in_ballot_order(one.fell_on)),
        "how": drawn if earlier is None else "earlier-count",
        "earlier_count": earlier,
    }


def _lot(lot: Lot) -> dict[str, Any]:
    return {
        "count": lot.count,
        "for": lot.purpose.value,
        "among": list(lot.among),
        "drawn": lot.drawn,
        "on": lot.on.isoformat() if lot.on else None,
        "witness": lot.witness,
        "source": lot.source,
    }
