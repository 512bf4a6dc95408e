"""`mayoral count`."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from mayoral.cli.election import counted
from mayoral.cli.screen import screen, shows_all
from mayoral.contest.outcomes import Declaration, Uncontested
from mayoral.publish.counted import Counted
from mayoral.publish.transcripts.count import transcript
from mayoral.publish.wording import Names


def run(given: Namespace) -> int:
    """Count an election and print the transcript or the document."""
    found = counted(given)
    if given.json:
        print(as_json(found))
    else:
        print(transcript(found.election.contest, found.outcome, found.turnout, screen()), end="")
        declared = found.election.declared
        if declared is not None and not declared.recomputable:
            name = Names(found.election.contest).who(declared.elected)
            print(f"Declared: {name}. It cannot be counted again here: {declared.why}")
        codes = Counter(one.code for one in found.findings)
        if codes:
            listed = ", ".join(f"{code} × {times}" if times > 1 else code for code, times in sorted(codes.items()))
            several = "findings" if len(found.findings) > 1 else "finding"
            print(f"\n{len(found.findings)} {several} ({listed}). To read them:\n  mayoral check {given.election}")
    return status(found)


def as_json(found: Counted, **more: object) -> str:
    """The document of a counted election, with what a command adds to it."""
    import json  # noqa: PLC0415 - a table is printed without either

    from mayoral.publish.results import result  # noqa: PLC0415

    return json.dumps(result(found) | more, ensure_ascii=not shows_all(), indent=2)


def status(found: Counted) -> int:
    """0 for a declaration or an uncontested election without an E finding, else 1."""
    return 0 if isinstance(found.outcome, Declaration | Uncontested) and not found.stopped else 1
