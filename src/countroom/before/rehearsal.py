"""A rehearsal: accounts for every role, and paper forms filled with what is known of a past election.

What is not known of it (papers, rejected papers by head, seconds for the eliminated, boxes) is made up
so that every form adds up, and every such line is labelled as filled by the rehearsal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from countroom.before.loading import NewAccount, appoint, load, new_person
from countroom.night.stages import Role
from mayoral.contest.contest import AreaId
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.record import Election
from mayoral.contest.returns import Measure, Return
from mayoral.files.elections import read_election

CENTRE = (
    ("caro", Role.CARO), ("deputy-caro", Role.DEPUTY_CARO), ("centre-typist", Role.TYPIST),
    ("observer", Role.OBSERVER),
    ("auditor", Role.AUDITOR), ("publisher", Role.PUBLISHER), ("agent", Role.ELECTION_AGENT),
    ("candidate", Role.CANDIDATE), ("it-officer", Role.INSTALLER),
)  # fmt: skip
FLOOR = (
    ("ro", Role.RETURNING_OFFICER), ("deputy", Role.DEPUTY), ("supervisor", Role.SUPERVISOR),
    ("typist1", Role.TYPIST), ("typist2", Role.TYPIST), ("adjudicator", Role.ADJUDICATOR),
    ("counting-agent", Role.COUNTING_AGENT),
)  # fmt: skip
HALL = "rehearsal-of-the-count"
"""The password of every account of a rehearsal; a rehearsal holds nothing to protect."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper statement as it would lie on the table; `made_up` are the lines the rehearsal filled in."""

    figures: Mapping[str, int]
    made_up: frozenset[str]


def slug(name: str) -> str:
    """An area's name as part of an account's name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def rehearse(folder: Path, password: str = HALL) -> tuple[NewAccount, ...]:
    """A rehearsal of an election folder in this empty database, with one account a role in every area."""
    contest = load(folder)
    made = [_account(name, role, password, ("", "the whole authority", "")) for name, role in CENTRE]
    for area in contest.areas:
        for name, role in FLOOR:
            candidate = contest.candidates[0].id if role is Role.COUNTING_AGENT else ""
            made.append(_account(f"{name}-{slug(area.name)}", role, password, (area.id, area.name, candidate)))
    return tuple(made)


def _account(username: str, role: Role, password: str, seat: tuple[str, str, str]) -> NewAccount:
    """An account with its one appointment; `seat` is the area's code and name, and an agent's candidate."""
    code, where, candidate = seat
    person, known = new_person(username, username.replace("-", " ").capitalize(), password)
    appoint(person, role, code, candidate)
    return NewAccount(username, known, role.value, where)


def first_form(election: Election, local: Return) -> PaperForm:
    """The paper form of an area's first count: its known votes, the rest filled in so that it adds up."""
    contest = election.contest
    votes = {f"votes:{who}": figure for who, figure in local.by_key(Measure.VOTES).items()}
    total = sum(votes.values())
    heads = heads_of_rejection(contest.counted_by, 1)
    rejected = {
        f"rejected:{one.head.value}": (total // 400) * (place == 1) + place for place, one in enumerate(heads)
    }
    lost = sum(rejected.values())
    filled = {"papers:": total + lost, **rejected, "rejected:": lost}
    return PaperForm({**filled, **votes, "valid:": total}, frozenset(filled))


def second_form(election: Election, first: Return, second: Return) -> PaperForm:
    """The paper form of an area's second count: its known second preferences, the rest so that it adds up."""
    seconds = {f"second_preferences:{who}": one for who, one in second.by_key(Measure.SECOND_PREFERENCES).items()}
    staying = set(second.by_key(Measure.SECOND_PREFERENCES))
    pool = sum(one for who, one in first.by_key(Measure.VOTES).items() if who not in staying)
    left = pool - sum(seconds.values())
    heads = heads_of_rejection(election.contest.counted_by, 2)
    rejected = {f"rejected:{one.head.value}": 0 for one in heads}
    unclear = left // 2
    rejected[f"rejected:{heads[-1].head.value}"] = unclear
    filled = {"second_count_papers:": pool, **rejected, "rejected:": unclear}
    wasted = {"second_preferences_for_eliminated:": left - unclear}
    return PaperForm({**filled, **seconds, **wasted}, frozenset({*filled, *wasted}))


def paper_forms(folder: Path) -> dict[tuple[str, int], PaperForm]:
    """The paper forms of every area and count whose votes an election folder knows."""
    election = read_election(folder)
    known = {(one.area, one.count): one for one in election.returns}
    forms: dict[tuple[str, int], PaperForm] = {}
    for area in election.contest.areas:
        first = known.get((area.id, 1))
        if first is None:  # an election still to come, or invented: nothing lies on the tables yet
            continue
        forms[area.id, 1] = first_form(election, first)
        second = known.get((area.id, 2))
        if second is not None and election.contest.counted_by is Method.SUPPLEMENTARY_VOTE:
            forms[area.id, 2] = second_form(election, first, second)
    return forms


def papers_text(folder: Path) -> str:
    """The paper forms to be typed, area by area; a star marks what the rehearsal filled in."""
    contest = read_election(folder).contest
    names = {area.id: area.name for area in contest.areas}
    star = "A star marks figures that no source gives: the rehearsal made them up."
    text = ["REHEARSAL: not a real election", star, ""]
    for (area, number), form in paper_forms(folder).items():
        text.append(f"{names[AreaId(area)]} ({area}), count {number}")
        for line, one in form.figures.items():
            text.append(
                f"  {line.rstrip(':').replace('_', ' '):60} {one:>9,}{' *' if line in form.made_up else ''}"
            )
        text.append("")
    return "\n".join(text)
