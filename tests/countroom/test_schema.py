"""The API held against its own description: whatever is sent, it answers as it says it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from browsing import Server
from hypothesis import HealthCheck, Phase, given, settings
from invented import invented
from live import served
from schemathesis import checks
from schemathesis.specs.openapi import checks as described

WHO = ("supervisor-north", "caro", "ro-north")
HELD = (
    checks.not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_schema_conformance,
    described.ignored_auth,
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The invented contest, served."""
    folder = tmp_path_factory.mktemp("served")
    server = served(folder, invented(folder / "invented"))
    yield server
    server.kill()


def _tried(server: Server, username: str, examples: int) -> Counter[int]:
    """The statuses that an appointment's token met, well and ill formed; fails where one is not as described."""
    token = server.run("token", username).strip()
    schema = schemathesis.openapi.from_url(f"{server.address}/api/openapi.json")
    statuses: Counter[int] = Counter()

    def send(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=HELD)
        statuses[answer.status_code] += 1

    bounded = settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for one in schema.get_all_operations():
        operation = one.ok()
        for mode in schemathesis.GenerationMode:
            if mode is schemathesis.GenerationMode.POSITIVE or operation.body:
                bounded(given(case=operation.as_strategy(generation_mode=mode))(send))()
    return statuses


def test_the_api_answers_as_its_description_says(server: Server) -> None:
    """Two examples and two ill-formed ones of every operation: no 500, nothing that is not described."""
    statuses = _tried(server, WHO[0], 2)
    assert set(statuses) >= {200, 409, 422}
    assert sum(statuses.values()) >= 80


@pytest.mark.long
@pytest.mark.parametrize("username", WHO)
def test_the_api_answers_as_its_description_says_to_more(server: Server, username: str) -> None:
    """Thirty examples of every operation."""
    sent = _tried(server, username, 30)
    print(username, dict(sent))  # noqa: T201
    assert sum(sent.values()) >= 1000
