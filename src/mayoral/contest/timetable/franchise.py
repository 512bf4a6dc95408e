"""Who may vote, in plain words: a row for every rule and the stretch of poll dates for which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mayoral.contest.timetable import VOTER_IDENTIFICATION_FROM, Certainty

_EU_CITIZENS_CHANGED = date(2024, 5, 7)


@dataclass(frozen=True, slots=True)
class FranchiseRule:
    """A sentence about who may vote at polls from `first` to before `until`, with its citation."""

    words: str
    citation: str
    certainty: Certainty = Certainty.READ
    first: date = date.min
    until: date = date.max


_SCH_5B = "Local Democracy, Economic Development and Construction Act 2009 Sch 5B para 6(1)"
_CITIZENS = "Representation of the People Act 1983 s 2(1)"
FRANCHISE = (
    FranchiseRule(
        "You may vote if you are on the local government register, on the day of the poll, at an address in the "
        "area of the authority.",
        _SCH_5B,
    ),
    FranchiseRule("You must be 18 or over on the day of the poll.", _CITIZENS),
    FranchiseRule(
        "You must be a British, Irish or qualifying Commonwealth citizen, or a citizen of a country of the "
        "European Union.",
        _CITIZENS,
        until=_EU_CITIZENS_CHANGED,
    ),
    FranchiseRule(
        "You must be a British, Irish or qualifying Commonwealth citizen; or a citizen of a country of the "
        "European Union with which there is a treaty on voting; or a citizen of another one who has lived here "
        "lawfully since 31 December 2020 or before.",
        f"{_CITIZENS}, as amended by the Elections Act 2022 from 7 May 2024",
        first=_EU_CITIZENS_CHANGED,
    ),
    FranchiseRule(
        "Someone who lives abroad and is registered as an overseas elector may not vote at this election.",
        "the general rule for local government elections",
        Certainty.NOT_READ,
    ),
    FranchiseRule(
        "You have one vote in the whole area, even if you are registered with two of its councils. To vote twice "
        "is an offence.",
        "Representation of the People Act 1983 s 61(2B), as applied by SI 2017/67 Sch 2 para 1(15)",
    ),
    FranchiseRule(
        "If you are away for a time you keep your vote, and may vote by post or by proxy.",
        "Representation of the People Act 1983 s 5",
        Certainty.NOT_READ,
    ),
    FranchiseRule(
        "No identification is asked for at the polling station.",
        "SI 2022/1382 applies to later polls only",
        until=VOTER_IDENTIFICATION_FROM,
    ),
    FranchiseRule(
        "At a polling station you must show photographic identification, or a Voter Authority Certificate.",
        "SI 2022/1382; for combined county authorities SI 2024/131 Pt 3",
        first=VOTER_IDENTIFICATION_FROM,
    ),
)


def who_may_vote(poll_date: date) -> tuple[FranchiseRule, ...]:
    """The rules on who may vote at a poll on this date, each a sentence with its citation."""
    return tuple(rule for rule in FRANCHISE if rule.first <= poll_date < rule.until)
