"""The page of an election, and of a party selection."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mayoral.analysis.shares import majority
from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import law_on
from mayoral.contest.outcomes import Declaration, Uncontested
from mayoral.contest.record import Election
from mayoral.contest.timetable import StatutoryDay
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import paints
from mayoral.publish.counted import Counted
from mayoral.publish.findings import MEASURES, finding_words, places
from mayoral.publish.pages.areas import area_section
from mayoral.publish.pages.blocks import (
    Block,
    Chip,
    Cite,
    Column,
    Facts,
    Folded,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Prose,
    Row,
    Section,
    Table,
    Verdict,
    area_path,
    checks_path,
    election_path,
    office_path,
)
from mayoral.publish.pages.cells import UNKNOWN, turnout_words
from mayoral.publish.pages.changes import change_section, closeness_section
from mayoral.publish.pages.citing import Sources
from mayoral.publish.pages.counts import Shown, count_sections
from mayoral.publish.pages.dates import dates_section
from mayoral.publish.pages.places import Places
from mayoral.publish.pages.rejected import rejected_section
from mayoral.publish.pages.turnout import turnout_section
from mayoral.publish.register import Brief, Register, elected_in, hold_or_gain
from mayoral.publish.wording import Names, day, number, ordinal, outcome_words, rules_words


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
        _candidates(one),
        _selections(one),
        dates_section(one, around.days),
        _findings(one),
        _beside(around.files),
        _sources(one),
    ]
    kicker = say.SELECTION if brief.selection else say.ELECTION
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
    selection = (contest.id or "").startswith("selection.")
    if len(outcome.counts) > 1:
        words = say.CHOSEN_AT if selection else say.ELECTED_AT
        return words.format(name=name, ordinal=ordinal(len(outcome.counts)))
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
    words = say.MAJORITY_WORDS.format(
        votes=number(lead), second=contest.candidate(second).name, ordinal=ordinal(len(outcome.counts))
    )
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
        Column((say.COUNT.format(Ordinal=ordinal(at).capitalize()),)) for at in sorted(declared.counts)
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
    on = contest.poll_date.earliest if isinstance(contest.poll_date, KnownDate) else None
    doubts: tuple[str, ...] = ()
    if contest.office_kind is not None and on is not None:
        row = law_on(on, contest.office_kind)
        lines.append((row.reason,))
        lines += [(Mark(f"{say.LAW_FROM}: ", "strong"), one) for one in row.citations]
        doubts = row.uncertain
    else:
        lines.append((rules_words(contest)[0].upper() + rules_words(contest)[1:] + ".",))
        lines.append((Mark(f"{say.LAW_FROM}: ", "strong"), contest.method_law))
    if contest.counted_by is not contest.method:
        lines.append((say.TWO_ONLY,))
    lines += [(Mark(f"{say.LAW_DOUBT}: ", "strong"), one) for one in doubts]
    more: Line = (Link(say.LAW_MORE, "law/"),)
    return Section("rule", say.WHY_METHOD[contest.method], (Listing((*lines, more)),))


def _candidates(one: Shown) -> Section:
    """Who stood, in the order of the ballot paper."""
    contest = one.counted.election.contest
    mates = any(who.running_mate for who in contest.candidates)
    rows = []
    for who in contest.candidates:
        party = one.register.parties.get(who.party or "")
        cells: list[Line] = [(who.description or say.NO_DESCRIPTION,), (party.name if party else who.party or "",)]
        cells += [(who.running_mate or "",)] if mates else []
        rows.append(Row((Chip(one.paints[who.id]), one.person(who.id)), tuple(cells)))
    heads = [say.DESCRIPTION, say.PARTY, *([say.RUNNING_MATE] if mates else [])]
    columns = tuple(Column((head,), numeric=False) for head in heads)
    table = Table("candidates-table", say.CANDIDATES_CAPTION, say.CANDIDATE, columns, tuple(rows))
    return Section("candidates", say.CANDIDATES_HEADING, (table,))


def _selections(one: Shown) -> Section | None:
    """How parties chose their candidates, where there are names and no figures."""
    election = one.counted.election
    if not election.selections:
        return None
    rows = []
    for each in election.selections:
        party = one.register.parties.get(each.party)
        chosen: Line = (one.person(each.selected),) if each.selected else (Mark(say.NOT_KNOWN, "unknown"),)
        how = "; ".join(part for part in (each.by, day(each.on) if each.on else "") if part)
        names = tuple((", ".join(some),) if some else (UNKNOWN,) for some in (each.shortlist, each.applicants))
        cells: tuple[Line, ...] = (chosen, (how,), *names)
        head = (party.name if party else each.party, one.sources.cite(each.source))
        rows.append(Row(head, cells))
    heads = (say.SELECTED, say.SELECTED_BY, say.SHORTLIST, say.APPLICANTS)
    columns = tuple(Column((head,), numeric=False) for head in heads)
    table = Table("selections-table", say.SELECTIONS_HEADING, say.PARTY, columns, tuple(rows))
    return Section("selections", say.SELECTIONS_HEADING, (table,))


def _findings(one: Shown) -> Section:
    """What the checks found, and where they all stand."""
    counted, contest = one.counted, one.counted.election.contest
    lines: list[Line] = []
    for finding in sorted(counted.findings, key=lambda each: not each.stops):
        if finding.code in ("W107", "W206", "W404", "W406"):
            continue
        where = places(contest, [finding])
        lines.append(
            (Mark(finding.code, "badge"), f" {where}{': ' if where else ''}{finding_words(contest, finding)[0]}")
        )
    stops = sum(each.stops for each in counted.findings)
    lead = say.FINDINGS_LEAD.format(stops=stops, warns=len(counted.findings) - stops)
    words = lead if counted.findings else say.NO_FINDINGS
    blocks: list[Block] = [Prose(((words, " ", Link(say.ALL_CHECKS, checks_path(contest.id or contest.title))),))]
    blocks += [Listing(tuple(lines), "findings")] if lines else []
    return Section("findings", say.FINDINGS, tuple(blocks))


def _beside(files: Collection[str]) -> Section | None:
    """The data files whose use a person would look for; the rest are in the manifest."""
    lines = [(Link(words, file=name),) for name, words in say.DATA_FILES.items() if name in files]
    if not lines:
        return None
    return Section("data", say.DATA, (Prose(((say.DATA_LEAD,),)), Listing(tuple(lines), "columns")))


def _sources(one: Shown) -> Section:
    """Every source with its kind; what was printed, contradicted and noted."""
    election = one.counted.election
    blocks: list[Block] = [Prose(((say.SOURCES_LEAD,),)), one.sources.table()]
    if election.conflicts:
        blocks.append(Folded(say.CONFLICTS, (_conflicts(one, election),)))
    if election.printed:
        blocks.append(Folded(say.PRINTED, (_printed(one, election),)))
    if election.notes:
        blocks.append(Folded(say.NOTES, (Listing(tuple((note,) for note in election.notes)),)))
    return Section("sources", say.SOURCES, tuple(blocks))


def _conflicts(one: Shown, election: Election) -> Table:
    names = Names(election.contest)
    rows = []
    for each in election.conflicts:
        measure = each.measure if isinstance(each.measure, str) else MEASURES[each.measure.value]
        what = f"{measure}{f', {names.who(each.key)}' if each.key else ''}"
        cells = ((what,), (each.figure,), (each.why,))
        rows.append(Row((names.where(each.area), one.sources.cite(each.source)), cells))
    columns = (Column((say.MEASURE,), numeric=False), Column((say.FIGURE,)), Column((say.WHY,), numeric=False))
    return Table("conflicts-table", say.CONFLICTS_CAPTION, say.AREA, columns, tuple(rows))


def _printed(one: Shown, election: Election) -> Table:
    names = Names(election.contest)
    rows = []
    for each in election.printed:
        what = f"{each.what.replace('-', ' ')}{f', {names.who(each.key)}' if each.key else ''}"
        base = each.base.value if each.base else say.NOT_KNOWN
        cells = ((what,), (str(each.count),), (each.value,), (base,))
        rows.append(Row((names.where(each.area), one.sources.cite(each.source)), cells))
    heads = ((say.MEASURE, False), (say.COUNT_NUMBER, True), (say.VALUE, True), (say.BASE, False))
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    return Table("printed-table", say.PRINTED_CAPTION, say.AREA, columns, tuple(rows))


__all__ = ["area_path", "election_page", "shown", "verdict"]
