"""What stands around the counts of an election: candidates, selections, findings, data and sources."""

from __future__ import annotations

from collections.abc import Collection

from mayoral.contest.record import Election
from mayoral.publish import phrases as say
from mayoral.publish.findings import MEASURES, finding_words, places
from mayoral.publish.pages.blocks import (
    Block,
    Chip,
    Column,
    Folded,
    Line,
    Link,
    Listing,
    Mark,
    Prose,
    Row,
    Section,
    Table,
    checks_path,
)
from mayoral.publish.pages.cells import UNKNOWN
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.wording import Names, day


def candidates_section(one: Shown) -> Section:
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


def selections_section(one: Shown) -> Section | None:
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


def findings_section(one: Shown) -> Section:
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


def data_section(files: Collection[str]) -> Section | None:
    """The data files whose use a person would look for; the rest are in the manifest."""
    lines = [(Link(words, file=name),) for name, words in say.DATA_FILES.items() if name in files]
    if not lines:
        return None
    return Section("data", say.DATA, (Prose(((say.DATA_LEAD,),)), Listing(tuple(lines), "columns")))


def sources_section(one: Shown) -> Section:
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
