"""The page that everybody may see: what the newest snapshot holds, in words, and the papers as signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from countroom.night.state import NightSoFar
from countroom.night.wording import count_words
from countroom.paperwork.released import PublicStatement, released
from countroom.paperwork.statements import correction_paper, corrections_of, notice_of
from countroom.paperwork.telling import calendar
from mayoral.contest.contest import Contest
from mayoral.publish.wording import Names, listed, number

Document = Mapping[str, Any]
_STATUS = {"provisional": "provisional statement", "accepted": "provisional statement, accepted", "final": "final"}


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate's figures in an area or over the whole, as they are printed."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """One area at one count: what it stated and who leads there, or in words why nothing is shown."""

    name: str
    count: int
    words: str
    leads: str = ""
    lines: tuple[Line, ...] = ()
    statement: PublicStatement | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class PublicCount:
    """One count: its areas, and the whole authority once the result is declared."""

    title: str
    heads: tuple[str, ...]
    areas: tuple[Local, ...]
    totals: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows; `elected` is empty until the result is declared."""

    title: str
    election: str
    live: bool
    says: str
    elected: str
    declaration: str
    notice: str
    declared_at: str
    corrections: tuple[tuple[str, str, str], ...]
    counts: tuple[PublicCount, ...]


def page_of(so_far: NightSoFar, snapshot: Document) -> Page:
    """The page of a snapshot, with the words of the statements, the declaration and its notice."""
    declared, elected = so_far.declared, snapshot["result"]["elected"]
    corrected = [step for step in snapshot["log"] if step["act"] == "corrected"]
    return Page(
        title=so_far.contest.title,
        election=snapshot["election"],
        live=not snapshot["test"],
        says=snapshot["says"],
        elected="" if elected is None else Names(so_far.contest).who(elected),
        declaration="" if declared is None else str(declared.payload["text"]),
        notice="" if declared is None else notice_of(so_far).text,
        declared_at="" if declared is None else calendar(declared.at),
        corrections=tuple(
            (calendar(step["at"]), step["reason"], correction_file(number))
            for number, step in enumerate(corrected, 1)
        ),
        counts=tuple(_counts(so_far, snapshot)) if so_far.abandoned is None else (),
    )


def papers_of(so_far: NightSoFar) -> dict[str, str]:
    """The papers that are public, as text: statements as authorised, the declaration and its notice."""
    papers = {_file(one): one.text for one in released(so_far)}
    if so_far.declared is not None:
        papers["statements/declaration.txt"] = str(so_far.declared.payload["text"])
        papers["statements/notice.txt"] = notice_of(so_far).text
        made = len(corrections_of(so_far))
        if made:
            first = so_far.acts[: corrections_of(so_far)[0].seq - 1]
            papers["statements/notice-first.txt"] = notice_of(NightSoFar(so_far.contest, first, so_far.mode)).text
        for number in range(1, made + 1):
            papers[correction_file(number)] = correction_paper(so_far, number).text
    return papers


def correction_file(number: int) -> str:
    """Where a correction notice lies on the public pages."""
    return f"statements/correction-{number}.txt"


def _file(one: PublicStatement) -> str:
    return f"statements/{one.area}-{one.count}-{one.version}.txt"


def _counts(so_far: NightSoFar, snapshot: Document) -> Iterator[PublicCount]:
    contest = so_far.contest
    authorised = {(one.area, one.count): one for one in released(so_far)}
    for place in range(len(snapshot["areas"][0]["counts"]) if snapshot["areas"] else 0):
        count = place + 1
        counted = (snapshot["result"]["counts"] + [None] * count)[place]
        areas = []
        for area in snapshot["areas"]:
            here, statement = area["counts"][place], authorised.get((area["id"], count))
            if here["figures"] is None or statement is None:
                areas.append(Local(area["name"], count, _why_not(snapshot, area["id"], count)))
            else:
                known = counted["areas"].get(area["id"]) if counted else None
                areas.append(_local(contest, statement, here, known or _as_stated(here["figures"])))
        totals = _lines(contest, count, counted) if snapshot["result"]["elected"] and counted else ()
        heads = ("Votes",) if count == 1 else ("Second preferences", "Total")
        yield PublicCount(count_words(count, contest), heads, tuple(areas), totals)


def _local(contest: Contest, statement: PublicStatement, here: Document, figures: Document) -> Local:
    """An area at a count whose statement stands in the snapshot."""
    return Local(
        statement.name,
        statement.count,
        _STATUS[here["status"]],
        _leads(contest, figures["votes"]),
        _lines(contest, statement.count, figures),
        statement,
        _file(statement),
    )


def _as_stated(rows: list[Document]) -> Document:
    """The votes a return states by itself, where its first count is not published beside it."""

    def of(measure: str) -> dict[str, int]:
        return {row["key"]: row["figure"] for row in rows if row["measure"] == measure and row["key"]}

    return {"votes": of("votes") or of("totals"), "added": of("second_preferences")}


def _lines(contest: Contest, count: int, figures: Document) -> tuple[Line, ...]:
    """The figures of each candidate there is one for, in ballot order."""
    votes, added = figures["votes"], figures["added"]
    named = [one for one in contest.candidates if one.id in votes or one.id in added]
    if count == 1:
        return tuple(Line(one.name, (number(votes.get(one.id)),)) for one in named)
    return tuple(Line(one.name, (number(added.get(one.id)), number(votes.get(one.id)))) for one in named)


def _leads(contest: Contest, votes: Mapping[str, int | None]) -> str:
    """Who has most votes here, in words; nothing where a figure is not known or nobody has any."""
    known = [one for one in votes.values() if one is not None]
    most = max(known, default=0)
    if not most or len(known) < len(votes):
        return ""
    first = [one.name for one in contest.candidates if votes.get(one.id) == most]
    how = "leads with" if len(first) == 1 else "are equal with"
    return f"{listed(first)} {how} {number(most)} {'vote' if most == 1 else 'votes'}"


def _why_not(snapshot: Document, area: str, count: int) -> str:
    """Why an area has no figures here: taken back, with the reason; or not published yet."""
    mine = [step for step in snapshot["log"] if (step["area"], step["count"]) == (area, count)]
    if mine and mine[-1]["act"] == "retracted":
        return f"taken back on {calendar(mine[-1]['at'])}: {mine[-1]['reason']}. A corrected statement will follow"
    return "not published yet"
