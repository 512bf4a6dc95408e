"""The same night and the same record on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hall import Hall
from head_of_a_night import head_of_a_night
from postgres import postgresql

HERE = Path(__file__).parent


def on_postgresql(*files: str) -> subprocess.CompletedProcess[str]:
    """Test files run once more, in a process of their own, on PostgreSQL."""
    with postgresql() as url:
        paths = [str(HERE / name) for name in files]
        environment = {**os.environ, "COUNTROOM_DATABASE": url}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *paths]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, cwd=HERE.parents[1]
        )


def test_the_night_is_played_and_its_record_kept_on_postgresql() -> None:
    """Night, record and triggers hold on the database that several count centres use."""
    ran = on_postgresql("test_night.py", "test_record.py")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.long
def test_everything_else_holds_on_postgresql() -> None:
    """Access, typing and the machine of the night, once more."""
    ran = on_postgresql(
        "test_access.py", "test_entry.py", "test_machine.py", "test_papers.py", "test_signing_in.py"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_same_night_has_the_same_head_on_both_databases(
    make_hall: Callable[[Path], Hall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks and triggers differ; every act, figure, text and hash is the same."""
    monkeypatch.setenv("EXPECTED_HEAD", head_of_a_night(make_hall, tmp_path, monkeypatch))
    ran = on_postgresql("head_of_a_night.py")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 passed" in ran.stdout
