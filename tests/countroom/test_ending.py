"""The server and its publisher end together, and no command touches a database of the other mode."""

from __future__ import annotations

import argparse
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from browsing import Server
from django.db import connection
from django.test.utils import override_settings
from hall import ROOT
from invented import invented
from live import served

import countroom
from countroom.before.loading import load
from countroom.cli import main, parser
from countroom.models import ActRow, Appointment, ContestRow, Person, Token
from countroom.running import commands, database
from mayoral.contest.findings import Refused

ASKED = {
    "rehearse": ["elections"],
    "load": ["elections"],
    "person": ["jsmith", "Jane Smith"],
    "appoint": ["caro", "caro"],
    "serve": [],
    "publisher": ["--once"],
    "export": ["night"],
    "backup": ["copy.sqlite3"],
    "token": ["supervisor-fenland"],
    "migrate": [],
    "train": ["elections"],
    "key": [],
    "trust": ["0" * 64],
}
"""Every command with something to ask of it."""


def below(parent: int) -> list[int]:
    """The processes that a process started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, above = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(above) == parent and state != "Z":
                found.append(int(entry.name))
    return found


def runs(process: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def soon(asked: Callable[[], bool], what: str) -> None:
    """Waits until something is so; the test fails where it is not within half a minute."""
    for _ in range(600):
        if asked():
            return
        time.sleep(0.05)
    raise AssertionError(what)


@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "SIGKILL", "Ctrl-C"])
def test_however_the_server_ends_its_publisher_ends_too(tmp_path: Path, way: str) -> None:
    """`kill`, an interruption, `kill -9` of the server alone, and Ctrl-C, which reaches both."""
    server: Server = served(tmp_path, invented(tmp_path / "invented"))
    process = server.process
    assert process is not None
    beside = below(process.pid)
    try:
        assert len(beside) == 1
        soon((tmp_path / "rehearsal" / "public" / "index.html").is_file, "the publisher publishes nothing")
        if way == "Ctrl-C":
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.Signals[way])
        assert process.wait(30) == (-signal.SIGKILL if way == "SIGKILL" else 0)
        soon(lambda: not runs(beside[0]), "the publisher goes on by itself")
    finally:
        for one in filter(runs, [process.pid, *beside]):
            os.kill(one, signal.SIGKILL)
    assert not re.search("Traceback|Fatal", (tmp_path / "log").read_text())


def held() -> list[int]:
    """How many rows there are of all that a command might write."""
    return [one.objects.count() for one in (ActRow, Person, Appointment, Token, ContestRow)]


@pytest.mark.parametrize("mode", ["rehearsal", "live"])
@pytest.mark.parametrize("command", sorted(ASKED))
def test_no_command_opens_a_database_of_the_other_mode(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    command: str, mode: str,
) -> None:  # fmt: skip
    """Neither a live command a rehearsal's, nor a rehearsal's command a live one; nothing is written."""
    other = "live" if mode == "rehearsal" else "rehearsal"
    with override_settings(MODE=other, LIVE=other == "live"):
        load(invented(tmp_path / "invented"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTROOM_FOLDER", str(tmp_path))
    before = held()
    with override_settings(MODE=mode, LIVE=mode == "live"):
        assert main([command, *ASKED[command]]) == 1
    assert f"made for {other}; COUNTROOM_MODE says {mode}" in capsys.readouterr().err
    assert held() == before
    assert {one.name for one in tmp_path.iterdir()} <= {"invented", "rehearsal", "live"}


def test_every_command_was_asked() -> None:
    """A command that is added is asked too."""
    known = [one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)]
    assert {name for one in known for name in one.choices} == set(ASKED)


def test_a_database_of_this_mode_and_an_empty_one_are_opened(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands still work where they should."""
    load(invented(tmp_path / "invented"))
    with override_settings(MODE="live", LIVE=True), pytest.raises(Refused, match="made for rehearsal"):
        database.of_this_mode()
    database.of_this_mode()
    assert commands.person(argparse.Namespace(username="jsmith", name="Jane Smith")) == 0
    assert "jsmith: " in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE countroom_contestrow RENAME TO elsewhere")
    with override_settings(MODE="live", LIVE=True):
        database.of_this_mode()


def test_every_page_a_message_points_to_tells_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`countroom backup` on PostgreSQL names the page that describes `pg_dump`; every page named is there."""
    monkeypatch.setattr(commands, "connection", SimpleNamespace(vendor="postgresql"))
    with pytest.raises(Refused) as problem:
        commands.backup(argparse.Namespace(file=Path("copy")))
    pages = re.findall(r"docs/[\w/-]+\.md", str(problem.value))
    assert ["`pg_dump " in (ROOT / one).read_text(encoding="utf-8") for one in pages] == [True]
    source = "\n".join(one.read_text(encoding="utf-8") for one in Path(countroom.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"docs/[\w/-]+\.md", source))
    assert named >= set(pages)
    assert [one for one in sorted(named) if not (ROOT / one).is_file()] == []
