"""A site from the folders: whole, linked, light, the same every time, and rewritten only where it changed."""

from __future__ import annotations

import gzip
import json
import os
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from reading import read

from mayoral.cli import main
from mayoral.publish.contents.content import pieces
from mayoral.publish.site import Record, site
from mayoral.publish.site.keeping import MANIFEST, keep

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden" / "site"
GOLDENS = (
    "mayor.tees-valley.2017-05-04",
    "mayor.hull-and-east-yorkshire.2025-05-01",
    "selection.labour.west-midlands.2016-08",
)


def test_every_election_area_person_and_office_has_its_page(built: Path, record: Record) -> None:
    """Addresses are stable: they are those of the ids."""
    for known, counted in record.elections.items():
        page = built / "elections" / known
        assert (page / "index.html").is_file()
        assert (page / "checks" / "index.html").is_file()
        areas = counted.election.contest.areas
        for area in areas if len(areas) > 1 else ():
            assert (page / "areas" / area.id / "index.html").is_file()
        for candidate in counted.election.contest.candidates:
            if candidate.person:
                assert (built / "people" / candidate.person / "index.html").is_file()
    for office in record.offices:
        assert (built / "offices" / office.id / "index.html").is_file()


def test_every_link_leads_to_a_file_and_every_fragment_to_a_place_on_it(built: Path) -> None:
    """Links are relative, so that a site works from a disk and under any address."""
    pages = {path.relative_to(built).as_posix(): read(path) for path in built.rglob("*.html")}
    assert len(pages) > 400
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "data"), (name, link)
                continue
            assert not link.startswith("/"), (name, link)
            target = (built / name).parent / unquote(parts.path) if parts.path else built / name
            assert target.resolve().is_file(), (name, link)
            if parts.fragment:
                there = pages[target.resolve().relative_to(built).as_posix()]
                assert unquote(parts.fragment) in there.ids, (name, link)


def test_the_first_page_leads_to_the_whole_record(built: Path) -> None:
    """One file with everything, for whoever wants to keep it."""
    assert "data/record.zip" in read(built / "index.html").links


def test_no_page_has_a_script_or_a_style_of_its_own(built: Path) -> None:
    """One stylesheet, no script: a strict policy can hold."""
    for path in built.rglob("*.html"):
        page = read(path)
        assert "script" not in page.elements
        assert "style" not in page.elements
        assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]


def test_the_first_view_of_every_page_is_under_thirty_kilobytes(built: Path) -> None:
    """As it is sent, with the stylesheet; the first page even before it is compressed."""
    style = (built / "style.css").read_bytes()
    assert len(style) < 12_000
    assert len((built / "index.html").read_bytes()) + len(style) < 30_000
    for path in built.rglob("*.html"):
        assert len(gzip.compress(path.read_bytes())) + len(gzip.compress(style)) < 30_000, path


def test_a_site_built_twice_is_the_same_byte_for_byte(record: Record, built: Path) -> None:
    """Nothing in a page comes from a clock, from chance, or from the order of a set."""
    for name, content in site(record):
        assert (built / name).read_bytes() == b"".join(pieces(content)), name


def test_only_what_changed_is_rewritten_and_what_is_withdrawn_is_gone(tmp_path: Path) -> None:
    """A file equal to what is there keeps its time; a path once published is remembered."""
    first = {"index.html": b"one", "people/a/index.html": b"a", "people/b/index.html": b"b"}
    keep(first.items(), tmp_path)
    for path in tmp_path.rglob("*.html"):
        os.utime(path, (0, 0))
    (tmp_path / "CNAME").write_text("not ours")
    kept = keep({"index.html": b"one", "people/a/index.html": b"A"}.items(), tmp_path)
    assert (kept.written, kept.same, kept.gone) == (1, 1, 1)
    assert (tmp_path / "index.html").stat().st_mtime == 0
    assert (tmp_path / "people/a/index.html").read_bytes() == b"A"
    assert not (tmp_path / "people/b").exists()
    assert (tmp_path / "CNAME").is_file()
    assert json.loads((tmp_path / MANIFEST).read_text())["gone"] == ["people/b/index.html"]
    keep(first.items(), tmp_path)
    assert json.loads((tmp_path / MANIFEST).read_text())["gone"] == []


def test_a_manifest_cannot_make_us_delete_a_file_outside_the_site(tmp_path: Path) -> None:
    """Paths that leave the folder are not followed."""
    outside = tmp_path / "precious"
    outside.write_text("kept")
    folder = tmp_path / "site"
    folder.mkdir()
    told = {"published": ["../precious", str(outside)], "gone": []}
    (folder / MANIFEST).write_text(json.dumps(told))
    keep({"index.html": b"one"}.items(), folder)
    assert outside.read_text() == "kept"


@pytest.mark.parametrize("election", GOLDENS)
def test_a_page_is_the_one_kept(election: str, built: Path) -> None:
    """One election under each method, byte for byte; WRITE_GOLDEN=1 keeps them anew, to be read as a diff."""
    page = (built / "elections" / election / "index.html").read_bytes()
    golden = GOLDEN / f"{election}.html"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_bytes(page)
    assert page == golden.read_bytes()


def test_publish_writes_pages_and_data_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mayoral publish elections offices --to site`, here with one election; a second run writes nothing."""
    known = "selection.labour.west-midlands.2016-08"
    elections = tmp_path / "elections"
    elections.mkdir()
    (elections / known).symlink_to(ROOT / "elections" / known, target_is_directory=True)
    asked = ["publish", str(elections), str(ROOT / "offices"), "--to", str(tmp_path / "site")]
    assert main(asked) == 0
    assert "0 unchanged" in capsys.readouterr().out
    assert main(asked) == 0
    assert ", 0 written" in capsys.readouterr().out
    page = read(tmp_path / "site" / "elections" / known / "index.html")
    assert "data/result.json" in page.links
    assert (tmp_path / "site" / "elections" / known / "data" / "result.json").is_file()
    for path in (tmp_path / "site").rglob("index.html"):
        twins = [one for one in read(path).links if one.endswith(".json")]
        assert path.parent.name in ("404", "410") or json.loads((path.parent / twins[0]).read_text())["schema"], (
            path
        )
    with zipfile.ZipFile(tmp_path / "site" / "data" / "record.zip") as archive:
        assert archive.read("data/index.json") == (tmp_path / "site" / "data" / "index.json").read_bytes()
        for file in (ROOT / "elections" / known).iterdir():
            assert f"elections/{known}/{file.name}" in archive.namelist()


def test_a_public_election_held_elsewhere_is_not_called_a_party_s_selection(built: Path) -> None:
    """Burlington chose its mayor at a public election in 2009; it is carried to try the count on."""
    page = read(built / "elections" / "index.html")
    assert page.text.index("Party selections") < page.text.index("Other public elections")
    assert page.text.index("Other public elections") < page.text.index("Mayor of Burlington")
    burlington = read(built / "elections" / "selection.burlington.mayor.2009-03-03" / "index.html").text
    assert "Another public election" in burlington
    assert "Party selection" not in burlington


def test_publish_refuses_a_folder_without_elections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and it says what was expected."""
    assert main(["publish", str(tmp_path), str(ROOT / "offices"), "--to", str(tmp_path / "site")]) == 2
    assert "election.toml" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_publish_without_its_library_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who only counts need not install what only pages need."""
    for name in [one for one in sys.modules if one == "mayoral.cli.publish" or one.startswith("mayoral.publish.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "markupsafe", None)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["publish", str(ROOT / "elections"), "--to", "nowhere"]) == 2
    assert "mayoral[site]" in capsys.readouterr().err
