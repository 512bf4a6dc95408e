"""The Wikidata items that a person has given: a CSV file `what,item`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from mayoral.files.reading import rows_of

ITEMS = ("what", "item")
KINDS = ("election", "office", "authority", "party", "person", "count")
_ITEM = re.compile(r"Q[1-9][0-9]*", re.ASCII)


def read_items(path: Path) -> Mapping[str, str]:
    """The items by what they are, `person:<id>` and so on. Raises Unreadable."""
    items: dict[str, str] = {}
    for row in rows_of(path, ITEMS):
        what, item = row.filled("what"), row.filled("item")
        if what.partition(":")[0] not in KINDS or not what.partition(":")[2]:
            raise row.refuse(f"`what` is `{what}`; expected one of {', '.join(KINDS)}, a colon and an id")
        if _ITEM.fullmatch(item) is None:
            raise row.refuse(f"`item` is `{item}`; expected an item of Wikidata, such as Q42")
        if items.setdefault(what, item) != item:
            raise row.refuse(f"`{what}` stands twice, with different items")
    return items
