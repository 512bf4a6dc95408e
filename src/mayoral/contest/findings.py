"""What a check can find, by number; and an act that the rules do not allow now.

The words in which a finding is told live in `publish.wording`; here stand its number, the control or
rule it keeps, and whether it stops a live declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Field: TypeAlias = int | str | tuple[str, ...]


class Refused(Exception):  # noqa: N818 - an act refused is the field's word, not an error of the program
    """An act is not allowed now; the reason is a sentence an officer can read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in the figures: a value, never raised and never repaired silently.

    A code `E…` stops a live declaration; `W…` must be acknowledged by name. `fields` carry the figures.
    """

    code: str
    area: str | None = None
    count: int | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether a live declaration may not be made while this stands."""
        return self.code.startswith("E")


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation that figures must satisfy, with its figures: what is added up, and what it must come to.

    `code` is that of the finding it gives where it fails; `area` None is the whole authority, `key` the
    candidate or line concerned. A part that is None is not known, and then nothing is tested.
    """

    code: str
    area: str | None
    count: int
    parts: tuple[tuple[str, int | None], ...]
    whole: tuple[str, int | None]
    key: str = ""

    @property
    def residual(self) -> int | None:
        """What is missing (more than 0) or too much (less) on the left side; None where a part is not known."""
        known = [part for _, part in self.parts if part is not None]
        if self.whole[1] is None or len(known) < len(self.parts):
            return None
        return self.whole[1] - sum(known)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the catalogue: what is tested, the control it is known by, and the rule behind it."""

    code: str
    tests: str
    control: str = ""
    source: str = ""


CATALOGUE = (
    # One return by itself
    Check("E101", "papers = votes + rejected", "F-1", "SI 2017/67 Sch 1 r 54(1)"),
    Check("E102", "rejected = sum of its heads", "F-2", "SI 2017/67 Sch 1 r 51(5)"),
    Check("W103", "papers = verified total", "F-3", "Electoral Commission, reconciliation of count totals"),
    Check("E104", "no candidate has more votes than there are papers", "F-4", "Highworth 2019"),
    Check("E105", "valid, as stated = sum of the votes", "F-1", "SI 2017/67 Sch 1 r 54(1)"),
    Check("E106", "papers, verified papers and votes are not above the electorate", "C6", "Putney 2024"),
    Check("W107", "every figure of the statement is there", "F-1, F-2", "SI 2017/67 Sch 1 r 51(5), 54(1)"),
    Check("W108", "no more than 3 papers in 100 are rejected", "C12", "London 2021"),
    # The second count under the supplementary vote
    Check("E201", "second-count papers = first preferences of the eliminated", "S-1", "r 55(1), 56(2)"),
    Check(
        "E202",
        "second-count papers = second preferences + those for eliminated candidates + rejected",
        "S-2",
        "r 55, 56(2)",
    ),
    Check("E203", "total = first preferences + second preferences", "", "2009 Act Sch 5B para 5(8)"),
    Check("E204", "second preferences are not above the first preferences of the eliminated", "S-1", "r 55(1)"),
    Check("E205", "a return is for exactly the candidates who remain", "", "r 55(1); 2009 Act Sch 5B para 5(7)"),
    Check("W206", "every part of S-1 and S-2 is known", "S-1, S-2", "r 56(2)"),
    Check("W207", "a return is of a count that is held", "", "2009 Act Sch 5B para 5(2)"),
    # Counts of the alternative vote
    Check("E301", "votes + non-transferable = votes of the first count", "", "the selection's rules"),
    Check("E302", "nobody who remains loses votes, and non-transferable papers do not become fewer"),
    Check("E303", "transfers = the change in each candidate's votes"),
    Check("W304", "the non-transferable papers of every count are known"),
    # Areas side by side
    Check("E401", "sum of the areas = published total", "C2", "SI 2017/67 Sch 1 r 59(7)"),
    Check("E402", "known areas are not above the published total", "C2", "West Midlands 2021, Sandwell"),
    Check("W403", "no two areas return the very same figures", "C3", "Forest Hill 2014"),
    Check("W404", "every area has returned: missing is missing, not zero", "C5", "Putney 2024"),
    Check("W405", "a return has a figure for every candidate in the count", "C5", "Trafford 2017"),
    Check("W406", "other sources give the same figure"),
    # Lots
    Check("W501", "a lot was drawn for exactly the candidates who are equal", "", "SI 2017/67 Sch 1 r 59(12)"),
    Check("E502", "two lots for one equality agree", "", "SI 2017/67 Sch 1 r 59(12)"),
    # What was declared, what the law says
    Check("E601", "the candidate declared elected is the one the figures elect", "", "SI 2017/67 Sch 1 r 59"),
    Check("E602", "a declared figure is the figure counted", "", "SI 2017/67 Sch 1 r 59(15)"),
    Check("E603", "the method is the one the law prescribes on the poll date", "", "the law table"),
    Check("W604", "the rules that apply were read in full", "", "the law table"),
    # What was printed
    Check("W701", "a printed percentage follows from the figures on its base", "C13", "Liverpool 2016"),
    Check("W702", "printed shares of one base do not exceed 100", "C13", "Liverpool 2016"),
    Check("W703", "printed shares of one base do not exceed 100 even by rounding", "C13", "Liverpool 2016"),
    # Ballot paper accounts
    Check("E801", "entrusted = issued + unused + spoilt + tendered", "V-1", "SI 2017/67 Sch 1 r 45(3)"),
    Check("W802", "papers found in the box = papers issued", "V-1", "SI 2017/67 Sch 1 r 47(7)"),
    Check("E803", "no box is entered twice", "C3", "Forest Hill 2014"),
)
CHECKS: Mapping[str, Check] = {check.code: check for check in CATALOGUE}
