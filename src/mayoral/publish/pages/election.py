"""The page of an election, and of a party selection."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mayoral.analysis.shares import majority
from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.law import Method, law_on
from mayoral.contest.outcomes import Declaration, Uncontested
from mayoral.contest.timetable import StatutoryDay
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import paints
from mayoral.publish.counted import Counted
from mayoral.publish.pages.blocks import (
    Chip,
    Cite,
    Column,
    Facts,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Row,
    Section,
    Table,
    Verdict,
    election_path,
    office_path,
)
from mayoral.publish.pages.cells import UNKNOWN, turnout_words
from mayoral.publish.pages.citing import Sources
from mayoral.publish.pages.sections.areas import area_section
from mayoral.publish.pages.sections.around import (
    candidates_section,
    data_section,
    findings_section,
    selections_section,
    sources_section,
)
from mayoral.publish.pages.sections.changes import change_section, closeness_section
from mayoral.publish.pages.sections.counts import Shown, count_sections
from mayoral.publish.pages.sections.dates import dates_section
from mayoral.publish.pages.sections.places import Places
from mayoral.publish.pages.sections.rejected import rejected_section
from mayoral.publish.pages.sections.turnout import turnout_section
from mayoral.publish.register import Brief, Register, elected_in, hold_or_gain, within_a_party
from mayoral.publish.wording import Names, count_name, day, number, outcome_words, rules_words


def shown(counted: Counted, register: Register) -> Shown:
    """An election ready to be shown: its candidates painted, its sources numbered."""
    contest = counted.election.contest
    # Rivals of one party are told apart by colours of their own.
    rivals = len({one.party for one in contest.candidates}) == 1 < len(contest.candidates)
    painted = paints(((one.id, None if rivals else one.party) for one in contest.candidates), register.parties)
    return Shown(counted, register, painted, Sources(counted.election.sources))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an election: the one before, its statutory days, and the data files below its page."""

    before: Counted | None = None
    days: Sequence[StatutoryDay] = ()
    files: Collection[str] = ()


def election_page(one: Shown, places: Places, around: Around) -> Page:
    """The page of an election."""
    contest = one.counted.election.contest
    brief = one.register.briefs[contest.id or contest.title]
    sections: list[Section | None] = [
        *count_sections(one),
        _as_declared(one),
        closeness_section(one),
        change_section(one, around.before),
        area_section(one, places),
        rejected_section(one),
        None if brief.selection else turnout_section(one),
        _rule(contest),
        candidates_section(one),
        selections_section(one),
        dates_section(one, around.days),
        findings_section(one),
        data_section(around.files),
        sources_section(one),
    ]
    other = say.OTHER_COUNT if brief.selection else say.ELECTION
    kicker = say.SELECTION if brief.within_a_party else other
    return Page(
        path=election_path(brief.id),
        title=contest.title,
        kicker=kicker,
        description=_verdict_words(one.counted),
        opening=(verdict(one), _facts(one, brief)),
        sections=tuple(part for part in sections if part is not None),
        trail=_trail(one.register, brief),
        twin="data/election.json" if "data/election.json" in around.files else "",
        paints=tuple(one.paints.values()),
        turn=(_neighbour(one.register, brief.previous), _neighbour(one.register, brief.next)),
        kind="election",
    )


def _trail(register: Register, brief: Brief) -> tuple[Link, ...]:
    office = register.offices.get(brief.contest.office or "")
    up = (Link(say.ELECTIONS, "elections/"),)
    return (*up, Link(office.title, office_path(office.id))) if office else up


def _neighbour(register: Register, known: str | None) -> Link | None:
    brief = register.briefs.get(known or "")
    return Link(brief.contest.title, election_path(brief.id)) if brief else None


def _verdict_words(counted: Counted) -> str:
    """The outcome in a sentence."""
    contest, outcome = counted.election.contest, counted.outcome
    names, elected = Names(contest), elected_in(counted)
    if elected is None:
        return outcome_words(contest, outcome)
    name = names.who(elected)
    if not isinstance(outcome, Declaration | Uncontested):
        return say.DECLARED_ELECTED.format(name=name)
    selection = within_a_party(contest)
    if len(outcome.counts) > 1:
        words = say.CHOSEN_AT if selection else say.ELECTED_AT
        return words.format(name=name, count=count_name(contest, len(outcome.counts)))
    return outcome_words(contest, outcome).rstrip(".") if not selection else say.CHOSEN.format(name=name)


def verdict(one: Shown) -> Verdict:
    """Who is elected, for which party; or what must happen first."""
    elected = elected_in(one.counted)
    declared = one.counted.election.declared
    if elected is None:
        return Verdict((_verdict_words(one.counted),))
    under: list[str | Mark | Link | Chip | Cite] = [one.party(elected)]
    if not isinstance(one.counted.outcome, Declaration | Uncontested) and declared is not None:
        under += [Mark(say.DECLARED_ONLY.format(why=declared.why), "quiet under")]
        under += [one.sources.cite(declared.source)]
    return Verdict((_verdict_words(one.counted),), under, one.paints[elected])


def _facts(one: Shown, brief: Brief) -> Facts:
    election, contest = one.counted.election, one.counted.election.contest
    facts: list[tuple[str, Line]] = [(say.POLL, (day(contest.poll_date),))]
    if election.original_poll_date:
        facts.append((say.PUT_OFF, (day(election.original_poll_date),)))
    if election.declared_on or (election.declared and election.declared.declared_on):
        on = election.declared_on or (election.declared.declared_on if election.declared else None)
        facts.append((say.DECLARED_ON, (day(on),)))
    facts.append((say.METHOD, (Link(say.METHODS[contest.method], at="rule"),)))
    facts += list(_margin(one))
    if not brief.selection:
        facts.append((say.TURNOUT_TERM, _turnout(one)))
        facts.append((say.RESULT, (_hold(one.register, brief),)))
    if election.nominations_closed:
        facts.append((say.CLOSED, (day(election.nominations_closed),)))
    if election.same_day:
        facts.append((say.SAME_DAY, ("; ".join(election.same_day),)))
    return Facts(tuple(facts))


def _turnout(one: Shown) -> Line:
    """Turnout as worked out, else as printed, which says on what base it was reckoned only if the source does."""
    if one.counted.turnout is not None:
        return (turnout_words(one.counted.turnout, 2),)
    for printed in one.counted.election.printed:
        if printed.what == "turnout" and printed.area == WHOLE:
            return (say.PRINTED_ONLY.format(value=printed.value), one.sources.cite(printed.source))
    return (UNKNOWN,)


def _margin(one: Shown) -> Iterator[tuple[str, Line]]:
    outcome, contest = one.counted.outcome, one.counted.election.contest
    if not isinstance(outcome, Declaration) or not outcome.counts:
        return
    totals = outcome.counts[-1].totals
    lead = majority(totals)
    held = {who: votes for who, votes in totals.votes.items() if votes is not None}
    others = [who for who in held if who != outcome.elected]
    if lead is None or not others:
        yield say.MAJORITY, (say.NOT_KNOWN,)
        return
    second = max(others, key=lambda who: held[who])
    words = say.MAJORITY_WORDS.format(votes=number(lead), second=Names(contest).who(second))
    if contest.counted_by is not Method.FIRST_PAST_THE_POST:
        words += say.MAJORITY_AT.format(count=count_name(contest, len(outcome.counts)))
    yield say.MAJORITY, (words,)


def _hold(register: Register, brief: Brief) -> str:
    """Whether the party that held the office keeps it."""
    if brief.previous is None:
        return say.FIRST_EVER[0].upper() + say.FIRST_EVER[1:]
    before = register.previous(brief)
    both = hold_or_gain(brief, before)
    if both is None or before is None or brief.winner is None or before.winner is None:
        return say.NOT_COMPARED
    party, earlier = (register.party_name(who) for who in (brief.winner, before.winner))
    return say.HOLD.format(party=party) if both[0] == both[1] else say.GAIN.format(party=party, before=earlier)


def _as_declared(one: Shown) -> Section | None:
    """What was declared, where it cannot be counted again."""
    declared, contest = one.counted.election.declared, one.counted.election.contest
    if declared is None or declared.recomputable or not declared.counts:
        return None
    columns = tuple(
        Column((say.COUNT.format(Count=count_name(contest, at).capitalize()),)) for at in sorted(declared.counts)
    )
    rows = []
    for candidate in contest.candidates:
        cells: list[Line] = []
        for at in sorted(declared.counts):
            votes = declared.counts[at].get(candidate.id)
            absent = say.NOT_KNOWN if at == 1 else ""
            cells.append((Mark(absent, "unknown"),) if votes is None and absent else
                         ("–",) if votes is None else (number(votes),))  # fmt: skip
        rows.append(Row((Chip(one.paints[candidate.id]), one.person(candidate.id)), tuple(cells)))
    note = (f"{declared.why} {say.FIGURES_FROM} ", one.sources.cite(declared.source))
    table = Table("declared-table", say.AS_DECLARED_CAPTION, say.CANDIDATE, columns, tuple(rows), note)
    return Section("declared", say.AS_DECLARED, (table,))


def _rule(contest: Contest) -> Section:
    """Why this voting method: the row of the law table, or the rules of a party."""
    lines: list[Line] = []
    doubts: tuple[str, ...] = ()
    if contest.office_kind is not None and contest.poll_date is not None:
        row = law_on(contest.poll_date.earliest, contest.office_kind)
        lines.append((row.reason,))
        lines += [(Mark(f"{say.LAW_FROM}: ", "strong"), one) for one in row.citations]
        doubts = row.uncertain
    else:
        lines.append((rules_words(contest)[0].upper() + rules_words(contest)[1:] + ".",))
        lines.append((Mark(f"{say.LAW_FROM}: ", "strong"), contest.method_law))
    if contest.counted_by is not contest.method:
        lines.append((say.TWO_ONLY,))
    lines += [(Mark(f"{say.LAW_DOUBT}: ", "strong"), one) for one in doubts]
    lines.append((Link(say.LAW_MORE, "law/"),))
    return Section("rule", say.WHY_METHOD[contest.method], (Listing(tuple(lines)),))
