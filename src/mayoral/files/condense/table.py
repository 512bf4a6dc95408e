"""The condensed table as a file: what the papers are of, as comments, and then one line for equal papers.

The comments are understood in front of any file of papers: `# candidate: ann,Ann Other` names a candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.marks import Roll
from mayoral.files.reading import FIGURE, IDENTITY, Unreadable

_KIND = "Condensed ballot papers, not for publication: a rare ranking may show who cast it."


def roll_of(path: Path, comments: Sequence[str]) -> Roll:
    """What the comments in front of a file say; a comment that says nothing known is left alone."""
    said: dict[str, list[tuple[int, str]]] = {}
    for line, comment in enumerate(comments, 1):
        key, colon, value = comment.partition(":")
        if colon:
            said.setdefault(key.strip(), []).append((line, value.strip()))
    last = {key: values[-1][1] for key, values in said.items()}
    stated = last.get("papers")
    if stated is not None and not FIGURE.fullmatch(stated):
        raise Unreadable(path, said["papers"][-1][0], f"`papers` is `{stated}`; expected a whole number")
    candidates: list[Candidate] = []
    for line, value in said.get("candidate", ()):
        known, name = _named(path, line, value)
        if not IDENTITY.fullmatch(known):
            raise Unreadable(path, line, f"`{known}` is no id: letters, digits, full stops and hyphens")
        if any(one.id == known for one in candidates):
            raise Unreadable(path, line, f"the candidate `{known}` stands twice")
        candidates.append(Candidate(CandidateId(known), name))
    areas: dict[str, str] = {}
    for line, value in said.get("area", ()):
        area, name = _named(path, line, value)
        if area in areas:
            raise Unreadable(path, line, f"the area `{area}` stands twice")
        areas[area] = name
    return Roll(
        candidates=tuple(candidates),
        areas=tuple(areas.items()),
        withdrawn=frozenset(CandidateId(value) for _, value in said.get("withdrawn", ())),
        title=last.get("title", ""),
        source=last.get("source", ""),
        sha256=last.get("sha256", ""),
        stated=None if stated is None else int(stated),
    )


def _named(path: Path, line: int, value: str) -> tuple[str, str]:
    import csv  # noqa: PLC0415 - most files of papers have no comments

    cells = next(csv.reader([value]), [])
    if len(cells) != 2 or not all(cells):
        raise Unreadable(path, line, f"`{value}`: expected an id and a name, such as ann,Ann Other")
    return cells[0].strip(), cells[1].strip()


def condensed_text(papers: Condensed) -> Iterator[str]:
    """The lines of a condensed table: the same papers always give the same bytes."""
    yield f"# {_KIND}\n"
    for key, value in (("title", papers.title), ("source", papers.source), ("sha256", papers.sha256)):
        if value:
            yield f"# {key}: {_one_line(value)}\n"
    yield f"# papers: {papers.read}\n"
    for one in papers.candidates:
        yield f"# candidate: {_row((one.id, _one_line(one.name)))}"
    for who in sorted(papers.withdrawn):
        yield f"# withdrawn: {who}\n"
    with_areas = papers.areas != (("", ""),)
    for area, name in papers.areas if with_areas else ():
        yield f"# area: {_row((area, _one_line(name)))}"
    ranks = max((len(marks) for _, marks in papers.papers), default=1) or 1
    yield _row((*(["area"] if with_areas else []), "papers", *(f"r{rank + 1}" for rank in range(ranks))))
    for (area, marks), number in in_order(papers):
        cells = [*("|".join(sorted(marked)) for marked in marks), *[""] * (ranks - len(marks))]
        yield _row((*([area] if with_areas else []), number, *cells))


def in_order(papers: Condensed) -> list[tuple[tuple[str, Marks], int]]:
    """The bundles by area, and then by their marks in ballot order."""
    areas = {area: at for at, (area, _) in enumerate(papers.areas)}
    place = {one.id: chr(at + 1) for at, one in enumerate(papers.candidates)}
    spelt: dict[Marks, str] = {}

    def key(bundle: tuple[tuple[str, Marks], int]) -> tuple[int, str]:
        area, marks = bundle[0]
        if marks not in spelt:
            spelt[marks] = "\0".join("".join(sorted(place[who] for who in marked)) for marked in marks)
        return areas[area], spelt[marks]

    return sorted(papers.papers.items(), key=key)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _row(cells: Iterable[object]) -> str:
    import csv  # noqa: PLC0415 - only where a table is written
    import io  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
