"""`mayoral export`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mayoral.cli.election import counted, examined, folder_of
from mayoral.files.elections import CONTEST, read_election
from mayoral.files.items import read_items
from mayoral.files.offices import ledger, read_offices, read_parties
from mayoral.files.reading import Unreadable
from mayoral.files.writing import texts_of
from mayoral.publish.contents.archive import zipped
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import downloads
from mayoral.publish.downloads.whole_record import record_feed
from mayoral.publish.feeds.atom import pages
from mayoral.publish.open_data.popolo import event, popolo
from mayoral.publish.open_data.record import json_text
from mayoral.publish.publisher import Publisher
from mayoral.publish.setting import Setting
from mayoral.publish.wiki.quickstatements import quickstatements

# The downloads each format consists of: those whose path begins so.
_DOWNLOADS = {
    "election": ("election.json",),
    "result": ("result.json",),
    "tidy-csv": ("tables/",),
    "data-package": ("tables/",),
    "nist": ("election-results-report.json",),
    "democracy-club": ("democracy-club.",),
    "linked-data": ("dataset.jsonld",),
    "wikitext": ("wikitext.txt",),
    "everything": ("",),
}


def run(given: Namespace) -> int:
    """Write an election in one format: to standard output, to a file, or to a folder where there are several."""
    found = counted(given)
    files = _files(given, found)
    if not files:
        raise Unreadable("--format", 1, f"`{given.format}` has nothing to say of this election")
    target = Path(given.to) if given.to else None
    if target is None and len(files) > 1:
        raise Unreadable(
            "--to", 1, f"`{given.format}` is {len(files)} files; name a folder, or a file ending in .zip"
        )
    if target is None:
        sys.stdout.buffer.write(next(iter(files.values())))
    elif target.suffix == ".zip":
        _write(target, zipped(files))
    elif len(files) == 1:
        _write(target, next(iter(files.values())))
    else:
        for name, text in files.items():
            _write(target / name, text)
    return 0


def _write(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def _files(given: Namespace, found: Counted) -> Mapping[str, bytes]:
    """The files of a format by name."""
    books = Path(given.offices) if given.offices else ledger(folder_of(given.election))
    setting = _setting(given, found)
    parties = read_parties(books)
    if given.format == "popolo":
        offices = [one for one in read_offices(books) if one.id == found.election.contest.office]
        return {"popolo.json": json_text(popolo(offices, [event(found)], parties))}
    if given.format == "quickstatements":
        statements = quickstatements(found, setting)
        for one in statements.missing:
            print(f"mayoral: nobody has given {one}", file=sys.stderr)
        return {"quickstatements.txt": statements.text.encode()}
    if given.format == "atom":
        if not setting.publisher.base:
            raise Unreadable("--base", 1, "a feed needs the address of its site: --base https://example.org/")
        return pages(record_feed([found]), setting.publisher)
    texts = texts_of(found.election)
    if given.format == "folder":
        return {name: text.encode() for name, text in texts.items()}
    wanted = _DOWNLOADS[given.format]
    files = {
        name: text for name, text in downloads(found, parties, texts, setting).items() if name.startswith(wanted)
    }
    return {
        name.removeprefix("tables/") if wanted == ("tables/",) else name: text
        for name, text in files.items()
        if given.format != "tidy-csv" or name.endswith(".csv")
    }


def _setting(given: Namespace, found: Counted) -> Setting:
    """Who publishes, the election before where its folder stands beside, and the items given."""
    base = given.base if not given.base or given.base.endswith("/") else f"{given.base}/"
    publisher = Publisher(given.publisher, given.publisher, base)
    beside = folder_of(given.election).resolve().parent / (found.election.previous or "nothing")
    before = examined(read_election(beside)) if (beside / CONTEST).is_file() else None
    items = read_items(Path(given.items)) if given.items else {}
    try:
        retrieved = date.fromisoformat(given.retrieved) if given.retrieved else None
    except ValueError:
        raise Unreadable(
            "--retrieved", 1, f"`{given.retrieved}` is not a date; expected one such as 2026-08-01"
        ) from None
    return Setting(publisher, before, items, retrieved)
