"""What may be given to an act: the same by screen and by program, and one key for one thing."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from hall import Hall
from test_api import AREA, bearer

from countroom.actions import Doing, perform
from countroom.models import Draft, Person
from countroom.night.figures import figure
from countroom.records import night
from mayoral.contest.findings import Refused

ACCOUNT = {"entrusted": 100, "issued": 90, "unused": 10, "spoilt": 0, "tendered": 0}
NO_FIGURES = (-4, 1_000_000_000, 10**35, True, "1e3", 1.0, 2.5, "12", None)
WHERE = {"area": AREA, "count": 0}


def answered(client: Client, act: str, **body: object) -> tuple[int, str]:
    """The status of an act asked for and what was said."""
    answer = client.post(f"/api/acts/{act}", body, content_type="application/json")
    return answer.status_code, answer.content.decode()


def listed(*names: str) -> list[dict[str, object]]:
    """A list of boxes."""
    return [{"box": name, "station": "Village Hall", "postal": False} for name in names]


@pytest.fixture
def typist(hall: Hall) -> Client:
    """A typist's program in an area with two boxes."""
    given = {"rows": listed("1", "2"), "report": []}
    perform(Person.objects.get(username="supervisor-fenland"), Doing("import-boxes", "k", AREA, 0, given))
    return bearer("typist1-fenland")


@pytest.mark.parametrize("given", NO_FIGURES)
def test_a_program_gives_no_figure_that_a_screen_refuses(typist: Client, given: object) -> None:
    """Neither below nought nor of ten digits, neither a word nor a truth value; the line is named."""
    before = len(night().acts)
    wrong = [
        answered(typist, "found", key="k1", box="1", papers=given, **WHERE),
        answered(typist, "account", key="k2", box="1", figures=ACCOUNT | {"spoilt": given}, **WHERE),
        answered(bearer("supervisor-fenland"), "move-papers", key="k3", from_box="1", to_box="2", papers=given,
                 initials="AB", **WHERE),
        answered(bearer("ro-fenland"), "close-verification", key="k4", electorate=given, **WHERE),
    ]  # fmt: skip
    assert [status in (409, 422) for status, _ in wrong] == [True] * 4, wrong
    for line, (_, said) in zip(("papers", "spoilt", "papers", "electorate"), wrong, strict=True):
        assert line in said
    assert len(night().acts) == before


@pytest.mark.parametrize("given", [-1, 1_000_000_000, True, "7"])
def test_no_road_to_the_acts_leads_round_the_rule_of_figures(hall: Hall, given: Any) -> None:  # noqa: ANN401
    """The acts themselves refuse what is no figure, on every line of a sheet."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    typist = Person.objects.get(username="typist1-fenland")
    for number, line in enumerate(hall.forms[AREA, 1].figures):
        figures = dict(hall.forms[AREA, 1].figures) | {line: given}
        with pytest.raises(Refused, match=f"^{line}: a figure is a whole number from 0 to 999,999,999$"):
            perform(typist, Doing("enter", f"k{number}", AREA, 1, {"sheet": "1", "figures": figures}))


def test_the_least_and_the_greatest_figure_are_taken(typist: Client) -> None:
    """0 and 999,999,999."""
    for number in (0, 999_999_999):
        assert answered(typist, "found", key=f"k{number}", box="1", papers=number, **WHERE)[0] == 200
    assert [act.payload["papers"] for act in night().acts if act.kind == "found"] == [0, 999_999_999]


def test_a_box_has_a_name_and_its_whole_row(hall: Hall) -> None:
    """Rows without a name, a station or whether they are postal are refused, with their number."""
    client = bearer("supervisor-fenland")
    whole = listed("1")[0]
    for row in ({}, whole | {"box": " "}, whole | {"box": ""}, whole | {"postal": 1}, whole | {"more": "x"},
                {"box": "2", "postal": False}, {"box": "2", "station": "Hall"}):  # fmt: skip
        status, said = answered(client, "import-boxes", key="k", rows=[whole, row], report=[], **WHERE)
        assert status in (409, 422), (row, said)
        assert "row 2" in said or status == 422, (row, said)
    assert answered(client, "import-boxes", key="k", rows=[whole], report=[], **WHERE)[0] == 200


def test_an_account_has_exactly_its_lines(typist: Client) -> None:
    """A line too few or too many is refused with the lines that are wanted."""
    short = {name: one for name, one in ACCOUNT.items() if name != "tendered"}
    for figures in (short, {}, ACCOUNT | {"torn": 3}):
        status, said = answered(typist, "account", key="k", box="1", figures=figures, **WHERE)
        assert (status, "tendered" in said) == (409, True), said
    assert answered(typist, "account", key="k", box="1", figures=ACCOUNT, **WHERE)[0] == 200


@pytest.mark.parametrize("odd", ["\ud800", "\0"], ids=["half", "nul"])
def test_a_text_that_cannot_be_kept_is_refused(hall: Hall, odd: str) -> None:
    """Half a character or NUL, in a text, a list, a line, a place or the key."""
    client, where = bearer("supervisor-fenland"), WHERE
    row = listed(f"1{odd}")
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        ("name-other-poll", {"key": "k", "poll": f"county{odd}", **where}),
        ("name-other-poll", {"key": f"k{odd}", "poll": "county", **where}),
        ("name-other-poll", {"key": "k", "poll": "county", "area": odd, "count": 0}),
        ("import-boxes", {"key": "k", "rows": row, "report": [], **where}),
        ("import-boxes", {"key": "k", "rows": listed("1"), "report": [odd], **where}),
        ("account", {"key": "k", "box": "1", "figures": {odd: 1}, **where}),
    )
    for act, body in asked:
        status, said = answered(client, act, **body)
        assert status in (409, 422), (act, body, said)
    assert {act.kind for act in night().acts} == {"load", "appoint"}


def test_an_appointment_names_a_role_and_a_candidate_there_are(hall: Hall) -> None:
    """Nobody is appointed to no role, nor as counting agent of nobody."""
    client = bearer("ro-fenland")
    agent = {"person": "observer", "role": "counting-agent", "where": AREA}
    status, said = answered(client, "appoint", key="k", **agent | {"role": "king"})
    assert (status, "king" in said) == (409, True)
    status, said = answered(client, "appoint", key="k", **agent, candidate="nobody")
    assert (status, "nobody" in said) == (409, True)
    assert answered(client, "appoint", key="k", **agent, candidate="paul-bullen")[0] == 200


def test_a_key_used_for_something_else_acknowledges_nothing(typist: Client) -> None:
    """The same key with the same figure is done; with another, in another box or by another act it is refused."""
    first = answered(typist, "found", key="b3", box="1", papers=12, **WHERE)
    assert first[0] == 200
    assert answered(typist, "found", key="b3", box="1", papers=12, **WHERE) == first
    for body in ({"box": "1", "papers": 999}, {"box": "2", "papers": 12}):
        assert answered(typist, "found", key="b3", **body, **WHERE)[0] == 409
    assert answered(typist, "account", key="b3", box="1", figures=ACCOUNT, **WHERE)[0] == 409
    other = bearer("supervisor-fenland")
    assert answered(other, "found", key="b3", box="1", papers=12, **WHERE)[0] == 200
    assert [act.payload["papers"] for act in night().acts if act.kind == "found"] == [12, 12]


def key_of(page: str) -> str:
    """The key of the form on a page."""
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_sheet_signed_with_another_sheets_key_is_not_lost(hall: Hall) -> None:
    """It is refused, everything typed is kept, and signing once more records it."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1,2")
    client = hall.seat("typist1", AREA).client
    typed = {line: str(one) for line, one in hall.forms[AREA, 1].figures.items()}
    first, second = (f"/area/{AREA}/1/sheet/{one}/" for one in (1, 2))
    key = key_of(client.post(first, typed).content.decode())
    for _ in range(2):
        assert client.post(first, typed | {"sign": "yes", "key": key}).status_code == 302
    answer = client.post(second, typed | {"sign": "yes", "key": key})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "nothing more was recorded" in page
    assert Draft.objects.filter(form=f"{AREA}/1/2").count() == len(typed)
    assert f'value="{typed["papers:"]}"' in page
    assert key_of(page) != key
    assert client.post(second, typed | {"sign": "yes", "key": key_of(page)}).status_code == 302
    assert [act.payload["sheet"] for act in night().acts if act.kind == "enter"] == ["1", "2"]


def test_a_form_sent_again_with_something_else_keeps_what_was_typed(typist: Client, hall: Hall) -> None:
    """The same form is answered as before, another figure in it is not acknowledged."""
    path = f"/area/{AREA}/0/do/found/?box=1"
    client = hall.seat("typist1", AREA).client
    sent = {"key": key_of(client.get(path).content.decode()), "box": "1", "papers": "12"}
    assert [client.post(path, sent).status_code for _ in range(2)] == [302, 302]
    answer = client.post(path, sent | {"papers": "999"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="999"' in page
    assert key_of(page) != sent["key"]
    assert [act.payload["papers"] for act in night().acts if act.kind == "found"] == [12]


def test_an_act_kept_before_requests_were_kept_is_not_taken_for_another(typist: Client) -> None:
    """A key of an older record, of which is not known what was asked, acknowledges nothing."""
    assert answered(typist, "found", key="old", box="1", papers=12, **WHERE)[0] == 200
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER countroom_actrow_no_update")
        cursor.execute("UPDATE countroom_actrow SET asked = NULL WHERE kind = 'found'")
    assert answered(typist, "found", key="old", box="1", papers=12, **WHERE)[0] == 409


def test_digits_of_another_script_are_told_for_what_they_are() -> None:
    """Full-width digits are not too long: they are not 0 to 9."""
    for typed in ("\uff11\uff12", "\u0661\u0662"):
        with pytest.raises(Refused, match="not in the digits 0 to 9"):
            figure(typed)


@pytest.mark.parametrize("number", ["abc", "9" * 5000, "٣", "-1", ""])
def test_an_address_that_names_no_request_is_refused_and_not_a_failure(hall: Hall, number: str) -> None:
    """Somebody changed the number in the address of a form, or in the form."""
    officer = hall.seat("ro", AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    path = f"/area/{AREA}/1/do/refuse-recount/?request={quote(number)}"
    for seen in ("", "9" * 5000, "one"):
        answer = officer.client.post(path, {"key": "k", "seen": seen, "reason": "x", "request": number})
        assert answer.status_code in (403, 409, 422), answer.status_code
