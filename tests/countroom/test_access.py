"""Nobody where they don't belong: role by act by area by stage, and a rule on every page."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import path
from hall import Hall, Seat
from matrix import EVERYWHERE, LOCAL, MATRIX

from countroom.access import FOREIGN, OneRuleEach, pages, rule_of
from countroom.actions import Doing, perform
from countroom.forms import Place, blanks_of
from countroom.models import ContestRow, Person
from countroom.night.stages import BY_COMMAND, RULES, Night, Reach, Role
from countroom.people.reach import appointments_of, permitted
from countroom.records import night
from mayoral.contest.findings import Refused

HERE, ELSEWHERE = "E07000010", "E07000008"


def people() -> dict[str, str]:
    """One account of each role over the whole, and of each local role in two areas."""
    local = {f"{one}-{area}" for one in LOCAL for area in ("fenland", "cambridge")}
    return {one: one for one in EVERYWHERE | local}


def test_every_role_reaches_exactly_its_acts_in_its_own_area(hall: Hall) -> None:
    """Role by act by area: who is appointed may, nobody else, and no local officer in another's area."""
    assert {rule.act for rule in RULES} == set(MATRIX)
    tried = 0
    for username in people():
        held = appointments_of(Person.objects.get(username=username))
        role, _, area = (
            username.rpartition("-") if username.endswith(("-fenland", "-cambridge")) else (username, "", "")
        )
        for rule in RULES:
            expected = role in MATRIX[rule.act] and (
                area != "cambridge" or rule.act in ("appoint", "dismiss", "reset-factor", "issue-card")
            )
            assert (permitted(held, rule, HERE) is not None) == expected, (username, rule.act)
            tried += 1
    assert tried == len(people()) * len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.act)
def test_no_act_is_done_from_a_stage_that_its_rule_does_not_name(hall: Hall, rule) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Act by stage, before anything is counted: all acts but those of verification and of people are refused."""
    if rule.act in BY_COMMAND:
        return
    so_far = night()
    if rule.reach is Reach.AUTHORITY and Night.COUNTING in rule.before:
        return
    count = (
        0
        if rule.act in ("close-verification", "reopen-verification")
        or "VERIFYING" in {one.name for one in rule.before}
        else 1
    )
    stage: object = so_far.stage(HERE, count) if rule.reach is not Reach.AUTHORITY else None
    if stage in rule.before:
        return
    role = next(one for one in sorted(MATRIX[rule.act]) if one != "it-officer")
    username = role if role in EVERYWHERE else f"{role}-fenland"
    area = "" if rule.reach is Reach.AUTHORITY else HERE
    with pytest.raises(Refused):
        perform(Person.objects.get(username=username), Doing(rule.act, "k", area, count if area else 0))


def test_every_act_has_a_form(hall: Hall) -> None:
    """What an act's function asks, its form can ask."""
    for rule in RULES:
        if rule.act not in BY_COMMAND | {"import-boxes", "read-script"}:
            assert isinstance(blanks_of(rule.act, Place(night(), HERE, 1, {})), tuple)


def test_every_page_has_a_rule_or_the_application_refuses_to_start() -> None:
    """The URL map is walked at start; one page without a rule is enough."""
    assert all(rule_of(one.callback, one.name) is not None for _, one in pages())
    from countroom import urls

    urls.urlpatterns.append(path("bare/", lambda _request: None, name="bare"))
    try:
        with pytest.raises(ImproperlyConfigured, match="bare/"):
            OneRuleEach(lambda request: request)  # type: ignore[arg-type, return-value]
    finally:
        urls.urlpatterns.pop()


def addresses(area: str = HERE) -> list[str]:
    """Every page's address with something put into its blanks, an area of the contest into that of an area."""
    found = []
    for address, _ in pages():
        filled = re.sub(r"<str:area>", area, address)
        filled = re.sub(r"<int:count>|<int:version>|<int:pk>", "1", re.sub(r"<str:act>", "state", filled))
        found.append("/" + re.sub(r"<[^>]+>|\(\?P<[^)]*\)", "x", filled).replace("^", "").replace("$", ""))
    return found


def test_a_stranger_sees_only_what_is_public(hall: Hall) -> None:
    """Signed out, every page but the public one and the login leads to the login or is refused."""
    stranger = Client()
    for address in addresses():
        answer = stranger.get(address)
        if answer.status_code == 200:
            assert address.startswith(("/account/login", "/account/inactive", "/public/", "/api/openapi.json")), (
                address
            )


@pytest.mark.parametrize(
    "who", ["observer", "publisher", "it-officer", "typist1-cambridge", "counting-agent-cambridge"]
)
def test_who_is_not_of_an_area_sees_none_of_its_figures(hall: Hall, who: str) -> None:
    """An area's figures stay with its own officers, those present once shown, and the CARO once sent."""
    hall.verify(HERE)
    hall.count(HERE, 1)
    seat = Seat(who)
    for address in addresses():
        body = seat.client.get(address).content if "events" not in address else b""
        assert b"10,513" not in body, address
        assert b"10513" not in body, address


def test_the_second_typist_never_receives_the_first_values(hall: Hall) -> None:
    """Over no page, no draft and no header that the second typist, or a supervisor, can open."""
    hall.verify(HERE)
    hall.seat("supervisor", HERE).do("issue-sheets", HERE, 1, sheets="1")
    secret = dict(hall.forms[HERE, 1].figures) | {"votes:kevin-price": 2718281}
    hall.seat("typist1", HERE).type_sheet(HERE, 1, "1", secret)
    for role in ("typist2", "supervisor", "ro", "adjudicator"):
        seat = hall.seat(role, HERE)
        for address in [*addresses(), f"/area/{HERE}/1/sheet/1/", f"/area/{HERE}/1/do/settle/?sheet=1"]:
            answer = seat.client.get(address) if "events" not in address else None
            told = b"" if answer is None else answer.content + str(answer.headers).encode()
            assert b"2718281" not in told, (role, address)
            assert b"2,718,281" not in told, (role, address)
    assert hall.seat("typist1", HERE).act("enter", HERE, 1, sheet="1") != 302


def test_a_read_back_is_typed_blind(hall: Hall) -> None:
    """The centre's typist sees neither the figures that were sent nor the code of the paper."""
    hall.verify(HERE)
    hall.count(HERE, 1)
    hall.seat("caro").do("receive", HERE, 1)
    code = night().versions(HERE, 1)[-1].payload["sha256"]
    seat = hall.seat("centre-typist")
    for address in addresses():
        body = seat.client.get(address).content.decode() if "events" not in address else ""
        assert "10,513" not in body, address
        assert code[:4] + " " + code[4:8] not in body, address


@override_settings(MODE="live")
def test_a_live_server_does_not_open_a_rehearsal_database(hall: Hall) -> None:
    """Rehearsal and live cannot be mixed: nothing at all is shown."""
    assert ContestRow.objects.get().mode == "rehearsal"
    answer = Client().get("/account/login/")
    assert answer.status_code == 503


@override_settings(SECOND_FACTOR=True)
def test_outside_a_rehearsal_a_second_factor_comes_first(hall: Hall) -> None:
    """Without one, every page leads to enrolment."""
    for name in ("caro", "typist1-fenland", "observer"):
        answer = Seat(name).client.get("/")
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/account/2fa/"


def test_the_installer_appoints_nobody_once_verification_began(hall: Hall) -> None:
    """The installer has no power inside a count."""
    installer = Person.objects.get(username="it-officer")
    given = {"person": "observer", "role": Role.TYPIST.value, "where": HERE, "candidate": ""}
    perform(installer, Doing("appoint", "a", given=given))
    hall.verify(HERE)
    with pytest.raises(Refused, match="installer"):
        perform(installer, Doing("appoint", "b", given=given))
    with pytest.raises(Refused, match="no part in the count"):
        perform(Person.objects.get(username="caro"), Doing("appoint", "c", given=given | {"person": "it-officer"}))


def test_forms_are_refused_without_their_token(hall: Hall) -> None:
    """CSRF: a form sent from elsewhere does nothing."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(username="supervisor-fenland"))
    answer = client.post(f"/area/{HERE}/1/do/issue-sheets/", {"key": "k", "sheets": "1"})
    assert answer.status_code == 403
    assert not night().sheets(HERE, 1)


def test_nothing_is_asked_of_other_servers_and_nothing_inline_runs(hall: Hall) -> None:
    """Every page carries a policy without unsafe-inline, and names no address elsewhere."""
    seat = hall.seat("caro")
    for address in ("/", "/centre/", f"/area/{HERE}/", "/board/", "/people/", "/record/"):
        answer = seat.client.get(address)
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert not re.search(rb"""(?:src|href|action)=["']?(?:https?:)?//""", answer.content), address
        assert not re.search(rb"<script(?! src=)|<style| style=| on[a-z]+=", answer.content), address
    assert FOREIGN
