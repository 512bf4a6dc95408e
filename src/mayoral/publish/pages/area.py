"""The page of an area in an election, and the checks of an election: every figure with its source and kind."""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.contest.contest import WHOLE, Area
from mayoral.contest.findings import Identity
from mayoral.contest.outcomes import Figures
from mayoral.contest.returns import Measure, Return
from mayoral.publish import phrases as say
from mayoral.publish.charts.bars import Bar, bars
from mayoral.publish.charts.svg import Told
from mayoral.publish.findings import MEASURES, finding_words, identity_words, places
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Facts,
    Figure,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Pair,
    Prose,
    Row,
    Section,
    Table,
    area_path,
    checks_path,
    election_path,
)
from mayoral.publish.pages.cells import UNKNOWN, awaited, figure, fraction, of
from mayoral.publish.pages.citing import standing
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.wording import Names, count_name, number, percent


def area_page(one: Shown, area: Area) -> Page:
    """The page of an area: its counts, and every figure it returned."""
    contest = one.counted.election.contest
    sections = [*_counts(one, area), _returned(one, area), Section("sources", say.SOURCES, (one.sources.table(),))]
    areas = list(contest.areas)
    at = areas.index(area)
    before = areas[at - 1] if at else None
    after = areas[at + 1] if at + 1 < len(areas) else None
    known = contest.id or contest.title
    before_link, after_link = (
        Link(each.name, area_path(known, each.id)) if each else None for each in (before, after)
    )
    return Page(
        path=area_path(known, area.id),
        title=f"{area.name}: {contest.title}",
        kicker=say.AREA_IN,
        description=say.AREA_DESCRIPTION.format(area=area.name, election=contest.title),
        opening=(_opening(one, area),),
        sections=tuple(sections),
        trail=(Link(say.ELECTIONS, "elections/"), Link(contest.title, election_path(known))),
        paints=tuple(one.paints.values()),
        turn=(before_link, after_link),
        kind="area",
    )


def _opening(one: Shown, area: Area) -> Block:
    returned = standing(one.counted.election)
    verification = returned.get((area.id, 0))
    electorate = verification.get(Measure.ELECTORATE) if verification else None
    verified = verification.get(Measure.VERIFIED) if verification else None
    code: Line = (area.id,)
    return Facts(((say.CODE, code), (say.ELECTORATE, figure(electorate)), (say.VERIFIED, figure(verified))))


def _counts(one: Shown, area: Area) -> Iterator[Section]:
    contest = one.counted.election.contest
    for count in one.counted.outcome.counts:
        heading = say.COUNT.format(Count=count_name(contest, count.number).capitalize())
        figures = count.areas.get(area.id)
        if figures is None:
            words = say.AREA_AWAITED if awaited(one.counted) else say.AREA_UNPUBLISHED
            mark = Mark(words, "awaited" if awaited(one.counted) else "unpublished")
            yield Section(f"count-{count.number}", heading, (Prose(((mark,),)),))
            continue
        order = sorted(figures.votes, key=lambda who: (figures.votes[who] is None, -(figures.votes[who] or 0)))
        held = [_bar(one, figures, who) for who in order]
        told = Told(
            f"bars-{count.number}",
            say.BARS_TITLE.format(Count=count_name(contest, count.number).capitalize()),
            "; ".join(f"{each.name}: {each.figure}" for each in held),
        )
        rows = [
            Row(
                (one.person(who),),
                ((one.party(who),), figure(figures.votes[who]), of(figures.votes[who], figures.valid)),
            )
            for who in order
        ]
        rows.append(Row((say.VALID,), ((), figure(figures.valid), ()), "total"))
        columns = (Column((say.PARTY,), numeric=False), Column((say.VOTES,)), Column((say.SHARE,)))
        caption = say.COUNT_CAPTION.format(Count=count_name(contest, count.number).capitalize())
        table = Table(f"count-{count.number}-table", caption, say.CANDIDATE, columns, tuple(rows))
        base = say.BARS_UNKNOWN if figures.valid is None else say.BARS_CAPTION.format(valid=number(figures.valid))
        yield Section(f"count-{count.number}", heading, (Pair(Figure(bars(told, held), (base,), "bars"), table),))


def _bar(one: Shown, figures: Figures, who: object) -> Bar:
    votes = {str(key): held for key, held in figures.votes.items()}[str(who)]
    share = fraction(votes, figures.valid)
    told = say.NOT_KNOWN if votes is None else number(votes)
    told += "" if share is None else f" · {percent(share)}"
    if share is None and votes is not None and figures.valid is None:
        known = [held for held in figures.votes.values() if held is not None]
        share = fraction(votes, 2 * max(known))
    candidate = next(each for each in one.counted.election.contest.candidates if each.id == who)
    return Bar(candidate.name, one.register.party_name(candidate), told, share, one.paints[candidate.id])


def _returned(one: Shown, area: Area) -> Section:
    """Every figure the area returned, as it stands, with its source and kind."""
    names, rows = Names(one.counted.election.contest), []
    for (place_of, at), local in sorted(standing(one.counted.election).items(), key=lambda each: each[0][1]):
        if place_of == area.id:
            rows += [_figure(one, names, local, entry) for entry in local.figures]
            del at
    columns = (Column((say.COUNT_NUMBER,)), Column((say.FIGURE,)), Column((say.SOURCE_KIND,), numeric=False))
    if not rows:
        return Section("figures", say.RETURNED, (Prose(((say.AREA_UNPUBLISHED,),)),))
    table = Table("figures-table", say.RETURNED_CAPTION, say.MEASURE, columns, tuple(rows))
    return Section("figures", say.RETURNED, (table,))


def _figure(one: Shown, names: Names, local: Return, entry: tuple[Measure, str]) -> Row:
    measure, key = entry
    source = local.sources.get(entry, "")
    kinds = [each.kind for each in one.sources.all if each.id == source]
    kind: Line = (Mark(say.KINDS[kinds[0]], f"kind-{kinds[0].value}"),) if kinds else (UNKNOWN,)
    told = names.who(key).replace("-", " ") if measure is Measure.REJECTED else names.who(key)
    what = f"{MEASURES[measure.value].capitalize()}{f', {told}' if key else ''}"
    at = say.VERIFICATION if local.count == 0 else str(local.count)
    return Row((what, one.sources.cite(source)), ((at,), (number(local.figures[entry]),), kind))


def checks_page(one: Shown) -> Page:
    """Every identity of an election with its sum, passed, failed or not to be tested, and every finding."""
    counted, contest = one.counted, one.counted.election.contest
    known = contest.id or contest.title
    ordered = sorted(counted.identities, key=lambda each: (each.residual is None, not each.residual))
    rows = tuple(_identity(one, each) for each in ordered)
    heads = ((say.CHECK, False), (say.SUM, False), (say.RESULT_OF, False), (say.RESIDUAL, True))
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    table = Table("identities", say.IDENTITIES_CAPTION, say.WHERE, columns, rows)
    lines = []
    for finding in sorted(counted.findings, key=lambda each: not each.stops):
        words, follow = finding_words(contest, finding)
        where = places(contest, [finding])
        head = f" {where}{': ' if where else ''}{words} "
        lines.append((Mark(finding.code, "badge"), head, Mark(follow, "quiet")))
    found: Block = Listing(tuple(lines), "findings") if lines else Prose(((say.NO_FINDINGS,),))
    return Page(
        path=checks_path(known),
        title=say.CHECKS_OF.format(election=contest.title),
        kicker=say.CHECKS,
        description=say.CHECKS_LEAD,
        opening=(Prose(((say.CHECKS_LEAD,),)),),
        sections=(
            Section("identities-heading", say.IDENTITIES, (table,)),
            Section("findings", say.FINDINGS, (found,)),
        ),
        trail=(Link(say.ELECTIONS, "elections/"), Link(contest.title, election_path(known))),
        kind="checks",
    )


def _identity(one: Shown, each: Identity) -> Row:
    names = Names(one.counted.election.contest)
    area = names.where(each.area) if each.area not in (None, WHOLE) else say.WHOLE
    where = f"{area}, {say.COUNT_SHORT.format(at=each.count)}{f', {names.who(each.key)}' if each.key else ''}"
    tests, whole = identity_words(each)
    return Row((where,), ((each.code, " ", tests), (whole,),
                          (result(each),), () if each.residual is None else (number(each.residual),)))  # fmt: skip


def result(each: Identity) -> Mark:
    """Whether an identity holds, fails, or cannot be tested."""
    if each.residual is None:
        return Mark(say.UNTESTED, "unknown")
    return Mark(say.FAILED, "failed") if each.residual else Mark(say.PASSED, "passed")
