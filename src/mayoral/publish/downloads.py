"""All files of open data: those beside one election, and those of the whole record, each by its path.

Whoever writes them asks here and nowhere else; a path is relative to the folder named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mayoral.contest.office import Office
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.atom import Entry, Feed, pages
from mayoral.publish.feeds.openapi import openapi
from mayoral.publish.feeds.twins import (
    area_twin,
    candidate_twin,
    checks_twin,
    election_twin,
    law_twin,
    office_twin,
)
from mayoral.publish.open_data.archive import zipped
from mayoral.publish.open_data.data_package import Heading, data_package
from mayoral.publish.open_data.democracy_club import candidates_csv, losses
from mayoral.publish.open_data.election_results_report import report
from mayoral.publish.open_data.linked_data import catalogue, dataset, media_type
from mayoral.publish.open_data.office_tables import tables_of_ledger
from mayoral.publish.open_data.popolo import popolo
from mayoral.publish.open_data.record import Parties, as_of, elected, election_id, json_text, stamp
from mayoral.publish.open_data.tidy import Tables, csv_files, tables_of
from mayoral.publish.publisher import UNSTATED, Publisher
from mayoral.publish.results import outcome_name, result
from mayoral.publish.setting import ALONE, Setting
from mayoral.publish.wiki.quickstatements import quickstatements
from mayoral.publish.wiki.wikitext import wikitext
from mayoral.publish.wording import outcome_words

MANIFEST = "manifest.json"
_SELECTION = "selection."


def downloads(
    counted: Counted, parties: Parties, folder_texts: Mapping[str, str], setting: Setting = ALONE
) -> dict[str, bytes]:
    """The files beside one election, by path in the `data/` folder of its page; `manifest.json` has their hashes.

    `folder_texts` are the files of the election folder itself. A party selection has no file in the formats
    that only know public elections.
    """
    known = election_id(counted.election)
    contest = counted.election.contest
    files = {
        "election.json": json_text(election_twin(counted)),
        "result.json": json_text(result(counted)),
        "checks.json": json_text(checks_twin(counted)),
        **{f"areas/{one.id}.json": json_text(area_twin(counted, one)) for one in contest.areas},
        **{f"candidates/{one.id}.json": json_text(candidate_twin(counted, one)) for one in contest.candidates},
        **{f"folder/{name}": text.encode() for name, text in folder_texts.items()},
        **tidy_files(counted, parties, setting.publisher),
        "wikitext.txt": wikitext(counted, parties, setting).encode(),
        "election-results-report.json": json_text(report(counted, parties, setting.publisher)),
    }
    if not known.startswith(_SELECTION):
        files["democracy-club.csv"] = candidates_csv(counted, parties)
        files["democracy-club.losses.json"] = json_text(losses(counted))
    statements = quickstatements(counted, setting)
    if statements.text:
        files["quickstatements.txt"] = statements.text.encode()
    files["dataset.jsonld"] = json_text(dataset(counted, files, setting.publisher))
    return files | {MANIFEST: json_text(manifest(known, files))}


def tidy_files(counted: Counted, parties: Parties, publisher: Publisher) -> dict[str, bytes]:
    """The tidy tables of one election, with their Data Package."""
    title = counted.election.contest.title
    heading = Heading(
        election_id(counted.election).lower(),
        title,
        f"Votes by area, count and candidate, and rejected papers by head: {title}.",
        as_of(counted.election).isoformat(),
    )
    return _packed(tables_of(counted, parties), heading, publisher)


def _packed(tables: Tables, heading: Heading, publisher: Publisher) -> dict[str, bytes]:
    files = csv_files(tables)
    package = json_text(data_package(files, heading, publisher))
    return {f"tables/{name}": text for name, text in {**files, "datapackage.json": package}.items()}


def manifest(of: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Every file with its size, hash and media type; the hash over all of them is the record's version."""
    listed = [
        {
            "path": name,
            "bytes": len(text),
            "sha256": hashlib.sha256(text).hexdigest(),
            "media_type": media_type(name),
        }
        for name, text in sorted(files.items())
    ]
    together = "".join(f"{one['sha256']}  {one['path']}\n" for one in listed)
    digest = hashlib.sha256(together.encode()).hexdigest()
    return {"schema": "mayoral.manifest/1", "of": of, "sha256": digest, "files": listed}


def whole_record(
    elections: Iterable[Counted], offices: Sequence[Office], parties: Parties, publisher: Publisher = UNSTATED
) -> dict[str, bytes]:
    """The files of the whole record, by path from the root of the site.

    The Atom feed is among them where the site has an address.
    """
    counted = sorted(elections, key=lambda one: (as_of(one.election), election_id(one.election)))
    tables = tables_of_ledger(offices, parties)
    for one in counted:
        for name, rows in tables_of(one, parties).items():
            tables.setdefault(name, []).extend(rows)
    last = max((as_of(one.election).isoformat() for one in counted), default="2017-01-01")
    words = "Every election, count, figure, finding and source, and the ledger of offices."
    heading = Heading("mayoral-elections", "Elections of combined-authority mayors", words, last)
    files = _packed(tables, heading, publisher) | {
        "index.json": json_text(_index(counted, offices)),
        "law.json": json_text(law_twin()),
        "popolo.json": json_text(popolo(offices, counted, parties)),
        "openapi.json": json_text(openapi(publisher)),
        **{f"offices/{one.id}.json": json_text(office_twin(one, _held(counted, one))) for one in offices},
    }
    files = {f"data/{name}": text for name, text in files.items()}
    ids = [election_id(one.election) for one in counted]
    files["data/catalogue.jsonld"] = json_text(catalogue(ids, files, publisher))
    files |= pages(record_feed(counted), publisher) if publisher.base else {}
    return files | {f"data/{MANIFEST}": json_text(manifest("the whole record", files))}


def _held(counted: Iterable[Counted], office: Office) -> list[str]:
    return [election_id(one.election) for one in counted if one.election.contest.office == office.id]


def _index(counted: Iterable[Counted], offices: Iterable[Office]) -> dict[str, Any]:
    listed = [
        {
            "id": (known := election_id(one.election)),
            "title": one.election.contest.title,
            "office": one.election.contest.office,
            "poll_date": None if one.election.contest.poll_date is None else str(one.election.contest.poll_date),
            "outcome": outcome_name(one.outcome),
            "elected": elected(one),
            "path": f"elections/{known}/data/",
            "sha256": hashlib.sha256(json_text(result(one))).hexdigest(),
        }
        for one in counted
    ]
    told = [{"id": one.id, "title": one.title, "path": f"data/offices/{one.id}.json"} for one in offices]
    return {"schema": "mayoral.index/1", "elections": listed, "offices": told}


def record_feed(counted: Iterable[Counted]) -> Feed:
    """The record as a feed, oldest first: an entry for each election."""
    entries = [
        Entry(
            f"elections/{(known := election_id(one.election))}",
            one.election.contest.title,
            stamp(as_of(one.election)),
            f"elections/{known}/",
            outcome_words(one.election.contest, one.outcome),
            outcome_name(one.outcome),
        )
        for one in counted
    ]
    return Feed("Elections of combined-authority mayors", "feed.atom", entries)


def record_zip(files: Mapping[str, bytes], folders: Mapping[str, Mapping[str, str]]) -> bytes:
    """The whole record in one archive: its files, and every election folder as it is kept."""
    kept = {
        f"elections/{known}/{name}": text.encode()
        for known, texts in folders.items()
        for name, text in texts.items()
    }
    return zipped({**files, **kept})
