"""`mayoral tally`."""

from __future__ import annotations

import gc
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from mayoral.cli.papers import Opened, opened
from mayoral.contest.findings import Finding
from mayoral.contest.outcomes import Declaration, Equality, Uncontested
from mayoral.contest.papers import REHEARSAL
from mayoral.counting.tally import Tally, tally


def run(given: Namespace) -> int:
    """Count papers and print the transcript or the document."""
    gc.disable()  # one count, then the end: very many small values are made, and no circle among them
    found = opened(given)
    counted = tally(found.contest, found.papers, found.lots)
    gc.enable()
    as_it_was = not (given.method or given.rules or given.withdrawn)
    findings = _findings(found, counted) if as_it_was else ()
    if given.to:
        _write(given, found, counted, findings)
    print("".join(_document(found, counted, findings) if given.json else _told(found, counted, findings)), end="")
    decided = isinstance(counted.outcome, Declaration | Uncontested)
    return 0 if decided and not any(one.stops for one in findings) else 1


def _findings(found: Opened, counted: Tally) -> tuple[Finding, ...]:
    """Where the papers, counted as the election was, do not give what was declared."""
    if found.election is None or found.election.declared is None:
        return ()
    from mayoral.counting.declared import against_declared  # noqa: PLC0415 - a bare file is counted without

    return tuple(against_declared(counted.outcome, found.election.declared))


def _told(found: Opened, counted: Tally, findings: Iterable[Finding]) -> Iterator[str]:
    from mayoral.publish.transcripts.count import transcript  # noqa: PLC0415 - neither is needed for a document
    from mayoral.publish.transcripts.provenance import default_rules_words, papers_words, withdrawn_words  # noqa: PLC0415

    yield papers_words(found.papers, found.expected) + "\n"
    if found.withdrawn:
        yield withdrawn_words(found.withdrawn) + "\n"
    if found.election is None and found.contest.rules is not None:
        yield default_rules_words(found.contest) + "\n"
    yield "\n" + transcript(found.contest, counted.outcome)
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
    yield json.dumps(document(found.contest, counted.outcome, told), ensure_ascii=False, indent=2) + "\n"


def _write(given: Namespace, found: Opened, counted: Tally, findings: Iterable[Finding]) -> None:
    """Write everything a tally gives into a folder, each file wholly or not at all."""
    from mayoral.files.condense.table import condensed_text  # noqa: PLC0415
    from mayoral.files.papers.blt import write_blt  # noqa: PLC0415 - only where a folder is asked for
    from mayoral.files.papers.preflib import write_preflib  # noqa: PLC0415
    from mayoral.files.returns import returns_text  # noqa: PLC0415
    from mayoral.files.writing import replace_file  # noqa: PLC0415
    from mayoral.publish.rankings import rankings, rankings_by_area  # noqa: PLC0415
    from mayoral.publish.transcripts.count_sheet import count_sheet  # noqa: PLC0415

    contest, papers, folder = found.contest, found.papers, Path(given.to)
    publishable = rankings_by_area if given.rankings_by_area else rankings
    name = (REHEARSAL + "-{}").format if papers.rehearsal else str
    replace_file(folder / name("transcript.txt"), _told(found, counted, findings))
    replace_file(folder / name("result.json"), _document(found, counted, findings))
    replace_file(folder / name("count-sheet.txt"), [count_sheet(contest, counted.outcome, counted.bundles)])
    replace_file(folder / name("returns.csv"), [returns_text(contest, counted.returns)])
    replace_file(folder / name("condensed.csv"), condensed_text(papers))
    replace_file(folder / name("ballots.blt"), write_blt(papers))
    replace_file(folder / name("ballots.toi"), write_preflib(papers, name("ballots.toi")))
    if not papers.rehearsal:  # which are never published
        replace_file(folder / "rankings.csv", [publishable(contest, papers, given.rarest)])
