"""`mayoral tally`."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from mayoral.cli.papers import Opened, opened
from mayoral.contest.findings import Finding
from mayoral.contest.outcomes import Declaration, Equality, Uncontested
from mayoral.contest.papers import REHEARSAL
from mayoral.counting.tally import Tally, tally


def run(given: Namespace) -> int:
    """Count papers and print the transcript or the document."""
    if given.to:
        from mayoral.cli.tally_folder import check_asked  # noqa: PLC0415 - only where a folder is asked for

        check_asked(given.to, given.rarest)
    gc.disable()  # one count, then the end: very many small values are made, and no circle among them
    found = opened(given)
    counted = tally(found.contest, found.papers, found.lots)
    gc.enable()
    as_it_was = not (given.method or given.rules or given.withdrawn)
    findings = _findings(found, counted) if as_it_was else ()
    made = partial(_told, found, counted, findings), partial(_document, found, counted, findings)
    shown, status = "".join(made[given.json]()), 0
    try:
        status = _write(given, found, counted, made) if given.to else 0
    finally:  # whatever becomes of the files, the count is shown
        print(shown, end="", flush=True)
    decided = isinstance(counted.outcome, Declaration | Uncontested)
    return status if decided and not any(one.stops for one in findings) else 1


def _electorate(found: Opened) -> tuple[int | None, int | None]:
    """How many may vote and how many papers were verified, as the election's own returns state."""
    if found.election is None:
        return None, None
    from mayoral.contest.returns import Measure  # noqa: PLC0415 - a bare file is counted without
    from mayoral.counting.consolidation import standing, stated  # noqa: PLC0415

    latest, contest = standing(found.election.returns), found.election.contest
    return stated(contest, latest, Measure.ELECTORATE), stated(contest, latest, Measure.VERIFIED)


def _findings(found: Opened, counted: Tally) -> tuple[Finding, ...]:
    """Where the papers, counted as the election was, do not give what was declared."""
    if found.election is None or found.election.declared is None:
        return ()
    from mayoral.counting.declared import against_declared  # noqa: PLC0415 - a bare file is counted without

    return tuple(against_declared(counted.outcome, found.election.declared))


def _told(found: Opened, counted: Tally, findings: Iterable[Finding]) -> Iterator[str]:
    from mayoral.analysis.shares import turnout  # noqa: PLC0415 - none is needed for a document
    from mayoral.publish.transcripts.count import transcript  # noqa: PLC0415
    from mayoral.publish.transcripts.provenance import default_rules_words, papers_words, withdrawn_words  # noqa: PLC0415

    yield papers_words(found.papers, found.expected) + "\n"
    if found.withdrawn:
        yield withdrawn_words(found.withdrawn) + "\n"
    if found.election is None and found.contest.rules is not None:
        yield default_rules_words(found.contest) + "\n"
    electorate, verified = _electorate(found)
    counts = counted.outcome.counts
    on = turnout(counts[0].totals, verified, electorate) if counts else None
    yield "\n" + transcript(found.contest, counted.outcome, on)
    if isinstance(counted.outcome, Equality):
        yield "Once a lot is drawn: --lots FILE, with count,for,among,drawn,on,witness,source as in lots.csv.\n"
    for one in findings:
        from mayoral.publish.findings import finding_words  # noqa: PLC0415

        words, follow = finding_words(found.contest, one)
        yield f"\n{one.code}  {words}\n  Next: {follow}\n"


def _document(found: Opened, counted: Tally, findings: Iterable[Finding]) -> Iterator[str]:
    import json  # noqa: PLC0415 - a transcript is printed without

    from mayoral.publish.findings import finding_words  # noqa: PLC0415
    from mayoral.publish.results import Told, document  # noqa: PLC0415

    told = [Told(one.code, one.area, one.count, *finding_words(found.contest, one)) for one in findings]
    made = document(found.contest, counted.outcome, told, _electorate(found)[0])
    yield json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _write(given: Namespace, found: Opened, counted: Tally, made: tuple[Callable[[], Iterable[str]], ...]) -> int:
    """Write everything a tally gives into a folder; 1 where a format cannot hold it, which is said, else 0."""
    from mayoral.cli.tally_folder import write_folder  # noqa: PLC0415 - only where a folder is asked for
    from mayoral.files.condense.table import condensed_text  # noqa: PLC0415
    from mayoral.files.papers.blt import write_blt  # noqa: PLC0415
    from mayoral.files.papers.preflib import write_preflib  # noqa: PLC0415
    from mayoral.files.returns import returns_text  # noqa: PLC0415
    from mayoral.publish.rankings import rankings, rankings_by_area  # noqa: PLC0415
    from mayoral.publish.transcripts.count_sheet import count_sheet  # noqa: PLC0415

    contest, papers = found.contest, found.papers
    # Papers are kept as they were marked: who is withdrawn is said beside them, never struck out of a copy.
    kept = found.read if found.read.withdrawn else papers
    publishable = rankings_by_area if given.rankings_by_area else rankings
    name = (REHEARSAL + "-{}").format if papers.rehearsal else str
    told, document = made
    verified = [one for one in (found.election.returns if found.election else ()) if one.count == 0]
    files: dict[str, Callable[[], Iterable[str]]] = {
        "transcript.txt": told,
        "result.json": document,
        "count-sheet.txt": lambda: [count_sheet(contest, counted.outcome, counted.bundles)],
        "returns.csv": lambda: [returns_text(contest, (*verified, *counted.returns))],
        "condensed.csv": lambda: condensed_text(kept),
        "ballots.blt": lambda: write_blt(kept),
        "ballots.toi": lambda: write_preflib(papers, name("ballots.toi")),
    }
    if not papers.rehearsal:  # which are never published
        files["rankings.csv"] = lambda: [publishable(contest, papers, given.rarest)]
    files = {name(one): parts for one, parts in files.items()}
    refused = write_folder(Path(given.to), files, 3 * len(papers.papers))
    for one in refused:
        print(f"mayoral: {one}", file=sys.stderr)
    return 1 if refused else 0
