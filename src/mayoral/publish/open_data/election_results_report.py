"""An election as NIST SP 1500-100 version 2 election results, in JSON.

The model is American: what it cannot hold is said in the report's own Notes. A figure that is not
known is left out; none is ever 0 that was not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Declaration, Equality, Figures, Uncontested
from mayoral.contest.papers import Head
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import (
    Parties,
    as_of,
    elected,
    election_id,
    party_name,
    stamp,
    whole,
)
from mayoral.publish.open_data.reporting_units import external, typed, units, whole_unit, words
from mayoral.publish.publisher import Publisher
from mayoral.publish.register import within_a_party

LOSSES = """\
Rejected papers: this format has no heads of rejection. BallotsRejected is the total of a count; voting for \
more than one candidate is also given as Overvotes, and unmarked papers as Undervotes where they were printed \
apart; the other heads, and all heads of a second count, are lost. \
A figure that is not known is left out; nothing here tells it from a figure not collected. \
Provisional and final statements by area, their versions, the time of authorisation, lots, findings and the \
source of each figure are lost. \
Round 2 under the supplementary vote: type total is first and second preferences together, type other \
(second-preference) is what the second count added."""
_VARIATIONS = {
    Method.FIRST_PAST_THE_POST: {"VoteVariation": "plurality"},
    Method.SUPPLEMENTARY_VOTE: {"VoteVariation": "other", "OtherVoteVariation": "supplementary-vote"},
    Method.ALTERNATIVE_VOTE: {"VoteVariation": "rcv"},
}


@dataclass(frozen=True, slots=True)
class Issue:
    """Where a report stands in a feed: its number, whether it is a rehearsal, and whether it corrects."""

    sequence: int = 1
    test: bool = False
    status: str | None = None
    generated: str | None = None


def report(counted: Counted, parties: Parties, publisher: Publisher, issue: Issue | None = None) -> dict[str, Any]:
    """The ElectionReport of one election; an election is alone in its report, as BallotCounts need it."""
    at, contest = issue or Issue(), counted.election.contest
    made: dict[str, Any] = {
        "@type": "ElectionResults.ElectionReport",
        "Format": "summary-contest",
        "GeneratedDate": at.generated or stamp(as_of(counted.election)),
        "Issuer": publisher.name,
        "IssuerAbbreviation": publisher.abbreviation,
        "SequenceStart": at.sequence,
        "SequenceEnd": at.sequence,
        "Status": at.status or _status(counted),
        "VendorApplicationId": "mayoral",
        "IsTest": at.test,
        "Notes": " ".join((LOSSES, *_notes(counted))),
        "GpUnit": [whole_unit(counted), *units(counted)],
        "Party": [
            typed("Party", {"@id": f"party_{one}", "Name": words(name)} | _colour(parties, one))
            for one, name in _stood(counted, parties).items()
        ],
        "Election": [_election(counted)],
    }
    if at.test:
        made["TestType"] = "rehearsal"
    if contest.office:
        name = contest.office_title or contest.office
        made["Office"] = [typed("Office", {"@id": f"office_{contest.office}", "Name": words(name)})]
    return made


def _status(counted: Counted) -> str:
    """Certified once declared; before that, by how many areas have stated anything."""
    outcome = counted.outcome
    if counted.election.declared is not None or isinstance(outcome, Declaration | Uncontested):
        return "certified"
    if isinstance(outcome, Equality):
        return "unofficial-complete"
    if not isinstance(outcome, Awaiting) or not outcome.counts:
        return "pre-election"
    return "unofficial-partial" if outcome.counts[-1].missing else "unofficial-complete"


def _notes(counted: Counted) -> Iterator[str]:
    contest, declared = counted.election.contest, counted.election.declared
    if contest.weighted:
        yield "Areas are weighted sections: totals are exact fractions, which this format cannot hold; left out."
    if any(one.missing for one in counted.outcome.counts):
        yield "Totals may be as published for the whole authority; areas without figures were not published."
    if declared is not None and not declared.recomputable:
        yield f"The result is as declared; it cannot be counted again here: {declared.why}"


def _stood(counted: Counted, parties: Parties) -> dict[str, str]:
    return {one.party: party_name(one, parties) for one in counted.election.contest.candidates if one.party}


def _colour(parties: Parties, known: str) -> dict[str, str]:
    colour = parties[known].colour if known in parties else ""
    return {"Color": colour.removeprefix("#").lower()} if colour else {}


def _candidates(counted: Counted) -> Iterator[dict[str, Any]]:
    """The candidates, each with what became of it so far: defeated, advanced to the next count, winner."""
    chosen, counts = elected(counted), counted.outcome.counts
    gone = {who for one in counts for who in one.eliminated}
    for one in counted.election.contest.candidates:
        status = None
        if chosen is not None:
            status = "winner" if one.id == chosen else "defeated"
        elif gone:
            status = "defeated" if one.id in gone else "advanced-to-runoff"
        values = {
            "@id": f"candidate_{one.id}",
            "BallotName": words(one.name),
            "PartyId": f"party_{one.party}" if one.party else None,
            "PostElectionStatus": status,
        }
        yield typed("Candidate", values)


def _election(counted: Counted) -> dict[str, Any]:
    election, contest = counted.election, counted.election.contest
    poll, known = contest.poll_date, election_id(election)
    values: dict[str, Any] = {
        "Name": words(contest.title),
        "StartDate": str(poll.earliest) if poll else None,
        "EndDate": str(poll.latest) if poll else None,
        "ElectionScopeId": f"unit_{WHOLE}",
        "Type": "special" if ".by." in known else "other" if known.startswith("selection.") else "general",
        "OtherType": _other(contest),
        "Candidate": list(_candidates(counted)),
        "Contest": [_contest(counted, contest, known)],
        "BallotCounts": list(_ballots(counted)),
        "ExternalIdentifier": external("democracy-club-ballot", known),
    }
    return typed("Election", values)


def _contest(counted: Counted, contest: Contest, known: str) -> dict[str, Any]:
    counts = counted.outcome.counts
    runoff = len(counts[0].remaining) if counts and contest.counted_by is Method.SUPPLEMENTARY_VOTE else 0
    values = {
        "@id": f"contest_{known}",
        "Name": contest.title,
        "ElectionDistrictId": f"unit_{WHOLE}",
        "VotesAllowed": 1,
        "NumberElected": 1,
        "NumberRunoff": runoff or None,
        "OfficeIds": [f"office_{contest.office}"] if contest.office else None,
        **_VARIATIONS[contest.counted_by],
        "TotalSubUnits": len(contest.areas),
        "SubUnitsReported": len(contest.areas) - len(counts[-1].missing) if counts else 0,
        "OtherCounts": list(_marks(counted)) or None,
        "ContestSelection": [
            typed(
                "CandidateSelection",
                {
                    "@id": f"selection_{one.id}",
                    "CandidateIds": [f"candidate_{one.id}"],
                    "VoteCounts": list(_votes(counted, one.id)),
                },
            )
            for one in contest.candidates
        ],
    }
    return typed("CandidateContest", values)


def _placed(counted: Counted) -> Iterator[tuple[int, str, Figures]]:
    """The figures of every count: of the whole, then of each area that stated any."""
    for count in counted.outcome.counts:
        yield count.number, f"unit_{WHOLE}", count.totals
        for area, figures in count.areas.items():
            yield count.number, f"unit_{area}", figures


def _votes(counted: Counted, who: str) -> Iterator[dict[str, Any]]:
    second = counted.election.contest.counted_by is Method.SUPPLEMENTARY_VOTE
    for number, unit, figures in _placed(counted):
        held = {str(one): votes for one, votes in figures.votes.items()}.get(who)
        added = {str(one): votes for one, votes in figures.added.items()}.get(who)
        at = {"GpUnitId": unit, "Round": number}
        if held is not None and not isinstance(held, Fraction):
            yield typed("VoteCounts", {**at, "Type": "total", "Count": whole(held)})
        if second and added is not None:
            other = {"Type": "other", "OtherType": "second-preference", "Count": whole(added)}
            yield typed("VoteCounts", {**at, **other})


def _ballots(counted: Counted) -> Iterator[dict[str, Any]]:
    for number, unit, figures in _placed(counted):
        if figures.papers is not None or figures.rejected is not None:
            known = {"BallotsCast": figures.papers, "BallotsRejected": figures.rejected}
            yield typed("BallotCounts", {"GpUnitId": unit, "Type": "total", "Round": number, **known})


def _marks(counted: Counted) -> Iterator[dict[str, Any]]:
    """Over- and undervotes of the first count, besides the papers rejected."""
    for number, unit, figures in _placed(counted):
        over = figures.rejected_by_head.get(Head.MORE_THAN_ONE)
        under = figures.rejected_by_head.get(Head.UNMARKED)
        if number == 1 and (over is not None or under is not None):
            yield typed("OtherCounts", {"GpUnitId": unit, "Overvotes": over, "Undervotes": under})


def _other(contest: Contest) -> str | None:
    """What an election is that is not one to an office of the record."""
    if not (contest.id or "").startswith("selection."):
        return None
    return "party-selection" if within_a_party(contest) else "other-public-election"
