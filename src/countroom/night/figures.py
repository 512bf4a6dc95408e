"""What stands on a paper form, line by line, and how a typed figure is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NewType

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.returns import Measure
from mayoral.publish.wording import Names

Figure = NewType("Figure", int)
"""A figure as the acts ask it: a whole number from 0 to `MOST`."""
MOST = 999_999_999
_PLAIN = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_PARTED = re.compile(r"[1-9][0-9]{0,2}(?:[, \u00a0\u202f][0-9]{3}){1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a form: its name `measure:key`, its words, and the part of the form it stands in."""

    name: str
    words: str
    part: str


def whole(given: object, line: str) -> int:
    """A figure given to an act. Raises Refused, with the name of its line, where it is not one."""
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST:
        raise Refused(f"{line}: a figure is a whole number from 0 to {MOST:,}")
    return given


def figure(typed: str) -> int:
    """The figure that was typed: `12345`, `12,345` or `12 345`. Raises Refused with what to type instead."""
    bare = typed.strip()
    if _PLAIN.fullmatch(bare):
        return int(bare)
    if _PARTED.fullmatch(bare):
        return int(re.sub(r"\D", "", bare))
    if not bare:
        raise Refused("Type the figure on the paper; type 0 where the paper says nil.")
    if bare.isdecimal() and not bare.isascii():
        raise Refused(f"“{bare}” is not in the digits 0 to 9: type it in those, such as 12345.")
    if bare.isdecimal() and bare.startswith("0"):
        raise Refused(f"“{bare}” begins with 0: type the figure without it.")
    if bare.isdecimal():
        raise Refused(f"“{bare}” is too long: a figure has nine digits at most.")
    raise Refused(f"“{bare}” is not a figure: type digits only, such as 12345 or 12,345.")


def lines(contest: Contest, number: int, remaining: frozenset[CandidateId]) -> tuple[Line, ...]:
    """The fields of a sheet of this count, in the order of the paper form. Law: r 51(5), 54(1), 56(2)."""
    heads = heads_of_rejection(contest.counted_by, number)
    rejected = [
        Line(f"rejected:{one.head.value}", f"({one.letter}) {one.words}", "Rejected papers") for one in heads
    ]
    rejected.append(Line("rejected:", "Total rejected", "Rejected papers"))
    who = Names(contest).who
    staying = [one for one in contest.candidates if one.id in remaining]
    if number == 1:
        part = "First preferences" if contest.counted_by is Method.SUPPLEMENTARY_VOTE else "Votes"
        votes = [Line(f"votes:{one.id}", who(one.id), part) for one in staying]
        total = Line("valid:", f"Total {part.lower()}", part)
        return (Line("papers:", "Ballot papers used", "Papers"), *rejected, *votes, total)
    second = [Line(f"second_preferences:{one.id}", who(one.id), "Second preferences") for one in staying]
    wasted = Line(
        "second_preferences_for_eliminated:", "For eliminated candidates (not published)", "Second preferences"
    )
    pool = Line("second_count_papers:", "Papers taking part in the second count", "Papers")
    return (pool, *rejected, *second, wasted)


def read(typed: Mapping[str, str], wanted: Iterable[Line]) -> tuple[dict[str, int], dict[str, str]]:
    """The figures of a form and, for the lines that could not be read, what to type instead."""
    figures: dict[str, int] = {}
    refused: dict[str, str] = {}
    for line in wanted:
        try:
            figures[line.name] = figure(typed.get(line.name, ""))
        except Refused as why:
            refused[line.name] = f"{line.words}: {why}"
    return figures, refused


def added_up(sheets: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The figures of several sheets together, line by line."""
    total: dict[str, int] = {}
    for sheet in sheets:
        for line, one in sheet.items():
            total[line] = total.get(line, 0) + one
    return total


def measure_of(line: str) -> Measure:
    """The measure of a line."""
    return Measure(line.partition(":")[0])
