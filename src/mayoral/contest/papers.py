"""Ballot papers: the marks on one, what a count makes of it, and the account of a box of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from mayoral.contest.candidates import Candidate, CandidateId


class Head(Enum):
    """A head under which a paper is rejected. `UNMARKED` and `UNCERTAIN` where a form prints them apart.

    Law: SI 2017/67 Sch 1 r 51(5); the split is PCC practice, SI 2012/1917 Sch 3 r 53(1)(d)-(e).
    """

    WANT_OF_OFFICIAL_MARK = "want-of-official-mark"
    MORE_THAN_ONE = "more-than-one"
    IDENTIFIES_VOTER = "identifies-voter"
    UNMARKED_OR_UNCERTAIN = "unmarked-or-uncertain"
    UNMARKED = "unmarked"
    UNCERTAIN = "uncertain"


class Aside(Enum):
    """Why a paper that is not rejected gives nobody a vote at this count."""

    NO_PART = "it takes no part in this count"
    FOR_ELIMINATED = "its second preference is for an eliminated candidate"
    NON_TRANSFERABLE = "it has no further usable preference"


Marks: TypeAlias = tuple[frozenset[CandidateId], ...]
"""The candidates marked at each rank (or in each column); blank ranks at the end are left out."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The marks of one voter's paper, rank by rank or column by column.

    An empty rank was left blank, a rank of several candidates is over-voted.
    `fault` is a head that the marks alone do not show, found by the officer.
    """

    marks: Marks
    fault: Head | None = None

    def marked(self, rank: int) -> frozenset[CandidateId]:
        """The candidates marked at a rank, counted from 1; empty beyond the last."""
        return self.marks[rank - 1] if rank <= len(self.marks) else frozenset()


Vote: TypeAlias = CandidateId | Head | Aside
"""For whom a paper counts, or under which head it is rejected, or why neither."""


REHEARSAL = "rehearsal"
"""How the name of a file of rehearsal papers begins, and its title where it can have one."""


@dataclass(frozen=True, slots=True)
class Condensed:
    """A file of ballot papers, condensed: how many papers of each area bear exactly the same marks.

    `areas` are (id, name); a file without areas has the one area ("", ""). `read` is the number of papers
    read and always the sum of `papers`; `stated` is the number the file itself says it holds, or None.
    `sha256` is the digest of the file's bytes. `numbered` is whether the file gives its candidates a place and
    a name but no id, so that the ids here are made from the names.
    """

    candidates: tuple[Candidate, ...]
    areas: tuple[tuple[str, str], ...]
    papers: Mapping[tuple[str, Marks], int]
    read: int
    stated: int | None = None
    withdrawn: frozenset[CandidateId] = frozenset()
    title: str = ""
    source: str = ""
    sha256: str = ""
    numbered: bool = False

    @property
    def rehearsal(self) -> bool:
        """Whether these are papers made up for a rehearsal, which are never published: title or file say so."""
        name = self.source.replace("\\", "/").rpartition("/")[2]
        return any(one.casefold().startswith(REHEARSAL) for one in (name, self.title))


@dataclass(frozen=True, slots=True)
class BallotPaperAccount:
    """A presiding officer's figures for one box, and the papers found in it; None is not known.

    Law: SI 2017/67 Sch 1 r 45(3), 47. Verification figures only: votes by box do not exist (r 50).
    """

    area: str
    box: str
    entrusted: int | None = None
    issued: int | None = None
    unused: int | None = None
    spoilt: int | None = None
    tendered: int | None = None
    found: int | None = None
