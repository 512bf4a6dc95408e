"""`mayoral simulate`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from random import Random

from mayoral.cli.election import counted
from mayoral.cli.progress import Bar
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.outcomes import Count
from mayoral.files.reading import Unreadable
from mayoral.files.rehearsals.drawing import Support, drawn, shared, support_in
from mayoral.files.rehearsals.files import Rehearsal, format_of, write_rehearsal
from mayoral.files.rehearsals.results import Fitted, fitted


def run(given: Namespace) -> int:
    """Write rehearsal papers and say how many. Raises Refused where the figures or the name do not allow it."""
    path = Path(given.to)
    format_of(path)
    found = counted(given)
    contest, counts = found.election.contest, found.outcome.counts
    chance = Random(given.seed)  # noqa: S311 - papers made up, not secrets
    told = f"Rehearsal papers of {contest.id or 'a contest'}: made up with seed {given.seed}, nobody's votes."
    made, left_out = None, 0
    with Bar(0, f"Making {path.name}", "papers") as bar:
        if given.exactly:
            if given.support:
                raise Unreadable("--support", 1, "papers made to fit a result take no other support")
            made = fitted(contest, counts, chance)
            decks, left_out = made.decks, made.left_out
            told = f"{told} {_how_exactly(made)}"
        else:
            decks = drawn(contest, *_asked(given, contest, counts))
        rehearsal = Rehearsal(contest, decks, told, chance, bar.advance)
        bar.total = rehearsal.papers
        written = write_rehearsal(rehearsal, path)
    print(f"{path}: {written:,} rehearsal papers, seed {given.seed}")
    if not all(deck.area for deck in decks):
        print("Not every area's figures are known: the papers stand without areas and give the published totals.")
    if left_out:
        print(f"Left out: {left_out:,} papers rejected for what no marks for candidates show.")
    if made is not None and made.supposed:
        print(f"Supposed: {made.supposed:,} rejected papers of no known head stand under one that may be.")
    if written < rehearsal.papers:
        print(f"Left out: {rehearsal.papers - written:,} papers that this format cannot hold.")
    return 0


def _how_exactly(made: Fitted) -> str:
    """What of the result the papers give, for the file itself: never more than they do."""
    told = "They count to the result's own figures"
    if made.left_out:
        told += f", but {made.left_out:,} papers rejected for what no marks show are left out"
    if made.supposed:
        told += f"; of {made.supposed:,} rejected papers the head is not known"
    return f"{told}."


def _asked(given: Namespace, contest: Contest, counts: tuple[Count, ...]) -> tuple[dict[AreaId, int], Support]:
    """How many papers in each area, and the support there."""
    known = support_in(contest, counts)
    support = _stated(given.support, contest) if given.support else known
    if len(support) < len(contest.areas):
        raise Refused("the first preferences are not known; state support, such as --support a=3,b=2")
    if given.papers < 1:
        raise Unreadable("--papers", 1, f"`{given.papers}` papers; expected 1 or more")
    sizes = known if len(known) == len(contest.areas) else support
    return shared(given.papers, {area: sum(held.values()) for area, held in sizes.items()}), support


def _stated(words: str, contest: Contest) -> Support:
    """The same support in every area. Raises Unreadable."""
    support: dict[CandidateId, int] = {}
    for part in words.split(","):
        who, _, weight = (one.strip() for one in part.partition("="))
        if CandidateId(who) not in contest.standing or who in support or not weight.isdecimal():
            known = ", ".join(one.id for one in contest.candidates)
            raise Unreadable("--support", 1, f"`{part}`: expected a whole number for each of {known}, such as a=3")
        support[CandidateId(who)] = int(weight)
    if not any(support.values()):
        raise Unreadable("--support", 1, "nobody has any support")
    return {area.id: support for area in contest.areas}
