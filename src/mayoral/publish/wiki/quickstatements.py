"""An election as QuickStatements, version 1: only what can be said with items that a person has named.

No item is made up, none is found by a name that matches, and nothing is created: sending the same
statements twice changes nothing. What is missing is listed. Every statement has its reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mayoral.contest.dates import KnownDate
from mayoral.contest.outcomes import Count
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import elected, election_id, whole
from mayoral.publish.setting import Setting
from mayoral.publish.wiki.markup import address

_MAYORAL_ELECTION, _VOTING_ROUND, _UNITED_KINGDOM = "Q15280243", "Q24097670", "Q145"


@dataclass(frozen=True, slots=True)
class Statements:
    """Lines to paste, and what they lack: items, or a reference, that nobody has given yet."""

    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement: a subject, then properties with their values; a value with a colon is an item to look up."""

    subject: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def items(self) -> tuple[str, ...]:
        return (self.subject, *(value for _, value in self.pairs if _named(value)))


def quickstatements(counted: Counted, setting: Setting) -> Statements:
    """The statements on the election's item, and on those of its counts where it had several."""
    reference = _reference(counted, setting)
    missing = [] if reference else ["a reference: a source with an address, and the day it was looked at"]
    lines = []
    for said in _statements(counted):
        unknown = [one for one in said.items if one not in setting.items]
        missing += unknown
        if reference and not unknown:
            cells = [setting.items[said.subject]]
            for name, value in said.pairs:
                cells += [name, setting.items[value] if _named(value) else value]
            lines.append("\t".join((*cells, *reference)))
    return Statements("".join(f"{one}\n" for one in lines), tuple(dict.fromkeys(missing)))


def _named(value: str) -> bool:
    """Whether a value stands for an item to look up; a time begins with a plus sign and has colons too."""
    return ":" in value and not value.startswith("+")


def _reference(counted: Counted, setting: Setting) -> tuple[str, ...]:
    """P854, the address of the best source, and P813, when it was looked at."""
    election = counted.election
    declared = election.declared.source if election.declared else ""
    ranked = sorted(election.sources, key=lambda one: (one.id != declared, one.kind.value != "official"))
    url = next((one.url for one in ranked if one.url), "")
    if not url or setting.retrieved is None:
        return ()
    return ("S854", f'"{address(url)}"', "S813", _time(KnownDate.day(setting.retrieved)))


def _time(known: KnownDate) -> str:
    """A date as Wikidata writes it, with its precision: 11 a day, 10 a month, 9 a year."""
    if known.exact is not None:
        return f"+{known.exact.isoformat()}T00:00:00Z/11"
    if known.earliest.month == known.latest.month:
        return f"+{known.earliest:%Y-%m}-00T00:00:00Z/10"
    return f"+{known.earliest:%Y}-00-00T00:00:00Z/9"


def _statements(counted: Counted) -> Iterator[_Said]:
    election, contest, known = counted.election, counted.election.contest, election_id(counted.election)
    item, counts, chosen = f"election:{known}", counted.outcome.counts, elected(counted)
    yield _Said(item, (("P31", _MAYORAL_ELECTION),))
    yield _Said(item, (("P17", _UNITED_KINGDOM),))
    if contest.office:
        yield _Said(item, (("P541", f"office:{contest.office}"),))
        yield _Said(item, (("P1001", f"authority:{contest.office}"),))
    if contest.poll_date is not None:
        yield _Said(item, (("P585", _time(contest.poll_date)),))
    for name, other in (("P155", election.previous), ("P156", election.next)):
        if other:
            yield _Said(item, ((name, f"election:{other}"),))
    if len(counts) == 1:
        yield from _candidates(counted, item, counts[0])
    for count in counts if len(counts) > 1 else ():
        part = f"count:{known}#{count.number}"
        yield _Said(part, (("P31", _VOTING_ROUND),))
        yield _Said(part, (("P361", item),))
        yield _Said(item, (("P527", part),))
        yield from _candidates(counted, part, count)
    if chosen is not None:
        yield _Said(item, (("P991", f"person:{contest.candidate(chosen).person or ''}"),))
    first = counts[0].totals if counts else None
    figures = {
        "P1867": counted.electorate,
        "P1868": None if first is None else first.papers,
        "P1697": None if first is None else whole(first.valid),
        "P5044": None if first is None else first.rejected,
    }
    for name, figure in figures.items():
        if figure is not None:
            yield _Said(item, ((name, str(figure)),))


def _candidates(counted: Counted, item: str, count: Count) -> Iterator[_Said]:
    """P726 for each candidate of a count, with votes where they are known and the party."""
    contest = counted.election.contest
    for who in contest.in_ballot_order(frozenset(count.totals.votes)):
        candidate, votes = contest.candidate(who), whole(count.totals.votes[who])
        pairs = [("P726", f"person:{candidate.person or ''}")]
        pairs += [] if votes is None else [("P1111", str(votes))]
        pairs += [("P102", f"party:{candidate.party}")] if candidate.party else []
        yield _Said(item, tuple(pairs))
