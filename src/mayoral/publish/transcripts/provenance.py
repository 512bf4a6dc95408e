"""What a tally rests on, told before its counts: the file, its papers, and the rules where nobody gave any."""

from __future__ import annotations

from mayoral.contest.contest import Contest, Overvote
from mayoral.contest.papers import Condensed
from mayoral.publish.wording import listed, number, rules_words


def papers_words(papers: Condensed, expected: int | None) -> str:
    """How many papers were read, from what, and whether that was the number to expect."""
    kinds = f"{number(len(papers.papers))} different" if len(papers.papers) != 1 else "all alike"
    digest = f", SHA-256 {papers.sha256}" if papers.sha256 else ""
    if expected is None and papers.stated is not None:
        checked = "as many as the file says it holds"
    elif expected is None:
        checked = "nothing says how many there should be (--papers N)"
    else:
        checked = "as many as there should be"
    rehearsal = "REHEARSAL: these papers are made up and nobody's votes; nothing of this is a result.\n"
    return (
        rehearsal if papers.rehearsal else ""
    ) + f"Papers: {number(papers.read)} read from {papers.source or 'a file'} ({kinds}){digest}; {checked}."


def default_rules_words(contest: Contest) -> str:
    """The rules by which papers without an election are counted."""
    overvote = contest.rules.overvote if contest.rules else None
    ranks = "an over-voted rank is skipped" if overvote is Overvote.SKIP else "an over-voted rank ends the paper"
    return f"No election was named, so the rules are these: {rules_words(contest)}; {ranks}."


def withdrawn_words(names: tuple[str, ...]) -> str:
    """Who is struck out of the papers."""
    return f"Withdrawn and struck out of every paper: {listed(names)}."
