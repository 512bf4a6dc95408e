"""`mayoral check`."""

from __future__ import annotations

from argparse import Namespace
from textwrap import fill

from mayoral.cli.count import as_json, status
from mayoral.cli.election import counted
from mayoral.cli.screen import screen
from mayoral.contest.findings import CHECKS, Finding
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words, places


def run(given: Namespace) -> int:
    """List every finding: what stops a declaration first."""
    found = counted(given)
    if given.json:
        print(as_json(found))
    else:
        _print(found)
    return status(found)


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
