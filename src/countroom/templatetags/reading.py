"""What templates need to read from mappings; they work nothing out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(found: Mapping[str, Any] | None, name: str) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """What a mapping holds under a name; an empty text where it holds nothing."""
    return "" if found is None else found.get(name, "")


@register.filter
def ident(name: str) -> str:
    """A field's name as an id of the page."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)
