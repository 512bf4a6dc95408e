"""A night played at a fixed hour, whose head is told beforehand: test_postgresql.py runs it elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from hall import Hall
from invented import invented_night

from countroom.records import night


class FixedHour:
    """A clock that stands still."""

    @staticmethod
    def now(_zone: tzinfo) -> datetime:
        """Always the same moment."""
        return datetime(2017, 5, 5, 1, 2, 3, tzinfo=UTC)


def head_of_a_night(make_hall: Callable[[Path], Hall], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The head after verification, a first count sent and accepted, and a card issued."""
    monkeypatch.setattr("countroom.records.datetime", FixedHour)
    hall = make_hall(invented_night(folder / "mayor.invented.2017-05-04"))
    hall.seat("it-officer").do("issue-card", person="ro-north", reason="phones are put away")
    for area in ("N", "S"):
        hall.verify(area)
        hall.count(area, 1, sheet=f"{area}1")
        hall.accept(area, 1)
    return night().head


def test_the_head_is_the_one_told(
    make_hall: Callable[[Path], Hall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other database made of the same acts at the same hour."""
    assert head_of_a_night(make_hall, tmp_path, monkeypatch) == os.environ["EXPECTED_HEAD"]
