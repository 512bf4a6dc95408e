"""What the files beside an election need that it does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mayoral.publish.counted import Counted
from mayoral.publish.publisher import UNSTATED, Publisher


@dataclass(frozen=True, slots=True)
class Setting:
    """Who publishes, the election of this office before, and the Wikidata items that a person has given.

    `items` are by what they are: `election:<id>`, `office:<id>`, `authority:<office>`, `party:<id>`,
    `person:<id>`, `count:<election>#<number>`. `retrieved` is the day on which the
    sources were looked at, for Wikidata.
    """

    publisher: Publisher = UNSTATED
    before: Counted | None = None
    items: Mapping[str, str] = field(default_factory=dict)
    retrieved: date | None = None


ALONE = Setting()
