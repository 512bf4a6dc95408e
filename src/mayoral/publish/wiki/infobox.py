"""`{{Infobox election}}`: the election at a glance."""

from __future__ import annotations

from mayoral.contest.candidates import Candidate
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, elected, party_name
from mayoral.publish.setting import Setting
from mayoral.publish.wiki.figures import (
    article,
    by_votes,
    percent_cell,
    shares_of,
    to_do,
    votes_cell,
)
from mayoral.publish.wiki.markup import comment, escaped, template
from mayoral.publish.wording import day, number, ordinal

_SHOWN = 9


def infobox(counted: Counted, parties: Parties, setting: Setting) -> str:
    """The infobox; `ongoing` until somebody is declared, later counts under `1blank` and so on."""
    election, contest = counted.election, counted.election.contest
    chosen = elected(counted)
    values = {
        "election_name": escaped(contest.title),
        "country": "England",
        "type": "presidential",
        "ongoing": "yes" if chosen is None else "no",
        "previous_election": _other(election.previous),
        "previous_year": _year(election.previous),
        "election_date": escaped(day(contest.poll_date)),
        "next_election": _other(election.next),
        "next_year": _year(election.next),
    }
    if counted.electorate is not None:
        values["registered"] = number(counted.electorate)
    if counted.turnout is not None:
        told = counted.turnout
        values["turnout"] = f"{percent_cell(told.fraction)}% {comment(f'{told.part_name} of the electorate')}"
    for later in counted.outcome.counts[1:]:
        values[f"{later.number - 1}blank"] = f"{ordinal(later.number).capitalize()} count"
    if counted.outcome.counts:
        for place, candidate in enumerate(by_votes(counted, counted.outcome.counts[0])[:_SHOWN], 1):
            values |= _candidate(counted, parties, candidate, place)
    values["title"] = "Mayor"
    before = None if setting.before is None else elected(setting.before)
    if setting.before is not None and before is not None:
        holder = setting.before.election.contest.candidate(before)
        note = comment("elected at the election before; see whether somebody else held the office since")
        values["before_election"] = f"{escaped(holder.name)} {note}"
        values["before_party"] = _party(holder, parties)
    if chosen is not None:
        winner = contest.candidate(chosen)
        values |= {"after_election": escaped(winner.name), "after_party": _party(winner, parties)}
    return template("Infobox election", values)


def _candidate(counted: Counted, parties: Parties, candidate: Candidate, place: int) -> dict[str, str]:
    """What the infobox says of one candidate."""
    first, *later = counted.outcome.counts
    values = {
        f"candidate{place}": escaped(candidate.name),
        f"party{place}": _party(candidate, parties),
        f"popular_vote{place}": votes_cell(first.totals.votes[candidate.id]),
        f"percentage{place}": _signed(percent_cell(shares_of(first.totals)[candidate.id])),
    }
    for count in later:
        votes = count.totals.votes.get(candidate.id)
        part = percent_cell(shares_of(count.totals).get(candidate.id))
        told = f"{votes_cell(votes)} ({part}%)" if part else votes_cell(votes)
        values[f"{count.number - 1}data{place}"] = told if candidate.id in count.totals.votes else "Eliminated"
    return values


def _signed(part: str) -> str:
    return f"{part}%" if part else ""


def _party(candidate: Candidate, parties: Parties) -> str:
    page, name = article(candidate, parties), party_name(candidate, parties) or "Independent"
    return escaped(page) if page else f"{escaped(name)} {to_do(name)}"


def _other(known: str | None) -> str:
    return comment(f"TODO: the article on {known}") if known else ""


def _year(known: str | None) -> str:
    return known.rpartition(".")[2][:4] if known else ""
