"""What the figures mean: how close it was, what became of second preferences, what changed since last time."""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.analysis.compare import Comparison, compare
from mayoral.analysis.margins import Margin, margin
from mayoral.analysis.second_preferences import SecondPreferences, leader_lost, second_preferences
from mayoral.analysis.shares import Share
from mayoral.analysis.swing import Change, NoSwing, Pair, Side, Swing
from mayoral.contest.outcomes import Declaration
from mayoral.publish import phrases as say
from mayoral.publish.counted import Counted
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Line,
    Link,
    Listing,
    Mark,
    Prose,
    Row,
    Section,
    Table,
    election_path,
)
from mayoral.publish.pages.cells import MINUS, UNKNOWN, figure
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.pages.sections.places import area_link
from mayoral.publish.transcripts.comparison import points
from mayoral.publish.wording import Names, number, percent


def closeness_section(one: Shown) -> Section | None:
    """How close it was: the lead, the fewest votes that change the result, and whether the first leader lost."""
    contest, outcome = one.counted.election.contest, one.counted.outcome
    if not isinstance(outcome, Declaration) or not outcome.counts:
        return None
    found = margin(contest, outcome)
    lines: list[Line] = [] if found is None else [(_fewest(found),)]
    if len(outcome.counts) > 1:
        lost = leader_lost(outcome)
        held = outcome.counts[0].held
        leader = Names(contest).all_of(who for who, votes in held.items() if votes == max(held.values()))
        lines.append(((say.LEADER_LOST if lost else say.LEADER_WON).format(name=leader),))
    blocks: list[Block] = [Listing(tuple(lines))] if lines else []
    used = second_preferences(contest, outcome)
    if used:
        blocks.append(_used(one, used))
    return Section("closeness", say.CLOSENESS, tuple(blocks)) if blocks else None


def _fewest(found: Margin) -> str:
    if found.exact is not None:
        return say.FEWEST.format(lead=number(found.lead), votes=number(found.exact))
    return say.FEWEST_BETWEEN.format(
        lead=number(found.lead), least=number(found.at_least), most=number(found.at_most)
    )


def _used(one: Shown, used: tuple[SecondPreferences, ...]) -> Table:
    names = {area.id: area.name for area in one.counted.election.contest.areas}
    several = len(names) > 1
    rows = []
    for each in (*used[1:], used[0]) if several else used[:1]:
        head: Line = (say.WHOLE,) if each.area is None else area_link(one, each.area, names[each.area])
        if each.papers is None and each.counted is None:
            rows.append(Row(head, ((UNKNOWN,),), "missing"))
            continue
        cells = (figure(each.papers), figure(each.counted), _share(each.used), _share(each.left))
        rows.append(Row(head, cells, "total" if each.area is None and several else ""))
    heads = (say.POOL, say.COUNTED_FOR, say.USED, say.LEFT)
    columns = tuple(Column((head,)) for head in heads)
    return Table("used-table", say.USED_CAPTION, say.AREA, columns, tuple(rows), (say.USED_NOTE,))


def _share(share: Share | None) -> Line:
    return (UNKNOWN,) if share is None else (percent(share.fraction),)


def change_section(one: Shown, before: Counted | None) -> Section | None:
    """The shares of each party now and last time, the change marked where the method changed, and the swing."""
    if before is None or not before.outcome.counts or not one.counted.outcome.counts:
        return None
    if before.election.contest.office != one.counted.election.contest.office:
        return None
    found = compare(Pair(_side(before), _side(one.counted)))
    blocks: list[Block] = []
    if found.pair.method_changed:
        blocks.append(Prose(((Mark(say.BREAK, "strong"), f" {say.BROKEN}"),), "after"))
    blocks.append(_parties(one, found))
    blocks.append(Prose(tuple((words,) for words in _swing(one, found))))
    return Section("change", say.CHANGES, tuple(blocks))


def _side(counted: Counted) -> Side:
    return Side(counted.election.contest, counted.outcome, counted.turnout)


def _parties(one: Shown, found: Comparison) -> Table:
    then, now = found.pair.before.contest, found.pair.now.contest
    rows = [
        Row(
            (_party(one, each.party),),
            (
                _cell(each.before, bool(each.stood_before)),
                _cell(each.now, bool(each.stood_now)),
                moved(each.change),
            ),
        )
        for each in found.parties
    ]
    names = {who.id: who.name for who in now.candidates}
    rows += [
        Row(
            (say.IN_PERSON.format(name=names[each.now_id]),),
            (_cell(each.before), _cell(each.now), moved(each.change)),
        )
        for each in found.persons
    ]
    columns = (
        Column((Link(_year(found.pair.before), election_path(then.id or "")),)),
        Column((_year(found.pair.now),)),
        Column((say.CHANGE_POINTS,)),
    )
    return Table("change-table", say.CHANGES_CAPTION, say.PARTY, columns, tuple(rows), (say.CHANGES_NOTE,))


def _party(one: Shown, party: str) -> str:
    known = one.register.parties.get(party)
    return known.name if known else party


def _year(side: Side) -> str:
    return str(side.contest.poll_date.earliest.year) if side.contest.poll_date else say.NOT_KNOWN


def _cell(share: Share | None, *stood: bool) -> Line:
    if share is None:
        return (Mark(say.DID_NOT_STAND, "quiet"),) if stood == (False,) else (UNKNOWN,)
    return (percent(share.fraction),)


def moved(change: Change | None) -> Line:
    """A change in points, with an arrow between like methods and the mark of a break between others."""
    if change is None:
        return ("–",)
    told = points(change.points).replace("-", MINUS)
    if change.method_changed:
        return (f"{told} {say.BREAK}",)
    arrow = say.UP if change.points > 0 else say.DOWN if change.points < 0 else ""
    return (f"{arrow} {told}".strip(),)


def _swing(one: Shown, found: Comparison) -> Iterator[str]:
    swing = found.swing
    if isinstance(swing, NoSwing):
        yield say.NO_SWING.format(why=swing.value)
    elif isinstance(swing, Swing):
        to, away = (swing.towards, swing.away) if swing.points >= 0 else (swing.away, swing.towards)
        size = points(abs(swing.points), 2).lstrip("+")
        yield say.SWING.format(away=_party(one, away), to=_party(one, to), size=size, base=swing.base.value)
