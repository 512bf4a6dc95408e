"""NIST's common data format for cast vote records, version 1.0.0, in JSON: read, and never written.

A record that no machine made would be a fabrication, so there is no writer and never will be one.
Every record is condensed while the document is parsed: memory follows the different papers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.papers.contents import ONE_AREA, Contents, contents_of, named, trimmed

_MOST_RANKS = 1_000


class _Mark(NamedTuple):
    """An indication that counts as a mark: for which selection, at which rank, None where none is stated."""

    selection: str | None
    rank: int | None


_Voted: TypeAlias = tuple[str, frozenset[_Mark], bool]
"""A contest by its id, the marks made in it, and whether the record states over-votes."""


class _Record(NamedTuple):
    """What of a record can matter to a count: its unit, and its contests."""

    unit: str | None
    contests: tuple[_Voted, ...]


@dataclass(slots=True)
class _Box:
    """The records read so far, equal ones together, with the place of the first of them."""

    alike: Counter[_Record] = field(default_factory=Counter)
    first: dict[_Record, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    number: int = 0


class _Odd(Exception):  # noqa: N818 - told as Unreadable once the place is known
    """A record is not as the format says."""


def read_cast_vote_records(path: Path, contest: str = "", only: int | None = None) -> Condensed:
    """The papers of one contest (its id or name; needed only where the file has several), from JSON.

    Those `only` of one record, by its number, where that is given.

    The current snapshot of each record is read. A mark is an indication, unless an adjudicator or the
    machine ruled it out; one that nobody decided is refused, for it must be adjudicated first. A record
    without the contest is not a paper of it. Areas are the units of the ballot styles. Raises Unreadable.
    """
    contents = contents_of(path)
    box = _Box()

    def condense(found: dict[str, Any]) -> dict[str, Any]:
        if found.get("@type") != "CVR.CVR":
            return found
        box.number += 1
        try:
            record = _record(found, box.ids)
            if only in {None, box.number}:
                box.alike[record] += 1
                box.first.setdefault(record, box.number)
        except (_Odd, TypeError, AttributeError, KeyError) as problem:
            told = str(problem) if isinstance(problem, _Odd) else f"not as the format says ({problem})"
            raise contents.refuse(*_place(contents, box.number, told)) from problem
        return {}

    try:
        report = json.loads(contents.text, object_hook=condense)
    except ValueError as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else 1
        raise contents.refuse(line, f"not well-formed JSON: {problem}; is it cut?") from problem
    except RecursionError as problem:
        raise contents.refuse(1, "the JSON is nested too deeply to be cast vote records") from problem
    try:
        if report.get("CVR", []) != [{}] * box.number:
            raise contents.refuse(1, "expected records of @type CVR.CVR in `CVR`, and nowhere else")
        chosen, ranked, candidates = _contest(contents, report, contest)
        return replace(_counted(contents, box, (chosen, ranked, candidates), _units(report)), title=_title(report))
    except (TypeError, AttributeError, KeyError) as problem:
        raise contents.refuse(1, f"not a cast vote record report as the format says ({problem})") from problem


def _place(contents: Contents, number: int, what: str) -> tuple[int, str]:
    """The line of the n-th record, and what is wrong there."""
    found = [one.start() for one in re.finditer(r'"@type"\s*:\s*"CVR\.CVR"', contents.text)]
    line = contents.text.count("\n", 0, found[number - 1]) + 1 if len(found) >= number else 1
    return line, f"record {number}: {what}"


def _record(found: Mapping[str, Any], ids: set[str]) -> _Record:
    """A record without anything that could tell one voter from another."""
    if (known := found.get("UniqueId")) is not None:
        if known in ids:
            raise _Odd("its UniqueId stands twice: the same paper would be counted twice")
        ids.add(known)
    current = [one for one in found["CVRSnapshot"] if one["@id"] == found["CurrentSnapshotId"]]
    if len(current) != 1:
        raise _Odd(f"{len(current)} snapshots are the current one, expected 1")
    if "needs-adjudication" in current[0].get("Status", ()):
        raise _Odd("it needs adjudication; adjudicate it first")
    contests = tuple(
        (one["ContestId"], frozenset(_marks(one)), bool(one.get("Overvotes")))
        for one in current[0].get("CVRContest", ())
    )
    if len({one[0] for one in contests}) < len(contests):
        raise _Odd("a contest stands in it twice")
    return _Record(found.get("BallotStyleUnitId"), contests)


def _marks(contest: Mapping[str, Any]) -> list[_Mark]:
    marks = []
    for selection in contest.get("CVRContestSelection", ()):
        who = selection.get("ContestSelectionId")
        for position in selection["SelectionPosition"]:
            if position["NumberVotes"] not in {0, 1}:
                raise _Odd(f"a mark stands for {position['NumberVotes']!r} votes; expected 0 or 1")
            status = {*selection.get("Status", ()), *position.get("Status", ())}
            if _is_mark(position["HasIndication"], position.get("IsAllocable", "unknown"), status):
                rank = position.get("Rank", selection.get("Rank"))
                if rank is not None and (type(rank) is not int or not 1 <= rank <= _MOST_RANKS):
                    raise _Odd(f"`Rank` is {rank!r}; expected a whole number from 1")
                marks.append(_Mark(who, rank))
    return marks


def _is_mark(indication: str, allocable: str, status: set[str]) -> bool:
    """Whether there is a mark on the paper. Marks that only the machine's rules ruled out stay: ours decide."""
    if {indication, allocable} - {"yes", "no", "unknown"}:
        raise _Odd("`HasIndication` and `IsAllocable` are yes, no or unknown")
    if indication == "unknown" and (allocable == "unknown" or "needs-adjudication" in status):
        raise _Odd("a mark is not decided (HasIndication unknown); adjudicate it first")
    if indication == "yes":
        return allocable != "no" or "invalidated-rules" in status
    return indication == "unknown" and allocable == "yes"


def _title(report: Mapping[str, Any]) -> str:
    return next((str(one["Name"]) for one in report["Election"] if one.get("Name")), "")


def _contest(contents: Contents, report: Mapping[str, Any], wanted: str) -> tuple[str, bool, dict[str, Candidate]]:
    """The id of the contest, whether it is ranked, and its candidates by selection."""
    if report.get("@type") != "CVR.CastVoteRecordReport" or report.get("Version") != "1.0.0":
        raise contents.refuse(1, "expected a CVR.CastVoteRecordReport of Version 1.0.0")
    known = [(election, one) for election in report["Election"] for one in election["Contest"]]
    called = [one for one in known if wanted and wanted == one[1].get("Name")]
    found = [one for one in known if wanted in {"", one[1]["@id"]}] or called
    if len(found) != 1:
        names = ", ".join(f"{one['@id']} ({one.get('Name', '')})" for _, one in known)
        what = f"`{wanted}` names {len(found)} contests" if wanted else f"there are {len(found)} contests"
        raise contents.refuse(1, f"{what}; choose one of {names} (--contest ID)")
    election, contest = found[0]
    people = {one["@id"]: one for one in election.get("Candidate", ())}
    parties = {one["@id"]: one.get("Name", "") for one in report.get("Party", ())}
    standing = []
    for one in contest["ContestSelection"]:
        if one["@type"] != "CVR.CandidateSelection" or len(one.get("CandidateIds", ())) > 1:
            raise contents.refuse(1, f"selection {one['@id']}: expected one candidate")
        person: Mapping[str, Any] = next((people[who] for who in one.get("CandidateIds", ())), {})
        name = person.get("Name") or ("Write-in" if one.get("IsWriteIn") else "")
        if not name:
            raise contents.refuse(1, f"selection {one['@id']}: its candidate has no name")
        standing.append((one["@id"], (name, parties.get(person.get("PartyId"), ""))))
    if len(dict(standing)) < len(standing):
        raise contents.refuse(1, "a selection stands twice")
    candidates = named(name for _, name in standing)
    by_selection = {known: one for (known, _), one in zip(standing, candidates, strict=True)}
    return contest["@id"], contest.get("VoteVariation") == "rcv", by_selection


def _units(report: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Each unit's id and name; a GSS code among its codes serves as the id."""
    units = {}
    for one in report["GpUnit"]:
        codes = [code["Value"] for code in one.get("Code", ()) if code.get("OtherType", "").casefold() == "gss"]
        units[one["@id"]] = (str((*codes, one["@id"])[0]), str(one.get("Name", one["@id"])))
    return units


def _counted(
    contents: Contents,
    box: _Box,
    contest: tuple[str, bool, Mapping[str, Candidate]],
    units: Mapping[str, tuple[str, str]],
) -> Condensed:
    papers: Counter[tuple[str, Marks]] = Counter()
    areas: dict[str, str] = {}
    for record, times in box.alike.items():
        for voted in record.contests:
            if voted[0] != contest[0]:
                continue
            try:
                area = units[record.unit] if record.unit is not None else ONE_AREA[0]
                ranks = _ranks(voted, contest)
            except (_Odd, KeyError) as problem:
                told = str(problem) if isinstance(problem, _Odd) else f"{problem} is not in this file"
                raise contents.refuse(*_place(contents, box.first[record], told)) from problem
            areas[area[0]] = area[1]
            papers[area[0], ranks] += times
    if len(areas) > 1 and "" in areas:
        raise contents.refuse(1, "some records have a unit (BallotStyleUnitId) and others none")
    return Condensed(
        candidates=tuple(contest[2].values()),
        areas=tuple(sorted(areas.items())) or ONE_AREA,
        papers=dict(papers),
        read=sum(papers.values()),
        source=contents.path.name,
        sha256=contents.sha256,
        numbered=True,
    )


def _ranks(voted: _Voted, contest: tuple[str, bool, Mapping[str, Candidate]]) -> Marks:
    ranked: list[set[CandidateId]] = []
    for mark in voted[1]:
        if mark.selection is None:
            raise _Odd("a mark names no selection (ContestSelectionId)")
        if mark.rank is None and contest[1]:
            raise _Odd("a mark of a ranked contest has no Rank")
        rank = mark.rank or 1
        ranked += [set() for _ in range(rank - len(ranked))]
        ranked[rank - 1].add(contest[2][mark.selection].id)
    if voted[2] and all(len(rank) < 2 for rank in ranked):
        raise _Odd("it states over-votes and lists no rank with several marks")
    return trimmed([frozenset(rank) for rank in ranked])
