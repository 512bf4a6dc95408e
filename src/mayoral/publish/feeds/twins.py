"""The JSON behind every page: what the page shows, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from mayoral.contest.candidates import Candidate
from mayoral.contest.contest import Area
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import CHECKS
from mayoral.contest.law import LAW
from mayoral.contest.office import Office
from mayoral.contest.returns import Return
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import elected, election_id
from mayoral.publish.results import result
from mayoral.publish.wording import outcome_words


def noun(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A noun of the library as JSON: fields by name, dates as known, fractions as p/q, not known as null."""
    if isinstance(value, Return):
        return _return(value)
    if isinstance(value, Mapping):
        return {str(noun(key)): noun(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [noun(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(map(noun, value))
    if is_dataclass(value) and not isinstance(value, KnownDate):
        shown = [one.name for one in fields(value) if not one.name.startswith("_")]
        return {name: noun(getattr(value, name)) for name in shown}
    plain = value.value if isinstance(value, Enum) else value
    return str(plain) if isinstance(plain, KnownDate | Fraction | Decimal | date) else plain


def _return(local: Return) -> dict[str, Any]:
    rows = [
        {"measure": one.value, "key": key, "figure": figure, "source": local.sources.get((one, key))}
        for (one, key), figure in local.figures.items()
    ]
    place = {"area": local.area, "count": local.count, "version": local.version}
    return {**place, "status": local.status.value, "figures": rows}


def election_twin(counted: Counted) -> dict[str, Any]:
    """An election: its whole record as typed, what follows from it, and who was elected."""
    return {
        "schema": "mayoral.election/1",
        "id": election_id(counted.election),
        "says": outcome_words(counted.election.contest, counted.outcome),
        "elected": elected(counted),
        "turnout": noun(counted.turnout),
        "record": noun(counted.election),
        "result": result(counted),
    }


def area_twin(counted: Counted, area: Area) -> dict[str, Any]:
    """An area in an election: what it stated, and its figures at every count."""
    counts = result(counted)["counts"]
    return {
        "schema": "mayoral.area/1",
        "election": election_id(counted.election),
        "area": noun(area),
        "returns": [noun(one) for one in counted.election.returns if one.area == area.id],
        "counts": [{"number": one["number"], "figures": one["areas"].get(area.id)} for one in counts],
    }


def candidate_twin(counted: Counted, candidate: Candidate) -> dict[str, Any]:
    """A candidate in an election: who, and the votes at every count."""
    chosen = elected(counted)
    return {
        "schema": "mayoral.candidate/1",
        "election": election_id(counted.election),
        "candidate": noun(candidate),
        "elected": None if chosen is None else candidate.id == chosen,
        "counts": [
            {"number": one["number"], "votes": one["votes"][candidate.id], "added": one["added"].get(candidate.id)}
            for one in result(counted)["counts"]
            if candidate.id in one["votes"]
        ],
    }


def office_twin(office: Office, ids: Iterable[str]) -> dict[str, Any]:
    """An office with its ledger, and the ids of its elections in the record."""
    return {"schema": "mayoral.office/1", "office": noun(office), "elections": list(ids)}


def law_twin() -> dict[str, Any]:
    """The table of the law: which method for which poll date and kind of authority."""
    return {"schema": "mayoral.law/1", "rows": [noun(one) for one in LAW]}


def checks_twin(counted: Counted) -> dict[str, Any]:
    """Every identity of an election with its figures, every check there is, and what each found."""
    found = result(counted)["findings"]
    return {
        "schema": "mayoral.checks/1",
        "election": election_id(counted.election),
        "identities": [noun(one) | {"residual": one.residual} for one in counted.identities],
        "checks": [
            {"code": code, "check": noun(check), "findings": [one for one in found if one["code"] == code]}
            for code, check in CHECKS.items()
        ],
    }
