"""The API: the same acts, the same rules, and nothing that is not yet public."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from django.test.utils import override_settings
from hall import Hall

from countroom.cli import main
from countroom.models import Appointment, Person, Token
from countroom.night.stages import RULES, Reach
from countroom.people.cards import issue
from countroom.records import night

AREA = "E07000010"


def bearer(username: str) -> Client:
    """A program with a token of a person's appointment."""
    secret = f"secret-of-{username}"
    held = Appointment.objects.get(person__username=username)
    Token.objects.create(appointment=held, sha256=hashlib.sha256(secret.encode()).hexdigest())
    return Client(headers={"Authorization": f"Bearer {secret}"})


def ask(client: Client, act: str, **body: object) -> int:
    """The status of an act asked for."""
    return client.post(f"/api/acts/{act}", body, content_type="application/json").status_code


def test_an_act_by_token_is_the_act_of_the_screen(hall: Hall) -> None:
    """It stands on the same record, once, however often it is sent."""
    hall.verify(AREA)
    client = bearer("supervisor-fenland")
    for _ in range(3):
        assert ask(client, "issue-sheets", key="k1", area=AREA, count=1, sheets=["1"]) == 200
    assert [one.number for one in night().sheets(AREA, 1)] == ["1"]
    assert sum(act.kind == "issue-sheets" for act in night().acts) == 1


def test_a_token_reaches_no_further_than_its_appointment(hall: Hall) -> None:
    """Not another area, not another role, not without a token."""
    hall.verify(AREA)
    client = bearer("supervisor-cambridge")
    assert ask(client, "issue-sheets", key="k1", area=AREA, count=1, sheets=["1"]) == 409
    assert ask(client, "declare", key="k2") == 409
    assert ask(Client(), "issue-sheets", key="k1", area=AREA, count=1, sheets=["1"]) == 401
    assert Client().get("/api/night").status_code == 401


def test_the_night_is_told_without_figures(hall: Hall) -> None:
    """Stages only, and only of the areas in view."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    told = bearer("typist1-fenland").get("/api/night")
    assert {one["area"] for one in told.json()["stages"]} == {AREA}
    assert b"10513" not in told.content
    assert len(bearer("observer").get("/api/night").json()["stages"]) == 18


@pytest.mark.parametrize("path", ["/api/openapi.json"])
def test_the_description_is_openapi_3_1_and_names_every_act(hall: Hall, path: str) -> None:
    """Every act that a person may do is in it."""
    told = Client().get(path).json()
    assert told["openapi"].startswith("3.1")
    assert sum(one.startswith("/api/acts/") for one in told["paths"]) >= 40


def test_a_token_is_given_and_ended_on_the_record(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """By command, as acts of the installer; what is ended opens nothing, and the secret is nowhere kept."""
    secrets = []
    for _ in range(2):
        assert main(["token", "caro"]) == 0
        secrets.append(capsys.readouterr().out.strip())
    clients = [Client(headers={"Authorization": f"Bearer {one}"}) for one in secrets]
    assert [one.get("/api/night").status_code for one in clients] == [200, 200]
    assert main(["token", "caro", "--end"]) == 0
    assert [one.get("/api/night").status_code for one in clients] == [401, 401]
    assert main(["token", "caro", "--end"]) == 1
    told = night().acts[-3:]
    assert [(act.kind, act.role, act.payload["person"]) for act in told] == [
        ("give-token", "installer", "caro"),
        ("give-token", "installer", "caro"),
        ("end-token", "installer", "caro"),
    ]
    assert told[2].payload["sha256"] == [act.payload["sha256"] for act in told[:2]]
    assert not any(one in act.payload.values() for one in secrets for act in told)


def test_no_token_goes_round_the_second_factor(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one is asked for, who has none is given no token, and one given before is not accepted."""
    client = bearer("ro-fenland")
    asked = {"person": "caro", "reason": "lost"}
    with override_settings(SECOND_FACTOR=True):
        assert main(["token", "ro-fenland"]) == 1
        assert "no second factor" in capsys.readouterr().err
        assert ask(client, "reset-factor", key="k1", **asked) == 401
        assert client.get("/api/night").status_code == 401
        issue(Person.objects.get(username="ro-fenland"))
        assert main(["token", "ro-fenland"]) == 0
        assert client.get("/api/night").status_code == 200
        assert ask(client, "reset-factor", key="k1", **asked) == 200


def test_a_closed_account_has_no_token_that_opens(hall: Hall) -> None:
    """What a person cannot do at a screen any more, no program of theirs can."""
    client = bearer("supervisor-fenland")
    Person.objects.filter(username="supervisor-fenland").update(is_active=False)
    assert client.get("/api/night").status_code == 401


def test_where_a_second_factor_is_asked_for_acts_are_signed_off_at_a_screen(hall: Hall) -> None:
    """No token signs off, whichever act; in a rehearsal without them a program may play a whole night."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    hall.seat("caro").do("receive", AREA, 1)
    hall.read_back(AREA, 1)
    client, place = bearer("caro"), {"area": AREA, "count": 1}
    issue(Person.objects.get(username="caro"))
    given = {"draw-lot": {"drawn": "paul-bullen", "method": "slips", "witness": "two agents"}}
    given |= {
        "close-verification": {"electorate": 99_999},
        "abandon": {"dead": "paul-bullen", "proof": "a certificate"},
        "trust-key": {"public_key": "ab" * 32, "whose": AREA},
    }
    signed = [rule for rule in RULES if rule.sign]
    assert {"accept", "authorise", "declare"} <= {rule.act for rule in signed}
    with override_settings(SECOND_FACTOR=True):
        for rule in signed:
            body = given.get(rule.act, {}) | ({} if rule.reach is Reach.AUTHORITY else place) | {"key": rule.act}
            answer = client.post(f"/api/acts/{rule.act}", body, content_type="application/json")
            assert (answer.status_code, "at a screen" in answer.json()["refused"]) == (409, True), rule.act
    assert ask(client, "accept", key="accept", **place) == 200
