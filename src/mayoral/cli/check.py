"""`mayoral check`."""

from __future__ import annotations

from argparse import Namespace
from textwrap import fill

from mayoral.analysis.look_again import LookedAt, look_again, units_of
from mayoral.cli.count import as_json, status
from mayoral.cli.election import counted
from mayoral.cli.screen import screen
from mayoral.contest.contest import Contest
from mayoral.contest.findings import CHECKS, Finding
from mayoral.counting.consolidation import standing
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words, places
from mayoral.publish.look_again import NEXT, asked_words, limits_words, look_again_document, not_compared
from mayoral.publish.wording import Names, count_name, listed

Looked = dict[int, LookedAt]


def run(given: Namespace) -> int:
    """List every finding, what stops a declaration first; then what deserves a second look."""
    found = counted(given)
    contest, looked = found.election.contest, _looked(found)
    if given.json:
        more = [look_again_document(contest, number, one) for number, one in looked.items()]
        print(as_json(found, look_again=more))
    else:
        _print(found)
        _ask(contest, looked)
    return status(found)


def _looked(found: Counted) -> Looked:
    """The counts of an election looked at again, each by itself."""
    latest = standing(found.election.returns).values()
    return {
        one.number: look_again(found.election.contest, units_of(latest, one.number), frozenset(one.totals.votes))
        for one in found.outcome.counts
    }


def _print(found: Counted) -> None:
    contest = found.election.contest
    print(contest.title)
    if not found.findings:
        print("\nNo findings: every figure known agrees with every other.")
        return
    stopping = sum(one.stops for one in found.findings)
    several = "findings" if len(found.findings) > 1 else "finding"
    print(f"\n{len(found.findings)} {several}, {stopping} of which would stop a live declaration (E).")
    told: dict[tuple[str, str, str], list[Finding]] = {}
    for one in sorted(found.findings, key=lambda one: not one.stops):
        told.setdefault((one.code, *finding_words(contest, one)), []).append(one)
    columns = screen()
    for (code, words, follow), alike in told.items():
        control = CHECKS[code].control
        heading = " ".join(filter(None, (code, control and f"({control})", places(contest, alike))))
        print(f"\n{fill(heading, columns, subsequent_indent='      ')}")
        print(fill(words, columns, initial_indent="  ", subsequent_indent="  "))
        print(fill(f"Next: {follow}", columns, initial_indent="  ", subsequent_indent="        "))


def _ask(contest: Contest, looked: Looked) -> None:
    """The section of questions: they are no findings, and stop nothing."""
    if not looked:
        return
    print("\nLook again (questions, which stop nothing)")
    notes: dict[str, list[str]] = {}
    for number, one in looked.items():
        name = count_name(contest, number)
        several = "question" if len(one.asked) == 1 else "questions"
        asked = f"{len(one.asked) or 'no'} {several}" if one.asked or one.votes else "nothing to compare"
        _tell(f"{name.capitalize()}: {asked}.")
        for question in one.asked:
            told = asked_words(contest, question)
            _tell(f"{Names(contest).where(question.unit)}: {told.sentence}")
            for figures in told.figures:
                _tell(f"  {figures}")
            _tell(f"Next: {NEXT}")
        for words in not_compared(contest, one):
            notes.setdefault(words, []).append(name)
    for words, counts in notes.items():
        _tell(f"{listed(counts).capitalize()}: {words}")
    _tell(limits_words(next(iter(looked.values())).limits))


def _tell(words: str) -> None:
    print(fill(words, screen(), initial_indent="  ", subsequent_indent="    "))
