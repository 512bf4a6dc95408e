"""What templates need to read from mappings and to say in words; they work nothing out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template

from countroom.night.wording import DONE, count_words, role_words, without_account
from countroom.paperwork.telling import calendar, clock, explained, lot_words

register = template.Library()
register.filter("role_words", role_words)
register.filter("count_words", count_words)
register.filter("without_account", without_account)
register.filter("clock", clock)
register.filter("calendar", calendar)
register.filter("lot_words", lot_words)
register.filter("explained", explained)


@register.filter
def at(found: Mapping[str, Any] | None, name: str) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """What a mapping holds under a name; an empty text where it holds nothing."""
    return "" if found is None else found.get(name, "")


@register.filter
def ident(name: str) -> str:
    """A field's name as an id of the page."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)


@register.filter
def without_label(error: str, label: str) -> str:
    """What is wrong with a field, as it stands under the field's own label."""
    bare = error.removeprefix(f"{label}: ")
    return bare[:1].upper() + bare[1:]


@register.filter
def done(kind: str) -> str:
    """What is said of an act once it is done."""
    return DONE[kind]


@register.filter
def left_over(residual: int) -> str:
    """What a sum leaves over, in words: papers that are missing, or that are too many."""
    return f"{abs(residual):,} {'missing' if residual > 0 else 'too many'}" if residual else "0"
