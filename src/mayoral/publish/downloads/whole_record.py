"""The files of open data of the whole record, one after another: elections are looked at one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mayoral.contest.office import Office
from mayoral.publish.contents.content import Content, Growing, Seal, seal
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import MANIFEST, manifest
from mayoral.publish.feeds.atom import Entry, Feed, pages
from mayoral.publish.feeds.openapi import openapi
from mayoral.publish.feeds.twins import law_twin, office_twin
from mayoral.publish.open_data.data_package import Heading, data_package
from mayoral.publish.open_data.dictionary import BY_NAME
from mayoral.publish.open_data.linked_data import catalogue
from mayoral.publish.open_data.office_tables import tables_of_ledger
from mayoral.publish.open_data.popolo import event, popolo
from mayoral.publish.open_data.record import Parties, as_of, elected, election_id, json_text, stamp
from mayoral.publish.open_data.spreadsheet import csv_rows, csv_text
from mayoral.publish.open_data.tidy import Tables, tables_of
from mayoral.publish.pages.office import mayor_now
from mayoral.publish.publisher import UNSTATED, Publisher
from mayoral.publish.results import outcome_name, result
from mayoral.publish.wording import outcome_words

_TITLE = "Elections of combined-authority mayors"
_WORDS = "Every election, count, figure, finding and source, and the ledger of offices."


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger that the record is read with, and who publishes."""

    offices: Sequence[Office]
    parties: Parties
    publisher: Publisher = UNSTATED


@dataclass(slots=True)
class _Gathered:
    """What is kept of every election while the next is looked at: its tables on disk, and a few lines."""

    tables: Growing
    listed: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def rows(self, tables: Tables) -> None:
        """Adds rows to the tables, each of which begins with its header."""
        for name, rows in tables.items():
            if f"{name}.csv" not in self.tables.files:
                self.tables.add(f"{name}.csv", csv_text(BY_NAME[name].header, ()))
            self.tables.add(f"{name}.csv", csv_rows(rows))


def whole_record(
    elections: Iterable[Counted], books: Books, twins: Iterable[tuple[str, bytes]] = ()
) -> Iterator[tuple[str, Content]]:
    """The files of the whole record, by path from the root of the site; the last is their manifest.

    Elections are read once, in the order given, and not kept. `twins` are files made elsewhere that belong to
    the record. The Atom feed is among the files where the site has an address.
    """
    with Growing() as tables:
        yield from _files(_gathered(elections, books, _Gathered(tables)), books, twins)


def _files(found: _Gathered, books: Books, twins: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Content]]:
    publisher = books.publisher
    seals: dict[str, Seal] = {}
    for name, content in found.tables.files.items():
        seals[name] = seal(content)
        yield f"data/tables/{name}", content
    last = max((one.updated[:10] for one in found.entries), default="2017-01-01")
    package = json_text(data_package(seals, Heading("mayoral-elections", _TITLE, _WORDS, last), publisher))
    seals = {f"data/tables/{name}": one for name, one in seals.items()}
    for name, text in (
        ("data/tables/datapackage.json", package),
        *_described(found, books),
        *twins,
    ):
        seals[name] = seal(text)
        yield name, text
    ids = [one["id"] for one in found.listed]
    more = {"data/catalogue.jsonld": json_text(catalogue(ids, seals, publisher))}
    more |= pages(Feed(_TITLE, "feed.atom", found.entries), publisher) if publisher.base else {}
    yield from more.items()
    seals |= {name: seal(text) for name, text in more.items()}
    yield f"data/{MANIFEST}", json_text(manifest("the whole record", seals))


def _gathered(elections: Iterable[Counted], books: Books, found: _Gathered) -> _Gathered:
    found.rows(tables_of_ledger(books.offices, books.parties))
    for one in elections:
        found.rows(tables_of(one, books.parties))
        found.listed.append(_listed(one))
        found.events.append(event(one))
        found.entries.append(_entry(one))
    found.entries.sort(key=lambda one: (one.updated, one.specific))
    order = {one.specific: at for at, one in enumerate(found.entries)}
    found.listed.sort(key=lambda one: order[f"elections/{one['id']}"])
    found.events.sort(key=lambda one: order[f"elections/{one['id']}"])
    return found


def _described(found: _Gathered, books: Books) -> Iterator[tuple[str, bytes]]:
    """The index, the law, the ledger and the description of them all."""
    yield "data/index.json", json_text(_index(found.listed, books.offices))
    yield "data/law.json", json_text(law_twin())
    yield "data/popolo.json", json_text(popolo(books.offices, found.events, books.parties))
    yield "data/openapi.json", json_text(openapi(books.publisher))
    for office in books.offices:
        held = [one["id"] for one in found.listed if one["office"] == office.id]
        yield f"data/offices/{office.id}.json", json_text(office_twin(office, held))


def _listed(one: Counted) -> dict[str, Any]:
    contest, known = one.election.contest, election_id(one.election)
    return {
        "id": known,
        "title": contest.title,
        "office": contest.office,
        "poll_date": None if contest.poll_date is None else str(contest.poll_date),
        "method": contest.method.value,
        "outcome": outcome_name(one.outcome),
        "elected": (chosen := elected(one)),
        "elected_name": None if chosen is None else contest.candidate(chosen).name,
        "path": f"elections/{known}/data/",
        "sha256": hashlib.sha256(json_text(result(one))).hexdigest(),
    }


def _index(listed: list[dict[str, Any]], offices: Iterable[Office]) -> dict[str, Any]:
    told = [
        {"id": one.id, "title": one.title, "mayor": None if (now := mayor_now(one)) is None else now.name,
         "path": f"data/offices/{one.id}.json"}
        for one in offices
    ]  # fmt: skip
    return {"schema": "mayoral.index/1", "elections": listed, "offices": told}


def record_feed(counted: Iterable[Counted]) -> Feed:
    """The record as a feed, oldest first: an entry for each election."""
    entries = sorted(map(_entry, counted), key=lambda one: (one.updated, one.specific))
    return Feed(_TITLE, "feed.atom", entries)


def _entry(one: Counted) -> Entry:
    known = election_id(one.election)
    told = outcome_words(one.election.contest, one.outcome)
    when = stamp(as_of(one.election))
    return Entry(f"elections/{known}", one.election.contest.title, when, f"elections/{known}/", told,
                 outcome_name(one.outcome))  # fmt: skip
