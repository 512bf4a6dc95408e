"""Every election of the repository, counted once for all tests here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from mayoral.cli.election import examined
from mayoral.contest.office import Office, Party
from mayoral.files.elections import read_election
from mayoral.files.offices import read_offices, read_parties
from mayoral.publish.counted import Counted

ROOT = Path(__file__).resolve().parents[2]
IDS = sorted(one.name for one in (ROOT / "elections").iterdir())


@cache
def of(name: str) -> Counted:
    """An election of the repository, counted."""
    return examined(read_election(ROOT / "elections" / name, ROOT / "offices"))


@pytest.fixture(params=IDS)
def counted(request: pytest.FixtureRequest) -> Counted:
    """Each election of the repository in turn."""
    return of(request.param)


@pytest.fixture(scope="session")
def all_counted() -> tuple[Counted, ...]:
    """All elections of the repository."""
    return tuple(map(of, IDS))


@pytest.fixture(scope="session")
def parties() -> Mapping[str, Party]:
    """The parties of the ledger."""
    return read_parties(ROOT / "offices")


@pytest.fixture(scope="session")
def offices() -> tuple[Office, ...]:
    """The offices of the ledger."""
    return read_offices(ROOT / "offices")
