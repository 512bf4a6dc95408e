"""Ranked papers as a table that may be published: rankings too rare to be anonymous are withheld.

A long ranking can serve as a signature by which a bought or threatened voter proves a vote, and the
smaller the area the rarer it is. So the table is of all areas together unless areas are asked for by
name of the function, and what is withheld is said. Publish one of the two tables, not both: their
difference could show what each withholds.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mayoral.contest.candidates import Candidate
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.publish.wording import number

RARE = 10
"""A ranking borne by fewer papers of an area than this is withheld, unless another number is chosen."""
WHOLE = ""


@dataclass(frozen=True, slots=True)
class RankedPapers:
    """Rankings with how many papers bear them, the commonest first, and what is withheld in each area.

    `withheld` are papers and the different rankings on them. An area is `WHOLE` where areas stand together.
    """

    candidates: tuple[Candidate, ...]
    areas: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, Marks, int], ...]
    withheld: tuple[tuple[str, int, int], ...]
    threshold: int


def ranked_papers(condensed: Condensed, threshold: int = RARE) -> RankedPapers:
    """The papers of all areas together that may be published. Raises Refused for rehearsal papers."""
    together: Counter[tuple[str, Marks]] = Counter()
    for (_, marks), papers in condensed.papers.items():
        together[WHOLE, marks] += papers
    return _protected(condensed, together, ((WHOLE, ""),), threshold)


def ranked_papers_by_area(condensed: Condensed, threshold: int = RARE) -> RankedPapers:
    """The same area by area, each ranking withheld wherever it is rare. Raises Refused for rehearsal papers."""
    return _protected(condensed, Counter(condensed.papers), condensed.areas, threshold)


def _protected(
    condensed: Condensed, papers: Counter[tuple[str, Marks]], areas: Sequence[tuple[str, str]], threshold: int
) -> RankedPapers:
    if condensed.rehearsal:
        raise Refused("rehearsal papers are never published")
    if threshold < 2:
        raise Refused("a ranking borne by one paper is never published; the threshold is 2 or more")
    place = {area: at for at, (area, _) in enumerate(areas)}
    shown = [(area, marks, times) for (area, marks), times in papers.items() if times >= threshold]
    rare = [(area, times) for (area, _), times in papers.items() if 0 < times < threshold]
    order = {one.id: at for at, one in enumerate(condensed.candidates)}
    shown.sort(key=lambda row: (place[row[0]], -row[2], [sorted(order[who] for who in rank) for rank in row[1]]))
    withheld = tuple(
        (area, sum(times for where, times in rare if where == area), sum(where == area for where, _ in rare))
        for area, _ in areas
    )
    return RankedPapers(condensed.candidates, tuple(areas), tuple(shown), withheld, threshold)


def withheld_line(published: RankedPapers) -> str:
    """What the table withholds, as a sentence."""
    papers = sum(held for _, held, _ in published.withheld)
    if not papers:
        return f"Nothing is withheld: every ranking is borne by {published.threshold} papers or more."
    rankings = sum(different for _, _, different in published.withheld)
    where = " in an area" if len(published.areas) > 1 else ""
    return (
        f"Withheld: {number(papers)} papers with {number(rankings)} rankings that fewer than "
        f"{published.threshold} papers{where} bear, so that nobody can be known by a ranking."
    )


def ranked_papers_csv(published: RankedPapers) -> str:
    """The table as CSV: papers, then the candidates rank by rank; the last row of an area is what is withheld."""
    names = {one.id: one.name for one in published.candidates}
    by_area = [area for area, _ in published.areas] != [WHOLE]
    ranks = max((len(marks) for _, marks, _ in published.rows), default=1) or 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(["area"] if by_area else []), "papers", *(f"r{rank}" for rank in range(1, ranks + 1))])
    for (area, name), (_, held, _) in zip(published.areas, published.withheld, strict=True):
        first = [name or area] if by_area else []
        for where, marks, papers in published.rows:
            if where == area:
                cells = [" = ".join(names[who] for who in names if who in rank) for rank in marks]
                writer.writerow([*first, papers, *cells, *[""] * (ranks - len(cells))])
        if held:
            writer.writerow([*first, held, "withheld", *[""] * (ranks - 1)])
    return out.getvalue()
