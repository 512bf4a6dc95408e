"""What the tests of the count room stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from hall import CAMBRIDGE, Hall
from invented import invented, invented_night
from live import LiveNight, room
from postgres import database_at
from scripts import small_forms

from countroom.before.rehearsal import paper_forms, rehearse


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own for what becomes public."""
    with override_settings(PUBLIC_FOLDER=tmp_path / "public"):
        yield tmp_path / "public"


@pytest.fixture
def hall(db: None, public: Path) -> Hall:
    """A rehearsal of Cambridgeshire and Peterborough 2017."""
    rehearse(CAMBRIDGE)
    return Hall(paper_forms(CAMBRIDGE))


@pytest.fixture
def make_hall(db: None, public: Path) -> Callable[[Path], Hall]:
    """A rehearsal of any election folder."""

    def make(folder: Path) -> Hall:
        rehearse(folder)
        return Hall(paper_forms(folder))

    return make


@pytest.fixture
def small_hall(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """The invented contest of two areas under first past the post; Ann Ash has 2,011 votes."""
    return make_hall(invented_night(tmp_path / "mayor.invented.2017-05-04"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveNight]:
    """The invented contest, served on either database."""
    with database_at(request.param) as url, room(tmp_path, invented(tmp_path / "invented"), url) as night:
        night.forms = small_forms()
        yield night
