"""The files beside an election and those of the record: whole, cross-linked, the same every time, harmless."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import feedparser
import jsonschema
import mwparserfromhell
import pytest

from mayoral.cli import main
from mayoral.cli.arguments.over_publishing import FORMATS
from mayoral.cli.election import examined
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.office import Office, Party
from mayoral.files.elections import read_election
from mayoral.files.items import read_items
from mayoral.files.reading import Unreadable
from mayoral.files.writing import texts_of
from mayoral.publish.contents.archive import Archive
from mayoral.publish.contents.content import Content, pieces, seal
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import downloads
from mayoral.publish.downloads.whole_record import Books, whole_record
from mayoral.publish.feeds.openapi import openapi
from mayoral.publish.open_data.dictionary import BY_NAME
from mayoral.publish.open_data.spreadsheet import guarded, unguarded
from mayoral.publish.publisher import Publisher
from mayoral.publish.setting import ALONE, Setting

ROOT = Path(__file__).resolve().parents[2]
PUBLISHER = Publisher("Example", "EX", "https://example.org/", "2026")
Parties = Mapping[str, Party]
SCHEMAS = {
    "election.json": "Election",
    "result.json": "Result",
    "checks.json": "Checks",
    "manifest.json": "Manifest",
    "areas/": "Area",
    "candidates/": "Candidate",
    "data/index.json": "Index",
    "data/manifest.json": "Manifest",
    "data/law.json": "Law",
    "data/offices/": "Office",
    "data/people/": "Person",
    "data/names.json": "Names",
    "data/checks.json": "AllChecks",
    "data/pages/": "Text",
}


def conform(files: Mapping[str, bytes]) -> int:
    """How many files were held against the OpenAPI description, all found to be as it says."""
    components = openapi()["components"]
    held = 0
    for name, text in files.items():
        for start, schema in SCHEMAS.items():
            if name.startswith(start):
                whole = {"$ref": f"#/components/schemas/{schema}", "components": components}
                jsonschema.Draft202012Validator(whole).validate(json.loads(text))
                held += 1
    return held


def table(text: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, cells as they stand."""
    return list(csv.DictReader(io.StringIO(text.decode(), newline=""), strict=True))


def all_hashed(files: Mapping[str, bytes], manifest: str) -> None:
    """Fails unless the manifest names every other file, with the hash and size of its bytes."""
    listed = {one["path"]: (one["sha256"], one["bytes"]) for one in json.loads(files[manifest])["files"]}
    told = {
        name.removeprefix(manifest.removesuffix("manifest.json")) if name not in listed else name: text
        for name, text in files.items()
        if name != manifest
    }
    assert listed == {name: (hashlib.sha256(text).hexdigest(), len(text)) for name, text in told.items()}


def test_the_downloads_are_as_described_hashed_and_the_same_every_time(counted: Counted, parties: Parties) -> None:
    """Every document conforms to its schema; the manifest has every hash; a second making gives the same bytes."""
    texts = texts_of(counted.election)
    files = downloads(counted, parties, texts, Setting(PUBLISHER))
    contest = counted.election.contest
    assert conform(files) == 4 + len(contest.areas) + len(contest.candidates)
    all_hashed(files, "manifest.json")
    assert files == downloads(counted, parties, texts, Setting(PUBLISHER))
    assert {f"folder/{name}" for name in texts} <= set(files)


def test_the_election_folder_among_the_downloads_reads_back_as_the_same_election(
    counted: Counted, parties: Parties, tmp_path: Path
) -> None:
    """The folder given away is the whole of what was read."""
    for name, text in downloads(counted, parties, texts_of(counted.election)).items():
        if name.startswith("folder/"):
            (tmp_path / name.removeprefix("folder/")).write_bytes(text)
    assert read_election(tmp_path, ROOT / "offices") == counted.election


def test_the_whole_record_is_as_described_and_the_same_every_time(
    all_counted: tuple[Counted, ...], offices: tuple[Office, ...], parties: Parties
) -> None:
    """Index, law, offices and manifest conform; each election is asked for once and not kept."""
    files = held(whole_record(all_counted, Books(offices, parties, PUBLISHER)))
    assert conform(files) == 3 + len(offices)
    all_hashed(files, "data/manifest.json")
    assert files == held(whole_record(iter(all_counted), Books(offices, parties, PUBLISHER)))
    assert "feed.atom" not in held(whole_record(all_counted, Books(offices, parties)))
    read = feedparser.parse(files["feed.atom"])
    assert not read.bozo
    assert len(read.entries) == len(all_counted)
    index = {one["id"]: one for one in json.loads(files["data/index.json"])["elections"]}
    for one in all_counted:
        known = str(one.election.contest.id)
        beside = downloads(one, parties, {}, ALONE)
        assert index[known]["sha256"] == hashlib.sha256(beside["result.json"]).hexdigest()


def test_an_archive_is_the_same_bytes_at_any_time_and_holds_files_kept_on_disk() -> None:
    """No clock in it; what is kept on disk is read from its first byte, wherever it stands."""
    made = []
    for _ in range(2):
        large = io.BytesIO(b"row\n" * 100_000)
        large.seek(17)
        with Archive() as archive:
            archive.add("large.csv", large)
            archive.add("small.json", b"{}")
            made.append(b"".join(pieces(archive.finished())))
        assert seal(large).size == 400_000
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as opened:
        assert {one.filename: one.file_size for one in opened.infolist()} == {
            "large.csv": 400_000,
            "small.json": 2,
        }
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert opened.testzip() is None


def held(files: Iterable[tuple[str, Content]]) -> dict[str, bytes]:
    """Files with their bytes, those kept on disk among them."""
    return {name: b"".join(pieces(content)) for name, content in files}


HOSTILE = [
    "<script>alert(1)</script>",
    '=cmd|" /C calc"!A0',
    '"><img src=x onerror=alert(1)>',
    "}}{{delete}}|[[x]]<!--",
    "\u202eevil",
    "Ŵyn Łódź-Żółć",
    "x" * 60,
    "'' ''' ~~~~ __TOC__ http://x",
    "&lt;b&gt;",
    "a\tb\nc, d; e",
]


def spoiled(counted: Counted, text: str) -> Counted:
    """An election with a text in every field that is words."""
    election, contest = counted.election, counted.election.contest
    candidates = tuple(
        replace(one, name=f"{text}{at}", description=text, party=text, policies=(text,), background=(text,))
        for at, one in enumerate(contest.candidates)
    )
    spoilt = replace(
        contest,
        title=text,
        method_law=text,
        areas=tuple(replace(one, name=text) for one in contest.areas),
        candidates=candidates,
        office_title=text,
    )
    sources = tuple(replace(one, title=text, publisher=text, url=text, how=text) for one in election.sources)
    printed = tuple(replace(one, what=text, value=text, key=text) for one in election.printed)
    conflicts = tuple(replace(one, why=text, figure=text) for one in election.conflicts)
    assert election.declared is not None
    declared = replace(election.declared, why=text)
    changed = replace(election, contest=spoilt, sources=sources, notes=(text,), declared=declared)
    found = examined(changed)
    return replace(found, election=replace(changed, printed=printed, conflicts=conflicts))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_field_are_text_in_every_format(
    text: str, all_counted: tuple[Counted, ...], parties: Parties
) -> None:
    """Shown, never run: no markup, no formula, no template comes out of a name."""
    whole = next(
        one for one in all_counted if one.election.contest.id == "mayor.cambridgeshire-and-peterborough.2017-05-04"
    )
    bad = spoiled(whole, text)
    files = downloads(bad, parties, texts_of(bad.election), Setting(PUBLISHER))
    plain = downloads(whole, parties, {}, Setting(PUBLISHER))
    for name, made in files.items():
        if name.endswith((".json", ".jsonld")):
            json.loads(made)
            assert not set(made.decode()) & set("<>&")
        if name.startswith("tables/") and name.endswith(".csv"):
            columns = BY_NAME[name.removeprefix("tables/").removesuffix(".csv")].columns
            for row in table(made):
                for column in columns:
                    cell = row[column.name]
                    assert column.kind != "string" or cell == guarded(unguarded(cell))
                    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
    names = [row["name"] for row in table(files["tables/candidacies.csv"])]
    assert [unguarded(one) for one in names] == [f"{text}{at}" for at in range(len(names))]
    wiki = mwparserfromhell.parse(files["wikitext.txt"].decode())
    usual = mwparserfromhell.parse(plain["wikitext.txt"].decode())
    used = {str(one.name).strip() for one in wiki.filter_templates()}
    assert used <= {str(one.name).strip() for one in usual.filter_templates()} | {
        "Election box candidate",
        "Election box winning candidate",
    }
    assert {str(tag.tag) for tag in wiki.filter_tags()} == {str(tag.tag) for tag in usual.filter_tags()}
    assert not wiki.filter_wikilinks()
    shown = {html.unescape(str(one.get("candidate").value)).strip() for one in wiki.filter_templates()
             if one.has("candidate")}  # fmt: skip
    assert shown == {" ".join(f"{text}{at}".split()) for at in range(len(names))}


def test_ids_of_any_letters_and_numbers_stay_what_they_are_in_the_tables(
    all_counted: tuple[Counted, ...], parties: Parties
) -> None:
    """An area called 3-5 and a candidate called 1E5 are guarded alike wherever they stand, so tables join."""
    one = next(each for each in all_counted if each.election.contest.id == "mayor.north-east.2024-05-02")
    contest = one.election.contest
    first, who = contest.areas[0].id, contest.candidates[0].id
    odd, odder = AreaId("3-5"), CandidateId("1E5")
    returns = tuple(
        replace(
            each,
            area=odd if each.area == first else each.area,
            figures={(m, "1E5" if key == who else key): n for (m, key), n in each.figures.items()},
        )
        for each in one.election.returns
    )
    areas = tuple(replace(each, id=odd) if each.id == first else each for each in contest.areas)
    candidates = (replace(contest.candidates[0], id=odder), *contest.candidates[1:])
    changed = replace(contest, areas=areas, candidates=candidates)
    election = replace(one.election, contest=changed, returns=returns, declared=None, printed=(), conflicts=())
    files = downloads(examined(election), parties, {})
    votes = table(files["tables/votes.csv"])
    names = {row["area"] for row in table(files["tables/areas.csv"])}
    assert {row["area"] for row in votes} == names
    assert {"'3-5", "'1E5"} <= {row["area"] for row in votes} | {row["candidate"] for row in votes}


ELECTION = "elections/mayor.liverpool-city-ca.2024-05-02"


@pytest.mark.parametrize("name", FORMATS)
def test_mayoral_export_writes_every_format(name: str, tmp_path: Path) -> None:
    """Each format goes to a zip or file; what is several files is refused on standard output."""
    items = tmp_path / "items.csv"
    items.write_text("what,item\nelection:mayor.liverpool-city-ca.2024-05-02,Q1\n")
    given = ["export", str(ROOT / ELECTION), "--format", name, "--base", "https://example.org"]
    given += ["--items", str(items), "--retrieved", "2026-08-01", "--to"]
    assert main([*given, str(tmp_path / "a.zip")]) == 0
    assert main([*given, str(tmp_path / "b.zip")]) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
    assert names
    assert main([*given, str(tmp_path / "out")]) == 0
    several = len(names) > 1
    assert (tmp_path / "out").is_dir() is several
    assert main(given[:-1]) == (2 if several else 0)


def test_the_wikitext_on_standard_output_is_the_download(parties: Parties) -> None:
    """What an editor pipes is what the site has; the election before is found beside."""
    command = [sys.executable, "-m", "mayoral", "export", ELECTION, "--format", "wikitext"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    now, before = (
        examined(read_election(ROOT / "elections" / known, ROOT / "offices"))
        for known in ("mayor.liverpool-city-ca.2024-05-02", "mayor.liverpool-city-ca.2021-05-06")
    )
    assert told == downloads(now, parties, {}, Setting(before=before))["wikitext.txt"]
    assert b"Election box hold with party link" in told


def test_a_feed_without_an_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """An Atom entry needs a name for ever, and a name needs a host."""
    assert main(["export", str(ROOT / ELECTION), "--format", "atom"]) == 2
    assert "--base" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("person:x,42", "expected an item"),
        ("somebody:x,Q42", "expected one of"),
        ("person:,Q42", "expected one of"),
        ("person:x,Q42\nperson:x,Q43", "stands twice"),
    ],
)
def test_an_item_that_is_none_is_refused(row: str, words: str, tmp_path: Path) -> None:
    """A file of items says what each is, and names an item of Wikidata; the line is told."""
    path = tmp_path / "items.csv"
    path.write_text(f"what,item\n{row}\n")
    with pytest.raises(Unreadable, match=words) as refused:
        read_items(path)
    assert refused.value.line == row.count("\n") + 2
