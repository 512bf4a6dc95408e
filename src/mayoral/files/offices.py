"""The ledger of offices: `offices/<office>.toml`, `offices/parties.csv` and `offices/holidays.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mayoral.contest.dates import Holidays
from mayoral.contest.law import OfficeKind
from mayoral.contest.office import (
    Authority,
    Council,
    Cycle,
    Holder,
    Member,
    Money,
    Office,
    Order,
    Party,
    Post,
    Power,
    Standing,
    Term,
)
from mayoral.files.ledger import ledger
from mayoral.files.reading import Table, rows_of
from mayoral.files.sources import read_source

__all__ = ["ledger", "read_office", "read_offices", "read_parties"]
PARTIES = ("id", "name", "names", "colour", "article")
HOLIDAYS = ("date", "name", "source")
_DATED = ("since", "until")


def read_offices(folder: Path) -> tuple[Office, ...]:
    """Every office of a ledger, by id. Raises Unreadable."""
    return tuple(read_office(path) for path in sorted(folder.glob("*.toml")))


def read_parties(folder: Path) -> Mapping[str, Party]:
    """The parties of a ledger by id. Raises Unreadable."""
    parties: dict[str, Party] = {}
    for row in rows_of(folder / "parties.csv", PARTIES):
        known = row.filled("id")
        if known in parties:
            raise row.refuse(f"the party `{known}` stands twice")
        names = tuple(one for one in row.cells["names"].split("|") if one)
        parties[known] = Party(known, row.filled("name"), names, row.cells["colour"], row.cells["article"])
    return parties


def read_holidays(folder: Path) -> Holidays:
    """The bank holidays and days of thanksgiving or mourning that a ledger keeps. Raises Unreadable."""
    days: dict[date, str] = {}
    for row in rows_of(folder / "holidays.csv", HOLIDAYS):
        written = row.filled("date")
        try:
            day = date.fromisoformat(written)
        except ValueError:
            day = date.min
        if day.isoformat() != written:
            raise row.refuse(f"`date` is `{written}`; expected a day written as 2022-09-19")
        if day in days:
            raise row.refuse(f"the day {written} stands twice")
        row.filled("source")
        days[day] = row.filled("name")
    return Holidays(days)


def read_office(path: Path) -> Office:
    """The office in a file. Raises Unreadable."""
    top = Table.of(path)
    top.only(
        "id", "title", "style", "term_years", "first_poll", "first_poll_source", "cycle", "notes",
        "authority", "councils", "orders", "powers", "holders",
        "members", "money", "sources",
    )  # fmt: skip
    office = Office(
        id=top.identity(),
        title=top.text_at("title"),
        authority=_authority(top),
        style=top.text_at("style", ""),
        term_years=top.whole("term_years"),
        first_poll=top.known_date("first_poll"),
        first_poll_source=top.text_at("first_poll_source", ""),
        cycle=_cycle(top.table("cycle")),
        councils=tuple(_council(one) for one in top.tables("councils")),
        orders=tuple(_order(one) for one in top.tables("orders")),
        powers=tuple(_power(one) for one in top.tables("powers")),
        holders=tuple(_holder(one) for one in top.tables("holders")),
        members=tuple(_member(one) for one in top.tables("members")),
        money=tuple(_money(one) for one in top.tables("money")),
        sources=tuple(read_source(one) for one in top.tables("sources")),
        notes=top.texts("notes"),
    )
    if office.id != path.stem:
        raise top.refuse(f"`id` is `{office.id}`, and the file is {path.name}", "id")
    known = {one.id for one in office.sources}
    if office.first_poll_source not in {*known, ""}:
        words = f"`first_poll_source` is `{office.first_poll_source}`, which is not one of [[sources]]"
        raise top.refuse(words, "first_poll_source")
    for key in ("authority", "cycle", "councils", "orders", "powers", "holders", "members", "money"):
        rows = [top.table(key)] if key in ("authority", "cycle") else top.tables(key)
        for row in rows:
            for cited in ("source", "gss_source", "until_source"):
                if row is not None and row.values.get(cited, next(iter(known), "")) not in known:
                    raise row.refuse(f"`{cited}` is `{row.values[cited]}`, which is not one of [[sources]]", cited)
    return office


def _words(table: Table, *keys: str) -> dict[str, Any]:
    return {key: table.text_at(key, "") for key in keys}


def _term(table: Table) -> Term:
    term = Term(table.known_date("since"), table.known_date("until"))
    if term.since and term.until and term.until.latest < term.since.earliest:
        raise table.refuse("`until` is before `since`", "until")
    return term


def _authority(top: Table) -> Authority:
    table = top.table("authority")
    if table is None:
        raise top.refuse("[authority] is missing")
    words = ("gss", "successor", "source")
    table.only("name", "kind", "established", "abolished", *words)
    kind, name = table.choice("kind", OfficeKind), table.text_at("name")
    lasted = {"established": table.known_date("established"), "abolished": table.known_date("abolished")}
    made: dict[str, Any] = {**lasted, **_words(table, *words)}
    return Authority(name, kind, **made)


def _cycle(table: Table | None) -> Cycle | None:
    if table is None:
        return None
    table.only("year", "every", "source")
    year, every = table.whole("year"), table.whole("every")
    if not year or not every or "source" not in table.values:
        raise table.refuse("a cycle has a `year` with an ordinary poll, `every` how many years, and its `source`")
    return Cycle(year, every, table.text_at("source"))


def _council(table: Table) -> Council:
    words = ("full_name", "gss", "gss_source", "source")
    table.only("name", "former_gss", "constituent", "counting_area", *_DATED, *words)
    return Council(
        name=table.text_at("name"),
        term=_term(table),
        former_gss=table.texts("former_gss"),
        constituent=table.flag("constituent", default=True),
        counting_area=table.flag("counting_area", default=True),
        **_words(table, *words),
    )


def _order(table: Table) -> Order:
    words = ("number", "effect", "source")
    table.only("title", "made", *words)
    return Order(table.text_at("title"), made=table.known_date("made"), **_words(table, *words))


def _power(table: Table) -> Power:
    words = ("note", "source")
    table.only("what", "standing", *_DATED, *words)
    return Power(table.text_at("what"), table.choice("standing", Standing), _term(table), **_words(table, *words))


def _holder(table: Table) -> Holder:
    words = ("person", "party", "remit", "council", "began", "ended", "until_source", "source")
    table.only("post", "name", "elections", *_DATED, *words)
    held = (table.choice("post", Post), table.text_at("name"), _term(table))
    return Holder(*held, elections=table.texts("elections"), **_words(table, *words))


def _member(table: Table) -> Member:
    words = ("portfolio", "body", "source")
    table.only("seat", "who", "number", *_DATED, *words)
    seat = (table.text_at("seat"), table.text_at("who"), _term(table))
    return Member(*seat, number=table.whole("number"), **_words(table, *words))


def _money(table: Table) -> Money:
    words = ("note", "source")
    table.only("what", "pounds", "per", "since", *words)
    pounds = table.whole("pounds")
    if pounds is None:
        raise table.refuse("`pounds` is missing")
    sum_of = (table.text_at("what"), pounds, table.text_at("per"))
    return Money(*sum_of, since=table.known_date("since"), **_words(table, *words))
