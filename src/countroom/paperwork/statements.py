"""Statements, notices and scripts in the words of the library, with their hash and the head of the record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from countroom.night.boxes import boxes
from countroom.night.state import NightSoFar
from countroom.paperwork.telling import calendar, explained, explanations, one_line
from countroom.records import Position, digest, findings_at, position
from mayoral.contest.contest import AreaId
from mayoral.contest.findings import Refused
from mayoral.contest.outcomes import Outcome
from mayoral.contest.returns import Return, Status
from mayoral.counting.count import count, count_alone
from mayoral.files.acts import Act, figures_from
from mayoral.publish.findings import finding_words
from mayoral.publish.notices import declaration, provisional_statement, public_notice, rejected_statement
from mayoral.publish.transcripts.tables import aligned
from mayoral.publish.wording import Names, number

_REHEARSAL = "REHEARSAL: not a real election\n\n"
_SET_IN_AT_MOST = 2
_SIGNED = "Returning officer: ______________________________    Date: ______________\n"


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to be printed: its words, whose they are, and where the record stood when they were drawn up."""

    title: str
    text: str
    mode: str
    record: str
    large: bool = False

    @property
    def sha256(self) -> str:
        """The hash of the words."""
        return code_of(self.text)

    @property
    def code(self) -> str:
        """The part of the hash that is printed large and typed back."""
        return short(self.sha256)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The words line by line, a line of a table parted into its cells; what is set in stays set in."""
        return tuple(map(_cells, self.text.split("\n")))


def _cells(line: str) -> tuple[str, ...]:
    bare = line.strip()
    set_in = (len(line) - len(line.lstrip())) // 2
    cells = re.split(r"\s{2,}", bare)
    if set_in > _SET_IN_AT_MOST:  # the first column of a table is empty on this line
        return ("", *cells)
    return ("\u2003" * set_in + cells[0], *cells[1:])


def code_of(text: str) -> str:
    """The SHA-256 of a statement's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def short(code: str) -> str:
    """The part of a hash that is printed large and typed back: its first twelve digits in threes of four."""
    return f"{code[:4]} {code[4:8]} {code[8:12]}"


def record_words(acts: int, head: str) -> str:
    """Where the record stood, as it is printed and later given to `mayoral verify --head`."""
    return f"Record so far: {acts} acts, head\n{head}"


def statement_text(so_far: NightSoFar, area: str, number: int, payload: Mapping[str, Any]) -> str:
    """A statement of votes and of rejected papers, as it is printed. Law: r 51(5), 54(1), 56(2), 59(1).

    Raises Refused where the first count it rests on is not complete.
    """
    status = Status(payload["status"])
    mine = Return(AreaId(area), number, figures_from(payload["figures"]), payload["version"], status)
    others = [one for one in so_far.standing if (one.area, one.count) != (area, number)]
    if so_far.apart:
        outcome: Outcome = count_alone(so_far.contest, AreaId(area), [*others, mine], so_far.directed)
    else:
        outcome = count(so_far.contest, [*others, mine])
    votes = provisional_statement(so_far.contest, outcome, AreaId(area), number)
    if status is Status.FINAL:
        votes = votes.replace("PROVISIONAL STATEMENT", "FINAL STATEMENT", 1)
    rejected = rejected_statement(so_far.contest, outcome, AreaId(area), number)
    told = _objections(so_far, area, number) + _explained(so_far, area, number, payload["figures"])
    return f"{_mode(so_far)}{votes}\n{rejected}\n{told}{_version(so_far, payload)}"


def _explained(so_far: NightSoFar, area: str, number: int, figures: Mapping[str, int]) -> str:
    """Papers that differ from those verified, with the written explanation: by whom, with initials, when."""
    known = explanations(so_far)
    found = [one for one in findings_at(so_far, area, number, figures) if one.code == "W103"]
    return "".join(
        f"{finding_words(so_far.contest, one)[0]}\n{explained(known[digest(one)])}\n\n"
        for one in found
        if digest(one) in known
    )


def _objections(so_far: NightSoFar, area: str, number: int) -> str:
    """The rejections somebody objected to, as they are endorsed on the papers. Law: r 51(4)."""
    told = [act.payload for act in doubtful(so_far, area, number) if act.payload["objected_by"]]
    lines = [
        f"Doubtful paper {one['number']}: rejection objected to by {one['objected_by']}"
        for one in told
        if one["decision"] != "allowed"
    ]
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def doubtful(so_far: NightSoFar, area: str, number: int) -> tuple[Act, ...]:
    """The decisions on doubtful papers of a count, in order."""
    return tuple(act for act in so_far.since_direction(area, number) if act.kind == "adjudicate")


def verification_text(so_far: NightSoFar, area: str, payload: Mapping[str, Any]) -> str:
    """The statement as to the result of the verification, box by box. Law: r 47(7)-(8)."""
    contest = so_far.contest
    rows = [("Box", "Issued", "Counted", "Difference"), *map(_box, payload["boxes"])]
    verified, electorate = payload["figures"]["verified:"], payload["figures"]["electorate:"]
    postal = [box["found"] for box in payload["boxes"] if box.get("postal")]
    total = [
        ("Duly returned postal papers", number(sum(postal))),
        ("Ballot papers verified", number(verified)),
        ("Electorate", number(electorate)),
    ]
    told = [f"Box {box.name}. {explained(box.explained)}" for box in boxes(so_far, area) if box.explained]
    told += [
        f"Box {box['box']}: counted again, {number(box['counted_again'][-1])} papers found twice alike"
        for box in payload["boxes"]
        if "counted_again" in box
    ]
    parts = [
        f"STATEMENT AS TO THE RESULT OF THE VERIFICATION: {Names(contest).where(AreaId(area))}\n{contest.title}",
        aligned(rows),
        aligned(total, ruled=0),
        "\n".join(["Differences explained in writing, or found alike in two re-counts:", *told])
        if told
        else "No difference is unexplained.",
        _SIGNED + "\n" + _version(so_far, payload),
    ]
    return _mode(so_far) + "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _box(box: Mapping[str, Any]) -> tuple[str, str, str, str]:
    issued, found = box.get("issued"), box["found"]
    difference = "–" if issued is None else f"{found - issued:+,}" if found != issued else "0"
    return (box["box"], "–" if issued is None else number(issued), number(found), difference)


def _mode(so_far: NightSoFar) -> str:
    return _REHEARSAL if so_far.mode == "rehearsal" else ""


def _version(so_far: NightSoFar, payload: Mapping[str, Any]) -> str:
    return f"Version {payload['version']}. {record_words(len(so_far.acts), so_far.head)}\n"


def papers_of_the_end(so_far: NightSoFar) -> Iterator[Paper]:
    """The declaration and, once it was made, the notice of its result as it stands. Law: r 59(11), (15)-(16).

    Raises Refused while nobody can be declared elected.
    """
    where, declared = position(so_far), so_far.declared
    script = script_of(where) if declared is None else str(declared.payload["text"])
    stands = len(so_far.acts), so_far.head
    record = record_words(*(stands if declared is None else (declared.seq, declared.hash)))
    yield Paper("Declaration of result", script, so_far.mode, record, large=True)
    if declared is not None:
        corrected = [_corrected(act) for act in corrections_of(so_far)]
        above = "\n\n".join([*corrected, "The notice as it was first published:\n\n"]) if corrected else ""
        notice = f"{_mode(so_far)}{above}{public_notice(so_far.contest, where.outcome)}\n{record}\n"
        yield Paper("Notice of result", notice, so_far.mode, "")


def corrections_of(so_far: NightSoFar) -> tuple[Act, ...]:
    """The corrections of the declaration's notice, oldest first."""
    return tuple(act for act in so_far.at("", 0) if act.kind == "correct-notice")


def _corrected(act: Act) -> str:
    """A correction as the notice bears it, dated and linked to the declaration."""
    told = act.payload
    return (
        f"CORRECTION of {calendar(act.at)} (act {act.seq}) to the declaration (act {told['corrects']}):\n"
        f"{one_line(told['correction'])}"
    )


def correction_paper(so_far: NightSoFar, number: int) -> Paper:
    """A correction notice by its number, to be read aloud and put up beside the notice of the result.

    It is dated and linked to the declaration, which stands. Raises Refused where there is none of that number.
    """
    acts, declared = corrections_of(so_far), so_far.declared
    if declared is None or not 1 <= number <= len(acts):
        raise Refused("there is no such correction notice")
    act = acts[number - 1]
    title = f"Correction notice {number}"
    corrects = (
        f"Issued on {calendar(act.at)}. It corrects the declaration of result made on {calendar(declared.at)} "
        f"(act {declared.seq} of the record). The declaration stands; this notice is to be read with it."
    )
    signed_by = _SIGNED.replace("Returning", "Combined authority returning", 1)
    parts = [
        f"{title.upper()}\n{so_far.contest.title}",
        corrects,
        one_line(act.payload["correction"]),
        f"{signed_by}\nThe declaration corrected, SHA-256\n{declared.payload['sha256']}",
    ]
    text = _mode(so_far) + "\n\n".join(parts) + "\n"
    return Paper(title, text, so_far.mode, record_words(act.seq, act.hash), large=True)


def notice_of(so_far: NightSoFar) -> Paper:
    """The public notice of the result, with its corrections. Law: r 59(15)-(16).

    Raises Refused until the result is declared.
    """
    if so_far.declared is None:
        raise Refused("the result has not been declared yet: there is no notice of it")
    return tuple(papers_of_the_end(so_far))[1]


def script_of(where: Position) -> str:
    """The words to be read aloud."""
    return f"{_mode(where.night)}{declaration(where.night.contest, where.outcome)}"


def paper_of(so_far: NightSoFar, stated: Act) -> Paper:
    """A statement that was drawn up, as it was recorded."""
    text = str(stated.payload["text"])
    return Paper(text.removeprefix(_REHEARSAL).partition("\n")[0], text, so_far.mode, "")
