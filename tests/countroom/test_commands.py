"""The command on the server: what it cannot do it refuses in words, and the address it prints opens."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import urllib.request
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from browsing import Server
from django.conf import settings
from django.db import connection
from django.http.request import validate_host
from django.test import Client
from django.test.utils import override_settings
from hall import Hall
from invented import invented, invented_night

from countroom.cli import main
from countroom.models import Person
from countroom.running import serving
from mayoral.contest.findings import Refused

ANY = "0.0.0.0"  # noqa: S104 - as the guide has it typed
Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Runs `countroom` in a folder of its own; gives back its status and its complaint."""

    def type_it(*words: str, most: int = 0, **more: str) -> tuple[int, str]:
        kept = {key: one for key, one in os.environ.items() if not key.startswith(("COUNTROOM_", "DJANGO_"))}
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)) if most else None
        done = subprocess.run(
            [sys.executable, "-m", "countroom", *words], capture_output=True, text=True, check=False,
            cwd=tmp_path, env=kept | {"COUNTROOM_FOLDER": str(tmp_path / "room")} | more, preexec_fn=limit,
        )  # fmt: skip
        return done.returncode, done.stderr

    return type_it


BEFORE = ("person jsmith Jane", "appoint jsmith caro", "export night", "backup copy.sqlite3", "token jsmith",
          "publisher --once")  # fmt: skip


@pytest.mark.parametrize("line", BEFORE)
def test_what_is_typed_before_anything_is_loaded_is_refused_in_words(
    db: None, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    """The contest comes first; whoever typed it in another folder or mode reads what was expected."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE countroom_contestrow RENAME TO elsewhere")
    assert main(line.split()) == 1
    assert "there is nothing here yet (rehearsal); expected `countroom load`" in capsys.readouterr().err


def test_nothing_is_published_of_no_contest(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    """A database that was made and is empty."""
    assert main(["publisher", "--once"]) == 1
    assert "no contest is loaded" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "a b/c?", "jané", "j" * 151, "jsmith\n", "installer"])
def test_an_account_is_called_what_can_be_typed_anywhere(
    db: None, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Letters, digits, full stop, underscore and hyphen, as it stands in addresses, cards and logs."""
    assert main(["person", name, "Jane Smith"]) == 1
    said = capsys.readouterr().err
    assert ("expected letters a to z" in said) is (name != "installer")
    assert "expected" in said
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "J" * 201, "Jane\0"])
def test_a_person_has_a_name(db: None, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """It stands beside every act; without one nobody could say whose it is."""
    assert main(["person", "jsmith", name]) == 1
    assert "type it again" in (said := capsys.readouterr().err) or "expected 1 to 200 characters" in said
    assert not Person.objects.exists()


def test_the_same_account_is_not_made_twice(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in other letters, which the page of signing in would not tell apart; the password stays."""
    assert main(["person", "jsmith", "Jane Smith"]) == 0
    known = Person.objects.get().password
    for again in ("jsmith", "JSmith"):
        assert main(["person", again, "John Smith"]) == 1
        assert f"there is an account {again} already" in capsys.readouterr().err
    assert Person.objects.get().password == known


def test_what_cannot_be_written_is_refused_with_the_place(
    small_hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there, and a file in the way."""
    afile = tmp_path / "afile"
    afile.write_text("mine", encoding="utf-8")
    for command, place in (("backup", tmp_path / "nowhere/copy"), ("export", afile), ("export", afile / "night")):
        assert main([command, str(place)]) == 1
        assert f"{place} cannot be written: " in capsys.readouterr().err
    assert afile.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_no_half_of_a_backup(typed: Typed, tmp_path: Path) -> None:
    """Nor does a folder that is none end in a traceback."""
    assert typed("load", str(invented_night(tmp_path / "invented")))[0] == 0
    status, said = typed("backup", "copy.sqlite3", most=65536)
    assert (status, "copy.sqlite3 cannot be written: " in said) == (1, True), said
    assert not (tmp_path / "copy.sqlite3").exists()
    (tmp_path / "afile").write_text("mine", encoding="utf-8")
    status, said = typed("export", "night", COUNTROOM_FOLDER=str(tmp_path / "afile"))
    assert (status, "Traceback" in said, "set COUNTROOM_FOLDER" in said) == (1, False, True), said


def test_a_night_is_not_exported_over_an_election_folder(
    small_hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What somebody typed there stays; the folder of an earlier export is written anew."""
    folder = invented_night(tmp_path / "typed")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert main(["export", str(folder)]) == 1
    assert "is an election folder of its own; expected another" in capsys.readouterr().err
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    for _ in range(2):
        assert main(["export", str(tmp_path / "night")]) == 0


@pytest.mark.parametrize(("made", "papers"), [(invented, False), (invented_night, True)])
def test_a_rehearsal_says_whether_papers_lie_on_the_tables(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], made: Callable[[Path], Path], papers: bool
) -> None:  # fmt: skip
    """Of an election still to come there are none, and no file of them is named."""
    with override_settings(FOLDER=tmp_path):
        assert main(["rehearse", str(made(tmp_path / "mayor.invented.2017-05-04"))]) == 0
    told = capsys.readouterr().out
    assert ("No papers lie on the tables" in told) is not papers
    assert (f"to be typed: {tmp_path / 'papers.txt'}" in told) is papers
    assert (tmp_path / "papers.txt").exists() is papers


def asked(host: str, certificate: str | None = None) -> Namespace:
    """What `countroom serve` was asked."""
    return Namespace(host=host, port=8400, certificate=certificate)


@pytest.mark.parametrize(
    ("host", "named", "told"),
    [
        (ANY, ["192.168.7.1"], ["192.168.7.1"]),
        (ANY, ["count.example.gov.uk", "192.168.7.1"], ["count.example.gov.uk", "192.168.7.1"]),
        (ANY, [], ["127.0.0.1"]),
        ("::", ["*"], ["127.0.0.1"]),
        ("::1", [], ["[::1]"]),
        ("127.0.0.1", ["count.example.gov.uk"], ["127.0.0.1"]),
        ("192.168.7.1", ["count.example.gov.uk"], ["count.example.gov.uk"]),
        ("host7.example.gov.uk", [".example.gov.uk"], ["host7.example.gov.uk"]),
    ],
)
def test_an_address_that_is_printed_opens(db: None, host: str, named: list[str], told: list[str]) -> None:
    """Never 0.0.0.0, which is no machine's: a host that is named, or the machine's own."""
    allowed = [*named, *settings.OWN_HOSTS]
    with override_settings(NAMED_HOSTS=named, ALLOWED_HOSTS=allowed):
        assert serving.addresses(asked(host)) == [f"http://{one}:8400/" for one in told]
        assert serving.addresses(asked(host, "count.pem")) == [f"https://{one}:8400/" for one in told]
        for one in told:
            assert validate_host(one, allowed)
            assert Client().get("/account/login/", headers={"host": f"{one}:8400"}).status_code == 200
        turned_away = Client().get("/account/login/", headers={"host": "elsewhere.example:8400"})
        assert (turned_away.status_code == 400) is (named != ["*"])


def test_a_room_that_no_browser_could_open_is_not_served(db: None) -> None:
    """Every request would be turned away; the refusal says which setting wants the name."""
    with override_settings(NAMED_HOSTS=[]), pytest.raises(Refused, match="in COUNTROOM_HOSTS"):
        serving.addresses(asked("192.168.7.1"))


def test_a_room_for_other_machines_opens_on_its_own_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide's own line: the address it prints answers, and so does localhost on the machine itself."""
    server = Server(tmp_path)
    server.run("rehearse", str(invented(tmp_path / "invented")))
    environment = server._environment() | {"COUNTROOM_HOSTS": "127.0.0.2, count.invalid"}
    monkeypatch.setattr(server, "_environment", lambda: environment)
    server.start("--host", ANY)
    try:
        first, _, second = (tmp_path / "log").read_text().partition("is at ")[2].split()[:3]
        assert (first, second) == (f"http://127.0.0.2:{server.port}/", f"http://count.invalid:{server.port}/")
        for address in (first, f"http://localhost:{server.port}/", f"http://127.0.0.1:{server.port}/"):
            with urllib.request.urlopen(f"{address}account/login/") as answer:  # noqa: S310 - our own server
                assert answer.status == 200
    finally:
        server.kill()


def test_the_words_of_a_test_are_no_host_of_a_live_night(tmp_path: Path) -> None:
    """A setting of the program names no host but the machine's own."""
    code = (
        "from countroom.cli import prepared; prepared()\n"
        "from django.conf import settings; print(*settings.ALLOWED_HOSTS)"
    )
    kept = {key: one for key, one in os.environ.items() if not key.startswith(("COUNTROOM_", "DJANGO_"))}
    folder = {"COUNTROOM_FOLDER": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "127.0.0.1 localhost [::1]\n"
