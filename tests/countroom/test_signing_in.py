"""Signing in on the night: second factors and cards, guesses slowed and nobody locked out, sessions that end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client, override_settings
from django.utils.timezone import now
from hall import Hall, Seat

from countroom.actions import Doing, perform
from countroom.before.rehearsal import HALL
from countroom.models import Person
from countroom.people import signing_in
from countroom.people.cards import CODES, has_card
from countroom.people.signing_in import LONGEST, wait
from countroom.records import night
from mayoral.contest.findings import Refused

RO = "ro-fenland"


def card(holder: str) -> list[str]:
    """The codes left on somebody's card."""
    codes = Authenticator.objects.get(user__username=holder, type="recovery_codes").data["migrated_codes"]
    return [str(code) for code in codes]


def sign_in(client: Client, password: str = HALL, username: str = RO, address: str = "10.0.0.1") -> int:
    """The status of an attempt: 302 goes on, 200 is refused."""
    given = {"login": username, "password": password}
    return client.post("/account/login/", given, REMOTE_ADDR=address).status_code


def test_a_card_is_issued_by_the_installer_before_and_by_two_officers_after(hall: Hall) -> None:
    """Never by one person during the count, never to oneself; its codes are not on the record."""
    installer, caro, deputy = (Person.objects.get(username=one) for one in ("it-officer", "caro", "deputy-caro"))
    given = {"person": RO, "reason": "phones are put away"}
    perform(installer, Doing("issue-card", "a", given=given))
    first = card(RO)
    assert len(set(first)) == CODES
    hall.verify("E07000010")
    with pytest.raises(Refused, match="two officers"):
        perform(installer, Doing("issue-card", "b", given=given))
    perform(caro, Doing("issue-card", "c", given=given))
    assert card(RO) == first
    with pytest.raises(Refused, match="another person"):
        perform(caro, Doing("issue-card", "d", given=given))
    perform(deputy, Doing("issue-card", "e", given=given))
    assert not set(card(RO)) & set(first)
    with pytest.raises(Refused, match="somebody else"):
        perform(caro, Doing("issue-card", "f", given=given | {"person": "caro"}))
    told = str([act.payload for act in night().acts])
    assert not any(code in told for code in (*first, *card(RO)))


def test_a_card_is_printed_once_and_only_for_who_issued_it(hall: Hall) -> None:
    """A second print would be a second card in somebody's pocket."""
    seat, path = hall.seat("it-officer"), f"/people/{RO}/card.pdf"
    seat.do("issue-card", person=RO, reason="phones are put away")
    assert hall.seat("caro").client.post(path).status_code == 403
    assert seat.client.get(path).status_code == 405
    printed = seat.client.post(path)
    assert printed.content.startswith(b"%PDF-")
    assert seat.client.post(path).status_code == 409


@override_settings(SECOND_FACTOR=True)
def test_each_code_of_a_card_opens_the_door_once(hall: Hall) -> None:
    """Password, then any code in any order; a code used is refused; a card used up opens nothing."""
    hall.seat("it-officer")
    perform(Person.objects.get(username="it-officer"),
            Doing("issue-card", "a", given={"person": RO, "reason": "phones are put away"}))  # fmt: skip
    code = card(RO)[6]
    client = Client()
    assert sign_in(client) == 302
    assert client.get("/").headers["Location"].startswith("/account/login/")
    assert "Second factor" in unescape(client.get("/account/2fa/authenticate/").content.decode())
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/").status_code == 200
    again = Client()
    sign_in(again)
    assert again.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert code not in card(RO)
    used_up = {"migrated_codes": [], "card": "x", "printed": True}
    Authenticator.objects.filter(user__username=RO).update(data=used_up)
    assert has_card(Person.objects.get(username=RO))
    last = Client()
    assert sign_in(last) == 302
    assert last.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert last.get("/").status_code == 302


def test_nobody_locks_a_returning_officer_out(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred failures under the officer's name, half from one address, and the officer is in."""
    waited: list[float] = []
    monkeypatch.setattr(signing_in.time, "sleep", waited.append)
    monkeypatch.setattr(Person, "check_password", lambda _self, typed: typed == HALL)
    for attempt in range(100):
        assert sign_in(Client(), "guess", address=f"10.0.0.{1 + attempt % 2}") == 200
    assert waited[:4] == [0, 0, 0, 0]
    assert waited[-1] == LONGEST
    assert sign_in(Client()) == 302
    assert waited[-1] == LONGEST
    assert sign_in(Client(), username="caro", address="10.9.9.9") == 302
    assert waited[-1] == 0


def test_a_wait_only_grows_and_never_beyond_two_seconds() -> None:
    """No number of failures is a lock."""
    waits = [wait(failures) for failures in range(500)]
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert waits[-1] == LONGEST == 2


def test_failures_are_counted_for_every_process(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the database, where another process finds them."""
    monkeypatch.setattr(signing_in.time, "sleep", lambda _seconds: None)
    sign_in(Client(), "guess")
    assert isinstance(caches["default"], DatabaseCache)
    elsewhere = DatabaseCache("countroom_cache", {})
    keys = signing_in.Accounts()._keys
    request = Client().get("/account/login/", REMOTE_ADDR="10.0.0.1").wsgi_request
    assert list(elsewhere.get_many(keys(request, {"username": RO})).values()) == [1, 1]


@override_settings(SECOND_FACTOR=True)
def test_guesses_at_codes_are_refused_after_thirty(hall: Hall) -> None:
    """Six digits are few: thirty tries in ten minutes, and only for who knows the password already."""
    perform(Person.objects.get(username="it-officer"),
            Doing("issue-card", "a", given={"person": RO, "reason": "phones are put away"}))  # fmt: skip
    client = Client()
    sign_in(client)
    for _ in range(30):
        client.post("/account/2fa/authenticate/", {"code": "0000000000"})
    right = client.post("/account/2fa/authenticate/", {"code": card(RO)[0]})
    assert right.status_code == 200
    assert client.get("/").status_code == 302


def test_a_session_ends_and_leads_to_the_login(hall: Hall) -> None:
    """Twelve hours after it began."""
    seat = Seat(RO)
    assert seat.client.get("/").status_code == 200
    left = Session.objects.get(session_key=seat.client.session.session_key).expire_date - now()
    assert left <= timedelta(hours=12)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert seat.client.get("/").headers["Location"].startswith("/account/login/")


def test_signing_off_wants_a_fresh_proof_of_who_sits_there(hall: Hall) -> None:
    """After a quarter of an hour the password, or the second factor, is asked for again; other acts go on."""
    hall.verify("E07000010")
    hall.count("E07000010", 1)
    seat = Seat("caro")
    session = seat.client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 901}]
    session.save()
    answer = seat.client.post("/area/E07000010/1/do/authorise/", {"key": "k"})
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert not night().authorised()
    seat.do("receive", "E07000010", 1)


@pytest.mark.parametrize("address", ["/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"])
def test_pages_of_second_factors_look_like_the_others(hall: Hall, address: str) -> None:
    """Our own head, labels on every field, nothing inline that runs."""
    seat = Seat(RO)
    page = seat.page(address)
    assert "REHEARSAL" in page
    assert "countroom/style.css" in page
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    fields = re.findall(r'<input(?![^>]*type="hidden")[^>]*id="([^"]+)"', page)
    assert set(fields) <= labelled
    assert not re.search(r"<script(?! src=)(?![^>]*application/json)|<style| style=| on[a-z]+=", page)


def test_live_mode_is_served_with_hsts_and_secure_cookies(tmp_path: Path) -> None:
    """A live server of its own: HSTS for a year, cookies secure and strict, no inline code."""
    kept = {key: one for key, one in os.environ.items() if not key.startswith(("COUNTROOM_", "DJANGO_"))}
    environment = {**kept, "COUNTROOM_MODE": "live", "COUNTROOM_FOLDER": str(tmp_path),
                   "COUNTROOM_SECRET_KEY": "k" * 60}  # fmt: skip
    code = (
        "from countroom.cli import prepared; prepared()\n"
        "from django.core.management import call_command as run\n"
        "run('migrate', verbosity=0); run('createcachetable', verbosity=0)\n"
        "from django.conf import settings; from django.test import Client\n"
        "settings.ALLOWED_HOSTS = ['testserver']\n"
        "answer = Client().get('/account/login/', secure=True, HTTP_X_FORWARDED_PROTO='https')\n"
        "print(answer.status_code, answer.headers.items(), answer.cookies.output())\n"
        "told = settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SECOND_FACTOR\n"
        "print('session', *told)\n"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("200 ")
    assert "'max-age=31536000; includeSubDomains'" in ran.stdout
    assert "unsafe-inline" not in ran.stdout
    assert re.search(r"countroom_live_csrf=.*HttpOnly.*SameSite=Strict; Secure", ran.stdout)
    assert "session True True True" in ran.stdout
