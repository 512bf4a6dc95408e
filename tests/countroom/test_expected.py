"""The state of every area at the centre: whom to call, what is expected when, and how much is done."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from html import unescape

import pytest
from hall import Hall

from countroom.actions import area as acts_of_an_area
from countroom.night import expected as waiting
from countroom.night.expected import Expected, expected
from countroom.records import night

CALL = "Jo Clerk, 01354 000000"


def clock_at(moment: datetime) -> type[datetime]:
    """A clock that stands at a moment."""

    class Stopped(datetime):
        """That clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    return Stopped


def row(page: str, area: str) -> str:
    """The row of an area on the table of the centre."""
    found = re.search(rf'<tr><th scope="row"><a [^>]*>{area}</a>.*?</tr>', unescape(page), re.DOTALL)
    assert found
    return found[0]


def test_the_centre_sees_whom_to_call_and_when_the_statement_is_expected(
    small_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said by the area at 23:40 for 01:30 of the next day, in London's summer; late is said in words."""
    caro = small_hall.seat("caro")
    assert "not said" in row(caro.page("/centre/"), "North")
    monkeypatch.setattr(acts_of_an_area, "datetime", clock_at(datetime(2021, 5, 6, 22, 40, tzinfo=UTC)))
    monkeypatch.setattr(waiting, "datetime", clock_at(datetime(2021, 5, 7, 0, 29, tzinfo=UTC)))
    small_hall.seat("supervisor", "N").do("expect", "N", 0, contact=CALL, time="1:30")
    assert expected(night(), "N") == Expected(CALL, "2021-05-07T00:30+00:00")
    north = row(caro.page("/centre/"), "North")
    assert CALL in north
    assert "01:30 BST" in north
    assert "has passed" not in north
    monkeypatch.setattr(waiting, "datetime", clock_at(datetime(2021, 5, 7, 0, 31, tzinfo=UTC)))
    assert "has passed" in row(caro.page("/centre/"), "North")
    south = row(caro.page("/centre/"), "South")
    assert "not said" in south
    assert "/area/S/0/do/expect/" in south


def test_a_time_is_of_one_statement_and_the_contact_stays(
    small_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was expected has come; the next is said anew, by the centre too, and who to call stays as it was."""
    monkeypatch.setattr(acts_of_an_area, "datetime", clock_at(datetime(2021, 5, 6, 22, 40, tzinfo=UTC)))
    small_hall.seat("supervisor", "N").do("expect", "N", 0, contact=CALL, time="23:55")
    small_hall.verify("N")
    assert expected(night(), "N") == Expected(CALL, "")
    small_hall.seat("caro").do("expect", "N", 1, contact="", time="23.59")
    assert expected(night(), "N") == Expected(CALL, "2021-05-06T22:59+00:00")
    small_hall.count("N", 1, sheet="N1")
    assert expected(night(), "N") == Expected(CALL, "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"contact": ""}, "write whom the centre calls"),
        ({"contact": CALL, "time": "half past one"}, "is not a time of day"),
        ({"contact": CALL, "time": "24:00"}, "is not a time of day"),
        ({"contact": CALL, "time": "23:39"}, "23:39 has passed"),
    ],
)
def test_what_is_no_time_ahead_is_refused_with_what_to_type(
    small_hall: Hall, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], told: str
) -> None:
    """At 23:40 in London; the form keeps what was typed."""
    monkeypatch.setattr(acts_of_an_area, "datetime", clock_at(datetime(2021, 5, 6, 22, 40, tzinfo=UTC)))
    supervisor = small_hall.seat("supervisor", "N")
    assert supervisor.act("expect", "N", 0, **given) == 409
    assert told in unescape(supervisor.said)
    assert all(one in unescape(supervisor.said) for one in given.values())


def test_the_act_is_offered_for_the_statement_an_area_owes_now_and_to_nobody_without_a_part_in_it(
    small_hall: Hall,
) -> None:
    """On the desk once, at verification and then at the count; not to a typist or an observer."""
    link = "/{}/do/expect/"
    desk = small_hall.seat("ro", "N").page("/area/N/")
    assert link.format(0) in desk
    assert link.format(1) not in desk
    small_hall.verify("N")
    desk = small_hall.seat("ro", "N").page("/area/N/")
    assert link.format(0) not in desk
    assert link.format(1) in desk
    assert "do/expect" not in small_hall.seat("typist1", "N").page("/area/N/")
    small_hall.count("N", 1, sheet="N1")
    assert "do/expect" not in small_hall.seat("ro", "N").page("/area/N/")


def test_the_board_tells_how_much_is_done_in_per_cent_and_no_vote(small_hall: Hall) -> None:
    """Rounded down, area by area and in all; nothing of what was counted."""
    observer = small_hall.seat("observer")
    small_hall.verify("N")
    small_hall.stations("S")
    board = unescape(observer.page("/board/"))
    for told in ("2 of 2 boxes (100 %)", "0 of 2 boxes (0 %)", "2 of 4 boxes (50 %)"):
        assert told in board
    small_hall.count("N", 1, sheet="N1")
    board = unescape(observer.page("/board/"))
    assert "1 of 1 sheets agreed (100 %)" in board
    assert "1,201" not in board
    assert "1201" not in board
