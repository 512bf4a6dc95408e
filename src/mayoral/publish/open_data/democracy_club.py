"""The first count of an election in the columns of Democracy Club's candidates data, and what that loses.

Their columns hold one count of the whole authority and one number of rejected papers, so a second
count, the areas and the heads of rejection are lost; `losses` says so beside the file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mayoral.contest.outcomes import Awaiting, Declaration, Equality
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, elected, election_id, party_name, whole
from mayoral.publish.open_data.spreadsheet import Cell, csv_text
from mayoral.publish.wording import deciding_equality, percent

COLUMNS = (
    "person_id", "person_name", "election_id", "ballot_paper_id", "election_date", "election_current",
    "by_election", "by_election_reason", "party_name", "party_id", "party_description_text", "sopn_last_name",
    "sopn_first_names", "gss", "post_id", "post_label", "cancelled_poll", "candidates_locked", "nuts1",
    "seats_contested", "organisation_name", "votes_cast", "elected", "tied_vote_winner", "rank",
    "turnout_reported", "spoilt_ballots", "total_electorate", "turnout_percentage", "results_source",
)  # fmt: skip


def candidates_csv(counted: Counted, parties: Parties) -> bytes:
    """One row for each candidate; an empty cell is not known, or is Democracy Club's own to give."""
    return csv_text(COLUMNS, [[row.get(name) for name in COLUMNS] for row in _rows(counted, parties)])


def losses(counted: Counted) -> dict[str, Any]:
    """What the columns cannot say of this election, and which of them are empty for want of a key of theirs."""
    counts = counted.outcome.counts
    lost = ["figures by area", "heads of rejection", "statements, versions, lots and findings"]
    lost += [f"count {one.number}: its votes, rejected papers and who remained" for one in counts[1:]]
    return {
        "schema": "mayoral.losses/1",
        "election": election_id(counted.election),
        "format": "Democracy Club candidates CSV",
        "holds": "the first count of the whole authority",
        "lost": lost,
        "spoilt_ballots": "papers rejected at the first count, as that column is used; not papers spoilt",
        "turnout_reported": "ballot papers in the first count",
        "turnout_percentage": None
        if counted.turnout is None
        else f"{counted.turnout.part_name} of the electorate",
        "rank": "by votes at the first count; whoever was elected may have another",
        "left_empty": [
            "person_id",
            "post_id",
            "gss",
            "nuts1",
            "by_election_reason",
            "election_current",
            "candidates_locked",
            "sopn_last_name",
            "sopn_first_names",
        ],
    }


def _turnout(counted: Counted) -> Decimal | None:
    told = counted.turnout
    return None if told is None else Decimal(percent(told.fraction, 2).removesuffix(" %"))


def _rows(counted: Counted, parties: Parties) -> list[dict[str, Cell]]:
    election, contest, known = counted.election, counted.election.contest, election_id(counted.election)
    chosen, tied = elected(counted), deciding_equality(counted.outcome) is not None
    first = counted.outcome.counts[0].totals if counted.outcome.counts else None
    held = {} if first is None else {one: whole(votes) for one, votes in first.votes.items()}
    sources = {one.id: one for one in election.sources}
    source = sources.get(election.declared.source) if election.declared else None
    same: dict[str, Cell] = {
        "election_id": f"{known.split('.')[0]}.{contest.poll_date}",
        "ballot_paper_id": known,
        "election_date": None if contest.poll_date is None else contest.poll_date.exact,
        "by_election": ".by." in known,
        "post_label": contest.office_title or contest.office,
        "cancelled_poll": not isinstance(counted.outcome, Declaration | Awaiting | Equality),
        "seats_contested": 1,
        "turnout_reported": None if first is None else first.papers,
        "spoilt_ballots": None if first is None else first.rejected,
        "total_electorate": counted.electorate,
        "turnout_percentage": None
        if counted.turnout is None
        else Decimal(percent(counted.turnout.fraction, 2)[:-2]),
        "results_source": None if source is None else source.url or source.title,
    }
    rows = []
    for one in contest.candidates:
        votes = held.get(one.id)
        above = [other for other in held.values() if other is not None and votes is not None and other > votes]
        complete = None not in held.values() and votes is not None
        own: dict[str, Cell] = {
            "person_name": one.name,
            "party_name": party_name(one, parties),
            "party_id": one.party,
            "party_description_text": one.description,
            "votes_cast": votes,
            "elected": None if chosen is None else one.id == chosen,
            "tied_vote_winner": one.id == chosen and tied,
            "rank": len(above) + 1 if complete else None,
        }
        rows.append(same | own)
    return rows
