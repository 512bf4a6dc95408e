"""The API: the same acts, the same rules, and nothing that is not yet public."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from hall import Hall

from countroom.models import Appointment, Token
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
