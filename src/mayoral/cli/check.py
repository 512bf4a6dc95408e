"""`mayoral check`."""

from __future__ import annotations

from argparse import Namespace

from mayoral.cli.count import as_json, status
from mayoral.cli.election import counted
from mayoral.contest.findings import CHECKS
from mayoral.publish.counted import Counted
from mayoral.publish.findings import finding_words, place


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
    print(f"\n{len(found.findings)} findings, {stopping} of which would stop a live declaration (E).")
    told: dict[tuple[str, str, str], list[str]] = {}
    for one in sorted(found.findings, key=lambda one: not one.stops):
        told.setdefault((one.code, *finding_words(contest, one)), []).append(place(contest, one))
    for (code, words, follow), places in told.items():
        control = CHECKS[code].control
        where = "; ".join(filter(None, places))
        print(f"\n{code}{f' ({control})' if control else ''}{f'  {where}' if where else ''}")
        print(f"  {words}\n  Next: {follow}")
