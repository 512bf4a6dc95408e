"""Nothing acknowledged is lost: kill -9 of the server and of the browser at every step of a night."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from dying import killed
from hall import CAMBRIDGE
from live import LiveNight, room
from mortal import Mortal
from playwright.sync_api import Playwright
from postgres import DATABASES, database_at
from scripts import play_2017, play_small


def test_twelve_kills_lose_nothing_and_count_nothing_twice(small: LiveNight) -> None:
    """Kill -9 at every fifth step of the invented night, every other time in the middle of the request."""
    courier = killed(small, 5, play_small)
    assert courier.after + courier.during >= 12
    assert small.published("mayor.invented.2017-05-04") == ["preload", "declared"]


@pytest.mark.long
@DATABASES
def test_a_kill_at_every_step_of_the_night_of_2017_loses_nothing(tmp_path: Path, database: str) -> None:
    """Every act of six areas and the centre, slip, re-count and query among them; half during a request."""
    with database_at(database) as address, room(tmp_path, CAMBRIDGE, address) as night:
        courier = killed(night, 1, play_2017)
        assert night.published(CAMBRIDGE.name) == ["preload", "stated", "declared"]
    assert courier.after + courier.during == courier.sent
    assert courier.sent > 170


def test_a_browser_killed_at_every_step_of_an_area_loses_no_line_that_was_kept(
    small: LiveNight, playwright: Playwright
) -> None:
    """Kill -9 of Chromium from the station list to the statement sent: in sheets, after acts, during acts."""
    mortal = Mortal(playwright, small)
    with closing(mortal):
        small.sits = mortal.sits
        small.verify("N")
        small.enter("N", 1, "1.1")
        small.send("N", 1)
    assert mortal.typing == 2
    assert mortal.after + mortal.during == mortal.done == small.kept() > 10
    print(mortal.told())  # noqa: T201


@pytest.mark.long
@DATABASES
def test_a_browser_killed_at_every_step_of_the_night_of_2017_loses_nothing(
    tmp_path: Path, playwright: Playwright, database: str
) -> None:
    """Everybody by hand; Chromium is killed at every act and in the middle of every sheet."""
    with database_at(database) as address, room(tmp_path, CAMBRIDGE, address) as night:
        mortal = Mortal(playwright, night)
        with closing(mortal):
            night.sits = mortal.sits
            play_2017(night)
        print(mortal.told())  # noqa: T201
        assert night.kept() == mortal.done > 170
        assert mortal.after + mortal.during == mortal.done
        assert mortal.typing == len([one for one in night.acts() if one["kind"] == "enter"])
