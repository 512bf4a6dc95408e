"""The table of rankings that may be published: none so rare that a voter could be known by it.

Whoever is made to sign a paper by an agreed order of the last names is found again only if every order
is printed; a ranking borne by few papers is therefore withheld, and the table says how many were.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from mayoral.contest.contest import Contest
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.publish.wording import Names, number

RAREST = 10
"""A ranking borne by fewer papers is not published."""


def rankings(contest: Contest, papers: Condensed, rarest: int = RAREST) -> str:
    """The rankings of the whole election as CSV, the most frequent first, the rare ones withheld.

    Raises Refused for rehearsal papers, and for a threshold that would show what a single paper bears.
    """
    _publishable(papers, rarest)
    together: dict[tuple[str, Marks], int] = {}
    for (_, marks), held in papers.papers.items():
        together["", marks] = together.get(("", marks), 0) + held
    return _table(contest, together, rarest, ())


def rankings_by_area(contest: Contest, papers: Condensed, rarest: int = RAREST) -> str:
    """The same area by area, a ranking withheld where few papers of that area bear it.

    Never beside the table of the whole election: what one withholds the other would give away.
    """
    _publishable(papers, rarest)
    return _table(contest, papers.papers, rarest, ("area",))


def _publishable(papers: Condensed, rarest: int) -> None:
    if papers.rehearsal:
        raise Refused("rehearsal papers are nobody's votes and are never published")
    if rarest < 2:
        raise Refused(
            "what a single paper bears is never published: withhold what fewer than 2 papers bear, or more"
        )


def _table(contest: Contest, papers: Mapping[tuple[str, Marks], int], rarest: int, first: tuple[str, ...]) -> str:
    names = Names(contest)
    order = {area.id: at for at, area in enumerate(contest.areas)}
    rows = []
    for (area, marks), held in papers.items():
        cells = [" | ".join(names.who(who) for who in contest.in_ballot_order(marked)) for marked in marks]
        rows.append((order.get(area, 0) if first else 0, -held, cells, area))  # type: ignore[call-overload]
    shown = sorted(row for row in rows if -row[1] >= rarest)
    withheld = [-row[1] for row in rows if -row[1] < rarest]
    ranks = max((len(row[2]) for row in shown), default=0)
    where = "papers of an area" if first else "papers"
    out = io.StringIO()
    if withheld:
        out.write(
            f"# Rankings borne by fewer than {rarest} {where} are withheld, as a rare one may show the voter: "
            f"{number(len(withheld))} rankings on {number(sum(withheld))} papers.\n"
        )
    write = csv.writer(out, lineterminator="\n").writerow
    write([*first, "papers", *(f"r{rank + 1}" for rank in range(ranks))])
    for _, held, cells, area in shown:
        write([*([names.where(area)] if first else []), -held, *cells, *[""] * (ranks - len(cells))])
    return out.getvalue()
