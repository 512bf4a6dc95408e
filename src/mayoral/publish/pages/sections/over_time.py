"""The elections of an office side by side: shares of each party, with a break where the method changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mayoral.analysis.swing import INDEPENDENT, first_party
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import Paint, paints
from mayoral.publish.charts.shares import Column as Head
from mayoral.publish.charts.shares import Line as Series
from mayoral.publish.charts.shares import Mark as Dot
from mayoral.publish.charts.shares import shares
from mayoral.publish.charts.svg import Told
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Figure,
    Line,
    Link,
    Mark,
    Row,
    Section,
    Table,
    election_path,
)
from mayoral.publish.pages.cells import UNKNOWN, fraction, turnout_words
from mayoral.publish.register import Brief, Register, Stood
from mayoral.publish.wording import number, percent

_SHOWN_FROM = Fraction(1, 20)


def elections_section(office: str, register: Register) -> tuple[Section | None, tuple[Paint, ...]]:
    """The section and the paints it uses."""
    briefs = register.of_office(office)
    if not briefs:
        return None, ()
    lines = _lines(briefs, register)
    painted = {key: Paint(f"line-{at}", one.colour, one.pattern) for at, (key, one) in enumerate(
        paints(((key, _party(key)) for key, _ in lines), register.parties).items()
    )}  # fmt: skip
    blocks: list[Block] = [_table(briefs)]
    used: tuple[Paint, ...] = ()
    if len(briefs) > 1:
        drawn = [(key, name) for key, name in lines if _worth(key, briefs)]
        used = tuple(painted[key] for key, _ in drawn)
        blocks += [_picture(briefs, drawn, painted), _shares(briefs, lines)]
    return Section("elections", say.OVER_TIME, tuple(blocks)), used


def _key(stood: Stood) -> str:
    """A party over time; somebody without one stands alone."""
    party = stood.candidate.party or ""
    alone = party in ("", INDEPENDENT)
    return f"person:{stood.candidate.person or stood.candidate.id}" if alone else first_party(party) or ""


def _party(key: str) -> str | None:
    return None if key.startswith("person:") else key


def _lines(briefs: list[Brief], register: Register) -> list[tuple[str, str]]:
    """Every party or independent that stood, by their highest share, with a name."""
    names: dict[str, str] = {}
    best: dict[str, Fraction] = {}
    for one in briefs:
        for stood in one.stood:
            key = _key(stood)
            party = register.parties.get(_party(key) or "")
            alone = say.INDEPENDENT.format(name=stood.candidate.name)
            short = min((party.name, *party.names), key=len) if party else register.party_name(stood.candidate)
            names.setdefault(key, alone if _party(key) is None else short)
            best[key] = max(best.get(key, Fraction(0)), fraction(stood.first, one.valid) or Fraction(0))
    return [(key, names[key]) for key in sorted(names, key=lambda key: (-best[key], names[key]))]


def _worth(key: str, briefs: list[Brief]) -> bool:
    """Whether a line is drawn: a twentieth of the votes somewhere; the rest is in the table."""
    found = [
        (fraction(stood.first, one.valid), one) for one in briefs for stood in one.stood if _key(stood) == key
    ]
    return any(share is not None and share >= _SHOWN_FROM for share, _ in found)


def _at(key: str, one: Brief) -> tuple[Fraction | None, str]:
    """A party's share at an election, as it is written: a share, not known, or that it did not stand."""
    found = [stood for stood in one.stood if _key(stood) == key]
    if not found:
        return None, say.DID_NOT_STAND
    share = fraction(found[0].first, one.valid)
    return share, say.NOT_KNOWN if share is None else percent(share)


def _broken(briefs: list[Brief]) -> Iterator[bool]:
    for before, one in zip([None, *briefs[:-1]], briefs, strict=True):
        yield before is not None and before.contest.method is not one.contest.method


def _picture(briefs: list[Brief], drawn: list[tuple[str, str]], painted: dict[str, Paint]) -> Figure:
    columns = [
        Head(str(one.year), say.SHORT_METHODS[one.contest.method], broken)
        for one, broken in zip(briefs, _broken(briefs), strict=True)
    ]
    series = []
    words = []
    for key, name in drawn:
        marks = [_at(key, one) for one in briefs]
        series.append(Series(name, painted[key], tuple(_dot(share, told) for share, told in marks)))
        told = ", ".join(f"{one.year} {told}" for one, (_, told) in zip(briefs, marks, strict=True))
        words.append(f"{name}: {told}")
    told_as = Told("over-time", say.OVER_TIME_TITLE, "; ".join(words))
    broken = any(_broken(briefs))
    caption = f"{say.OVER_TIME_NOTE} {say.BREAK_NOTE}" if broken else say.OVER_TIME_NOTE
    return Figure(shares(told_as, columns, series), (caption,), "shares")


def _dot(share: Fraction | None, told: str) -> Dot:
    if share is None:
        return Dot(None, "–" if told == say.DID_NOT_STAND else "?")
    return Dot(share, told)


def _shares(briefs: list[Brief], lines: list[tuple[str, str]]) -> Table:
    rows = []
    for key, name in lines:
        cells: list[Line] = []
        for one in briefs:
            share, told = _at(key, one)
            kind = "quiet" if told == say.DID_NOT_STAND else "unknown"
            cells.append((told,) if share is not None else (Mark(told, kind),))
        rows.append(Row((name,), tuple(cells)))
    columns = []
    for one, broken in zip(briefs, _broken(briefs), strict=True):
        head: Line = (Link(str(one.year), election_path(one.id)),)
        columns.append(Column((*head, Mark(f" {say.METHOD_CHANGED}", "quiet")) if broken else head))
    return Table("shares-table", say.SHARES_CAPTION, say.PARTY, tuple(columns), tuple(rows), (say.SHARES_NOTE,))


def _table(briefs: list[Brief]) -> Table:
    rows = []
    for one in briefs:
        winner: Line = (Mark(say.NOT_YET, "awaited"),) if one.winner is None else (one.winner.name,)
        lead: Line = (UNKNOWN,) if one.majority is None else (number(one.majority),)
        turnout: Line = (UNKNOWN,) if one.turnout is None else (turnout_words(one.turnout),)
        method = (say.METHODS[one.contest.method],)
        rows.append(Row((Link(one.contest.title, election_path(one.id)),), (winner, method, lead, turnout)))
    heads = (
        (say.ELECTED.capitalize(), False),
        (say.METHOD, False),
        (say.MAJORITY, True),
        (say.TURNOUT_TERM, False),
    )
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    return Table("elections-table", say.ELECTIONS_CAPTION, say.ELECTION, columns, tuple(rows))
