"""The acts of the count floor: numbered sheets, two typists, differences, doubtful papers, findings.

Law: SI 2017/67 Sch 1 rr 50-53, 55.
"""

from __future__ import annotations

from collections.abc import Mapping

from countroom.actions import Desk, Payload, does, stores, words
from countroom.actions.verification import every_poll_verified
from countroom.models import ActRow, AreaRow, EntryRow, SheetRow
from countroom.night.boxes import boxes
from countroom.night.figures import Figure, lines
from countroom.night.parts import handed_out
from countroom.night.sheets import Sheet, sheet_number
from countroom.records import digest, findings_at
from mayoral.contest.candidates import CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Head


def between(desk: Desk) -> frozenset[CandidateId]:
    """The candidates in this count: all at the first, those the direction names at the second."""
    return desk.night.contest.standing if desk.count == 1 else desk.night.directed


@does("acknowledge-direction")
def acknowledge_direction(desk: Desk) -> Payload:
    """That the area has the CARO's direction and begins. Law: r 55(1)."""
    return {"direction": desk.night.direction.seq if desk.night.direction else 0}


@does("issue-sheets")
def issue_sheets(desk: Desk, sheets: list[str], part: str = "", part_papers: Figure | None = None) -> Payload:
    """Numbers for the sheets that will be typed; a number is given once, ever.

    `part` is a mini-count area or team whose papers are kept apart, `part_papers` how many it has in all.
    """
    if desk.count == 1:
        every_poll_verified(desk)
    given = [one.strip() for one in sheets if one.strip()]
    if not given:
        raise Refused("give at least one number")
    for one in given:
        sheet_number(one)
    used = {one.number for number in (1, 2) for one in desk.night.sheets(desk.area, number)}
    twice = sorted({one for one in given if one in used or given.count(one) > 1})
    if twice:
        raise Refused(f"already given, and a number is given once, ever: {', '.join(twice)}")
    return {"sheets": given, **_kept_apart(desk, part.strip(), part_papers)}


def _kept_apart(desk: Desk, part: str, papers: int | None) -> Payload:
    """The part of the papers that sheets are of, with its papers in all; nothing where none is kept apart."""
    known = handed_out(desk.night, desk.area, desk.count)
    if not part:
        if papers is not None:
            raise Refused("name the mini-count area or team that these papers were handed to")
        return {}
    if any(part in (box.name, box.station) for box in boxes(desk.night, desk.area)):
        raise Refused("a ballot box is no part of a count: its papers are mixed with the others first (r 50)")
    if papers is None and part not in known:
        raise Refused(f"say how many papers were handed to {part} in all")
    return {"part": part, "papers": known[part] if papers is None else papers}


@does("enter")
def enter(desk: Desk, sheet: str, figures: Mapping[str, Figure]) -> Payload:
    """One typist's reading of a sheet: the first, or the second by another person."""
    if desk.count == 1:
        every_poll_verified(desk)
    typed = _live(desk, sheet)
    if len(typed.entries) == 2:
        raise Refused(f"sheet {sheet} was typed twice already and enters the total once")
    wanted = [line.name for line in lines(desk.night.contest, desk.count, between(desk))]
    if sorted(figures) != sorted(wanted):
        raise Refused("a figure is wanted for every line of the sheet and for no other")
    name = f"{desk.person} ({desk.person.username})"
    if any(one.person == name for one in typed.entries):
        raise Refused("the second reading of a sheet is typed by another person")
    return {"sheet": sheet, "figures": {line: figures[line] for line in wanted}}


@does("settle")
def settle(desk: Desk, sheet: str, readings: Mapping[str, Figure], reason: str) -> Payload:
    """A third reading, with the paper in hand, of exactly the lines two people read differently."""
    open_sheet = _live(desk, sheet)
    if not open_sheet.different:
        raise Refused(f"nothing is to be settled on sheet {sheet}")
    name = f"{desk.person} ({desk.person.username})"
    if any(one.person == name for one in open_sheet.entries):
        raise Refused("a difference is settled by somebody who typed neither reading")
    if sorted(readings) != sorted(open_sheet.different):
        raise Refused("a reading is wanted for each line that differs and for no other")
    return {"sheet": sheet, "readings": dict(readings), "reason": words(reason)}


@does("void-sheet")
def void_sheet(desk: Desk, sheet: str, reason: str) -> Payload:
    """A sheet taken out of the total; its number is kept and never given again."""
    return {"sheets": [_live(desk, sheet).number], "reason": words(reason)}


@does("adjudicate")
def adjudicate(desk: Desk, decision: str, objected_by: str, note: str) -> Payload:
    """A decision on a doubtful paper and who objected; never for whom it was given. Law: rr 51(4), 52."""
    if decision != "allowed" and decision not in {head.value for head in Head}:
        raise Refused("a doubtful paper is allowed, or rejected under a head of the statement")
    number = sum(act.kind == "adjudicate" for act in desk.night.at(desk.area, desk.count)) + 1
    return {"number": number, "decision": decision, "objected_by": objected_by.strip(), "note": note.strip()}


@does("acknowledge")
def acknowledge(desk: Desk, finding: str, explanation: str, counted_again: Figure | None = None) -> Payload:
    """A finding acknowledged by name; papers that differ from those verified only after re-checking (F-3)."""
    figures = desk.night.figures(desk.area, desk.count)
    if figures is None:
        raise Refused("the sheets are not all agreed yet")
    known = {digest(one): one for one in findings_at(desk.night, desk.area, desk.count, figures)}
    found = known.get(finding)
    if found is None:
        raise Refused("this finding no longer stands: look at the figures again")
    if found.stops:
        raise Refused("a finding marked E is not acknowledged away: the figures have to add up")
    if found.code == "W103" and counted_again != found.fields["papers"]:
        raise Refused("count the papers again and type the figure found: it has to be the one stated")
    return {"finding": finding, "code": found.code, "explanation": words(explanation, "the explanation"),
            "counted_again": counted_again}  # fmt: skip


@stores("issue-sheets")
def keep_numbers(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The numbers as rows, so that the database refuses one given twice."""
    area = AreaRow.objects.get(code=desk.area)
    SheetRow.objects.bulk_create(
        SheetRow(act=row, area=area, count=desk.count, number=one) for one in payload["sheets"]
    )


@stores("enter")
def keep_typist(desk: Desk, row: ActRow, payload: Payload) -> None:
    """Who typed it as a row, so that the database refuses the same person twice and a third reading."""
    sheet = SheetRow.objects.get(area__code=desk.area, number=payload["sheet"])
    place = EntryRow.objects.filter(sheet=sheet).count() + 1
    EntryRow.objects.create(act=row, sheet=sheet, place=place, person=desk.person)


def _live(desk: Desk, number: str) -> Sheet:
    sheet = desk.night.sheet(desk.area, desk.count, number)
    if sheet is None:
        raise Refused(f"no sheet “{number}” was issued for this count")
    if sheet.void is not None:
        raise Refused(f"sheet {number} is void: {sheet.void}")
    return sheet
