"""The whole record built once for the tests of a run, and a real Chromium to look at it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mayoral.cli.publish import Folders
from mayoral.files.boundaries import read_tiles
from mayoral.files.offices import read_holidays, read_offices, read_parties
from mayoral.publish.pages.sections.places import Places
from mayoral.publish.site import Record, site
from mayoral.publish.site.keeping import keep

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import launch_arguments  # noqa: E402


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The Chromium that was found."""
    return launch_arguments()


@pytest.fixture(scope="session")
def record() -> Record:
    """Every election of the repository, without the data files beside their pages."""
    offices = ROOT / "offices"
    places = Places(read_tiles(offices))
    return Record(
        Folders(ROOT / "elections", offices),
        read_offices(offices),
        read_parties(offices),
        places,
        holidays=read_holidays(offices),
    )


@pytest.fixture(scope="session")
def built(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with every page."""
    folder = tmp_path_factory.mktemp("site")
    keep(site(record), folder)
    return folder
