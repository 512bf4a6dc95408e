"""An election as wikitext, for an editor to paste: infobox, election boxes and tables, with citations."""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.analysis.shares import majority
from mayoral.contest.candidates import Candidate
from mayoral.contest.outcomes import Count
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, elected, election_id, party_name
from mayoral.publish.setting import ALONE, Setting
from mayoral.publish.wiki.figures import (
    article,
    by_votes,
    change,
    percent_cell,
    share,
    shares_of,
    sources_of,
    to_do,
    votes_cell,
)
from mayoral.publish.wiki.infobox import infobox
from mayoral.publish.wiki.markup import citations, comment, escaped, template
from mayoral.publish.wiki.tables import area_table, areas_told, counts_table
from mayoral.publish.wording import number, ordinal

_NOTES = """\
Made from the record of the election; check it before saving. Percentages are of the valid votes of the count \
named. Not known is a dash, or left empty. Candidates stand under the name on the ballot paper: link them \
yourself. Swing is left to you: across a change of the voting method there is none."""


def wikitext(counted: Counted, parties: Parties, setting: Setting = ALONE) -> str:
    """Everything an article on the election needs of its figures, to be pasted piece by piece."""
    return "\n\n".join(_pieces(counted, parties, setting)) + "\n"


def _pieces(counted: Counted, parties: Parties, setting: Setting) -> Iterator[str]:
    yield comment(_NOTES)
    yield infobox(counted, parties, setting)
    for count in counted.outcome.counts:
        yield "\n".join(_box(counted, count, parties, setting))
    if len(counted.outcome.counts) > 1:
        yield counts_table(counted, parties, setting.publisher)
    for count in counted.outcome.counts:
        if len(counted.election.contest.areas) > 1 and areas_told(counted, count):
            yield area_table(counted, count, parties, setting.publisher)


def _box(counted: Counted, count: Count, parties: Parties, setting: Setting) -> Iterator[str]:
    """The election box of one count; the majority stands with the last, turnout with the first."""
    contest, last = counted.election.contest, count is counted.outcome.counts[-1]
    notes = citations(
        sources_of(counted, count.number), setting.publisher, f"elections/{election_id(counted.election)}/"
    )
    name = f": {ordinal(count.number)} count" if len(counted.outcome.counts) > 1 else ""
    yield template("Election box begin", {"title": f"{escaped(contest.title)}{name}{notes}"})
    for candidate in by_votes(counted, count):
        yield _row(counted, count, candidate, (parties, setting))
    if last and elected(counted) is not None:
        lead = majority(count.totals)
        if lead is not None:
            part = percent_cell(share(lead, count.totals.valid))
            yield template("Election box majority", {"votes": number(lead), "percentage": part, "change": ""})
    if count.totals.rejected is not None:
        papers = {"votes": number(count.totals.rejected), "percentage": "", "change": ""}
        yield template("Election box rejected", papers)
    if count.number == 1 and counted.turnout is not None:
        told = counted.turnout
        part = f"{percent_cell(told.fraction)} {comment(f'{told.part_name} of the electorate')}"
        yield template("Election box turnout", {"votes": number(told.part), "percentage": part, "change": ""})
    if count.number == 1 and counted.electorate is not None:
        yield template("Election box registered electors", {"reg. electors": number(counted.electorate)})
    if last:
        yield from _hold_or_gain(counted, parties, setting)
    yield "{{Election box end}}"


def _row(counted: Counted, count: Count, candidate: Candidate, known: tuple[Parties, Setting]) -> str:
    parties, setting = known
    page = article(candidate, parties)
    won = elected(counted) == candidate.id and count is counted.outcome.counts[-1]
    kind = "winning candidate" if won else "candidate"
    name = party_name(candidate, parties) or "Independent"
    votes = count.totals.votes[candidate.id]
    values = {
        "party": escaped(page) if page else f"{escaped(name)} {to_do(name)}",
        "candidate": escaped(candidate.name),
        "votes": votes_cell(votes),
        "percentage": percent_cell(shares_of(count.totals)[candidate.id]),
        "change": change(counted, setting.before, candidate) if count.number == 1 else "",
    }
    return template(f"Election box {kind}{' with party link' if page else ''}", values)


def _hold_or_gain(counted: Counted, parties: Parties, setting: Setting) -> Iterator[str]:
    """Whether the winner's party held the office, where the election before is known."""
    now, before = elected(counted), setting.before
    then = None if before is None else elected(before)
    if now is None or before is None or then is None:
        return
    winner, loser = counted.election.contest.candidate(now), before.election.contest.candidate(then)
    if not (winner.party and loser.party and article(winner, parties) and article(loser, parties)):
        return
    held = winner.party == loser.party
    values = {"winner": escaped(article(winner, parties))}
    values |= {} if held else {"loser": escaped(article(loser, parties))}
    like = counted.election.contest.counted_by is before.election.contest.counted_by
    swing = "" if like else comment("the voting method changed: no swing")
    yield template(f"Election box {'hold' if held else 'gain'} with party link", values | {"swing": swing})
