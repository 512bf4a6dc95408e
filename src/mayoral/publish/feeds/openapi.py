"""The description of the static JSON as OpenAPI 3.1, which stands in `openapi.json`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from mayoral.publish.publisher import UNSTATED, Publisher


def openapi(publisher: Publisher = UNSTATED) -> dict[str, Any]:
    """The description, for the site at the publisher's address."""
    described: dict[str, Any] = json.loads(files(__package__).joinpath("openapi.json").read_text(encoding="utf-8"))
    described["servers"] = [{"url": publisher.base or "/"}]
    return described
