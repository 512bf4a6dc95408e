"""The objects that every part of an election results report is made of, and its reporting units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mayoral.contest.contest import WHOLE
from mayoral.contest.returns import Measure
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import latest

_UNIT_TYPES = {"E08": "borough", "E09": "borough", "E10": "county"}


def typed(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """An object of the format, what is not known left out."""
    return {"@type": f"ElectionResults.{kind}"} | {key: one for key, one in values.items() if one is not None}


def words(text: str) -> dict[str, Any]:
    """A text in British English."""
    said = typed("LanguageString", {"Language": "en-GB", "Content": text})
    return typed("InternationalizedText", {"Text": [said]})


def external(kind: str, value: str) -> list[dict[str, Any]]:
    """An identifier that others use for the same thing."""
    return [typed("ExternalIdentifier", {"Type": "other", "OtherType": kind, "Value": value})]


def whole_unit(counted: Counted) -> dict[str, Any]:
    """The whole authority."""
    contest = counted.election.contest
    counts = counted.outcome.counts
    values = {
        "@id": f"unit_{WHOLE}",
        "Type": "other",
        "OtherType": "combined-authority" if contest.office_kind is None else contest.office_kind.value,
        "Name": words(contest.office_title or contest.title),
        "ComposingGpUnitIds": [f"unit_{one.id}" for one in contest.areas],
        "TotalSubUnits": len(contest.areas),
        "SubUnitsReported": len(contest.areas) - len(counts[-1].missing) if counts else 0,
        "VotersRegistered": counted.electorate,
        "VotersParticipated": counts[0].totals.papers if counts else None,
    }
    return typed("ReportingUnit", values)


def units(counted: Counted) -> Iterator[dict[str, Any]]:
    """The counting areas."""
    stated = latest(counted.election.returns)
    for one in counted.election.contest.areas:
        kind = _UNIT_TYPES.get(one.id[:3], "other")
        verification = stated.get((one.id, 0))
        first = stated.get((one.id, 1))
        values = {
            "@id": f"unit_{one.id}",
            "Type": kind,
            "OtherType": "local-authority" if kind == "other" else None,
            "Name": words(one.name),
            "VotersRegistered": None if verification is None else verification.get(Measure.ELECTORATE),
            "VotersParticipated": None if first is None else first.get(Measure.PAPERS),
            "ExternalIdentifier": external("gss", one.id) if one.id[:1] == "E" and one.id[1:].isdigit() else None,
        }
        yield typed("ReportingUnit", values)
