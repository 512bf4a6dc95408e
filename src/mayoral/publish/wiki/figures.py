"""What the wiki's tables are filled with: parties by article, shares of a named base, sources by count."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.outcomes import Count, Figures, Number
from mayoral.contest.record import Source
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, party_name
from mayoral.publish.wiki.markup import comment, escaped
from mayoral.publish.wording import number, percent

UNKNOWN = "–"


def article(candidate: Candidate, parties: Parties) -> str:
    """The article of a candidate's party, or nothing where none is known."""
    known = parties.get(candidate.party or "")
    return known.article if known else ""


def party_cell(candidate: Candidate, parties: Parties) -> str:
    """The party as a link to its article; without one its name and a note for the editor, never a red link."""
    page, name = article(candidate, parties), party_name(candidate, parties) or "Independent"
    return f"[[{escaped(page)}|{escaped(name)}]]" if page else f"{escaped(name)} {to_do(name)}"


def to_do(name: str) -> str:
    """The note where no article of a party is known."""
    return comment(f"TODO: no article is known for {name}; none was guessed")


def by_votes(counted: Counted, count: Count) -> list[Candidate]:
    """The candidates of a count, most votes first; in ballot order where equal or not known."""
    contest = counted.election.contest
    order = contest.in_ballot_order(frozenset(count.totals.votes))
    held: dict[CandidateId, Number] = {
        who: votes for who, votes in count.totals.votes.items() if votes is not None
    }
    return [contest.candidate(who) for who in sorted(order, key=lambda who: -held.get(who, Fraction(-1)))]


def votes_cell(value: Number | None) -> str:
    """Votes with commas; a dash where they are not known."""
    return UNKNOWN if value is None else number(value)


def share(votes: Number | None, valid: Number | None) -> Fraction | None:
    """A share of the valid votes of a count."""
    return None if votes is None or not valid else Fraction(votes) / valid


def percent_cell(part: Fraction | None) -> str:
    """A share without its sign, as the templates want it; nothing where it is not known."""
    return "" if part is None else percent(part).removesuffix(" %")


def shares_of(figures: Figures) -> dict[CandidateId, Fraction | None]:
    """Every candidate's share of the valid votes."""
    return {who: share(votes, figures.valid) for who, votes in figures.votes.items()}


def change(counted: Counted, before: Counted | None, candidate: Candidate) -> str:
    """The change in a party's share of first-count votes since last time, in points, where each had one candidate.

    Nothing across a change of the voting method: such shares are not like with like.
    """
    if before is None or not (counted.outcome.counts and before.outcome.counts) or not candidate.party:
        return ""
    now, then = counted.election.contest, before.election.contest
    lone = [one for one in then.candidates if one.party == candidate.party]
    if now.counted_by is not then.counted_by or len(lone) != 1:
        return ""
    if sum(one.party == candidate.party for one in now.candidates) != 1:
        return ""
    held = shares_of(counted.outcome.counts[0].totals).get(candidate.id)
    had = shares_of(before.outcome.counts[0].totals).get(lone[0].id)
    if held is None or had is None:
        return ""
    points = percent_cell(abs(held - had))
    return points if points == "0.0" else ("+" if held > had else "\u2212") + points


def sources_of(counted: Counted, count: int) -> list[Source]:
    """The sources that the figures of a count are taken from."""
    cited: Sequence[str] = [
        source for one in counted.election.returns if one.count == count for source in one.sources.values()
    ]
    return [one for one in counted.election.sources if one.id in cited]
