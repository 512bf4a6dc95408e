"""Turnout area by area, with what it is reckoned on and what was printed."""

from __future__ import annotations

from mayoral.analysis.shares import turnout
from mayoral.contest.contest import WHOLE
from mayoral.contest.outcomes import Figures
from mayoral.contest.returns import Measure
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Cite, Column, Line, Mark, Row, Section, Table
from mayoral.publish.pages.cells import UNKNOWN, figure
from mayoral.publish.pages.citing import standing
from mayoral.publish.pages.sections.counts import Shown
from mayoral.publish.pages.sections.places import area_link
from mayoral.publish.wording import number, percent


def turnout_section(shown: Shown) -> Section | None:
    """Turnout of each area with what it is reckoned on; nothing where no electorate is known."""
    election, counts = shown.counted.election, shown.counted.outcome.counts
    if not counts:
        return None
    returned, rows = standing(election), []
    for area in (*election.contest.areas, None):
        known = WHOLE if area is None else area.id
        verification = returned.get((known, 0))
        if area is None:
            electorate, share = shown.counted.electorate, shown.counted.turnout
        else:
            electorate = verification.get(Measure.ELECTORATE) if verification else None
            verified = verification.get(Measure.VERIFIED) if verification else None
            figures = counts[0].areas.get(area.id)
            share = turnout(figures or Figures({}), verified, electorate)
        told: Line = (UNKNOWN,) if share is None else (percent(share.fraction, 2),)
        reckoned: Line = (UNKNOWN,) if share is None else (f"{number(share.part)} {share.part_name}",)
        head: Line = (say.WHOLE,) if area is None else area_link(shown, area.id, area.name)
        printed = [one for one in election.printed if one.what == "turnout" and one.area == known]
        as_printed: list[str | Cite | Mark] = []
        for one in printed:
            as_printed += ["; "] if as_printed else []
            as_printed += [f"{one.value} %", shown.sources.cite(one.source)]
        cited = shown.sources.of(verification, Measure.ELECTORATE)
        if area is not None and not printed and electorate is None and share is None:
            rows.append(Row(head, ((UNKNOWN,),), "missing"))
            continue
        kind = "total" if area is None else ""
        rows.append(Row((*head, cited), (figure(electorate), reckoned, told, as_printed or (UNKNOWN,)), kind))
    if len(election.contest.areas) == 1:
        rows = rows[1:]
    columns = (
        Column((say.ELECTORATE,)),
        Column((say.NUMERATOR,), numeric=False),
        Column((say.TURNOUT_HEADING,)),
        Column((say.VALUE,)),
    )
    table = Table("turnout-table", say.TURNOUT_CAPTION, say.AREA, columns, tuple(rows), (say.TURNOUT_NOTE,))
    return Section("turnout", say.TURNOUT_HEADING, (table,))
