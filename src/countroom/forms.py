"""The blanks of every act's form: what is asked, in which words, and how what was typed is read."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from countroom.actions import ACTIONS, INITIALLED
from countroom.actions import every as _every
from countroom.choices import CHOICES, Place
from countroom.night.boxes import ACCOUNT
from countroom.night.figures import Line, figure, lines
from countroom.night.sheets import MOST_AT_ONCE, numbers
from countroom.night.stages import Role
from countroom.night.wording import role_words
from countroom.paperwork.statements import code_of, script_of
from countroom.records import position
from mayoral.contest.findings import Refused

__all__ = ["NUMBERED", "Blank", "Place", "_every", "blanks_of", "read"]
NUMBERED = re.compile(r"[0-9]{1,9}", re.ASCII)
"""The number of an act or of an appointment, as an address or a form gives it."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing a form asks: its name, its words, its kind, and what may be chosen.

    Kinds: `line`, `words`, `figure`, `choice`, `numbers` (several, by commas or ranges), `lines` (figures).
    """

    name: str
    words: str
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()
    optional: bool = False
    hint: str = ""
    fixed: str = ""


_BLANKS = {
    "reason": Blank("reason", "Reason", "words"),
    "explanation": Blank("explanation", "Explanation", "words"),
    "reply": Blank("reply", "Answer", "words"),
    "ground": Blank("ground", "Ground given", "words", optional=True),
    "note": Blank("note", "Note (never for whom the paper was given)", "words", optional=True),
    "correction": Blank("correction", "What is corrected", "words"),
    "method": Blank("method", "How the lot was drawn", "words", hint="And who drew it; announced with the result"),
    "witness": Blank("witness", "Witnesses"),
    "asked_by": Blank("asked_by", "Who asks"),
    "objected_by": Blank("objected_by", "Rejection objected to by", optional=True),
    "sheets": Blank(
        "sheets",
        "Sheet numbers",
        "numbers",
        hint=f"Separated by commas; 1-4 stands for 1, 2, 3, 4, up to {MOST_AT_ONCE} at once",
    ),
    "contact": Blank(
        "contact",
        "Whom the centre calls, and on what number",
        optional=True,
        hint="Left empty, it stays as it was said before",
    ),
    "time": Blank(
        "time",
        "When the statement is expected",
        optional=True,
        hint="By the clock on the wall, such as 01:30; empty where it cannot be said",
    ),
    "part": Blank(
        "part",
        "Mini-count area or team whose papers they are",
        optional=True,
        hint="Only where its papers are kept apart from the others",
    ),
    "part_papers": Blank(
        "part_papers",
        "Papers handed to it in all",
        "figure",
        optional=True,
        hint="Only with the line above; left empty, it stays as it was said before",
    ),
    "public_key": Blank("public_key", "Key", hint="As `countroom key` prints it in the other count room"),
    "whose": Blank("whose", "Whose letters are signed with it", "choice", optional=True),
    "poll": Blank("poll", "Poll"),
    "box": Blank("box", "Box", "choice"),
    "from_box": Blank("from_box", "Found in", "choice"),
    "to_box": Blank("to_box", "Moved to", "choice"),
    "papers": Blank("papers", "Papers", "figure"),
    "electorate": Blank("electorate", "Electorate", "figure"),
    "votes": Blank("votes", "Figure read for the person elected", "figure"),
    "counted_again": Blank(
        "counted_again",
        "Papers counted again",
        "figure",
        optional=True,
        hint="Needed where papers differ from those verified",
    ),
    "finding": Blank("finding", "Finding", "choice"),
    "decision": Blank("decision", "Decision", "choice"),
    "drawn": Blank("drawn", "The lot fell on", "choice"),
    "dead": Blank("dead", "Candidate whose death is proved", "choice"),
    "proof": Blank("proof", "How it was proved (for the record)", "words"),
    "answer": Blank(
        "answer", "Answer", "choice", (("redone", "Calculated again"), ("refused", "Refused as unreasonable"))
    ),
    "request": Blank("request", "Request", "choice"),
    "name": Blank("name", "Name read out, in full"),
    "script": Blank("script", "Script"),
    "code": Blank("code", "Code printed on the paper", hint="Twelve letters and digits, with or without spaces"),
    "person": Blank("person", "Person", "choice"),
    "role": Blank("role", "Role", "choice", tuple((role.value, role_words(role)) for role in Role)),
    "where": Blank("where", "Area", "choice", optional=True),
    "candidate": Blank("candidate", "For which candidate (agents)", "choice", optional=True),
    "designated": Blank(
        "designated",
        "May demand re-counts for this candidate (a counting agent)",
        "choice",
        (("", "Not said"), ("yes", "Yes"), ("no", "No")),
        optional=True,
        hint="One agent of a candidate in each area. Where it is not said, the first one appointed is.",
    ),
    "letter": Blank("letter", "Letter", "words"),
    "appointment": Blank("appointment", "Appointment", "choice"),
    "sheet": Blank("sheet", "Sheet", "choice"),
    "figures": Blank("figures", "Figures", "lines"),
    "readings": Blank("readings", "Third reading, with the paper in hand", "lines"),
}
_ACCOUNT_WORDS = {
    "entrusted": "Papers entrusted to the presiding officer",
    "issued": "Issued and not spoilt",
    "unused": "Unused",
    "spoilt": "Spoilt and replaced",
    "tendered": "Tendered",
}
_INITIALS = Blank("initials", "Initials")


def blanks_of(act: str, place: Place) -> tuple[Blank, ...]:
    """What the form of an act asks at a place, in the order of its function's arguments."""
    names = [name for name in inspect.signature(ACTIONS[act]).parameters if name != "desk"]
    found = [_filled(act, _BLANKS[name], place) for name in names]
    return (*found, *([_INITIALS] if act in INITIALLED else []))


def _filled(act: str, blank: Blank, place: Place) -> Blank:
    """A blank with what may be chosen here, or fixed where the address or the night says it."""
    changed = blank
    if blank.name in place.fixed:
        changed = replace(blank, fixed=place.fixed[blank.name])
    elif blank.name == "script":
        changed = replace(blank, fixed=code_of(script_of(position(place.night))))
    elif blank.name == "sheets" and act != "issue-sheets":
        changed = replace(blank, optional=True, hint="Only these sheets; leave empty for the whole area")
    elif blank.kind == "lines":
        changed = replace(blank, lines=_lines(act, place))
    elif blank.name == "votes":
        changed = replace(blank, optional=not position(place.night).outcome.counts)
    elif blank.name == "poll" and act == "verify-other-poll":
        changed = replace(blank, kind="choice", choices=tuple(CHOICES["poll"](act, place)))
    elif blank.kind == "choice" and not blank.choices:
        changed = replace(blank, choices=tuple(CHOICES[blank.name](act, place)))
    return changed


def _lines(act: str, place: Place) -> tuple[Line, ...]:
    if act == "account":
        return tuple(Line(name, _ACCOUNT_WORDS[name], "Ballot paper account") for name in ACCOUNT)
    contest = place.night.contest
    between = contest.standing if place.count == 1 else place.night.directed
    every = lines(contest, place.count, between)
    if act == "settle":
        sheet = place.night.sheet(place.area, place.count, place.fixed.get("sheet", ""))
        return tuple(line for line in every if sheet is not None and line.name in sheet.different)
    return every


def read(blanks: Sequence[Blank], typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What a form says and, for the blanks that could not be read, what to do instead."""
    given: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for blank in blanks:
        if blank.kind == "lines":
            given[blank.name] = {}
            asked = tuple(Blank(line.name, line.words, "figure") for line in blank.lines)
            given[blank.name], wrong = read(asked, typed)
            refused |= wrong
            continue
        try:
            given[blank.name] = _value(blank, blank.fixed or typed.get(blank.name, "").strip())
        except Refused as why:
            words = str(why)
            refused[blank.name] = words if words.startswith(blank.words) else f"{blank.words}: {words}"
    return given, refused


def _value(blank: Blank, text: str) -> object:
    if not text and blank.optional:
        return None if blank.kind == "figure" else [] if blank.kind == "numbers" else ""
    if blank.kind == "figure":
        return figure(text)
    if not text:
        raise Refused(f"{blank.words}: this is needed.")
    if blank.kind == "numbers":
        return numbers(text)
    if blank.kind == "choice" and not blank.fixed and text not in {value for value, _ in blank.choices}:
        raise Refused(f"{blank.words}: choose one of the list.")
    if blank.name not in ("request", "appointment"):
        return text
    if not NUMBERED.fullmatch(text):
        raise Refused(f"{blank.words}: there is none of this number.")
    return int(text)
