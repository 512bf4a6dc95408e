"""Tables of figures as aligned text, area by area."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.outcomes import Basis, Count, Figures, Number
from mayoral.contest.papers import Head
from mayoral.publish.wording import Names, known_areas, number, percent

UNKNOWN = "–"
WIDE = 100


def aligned(rows: Sequence[Sequence[str]], *, ruled: int = 1, columns: int = WIDE, words: int = 1) -> str:
    """Rows as columns: the first few are words, flush left, the others figures, flush right.

    `ruled` rows are the heading, if any. A table wider than `columns` is broken into several below one
    another, the first column repeated.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    blocks: list[list[int]] = [[0]]
    for at in range(1, len(widths)):
        if len(blocks[-1]) > 1 and sum(widths[one] + 2 for one in blocks[-1]) + widths[at] > columns:
            blocks.append([0])
        blocks[-1].append(at)
    lines: list[str] = []
    for block in blocks:
        lines += [""] if lines else []
        for index, row in enumerate(rows):
            if ruled and index == ruled:
                lines.append("  ".join("─" * widths[at] for at in block))
            lines.append("  ".join(pad(row[at], widths[at], left=at < words) for at in block).rstrip())
    return "\n".join(lines)


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - a large table, and most texts need none

    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def pad(text: str, size: int, *, left: bool) -> str:
    """A text filled up with spaces to a width."""
    space = " " * (size - width(text))
    return text + space if left else space + text


def short(value: Number | None) -> str:
    """A figure for a table; a dash where it is not known."""
    return UNKNOWN if value is None else number(value)


def count_table(contest: Contest, count: Count, columns: int = WIDE) -> str:
    """One count: a line for each candidate, a column for each area whose figures are known, and the total."""
    names = Names(contest)
    shown = [area for area in contest.areas if area.id in count.areas]
    local = [count.areas[area.id] for area in shown]
    if len(contest.areas) == 1 and local:
        shown, local = [], []
    rest = _by_subtraction(count)
    local += [] if rest is None else [rest]
    everyone = [*local, count.totals]
    added = any(one.added for one in everyone)
    places = [*(area.name for area in shown), *([] if rest is None else ["by subtraction"])]
    head = ["", *places, *(["added"] if added else []), "total", "share"]
    rows = [head]
    for who in contest.in_ballot_order(frozenset(count.totals.votes)):
        gained = [_signed(count.totals.added.get(who))] if added else []
        cells = [short(one.votes.get(who)) for one in local]
        rows.append([names.who(who), *cells, *gained, short(count.totals.votes[who]), _share(count.totals, who)])
    blank = [""] if added else []
    rows.append(["valid votes", *(short(one.valid) for one in local), *blank, short(count.totals.valid), ""])
    lines: list[tuple[str, list[int | None]]] = [
        ("papers of this count", [one.pool for one in everyone]),
        ("  for an eliminated candidate", [one.for_eliminated for one in everyone]),
        ("non-transferable", [one.non_transferable for one in everyone]),
        ("rejected papers", [one.rejected for one in everyone]),
    ]
    lines.append(("ballot papers", [one.papers for one in everyone]))
    for label, figures in lines:
        if any(figure is not None for figure in figures):
            cells = list(map(short, figures))
            rows.append([label, *cells[:-1], *blank, cells[-1], ""])
    return aligned(rows, columns=columns)


def heads_table(contest: Contest, count: Count, columns: int = WIDE) -> str:
    """The rejected papers by head, for the areas and the whole where a head is known; empty where none is."""
    several = len(contest.areas) > 1
    local = [(area.name, count.areas[area.id]) for area in contest.areas if several and area.id in count.areas]
    known = [(name, one) for name, one in [*local, ("total", count.totals)] if one.rejected_by_head]
    rows = [["rejected papers", *(name for name, _ in known)]]
    for kind, words in _heads(contest, count):
        figures = [one.rejected_by_head.get(kind) for _, one in known]
        if any(figure is not None for figure in figures):
            rows.append([words, *map(short, figures)])
    return aligned(rows, columns=columns) if known else ""


def _by_subtraction(count: Count) -> Figures | None:
    """What a published total leaves for the areas not published, all of them together; shown, never stored."""
    if count.basis is not Basis.PUBLISHED_TOTALS or any(one.valid is None for one in count.areas.values()):
        return None
    if not count.areas:
        return None
    votes: dict[CandidateId, Number | None] = {}
    for who, total in count.totals.votes.items():
        known = [one.votes[who] or 0 for one in count.areas.values()]
        votes[who] = None if total is None else total - sum(known)
    valid = sum(held for held in votes.values() if held is not None)
    return Figures(votes, valid)


def _signed(value: Number | None) -> str:
    return UNKNOWN if value is None else f"+{number(value)}"


def _share(figures: Figures, who: str) -> str:
    votes = {str(one): held for one, held in figures.votes.items()}[who]
    return UNKNOWN if votes is None or not figures.valid else percent(Fraction(votes) / figures.valid)


def _heads(contest: Contest, count: Count) -> list[tuple[Head, str]]:
    """The heads of rejection of a count, those printed apart after the ones of the law."""
    method = contest.counted_by
    lawful = [(one.head, one.words) for one in heads_of_rejection(method, count.number)]
    return [*lawful, (Head.UNMARKED, "unmarked"), (Head.UNCERTAIN, "void for uncertainty")]


def basis_line(contest: Contest, count: Count) -> str:
    """What the totals of a count rest on, where it is not every area."""
    if count.basis is Basis.PUBLISHED_TOTALS:
        missing = known_areas(contest, count.missing)
        told = f"Totals as published for the whole authority; not known by area: {missing}."
        return told if _by_subtraction(count) is None else f"{told} By subtraction: these together."
    if count.missing:
        return f"No totals yet; owed by {known_areas(contest, count.missing)}."
    return ""


def goes_on_line(contest: Contest, count: Count) -> str:
    """Who goes on to the next count, or who is excluded; empty where this count decides."""
    names = Names(contest)
    if contest.rules is not None:
        return f"{names.all_of(count.eliminated)} is excluded." if count.eliminated else ""
    return f"{names.all_of(count.remaining)} remain." if count.remaining else ""


def threshold_line(contest: Contest, count: Count) -> str:
    """The test for more than half, spelled out."""
    if contest.counted_by is not Method.SUPPLEMENTARY_VOTE or count.number != 1 or count.totals.valid is None:
        return ""
    held = [votes for votes in count.totals.votes.values() if votes is not None]
    most, valid = max(held), count.totals.valid
    verdict = "more" if 2 * most > valid else "not more"
    return (
        f"2 × {number(most)} = {number(2 * most)} is {verdict} than {number(valid)}, the valid first preferences."
    )
