"""Where one ballot paper went at every count, and why: its marks only, never whose or which it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.papers import Aside, Head, Marks, Vote
from mayoral.publish.wording import Names, ordinal

_ASIDE = {
    Aside.FOR_ELIMINATED: "its second preference is for an eliminated candidate too, and counts for nobody",
    Aside.NON_TRANSFERABLE: "it has no further preference for a candidate who remains: non-transferable",
}


def explained(contest: Contest, marks: Marks, votes: Sequence[Vote]) -> str:
    """The marks of a paper, and what it gave at every count, as text."""
    lines = [f"Marks: {'; '.join(_marked(contest, marks)) or 'none'}."]
    for number, vote in enumerate(votes, 1):
        before = votes[number - 2] if number > 1 else None
        lines.append(f"Count {number}: {_told(contest, marks, (before, vote), number)}.")
    return "\n".join(lines) + "\n"


def _marked(contest: Contest, marks: Marks) -> Iterator[str]:
    names = Names(contest)
    for rank, marked in enumerate(marks, 1):
        who = names.all_of(marked) if marked else "nobody"
        yield f"{ordinal(rank)} {who}{' (over-voted)' if len(marked) > 1 else ''}"


def _told(contest: Contest, marks: Marks, course: tuple[Vote | None, Vote], number: int) -> str:
    names = Names(contest)
    before, now = course
    out = f"{names.who(before)} is out; " if isinstance(before, str) and before != now else ""
    if isinstance(now, Head):
        words = {one.head: one.words for one in heads_of_rejection(contest.counted_by, number)}[now]
        return f"{out}it is rejected: {words}"
    if isinstance(now, Aside):
        return f"{out}{_ASIDE[now]}" if now is not Aside.NO_PART else _no_part(contest, before)
    if before == now:
        return f"it stays with {names.who(now)}"
    how = "counts for" if before is None else "passes to"
    if number > 1 and contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        how = "adds a vote to"
    passed = _passed_over(contest, marks, now, str(before) if before else None)
    return f"{out}it {how} {names.who(now)}, marked {ordinal(_place(marks, now))}{passed}"


def _no_part(contest: Contest, before: Vote | None) -> str:
    if isinstance(before, str):
        return f"it takes no part, as its first preference, {Names(contest).who(before)}, remains"
    return "it was rejected at the first count and takes no part"


def _place(marks: Marks, who: str) -> int:
    return next(rank for rank, marked in enumerate(marks, 1) if marked == {who})


def _passed_over(contest: Contest, marks: Marks, now: CandidateId, before: str | None = None) -> str:
    """What stands on the paper between the mark that counted and the one that counts now."""
    since = _place(marks, before) if before is not None else 0
    between = marks[since : _place(marks, now) - 1]
    out = [who for marked in between if len(marked) == 1 for who in marked if who != before]
    told = [f"{Names(contest).all_of(out)} being out already"] if out else []
    told += ["a blank rank being passed over"] if not all(between) else []
    told += ["an over-voted rank being skipped"] if any(len(marked) > 1 for marked in between) else []
    return "".join(f", {one}" for one in told)
