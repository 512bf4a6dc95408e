"""What templates need to read from mappings and to say in words; they work nothing out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.timezone import localtime

from countroom.night.wording import DONE, count_words, role_words

register = template.Library()
register.filter("role_words", role_words)
register.filter("count_words", count_words)


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
def clock(moment: str) -> str:
    """A moment of the record by the clock on the wall, with its zone: `02:41 BST`."""
    return f"{localtime(datetime.fromisoformat(moment)):%H:%M %Z}"


@register.filter
def calendar(moment: str) -> str:
    """A moment of the record with its day: `5 May 2017, 02:41 BST`."""
    there = localtime(datetime.fromisoformat(moment))
    return f"{there.day} {there:%B %Y, %H:%M %Z}"


@register.filter
def without_account(person: str) -> str:
    """Who did an act, without the name of the account: that is for the record, not for the public."""
    return re.sub(r" \([^()]*\)$", "", person)
