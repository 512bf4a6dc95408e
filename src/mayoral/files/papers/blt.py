"""BLT, the format of ballot papers that programs for the single transferable vote exchange.

Candidates and seats; numbers of withdrawn candidates after a minus; a line for each bundle of equal
papers; a line `0`; the candidates' names; the title. Read as Hill, Wichmann and Woodall set it out
(1987), with what OpenSTV and OpaVote added: comments, skipped and equal ranks, papers' ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.papers.contents import ONE_AREA, Contents, contents_of, named, one_line, trimmed

_STRING = re.compile(r'"((?:[^"]|"")*)"(?!")')
_PARTY = re.compile(r'(.*\S)\s*"([^"]*)"', re.DOTALL)
_COMMENT = re.compile(r'("(?:[^"]|"")*")|#.*')
_WITHDRAWN = re.compile(r"-[0-9]+(\s+-[0-9]+)*", re.ASCII)
_ID = re.compile(r"\(\s*([^()]*?)\s*\)")
_WHOLE = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
_MOST_CANDIDATES = 10_000


def read_blt(path: Path, only: int | None = None) -> Condensed:
    """The papers of a BLT file, plain or gzip; those `only` of one line where it is given.

    Papers' ids are not kept, nor is the number of seats.

    Raises Unreadable. The file must state its own end: a paper without its `0`, papers without the
    closing line `0`, fewer names than candidates and an open quotation mark are refused.
    """
    contents = contents_of(path)
    told = _told(contents)
    number, first = next(told, (1, ""))
    counts = first.split()
    if len(counts) != 2 or not all(_WHOLE.fullmatch(one) for one in counts) or int(counts[0]) > _MOST_CANDIDATES:
        raise contents.refuse(number, f"expected the number of candidates and of seats, found `{first}`")
    withdrawn, alike = _grouped(contents, told, only)
    candidates, title = _named(contents, list(told), int(counts[0]))
    ids = [one.id for one in candidates]
    papers: Counter[tuple[str, Marks]] = Counter()
    for line, (times, at) in alike.items():
        weight, marks = _paper(contents, at, line, ids)
        papers["", marks] += weight * times
    return Condensed(
        candidates=candidates,
        areas=ONE_AREA,
        papers=dict(papers),
        read=sum(papers.values()),
        withdrawn=frozenset(_who(contents, at, word, ids) for word, at in withdrawn.items()),
        title=title,
        source=path.name,
        sha256=contents.sha256,
        numbered=True,
    )


def _told(contents: Contents) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers, comments outside quotation marks left out."""
    for number, line in enumerate(contents.lines, 1):
        told = _COMMENT.sub(lambda found: found[1] or "", line) if "#" in line else line
        if told.strip():
            yield number, told.strip()


def _grouped(
    contents: Contents, told: Iterator[tuple[int, str]], only: int | None
) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """Withdrawn candidates with their line, and the different lines of papers with how often and where first."""
    withdrawn: dict[str, int] = {}
    alike: dict[str, tuple[int, int]] = {}
    given: set[str] = set()
    number = 1
    for number, line in told:
        paper = line
        if line == "0":
            return withdrawn, alike
        if not alike and _WITHDRAWN.fullmatch(line):
            withdrawn |= dict.fromkeys(line.replace("-", " ").split(), number)
            continue
        if marked := _ID.match(line):
            if marked[1] in given:
                raise contents.refuse(number, f"the paper `{marked[1]}` stands twice")
            given.add(marked[1])
            paper = f"1 {line[marked.end() :]}"
        if only in {None, number}:
            times, first = alike.get(paper, (0, number))
            alike[paper] = times + 1, first
    raise contents.refuse(number, "the papers do not end with a line `0`; the file may be cut")


def _paper(contents: Contents, number: int, line: str, ids: list[CandidateId]) -> tuple[int, Marks]:
    weight, *ranks = line.split()
    if _WHOLE.fullmatch(weight) is None:
        raise contents.refuse(number, f"`{weight}` is not a whole number of papers above 0")
    if not ranks or ranks.pop() != "0":
        raise contents.refuse(number, "the line of a paper ends with `0`, here it does not; the file may be cut")
    marks = []
    for rank in ranks:
        each = [] if rank == "-" else [_who(contents, number, one, ids) for one in rank.split("=")]
        if len(set(each)) < len(each):
            raise contents.refuse(number, f"`{rank}` names a candidate twice at one rank")
        marks.append(frozenset(each))
    return int(weight), trimmed(marks)


def _who(contents: Contents, number: int, word: str, ids: list[CandidateId]) -> CandidateId:
    if _WHOLE.fullmatch(word) is None or int(word) > len(ids):
        what = f"`{word}` is not a candidate; expected a number from 1 to {len(ids)}, with `=` between equal ranks"
        raise contents.refuse(number, what)
    return ids[int(word) - 1]


def _named(contents: Contents, lines: list[tuple[int, str]], number: int) -> tuple[tuple[Candidate, ...], str]:
    """The candidates and the title, from the lines after the papers."""
    told = [(at, _strings(contents, at, line)) for at, line in lines]
    last = lines[-1][0] if lines else len(contents.lines)
    if len(told) < number:
        what = f"{number} candidates need a line each for their names, found {len(told)}; the file may be cut"
        raise contents.refuse(last, what)
    if not contents.ended and not lines[-1][1].endswith('"'):
        raise contents.refuse(
            last, "the last line has neither its end nor a closing quotation mark: it may be cut"
        )
    # Wichmann's program writes a source and a remark after the title; neither is a figure.
    if len(told) > number + 3:
        raise contents.refuse(told[number + 3][0], f"expected nothing after {number} names and a title")
    strings = sum(len(one) for _, one in told)
    if strings != len(told) and strings in {number, number + 1}:
        what = (
            "it cannot be told which strings are names and which are parties; put each name on a line of its own"
        )
        raise contents.refuse(told[0][0], what)
    names = [_name(contents, at, one) for at, one in told[:number]]
    return named(names), told[number][1][0].strip() if len(told) > number else ""


def _name(contents: Contents, number: int, strings: list[str]) -> tuple[str, str]:
    """A candidate's name and party, from one string or two."""
    name, description = (*strings, "")[:2]
    if len(strings) == 1 and (party := _PARTY.fullmatch(name)):
        name, description = party[1], party[2]
    if len(strings) > 2 or not name.strip():
        raise contents.refuse(number, "expected one candidate's name, with or without a party, in quotation marks")
    return name.strip(), description.strip()


def _strings(contents: Contents, number: int, line: str) -> list[str]:
    """The quoted strings of a line, or the bare line as the only one."""
    if '"' not in line:
        return [line]
    strings = [found.replace('""', '"') for found in _STRING.findall(line)]
    if _STRING.sub("", line).strip() or any(one.count('"') % 2 for one in strings):
        raise contents.refuse(
            number, "a quotation mark is not closed, or words stand outside; the file may be cut"
        )
    return strings


def write_blt(condensed: Condensed, seats: int = 1) -> Iterator[str]:
    """The lines of a BLT file of these papers, all areas together: BLT knows none, nor parties.

    Raises Refused where a name cannot stand on a line.
    """
    numbers = {one.id: str(at) for at, one in enumerate(condensed.candidates, 1)}
    yield f"{len(numbers)} {seats}\n"
    if condensed.withdrawn:
        yield (
            " ".join(f"-{numbers[one.id]}" for one in condensed.candidates if one.id in condensed.withdrawn) + "\n"
        )
    together: Counter[str] = Counter()
    for (_, marks), times in condensed.papers.items():
        together[paper_line(marks, numbers)] += times
    for paper, times in sorted(together.items(), key=lambda one: (-one[1], one[0])):
        yield f"{times} {paper}\n"
    yield "0\n"
    yield from names_and_title(condensed.candidates, condensed.title)


def paper_line(marks: Marks, numbers: dict[CandidateId, str]) -> str:
    """A paper's ranks and closing `0`, as they stand after its weight."""
    ranks = ["=".join(sorted((numbers[who] for who in rank), key=int)) or "-" for rank in marks]
    return " ".join([*ranks, "0"])


def names_and_title(candidates: tuple[Candidate, ...], title: str) -> Iterator[str]:
    """The lines after the papers. Raises Refused."""
    for text, what in [*((one.name, "the name") for one in candidates), (title, "the title")]:
        if text.count('"') % 2:
            raise Refused(f"{what} `{text}` has a quotation mark that is not closed, which BLT cannot hold")
        yield '"{}"\n'.format(one_line(text, what).replace('"', '""'))
