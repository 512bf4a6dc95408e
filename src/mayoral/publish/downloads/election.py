"""All files of open data beside one election, each by its path.

Whoever writes them asks here and nowhere else; a path is relative to the folder named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from mayoral.publish.contents.content import Content, Seal, seal
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.twins import (
    area_twin,
    candidate_twin,
    checks_twin,
    election_twin,
)
from mayoral.publish.open_data.data_package import Heading, data_package
from mayoral.publish.open_data.democracy_club import candidates_csv, losses
from mayoral.publish.open_data.election_results_report import report
from mayoral.publish.open_data.linked_data import dataset, media_type
from mayoral.publish.open_data.record import Parties, as_of, election_id, json_text
from mayoral.publish.open_data.tidy import Tables, csv_files, tables_of
from mayoral.publish.publisher import Publisher
from mayoral.publish.results import result
from mayoral.publish.setting import ALONE, Setting
from mayoral.publish.wiki.quickstatements import quickstatements
from mayoral.publish.wiki.wikitext import wikitext

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
    files["dataset.jsonld"] = json_text(dataset(counted, sealed(files), setting.publisher))
    return files | {MANIFEST: json_text(manifest(known, sealed(files)))}


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
    package = json_text(data_package(sealed(files), heading, publisher))
    return {f"tables/{name}": text for name, text in {**files, "datapackage.json": package}.items()}


def sealed(files: Mapping[str, Content]) -> dict[str, Seal]:
    """The seal of each file."""
    return {name: seal(content) for name, content in files.items()}


def manifest(of: str, files: Mapping[str, Seal]) -> dict[str, Any]:
    """Every file with its size, hash and media type; the hash over all of them is the record's version."""
    listed = [
        {
            "path": name,
            "bytes": one.size,
            "sha256": one.sha256,
            "media_type": media_type(name),
        }
        for name, one in sorted(files.items())
    ]
    together = "".join(f"{one['sha256']}  {one['path']}\n" for one in listed)
    digest = hashlib.sha256(together.encode()).hexdigest()
    return {"schema": "mayoral.manifest/1", "of": of, "sha256": digest, "files": listed}
