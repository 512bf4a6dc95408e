"""The training of those who type: the papers that would lie on the table, and the score once they are typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from countroom.access import SIGNED_IN, open_to
from countroom.before.mistakes import Mistake
from countroom.before.rehearsal import slug
from countroom.before.score import LIMIT, SheetScore, lasted, score
from countroom.before.training import TRAINEES, Training, training
from countroom.night.figures import Line, lines
from countroom.night.sheets import Sheet
from countroom.night.state import NightSoFar
from countroom.records import findings_at, night
from mayoral.files.text import Unreadable
from mayoral.publish.findings import finding_words

_NONE_HERE = (
    "There is no training in this database. The command “countroom train” makes one, in a database of its own."
)
_AFTERWARDS = {
    Mistake.NONE: "The other typist read this sheet as it stands.",
    Mistake.TRANSPOSED: "The other typist changed two digits round.",
    Mistake.MISSED: "The other typist missed a digit.",
    Mistake.NEIGHBOUR: "The other typist typed a figure in the neighbouring candidate’s line.",
    Mistake.SWAPPED: "The other typist typed two candidates the other way round.",
    Mistake.SUM: "This paper does not add up. It is typed as it stands; a finding then stops the area.",
    Mistake.STRUCK: "What was struck out cannot be typed: the correction beside it is the figure.",
}


@dataclass(frozen=True, slots=True)
class SheetOnTheTable:
    """A sheet as the page shows it: its paper by parts, its state in words, and afterwards what went wrong."""

    number: str
    parts: dict[str, list[tuple[str, int, str]]]
    state: str
    to_type: bool
    took: str
    scored: SheetScore
    afterwards: tuple[str, ...]


@open_to(SIGNED_IN)
def table(request: HttpRequest) -> HttpResponse:
    """The papers on the table and the score; in a database made for anything else, words that say so."""
    try:
        made = training()
    except Unreadable as problem:
        return render(request, "countroom/refused.html", {"why": str(problem)}, status=404)
    if made is None:
        return render(request, "countroom/refused.html", {"why": _NONE_HERE}, status=404)
    so_far = night()
    sheets = {one.number: one for one in so_far.sheets(made.area, 1)}
    result = score(made.papers, sheets.values())
    wanted = lines(so_far.contest, 1, so_far.contest.standing)
    name = next(one.name for one in so_far.contest.areas if one.id == made.area)
    return render(request, "countroom/training.html", {
        "area": made.area,
        "name": name,
        "trainees": [f"{role}-{slug(name)}" for role in TRAINEES],
        "limit": lasted(LIMIT),
        "score": result,
        "took": None if result.took is None else lasted(result.took),
        "papers": [_on_the_table(one, sheets[one.paper.number], wanted) for one in result.sheets],
        "stops": _stops(so_far, made),
    })  # fmt: skip


def _on_the_table(scored: SheetScore, sheet: Sheet, wanted: tuple[Line, ...]) -> SheetOnTheTable:
    paper = scored.paper
    parts: dict[str, list[tuple[str, int, str]]] = {}
    for line in wanted:
        written = (line.words, paper.figures[line.name], paper.struck.get(line.name, ""))
        parts.setdefault(line.part, []).append(written)
    return SheetOnTheTable(
        number=paper.number,
        parts=parts,
        state=_state(scored, sheet),
        to_type=sheet.void is None and len(sheet.entries) < 2,
        took=lasted(scored.took),
        scored=scored,
        afterwards=_afterwards(scored, sheet, wanted),
    )


def _state(scored: SheetScore, sheet: Sheet) -> str:
    if scored.void:
        return "voided"
    if scored.done:
        return "done"
    return "two readings differ: the supervisor settles them" if sheet.different else "to be typed"


def _afterwards(scored: SheetScore, sheet: Sheet, wanted: tuple[Line, ...]) -> tuple[str, ...]:
    """What went wrong with a sheet, line by line; nothing as long as it is not done."""
    if not scored.done:
        return ()
    paper, words = scored.paper, {line.name: line.words for line in wanted}
    first = sheet.entries[0].payload["figures"]
    told = [_AFTERWARDS[paper.mistake]]
    for who, read in (
        ("The other typist read", {line: first[line] for line in paper.misread}),
        ("The second reading has", scored.misread or {}),
        ("What stands now is", scored.otherwise or {}),
    ):
        told += [_line(words[line], who, one, paper.figures[line]) for line, one in read.items()]
    return tuple(told)


def _line(line: str, who: str, one: int, figure: int) -> str:
    return f"{line}. {who} {one:,}; on the paper stands {figure:,}."


def _stops(so_far: NightSoFar, made: Training) -> tuple[str, ...]:
    """The findings that stop the area once every sheet is agreed: one paper does not add up."""
    figures = so_far.figures(made.area, 1)
    if figures is None:
        return ()
    found = findings_at(so_far, made.area, 1, figures)
    return tuple(f"{one.code} {finding_words(so_far.contest, one)[0]}" for one in found if one.stops)
