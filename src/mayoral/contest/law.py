"""Which voting method the law prescribes: a row for every stretch of poll dates and kind of office.

The method hangs on the date of the poll in the notice of election, never on today's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from mayoral.contest.papers import Head


class Method(Enum):
    """The regime a contest is held under, as written in `election.toml`."""

    FIRST_PAST_THE_POST = "first-past-the-post"
    SUPPLEMENTARY_VOTE = "supplementary-vote"
    ALTERNATIVE_VOTE = "alternative-vote"


class OfficeKind(Enum):
    """The kinds of authority whose mayors the table covers."""

    COMBINED_AUTHORITY = "combined-authority"
    COMBINED_COUNTY_AUTHORITY = "combined-county-authority"


@dataclass(frozen=True, slots=True)
class LawRow:
    """The law for polls of one kind of office from `first` to `last`, both included.

    `method` is None where no such poll could be held. `uncertain` says what was not read or is inferred.
    """

    kind: OfficeKind
    first: date
    last: date | None
    method: Method | None
    reason: str
    citations: tuple[str, ...]
    uncertain: tuple[str, ...] = ()

    def covers(self, poll_date: date) -> bool:
        """Whether a poll on this date falls under the row."""
        return self.first <= poll_date and (self.last is None or poll_date <= self.last)


_SV = (
    "Local Democracy, Economic Development and Construction Act 2009 Sch 5B paras 4 and 5",
    "SI 2017/67 Sch 1 rr 16, 49-59 (supplementary vote text)",
)
_FPTP = ("Elections Act 2022 s 13", "SI 2022/1353 arts 1(2) and 3", "SI 2017/67 Sch 1 r 16 as so amended")
_RESTORED = (
    "English Devolution and Community Empowerment Act 2026 s 63",
    "SI 2026/656 (commencement and saving)",
    "SI 2026/652 (amending the conduct rules)",
    *_SV,
)
_NOT_READ = (
    "The text of the amending Order, SI 2026/652, was not read: the count follows the rules of 2017 to 2022.",
    "The saving clause of SI 2026/656, for elections already under way on 18 June 2026, was not read.",
    "The numbers of both instruments come from one secondary source.",
)
_WHY_SV = (
    "With three or more candidates each voter has a first and a second preference (the supplementary vote); "
    "with two, most votes wins."
)
_WHY_FPTP = (
    "The Elections Act 2022 put first past the post in the place of the supplementary vote for polls from "
    "4 May 2023: one vote for each voter, most votes wins, however many candidates stand."
)
_WHY_RESTORED = f"The Act of 2026 brings the supplementary vote back for polls from 18 June 2026. {_WHY_SV}"
_CA, _CCA = OfficeKind.COMBINED_AUTHORITY, OfficeKind.COMBINED_COUNTY_AUTHORITY

LAW = (
    LawRow(
        _CA,
        date.min,
        date(2017, 5, 3),
        None,
        "No combined authority could elect a mayor yet: the first polls were fixed for 4 May 2017.",
        ("SI 2017/67 (made 30 January 2017)", "SI 2016/783 art 3 (first poll on 4 May 2017)"),
    ),
    LawRow(_CA, date(2017, 5, 4), date(2023, 5, 3), Method.SUPPLEMENTARY_VOTE, _WHY_SV, _SV),
    LawRow(_CA, date(2023, 5, 4), date(2026, 6, 17), Method.FIRST_PAST_THE_POST, _WHY_FPTP, _FPTP),
    LawRow(_CA, date(2026, 6, 18), None, Method.SUPPLEMENTARY_VOTE, _WHY_RESTORED, _RESTORED, _NOT_READ),
    LawRow(
        _CCA,
        date.min,
        date(2024, 5, 1),
        None,
        "No combined county authority could elect a mayor yet: the first poll was held on 2 May 2024.",
        ("Levelling-up and Regeneration Act 2023", "SI 2024/131", "SI 2024/232"),
        ("The end of this stretch is the day before the first known poll; the commencement was not read.",),
    ),
    LawRow(
        _CCA,
        date(2024, 5, 2),
        date(2026, 6, 17),
        Method.FIRST_PAST_THE_POST,
        _WHY_FPTP,
        (*_FPTP, "SI 2024/131 (extending the rules to combined county authorities)"),
        ("SI 2024/131 was read in its notes only.",),
    ),
    LawRow(_CCA, date(2026, 6, 18), None, Method.SUPPLEMENTARY_VOTE, _WHY_RESTORED, _RESTORED, _NOT_READ),
)


def law_on(poll_date: date, kind: OfficeKind) -> LawRow:
    """The one row that governs a poll on this date."""
    (row,) = (row for row in LAW if row.kind is kind and row.covers(poll_date))
    return row


def counted_by(regime: Method, candidates: int) -> Method:
    """The way votes are counted under a regime with so many candidates.

    Law: under the supplementary vote two candidates are counted by simple majority,
    2009 Act Sch 5B para 4(2); SI 2017/67 Sch 1 r 16.
    """
    if regime is Method.SUPPLEMENTARY_VOTE and candidates == 2:
        return Method.FIRST_PAST_THE_POST
    return regime


@dataclass(frozen=True, slots=True)
class HeadOfRejection:
    """One line of the statement of rejected papers, as the rules of that count word it."""

    head: Head
    letter: str
    words: str


def heads_of_rejection(method: Method, number: int) -> tuple[HeadOfRejection, ...]:
    """The heads under which papers are rejected at one count, in the order of the statement.

    `method` is how the votes are counted. Law: SI 2017/67 Sch 1 r 51(5); at the second count r 55(3),
    which reads second preference votes for first preference votes. A selection by the alternative vote
    has no statute; the same heads serve.
    """
    preference = ""
    if method is Method.SUPPLEMENTARY_VOTE:
        preference = " as to the second preference vote" if number == 2 else " as to the first preference vote"
    return (
        HeadOfRejection(Head.WANT_OF_OFFICIAL_MARK, "a", "want of official mark"),
        HeadOfRejection(Head.MORE_THAN_ONE, "b", f"voting for more than one candidate{preference}"),
        HeadOfRejection(Head.IDENTIFIES_VOTER, "c", "writing or mark by which the voter could be identified"),
        HeadOfRejection(Head.UNMARKED_OR_UNCERTAIN, "d", f"unmarked or void for uncertainty{preference}"),
    )
