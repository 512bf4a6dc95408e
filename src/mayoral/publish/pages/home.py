"""The first page, all elections, and the index of names: a search that needs no server."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from mayoral.contest.dates import KnownDate
from mayoral.contest.office import Office
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import Paint, paints
from mayoral.publish.pages.blocks import (
    RECORD,
    Block,
    Chip,
    Column,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Prose,
    Row,
    Section,
    Table,
    area_path,
    election_path,
    office_path,
    person_path,
)
from mayoral.publish.pages.office import offices_table
from mayoral.publish.register import Brief, Register
from mayoral.publish.wording import day, percent

_LATEST = 6


def home_page(register: Register) -> Page:
    """The first page: the latest elections, those to come, all offices, and the way to every name."""
    newest = [one for one in register.by_date() if not one.selection]
    coming = [one for one in newest if one.elected is None]
    latest = [one for one in newest if one.elected is not None][:_LATEST]
    painted = _winners(latest, register)
    sections = [
        Section("latest", say.LATEST, (_cards(latest, register, painted),)),
        Section("coming", say.COMING, (_coming(coming, register),)),
        Section("find", say.FIND, (Prose(((say.FIND_LEAD,),)), _letters(register))),
        Section("offices", say.OFFICES, (offices_table(register),)),
        Section("record", say.RECORD_IN_FIGURES, (_figures(register),)),
    ]
    return Page("", say.STRAP, tuple(sections), say.HOME_LEAD, opening=(Prose(((say.HOME_LEAD,),), "lead"),),
                paints=tuple(painted.values()), kind="home")  # fmt: skip


def _winners(briefs: list[Brief], register: Register) -> dict[str, Paint]:
    parties = [(one.winner.party if one.winner else None) for one in briefs]
    painted = paints(((party or "", party) for party in dict.fromkeys(parties)), register.parties)
    return {one.id: painted[party or ""] for one, party in zip(briefs, parties, strict=True)}


def _cards(briefs: list[Brief], register: Register, painted: dict[str, Paint]) -> Listing:
    lines: list[Line] = []
    for one in briefs:
        if one.winner is None:
            continue
        name = one.contest.office_title or one.contest.title
        turnout = say.TURNOUT_SHORT.format(share=percent(one.turnout.fraction)) if one.turnout else ""
        under = " · ".join(part for part in (day(one.contest.poll_date), turnout) if part)
        lines.append((Link(name, election_path(one.id)), Mark(one.winner.name, "winner"), Chip(painted[one.id]),
                      register.party_name(one.winner), Mark(under, "quiet under")))  # fmt: skip
    return Listing(tuple(lines), "cards")


def _coming(briefs: list[Brief], register: Register) -> Block:
    """Elections whose result is awaited, first polls planned, and the next ordinary polls by their day."""
    lines: list[Line] = [
        (Link(one.contest.title, election_path(one.id)), " ", Mark(say.NOT_YET, "awaited")) for one in briefs
    ]
    for office in register.offices.values():
        if office.first_poll is not None and not register.of_office(office.id):
            planned = say.FIRST_POLL_ON.format(day=day(office.first_poll))
            lines.append((Link(office.title, office_path(office.id)), f": {planned}"))
    ahead: dict[date, list[Office]] = {}
    for office in register.offices.values():
        poll = register.next_poll(office)
        if poll is not None:
            ahead.setdefault(poll, []).append(office)
    for poll, offices in sorted(ahead.items(), key=lambda one: one[0]):
        links: list[Link | str] = [say.NEXT_POLLS_ON.format(day=day(KnownDate.day(poll)))]
        for office in offices:
            links += [Link(office.title, office_path(office.id)), ", "]
        lines.append((*links[:-1], "."))
    return Listing(tuple(lines)) if lines else Prose(((say.NONE_COMING,),))


def _letters(register: Register) -> Listing:
    letters = sorted({letter for letter, _, _ in _names(register)})
    return Listing(tuple((Link(one, "names/", at=f"letter-{one}"),) for one in letters), "letters")


def _figures(register: Register) -> Listing:
    elections = sum(not one.selection for one in register.briefs.values())
    chosen = sum(one.within_a_party for one in register.briefs.values())
    others = len(register.briefs) - elections - chosen
    counts = (
        (say.ALL_ELECTIONS_COUNT.format(elections=elections, selections=chosen, others=others), "elections/"),
        (say.ALL_PEOPLE.format(people=len(register.people)), "names/"),
        (say.ALL_TESTED.format(passed=_sum(register, 0), failed=_sum(register, 1)), "checks/"),
    )  # fmt: skip
    lines = [(Link(words, path),) for words, path in counts]
    return Listing((*lines, (Link(say.RECORD_ZIP, file=RECORD),)))


def _sum(register: Register, at: int) -> int:
    return sum(each[at] for one in register.briefs.values() for each in one.tested.values())


def elections_page(register: Register) -> Page:
    """Every election, party selection and count of another election, newest first."""
    newest = register.by_date()
    public = [one for one in newest if not one.selection]
    tables = (
        Section(
            "elections",
            say.ELECTIONS,
            (_all("all-elections", public, register),),
        ),
        Section("selections", say.SELECTIONS, (_all("all-selections", _chosen(newest), register),)),
        Section("others", say.OTHERS, (_all("all-others", _others(newest), register),)),
    )
    return Page("elections/", say.ALL_ELECTIONS, tables, say.ALL_ELECTIONS, kind="elections")


def _chosen(briefs: list[Brief]) -> list[Brief]:
    """Where a party chose its candidate."""
    return [one for one in briefs if one.within_a_party]


def _others(briefs: list[Brief]) -> list[Brief]:
    """Public elections that are not to one of the offices."""
    return [one for one in briefs if one.selection and not one.within_a_party]


def _all(known: str, briefs: list[Brief], register: Register) -> Table:
    rows = []
    for one in briefs:
        winner: Line = (Mark(say.NOT_YET, "awaited"),)
        if one.winner is not None:
            winner = (one.winner.name,)
        party = register.party_name(one.winner) if one.winner else ""
        cells = (winner, (party,), (say.METHODS[one.contest.method],))
        rows.append(Row((Link(one.contest.title, election_path(one.id)),), cells))
    columns = tuple(Column((head,), numeric=False) for head in (say.ELECTED.capitalize(), say.PARTY, say.METHOD))
    return Table(known, say.ALL_CAPTION, say.ELECTION, columns, tuple(rows))


def names_page(register: Register) -> Page:
    """Every person, council and office from A to Z, letter by letter."""
    by_letter: dict[str, list[Line]] = {}
    for letter, _, line in sorted(_names(register), key=lambda one: one[:2]):
        by_letter.setdefault(letter, []).append(line)
    sections = tuple(
        Section(f"letter-{letter}", letter, (Listing(tuple(lines), "columns"),))
        for letter, lines in by_letter.items()
    )
    return Page("names/", say.NAMES_TITLE, sections, say.FIND_LEAD, opening=(Prose(((say.NAMES_LEAD,),)),),
                kind="names")  # fmt: skip


def _names(register: Register) -> Iterator[tuple[str, str, Line]]:
    """(letter, sorting key, line): people by their last name, and councils and offices by their name."""
    for person in register.people.values():
        words = person.name.split() or [person.name]
        told = f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else person.name
        yield (*_sorted(told), (Link(told, person_path(person.id)),))
    areas: dict[str, list[tuple[str, Brief]]] = {}
    for brief in register.by_date():
        if not brief.selection and len(brief.contest.areas) > 1:
            for area in brief.contest.areas:
                areas.setdefault(area.name, []).append((area.id, brief))
    for name, found in areas.items():
        links: list[Link | str] = [f"{name} "]
        for known, brief in reversed(found):
            links += [Link(str(brief.year), area_path(brief.id, known)), " "]
        yield (*_sorted(name), tuple(links))
    for office in register.offices.values():
        name = office.title.removeprefix("Mayor of ").removeprefix("the ")
        yield (*_sorted(name), (Link(f"{name}, {say.MAYOR_OF_SHORT}", office_path(office.id)),))


def _sorted(name: str) -> tuple[str, str]:
    """The letter a name stands under, and the key it is sorted by: accents do not count."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    first = next((one for one in plain.upper() if one.isalpha()), "#")
    first = {"Ł": "L", "Ø": "O", "Đ": "D", "Æ": "A", "Œ": "O", "Þ": "T"}.get(first, first)
    return first, plain.casefold()
