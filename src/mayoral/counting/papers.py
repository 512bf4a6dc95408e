"""Papers as a contest reads them: in its own ids, with the names of withdrawn candidates struck out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mayoral.contest.candidates import CandidateId, by_name
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks


def papers_of(contest: Contest, papers: Condensed) -> Condensed:
    """The papers with areas and candidates by the contest's ids, which the file may know by name.

    A candidate the file says is withdrawn, and who does not stand, is struck out: the paper is read as if
    that name had not been printed, and an over-voted rank left with one name is a clear one.
    Raises Refused where the file names an area or a candidate that the contest does not have.
    """
    areas = _areas(contest, papers.areas) if papers.papers else {}
    names = _candidates(contest, papers)
    unchanged = all(own == known for own, known in names.items())
    if unchanged and all(own == known for own, known in areas.items()):
        return replace(papers, candidates=contest.candidates, withdrawn=frozenset())
    read: dict[Marks, Marks] = {}
    joined: dict[tuple[str, Marks], int] = {}
    for (area, marks), number in papers.papers.items():
        if marks not in read:
            read[marks] = marks if unchanged else _renamed(marks, names)
        key = (areas[area], read[marks])
        joined[key] = joined.get(key, 0) + number
    return replace(
        papers,
        candidates=contest.candidates,
        areas=tuple((area.id, area.name) for area in contest.areas),
        papers=joined,
        withdrawn=frozenset(),
    )


def without(papers: Condensed, gone: Iterable[CandidateId]) -> Condensed:
    """The papers, these candidates being withdrawn as well. Raises Refused for a name not on the paper."""
    known = {one.id for one in papers.candidates}
    gone = frozenset(gone)
    for who in sorted(gone - known):
        raise Refused(f"`{who}` is not a candidate of these papers; they name {', '.join(sorted(known))}")
    return replace(papers, withdrawn=papers.withdrawn | gone)


def _areas(contest: Contest, given: tuple[tuple[str, str], ...]) -> Mapping[str, AreaId]:
    if len(given) == 1 and given[0][0] == "":
        if len(contest.areas) > 1:
            raise Refused("the papers do not say of which area they are, and the contest has several")
        return {"": contest.areas[0].id}
    known = {area.name: area.id for area in contest.areas} | {str(area.id): area.id for area in contest.areas}
    found = {}
    for own, name in given:
        if own not in known and name not in known:
            listed = ", ".join(f"{area.id} ({area.name})" for area in contest.areas)
            raise Refused(f"the papers have an area `{own}` that the contest does not have; it has {listed}")
        found[own] = known[own if own in known else name]
    return found


def known_as(contest: Contest, papers: Condensed) -> Mapping[CandidateId, CandidateId | None]:
    """Each candidate of the papers by the contest's id; None where nobody of that id or name stands.

    A name that several bear tells nobody apart. Such candidates are joined by id; where the file has none, by
    their place, as long as it names all who stand in the contest's order.
    Raises Refused where neither joins them, and where two would be joined to one.
    """
    theirs, own, place = by_name(contest.candidates), by_name(papers.candidates), _by_place(contest, papers)
    names: dict[CandidateId, CandidateId | None] = {}
    for one in papers.candidates:
        ids = theirs.get(one.name, [])
        known = one.id if one.id in contest.standing else None
        if max(len(ids), len(own[one.name])) > 1:
            names[one.id] = place.get(one.id) if papers.numbered else known if known in ids else None
            if names[one.id] is None and ids and one.id not in papers.withdrawn:
                raise Refused(
                    f"several are called `{one.name}`, and the papers do not say which of them is which; "
                    f"name them in the papers by their ids: {', '.join(ids)}"
                )
            continue
        if known and ids and known not in ids and not papers.numbered:
            raise Refused(f"the papers call `{known}` by the name of `{ids[0]}`, `{one.name}`")
        names[one.id] = (ids[0] if ids else known) if papers.numbered else known or next(iter(ids), None)
    joined = [known for known in names.values() if known is not None]
    twice = next((known for known in joined if joined.count(known) > 1), None)
    if twice is not None:
        both = " and ".join(f"`{own}`" for own, known in names.items() if known == twice)
        raise Refused(f"{both} of the papers would both be `{twice}`; name the candidates by their ids")
    return names


def _by_place(contest: Contest, papers: Condensed) -> Mapping[CandidateId, CandidateId]:
    """The contest's ids by the papers' where both have the same names in the same order; else nothing."""
    standing = [one for one in papers.candidates if one.id not in papers.withdrawn]
    for own in (papers.candidates, standing):
        if [one.name for one in own] == [one.name for one in contest.candidates]:
            return {one.id: known.id for one, known in zip(own, contest.candidates, strict=True)}
    return {}


def _candidates(contest: Contest, papers: Condensed) -> Mapping[CandidateId, CandidateId | None]:
    names = known_as(contest, papers)
    for one in papers.candidates:
        if names[one.id] is None and one.id not in papers.withdrawn:
            listed = ", ".join(f"{one.id} ({one.name})" for one in contest.candidates)
            raise Refused(f"the papers name `{one.name}`, who does not stand; candidates are {listed}")
    return names


def _renamed(marks: Marks, names: Mapping[CandidateId, CandidateId | None]) -> Marks:
    """The marks in other ids; a name without one is struck out."""
    read = [frozenset(new for old in rank if (new := names[old]) is not None) for rank in marks]
    while read and not read[-1]:
        read.pop()
    return tuple(read)
