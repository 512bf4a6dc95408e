"""Papers opened from the command line: the file read once, joined to the contest it is counted for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mayoral.cli.progress import Bar
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Lot
from mayoral.contest.papers import Condensed
from mayoral.counting.papers import known_as, papers_of, without
from mayoral.files.papers.ballots import TEXT, Ask, kind_of, read_papers
from mayoral.files.reading import Unreadable

if TYPE_CHECKING:
    from mayoral.contest.record import Election

DEFAULT = Rules(Base.CONTINUING, Stop.MAJORITY, Tie.LOT, Overvote.ENDS_THE_PAPER)
"""How papers are counted that come with no election."""
_RULES: Mapping[str, type[Enum]] = {"more_than_half_of": Base, "stop": Stop, "tie": Tie, "overvote": Overvote}


@dataclass(frozen=True, slots=True)
class Opened:
    """Papers as the file has them and in the ids of their contest, the lots drawn, how many were expected."""

    name: str
    contest: Contest
    read: Condensed
    papers: Condensed
    lots: Sequence[Lot]
    election: Election | None
    expected: int | None
    withdrawn: tuple[str, ...] = ()


def opened(given: Namespace) -> Opened:
    """The papers named on the command line. Raises Unreadable where there are fewer or more than expected."""
    election, name = _election(given)
    known = election.contest if election else None
    path = Path(name)
    # The readers of other kinds do not say how far they are.
    tells = kind_of(name) in (*TEXT, ".parquet") and not given.form
    with Bar(path.stat().st_size if tells and path.is_file() else 0) as bar:
        areas = tuple((area.id, area.name) for area in known.areas) if known else ()
        ask = Ask(known.candidates if known else (), areas, given.engine, bar.advance, given.form, given.ahead)
        papers = read_papers(name, ask._replace(contest=given.contest))
    expected = given.expected
    if expected is None and not papers.rehearsal:  # which leave out what no marks show
        expected = _own_figure(election)
    if expected is not None and expected != papers.read:
        raise Unreadable(name, 0, f"expected {expected} papers, found {papers.read}")
    try:
        read = without(papers, _own_ids(known, papers, given.withdrawn))
        contest = _contest(given, known, read)
        papers = papers_of(contest, read)
    except Refused as problem:
        raise Unreadable(name, 1, str(problem)) from problem
    lots = election.lots if election else ()
    if given.lots:
        from mayoral.files.returns import read_lots  # noqa: PLC0415 - only where lots were drawn

        cited = frozenset(one.id for one in election.sources) if election else frozenset()
        lots = read_lots(Path(given.lots), contest, cited)
    names = tuple(one.name for one in read.candidates if one.id in read.withdrawn)
    return Opened(name, contest, read, papers, lots, election, expected, names)


def _own_ids(known: Contest | None, papers: Condensed, withdrawn: Sequence[str]) -> list[CandidateId]:
    """The papers' own ids of candidates named by the contest's ids or by those."""
    names = known_as(known, papers) if known and withdrawn else {}
    own = {theirs: mine for mine, theirs in names.items() if theirs is not None}
    return [own.get(who, who) for who in map(CandidateId, withdrawn)]


def _election(given: Namespace) -> tuple[Election | None, str]:
    """The election the papers belong to, if one is named, and the name of the file of papers."""
    folder = given.election
    if folder is None and (Path(given.papers).is_dir() or (Path("elections") / given.papers).is_dir()):
        folder = given.papers
    if folder is None:
        return None, given.papers
    from mayoral.cli.election import folder_of  # noqa: PLC0415 - a bare file is counted without
    from mayoral.files.elections import read_election  # noqa: PLC0415
    from mayoral.files.offices import ledger  # noqa: PLC0415

    place = folder_of(folder)
    election = read_election(place, Path(given.offices) if given.offices else ledger(place))
    if given.election is not None:
        return election, given.papers
    found = sorted(place.glob("ballots.*"))
    if len(found) != 1:
        listed = ", ".join(one.name for one in found) or "none"
        raise Unreadable(place, 1, f"expected one file of papers, ballots.<kind>; found {listed}")
    return election, str(found[0])


def _own_figure(election: Election | None) -> int | None:
    """How many papers the election's own returns say there were, at the count or else at verification."""
    if election is None:
        return None
    from mayoral.contest.returns import Measure  # noqa: PLC0415 - a bare file is counted without
    from mayoral.counting.consolidation import standing, stated  # noqa: PLC0415

    latest = standing(election.returns)
    papers = stated(election.contest, latest, Measure.PAPERS, 1)
    return stated(election.contest, latest, Measure.VERIFIED) if papers is None else papers


def _contest(given: Namespace, known: Contest | None, papers: Condensed) -> Contest:
    """The contest the papers are counted for, with the method and rules asked for and without the withdrawn."""
    if known is None:
        areas = tuple(Area(AreaId(area or "papers"), name or "All papers") for area, name in papers.areas)
        title = papers.title or f"Papers of {papers.source}"
        known = Contest(None, title, Method.ALTERNATIVE_VOTE, "", areas, papers.candidates, DEFAULT)
    names = known_as(known, papers)
    gone = {names.get(one) for one in papers.withdrawn}
    standing = tuple(one for one in known.candidates if one.id not in gone)
    method = Method(given.method) if given.method else known.method
    if known.weighted and method is Method.SUPPLEMENTARY_VOTE:
        raise Unreadable("--method", 0, "sections with weights are never counted by the supplementary vote")
    rules = known.rules or DEFAULT if method is Method.ALTERNATIVE_VOTE else None
    if given.rules:
        rules = _rules(given.rules, rules)
    return replace(known, candidates=standing, method=method, rules=rules)


def _rules(text: str, rules: Rules | None) -> Rules:
    if rules is None:
        raise Unreadable("--rules", 1, "only the alternative vote has rules of its own")
    for pair in text.split(","):
        key, _, word = (part.strip() for part in pair.partition("="))
        words = {one.value: one for one in _RULES.get(key, ())}
        if word not in words:
            expected = f"{key}={'|'.join(words)}" if words else f"one of {', '.join(_RULES)}, each with =word"
            raise Unreadable("--rules", 1, f"`{pair.strip()}`: expected {expected}")
        chosen: dict[str, Any] = {key: words[word]}
        rules = replace(rules, **chosen)
    return rules
