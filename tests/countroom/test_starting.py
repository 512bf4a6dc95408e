"""Where people start: the page of their next act after signing in, words a returning officer would use."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client
from hall import Hall, Seat
from invented import TEXT

import countroom
from countroom.actions import Doing, perform
from countroom.before.rehearsal import CENTRE, FLOOR, HALL
from countroom.models import Person
from countroom.night.next_step import current_count, next_step
from countroom.night.stages import BY_ACT, Role
from countroom.night.wording import DONE, role_words
from countroom.records import night

AREA = "E07000010"
PAGES = (
    *(
        f"account/{one}.html"
        for one in ("account_inactive", "login", "logout", "password_change", "reauthenticate")
    ),
    *(f"mfa/{one}.html" for one in ("authenticate", "index", "reauthenticate")),
    *(f"mfa/recovery_codes/{one}.html" for one in ("generate", "index")),
    *(f"mfa/totp/{one}.html" for one in ("activate_form", "deactivate_form")),
    *(f"mfa/webauthn/{one}.html" for one in ("add_form", "authenticator_confirm_delete", "authenticator_list")),
    *(f"mfa/webauthn/{one}.html" for one in ("edit_form", "reauthenticate")),
    *(f"{one}.html" for one in ("403", "403_csrf", "404", "429", "500")),
)
"""Every page of signing in and of failure that somebody may meet."""
NOT_YET = {"/calculation/": 403, "/script/": 409}
"""Ways that say why they are not open yet."""


def lands(username: str, asked: str = "/") -> str:
    """The address at which a person is, once signed in, who had asked for a page."""
    client = Client()
    first = client.get(asked)
    answer = client.post(first.headers["Location"], {"login": username, "password": HALL}, follow=True)
    assert answer.status_code == 200
    return str(answer.request["PATH_INFO"])


def test_everybody_lands_where_their_next_act_is(hall: Hall) -> None:
    """The CARO and the deputy on the table of areas, a typist at the boxes and later at the sheets."""
    desk = f"/area/{AREA}/"
    assert lands("caro") == lands("deputy-caro") == "/centre/"
    assert lands("ro-fenland") == lands("supervisor-fenland") == lands("counting-agent-fenland") == desk
    assert lands("typist1-fenland") == f"{desk}boxes/"
    assert lands("centre-typist") == "/read-backs/"
    assert lands("observer") == "/observers/"
    assert lands("auditor") == "/record/"
    assert lands("it-officer") == "/people/"
    assert lands("agent") == "/"
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    assert lands("typist1-fenland") == f"{desk}1/sheets/"
    assert lands("adjudicator-fenland") == f"{desk}1/doubtful/"


def test_who_asked_for_a_page_gets_that_page(hall: Hall) -> None:
    """A link to a page outlives the signing in that it asks for."""
    assert lands("caro", "/record/") == "/record/"


def test_every_way_on_everybodys_first_page_is_open_to_them(hall: Hall) -> None:
    """No link of the page of all ways leads to a refusal, but to those that say why they are not open yet."""
    people = [name for name, _ in CENTRE] + [f"{name}-fenland" for name, _ in FLOOR]
    tried = 0
    for username in people:
        seat = Seat(username)
        ways = re.findall(r'<a [^>]*?href="([^"]+)"', seat.page("/").partition("<main")[2])
        for way in {unescape(one) for one in ways if one.startswith("/") and not one.startswith("/public/")}:
            status = seat.client.get(way).status_code
            assert status in (200, NOT_YET.get(way)), (username, way, status)
            tried += 1
    assert tried > 3 * len(people)


def test_the_desk_says_what_comes_next_all_night(hall: Hall) -> None:
    """From the empty list of boxes to the statement that is sent, the sentence follows the stage."""
    said = []

    def look() -> None:
        so_far = night()
        words = next_step(so_far, AREA, current_count(so_far, AREA), with_words=True)
        assert words in unescape(hall.seat("ro", AREA).page(f"/area/{AREA}/"))
        said.append(words)

    supervisor, officer = hall.seat("supervisor", AREA), hall.seat("ro", AREA)
    figures = dict(hall.forms[AREA, 1].figures)
    misread = figures | {"papers:": figures["papers:"] + 1}
    look()
    hall.verify(AREA)
    look()
    supervisor.do("issue-sheets", AREA, 1, sheets="1")
    hall.seat("typist1", AREA).type_sheet(AREA, 1, "1", misread)
    look()
    hall.seat("typist2", AREA).type_sheet(AREA, 1, "1", figures)
    look()
    third = {"readings": {"papers:": figures["papers:"]}, "sheet": "1", "reason": "7 read as 8", "initials": "AB"}
    perform(Person.objects.get(username="supervisor-fenland"), Doing("settle", "s", AREA, 1, third))
    look()
    hall.acknowledge(AREA, 1)
    supervisor.do("show", AREA, 1)
    look()
    officer.do("state", AREA, 1)
    look()
    officer.do("send", AREA, 1)
    look()
    begins = ("Put the", "Issue a", "Two people", "Settle", "Every sheet is", "Draw up the", "Read the", "Wait by")
    assert all(words.startswith(one) for words, one in zip(said, begins, strict=True)), said


def test_ten_areas_and_four_hundred_boxes_stand_on_one_table(
    tmp_path: Path, make_hall: Callable[[Path], Hall]
) -> None:
    """A row for each area: its boxes, the stage of each count in words, the last event with its time."""
    areas = ",".join(f'{{ id = "A{place}", name = "Area {place}" }}' for place in range(10))
    text = re.sub(r"(?m)^areas = .*$", f"areas = [{areas}]", TEXT.format(method="supplementary-vote"))
    (tmp_path / "ten").mkdir()
    (tmp_path / "ten" / "election.toml").write_text(text, encoding="utf-8")
    hall = make_hall(tmp_path / "ten")
    for place in range(10):
        rows = [{"box": f"{number}", "station": "Village Hall", "postal": False} for number in range(40)]
        supervisor = Person.objects.get(username=f"supervisor-area-{place}")
        perform(supervisor, Doing("import-boxes", "k", f"A{place}", 0, {"rows": rows, "report": []}))
    page = hall.seat("caro").page("/centre/")
    rows_shown = re.findall(r'<tr><th scope="row">(.*?)</tr>', page, re.DOTALL)
    assert len(rows_shown) == 10
    for row in rows_shown:
        assert "0 of 40" in row
        assert "<td>verifying</td><td>not begun</td>" in row
        assert re.search(r"\d\d:\d\d (GMT|BST): Ballot boxes put on the list", row)


def test_screens_speak_of_acts_roles_and_counts_in_words(hall: Hall) -> None:
    """Every act has its words once done, every role its name; no code of either stands on a desk."""
    assert set(DONE) == set(BY_ACT)
    assert role_words(Role.DEPUTY_CARO) == "deputy CARO"
    assert role_words(Role.RETURNING_OFFICER) == "returning officer"
    hall.verify(AREA)
    for username, path in (("ro-fenland", f"/area/{AREA}/"), ("caro", "/centre/"), ("caro", "/people/")):
        page = Seat(username).page(path).partition("<body")[2]
        words = re.sub(r"<[^>]+>", " ", page)
        assert not re.search(r"close-verification|import-boxes|returning-officer", words), path


@pytest.mark.parametrize("page", PAGES)
def test_every_page_somebody_may_meet_is_in_the_houses_own_words(page: str) -> None:
    """None of a library's own pages is left, nor of its words in ours."""
    origin = Path(str(get_template(page).template.origin.name))  # type: ignore[attr-defined]
    assert origin.is_relative_to(Path(countroom.__file__).parent)
    assert not re.search(r"(?i)two-factor|authentica(te your|tion)\b|deactivate\b(?!_)|invalid", re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|<[^>]+>", " ", origin.read_text(encoding="utf-8")))  # fmt: skip


def test_a_wrong_address_and_an_old_form_are_told_in_words(hall: Hall) -> None:
    """Signed in or not, nobody meets a bare page of the framework."""
    told = hall.seat("ro", AREA).page("/nowhere/", 404)
    assert "There is no such page" in told
    assert "REHEARSAL" in told
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": "caro", "password": HALL})
    assert answer.status_code == 403
    assert "Nothing was recorded" in answer.content.decode()
