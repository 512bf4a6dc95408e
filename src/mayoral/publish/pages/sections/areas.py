"""Area by area: who led where as a map with its table, then the votes of every candidate."""

from __future__ import annotations

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE
from mayoral.contest.outcomes import Count, Figures
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Block, Column, Line, Mark, Row, Section, Table
from mayoral.publish.pages.cells import figure, missing, signed
from mayoral.publish.pages.citing import standing
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.pages.sections.places import Places, area_link, map_blocks
from mayoral.publish.wording import count_name


def area_section(shown: Shown, places: Places) -> Section | None:
    """Everything by area; nothing where the election was counted as one, or not at all."""
    contest, counts = shown.counted.election.contest, shown.counted.outcome.counts
    if len(contest.areas) < 2 or contest.weighted or not counts:
        return None
    blocks: list[Block] = []
    for count in counts:
        if count.areas:
            blocks += map_blocks(shown, count, places)
        blocks.append(_votes(shown, count))
    return Section("areas", say.BY_AREA, tuple(blocks))


def _held(figures: Figures, who: CandidateId, absent: Mark) -> Line:
    """What a candidate holds, or what this count is known to have added where the total is not known."""
    votes, added = figures.votes.get(who), figures.added.get(who)
    return signed(added) if votes is None and added is not None else figure(votes, absent)


def _votes(shown: Shown, count: Count) -> Table:
    """Areas down, candidates across."""
    election, contest = shown.counted.election, shown.counted.election.contest
    order = contest.in_ballot_order(frozenset(count.totals.votes))
    names = {one.id: one.name for one in contest.candidates}
    returned = standing(election)
    rows = []
    for area in contest.areas:
        figures, absent = count.areas.get(area.id), missing(shown.counted, count, area.id)
        if figures is None:
            rows.append(Row(area_link(shown, area.id, area.name), ((absent,),), "missing"))
            continue
        cells = [_held(figures, who, absent) for who in order]
        cells.append(figure(figures.valid, absent))
        cited = shown.sources.of(returned.get((area.id, count.number)))
        rows.append(Row((*area_link(shown, area.id, area.name), cited), tuple(cells)))
    rest = by_subtraction(count)
    if rest is not None:
        cells = [figure(rest.votes[who]) for who in order]
        rows.append(Row((say.BY_SUBTRACTION,), (*cells, figure(rest.valid)), "derived"))
    total = [figure(count.totals.votes[who], missing(shown.counted, count)) for who in order]
    whole = returned.get((WHOLE, count.number)) if count.missing else None
    cells = [*total, figure(count.totals.valid, missing(shown.counted, count))]
    rows.append(Row((say.WHOLE, shown.sources.of(whole)), tuple(cells), "total"))
    columns = (*(Column((names[who],)) for who in order), Column((say.VALID,)))
    only_added = any(
        one.votes.get(who) is None and one.added.get(who) is not None
        for one in count.areas.values()
        for who in order
    )
    note = (say.ONLY_ADDED,) if only_added else ()
    caption = say.BY_AREA_CAPTION.format(
        Count=count_name(shown.counted.election.contest, count.number).capitalize()
    )
    return Table(f"areas-{count.number}", caption, say.AREA, columns, tuple(rows), note)


def by_subtraction(count: Count) -> Figures | None:
    """What a published total leaves for the areas not published, all of them together."""
    known = count.areas.values()
    if not count.missing or not known or count.totals.valid is None or any(one.valid is None for one in known):
        return None
    votes = {
        who: (total or 0) - sum(one.votes[who] or 0 for one in known) for who, total in count.totals.votes.items()
    }
    return Figures(dict(votes), sum(votes.values()))
