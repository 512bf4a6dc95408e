"""What may be given to an act at all, by screen and API alike: text that can be kept, figures that are figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from countroom.night.figures import Figure, whole
from mayoral.contest.findings import Refused


@cache
def hints_of(function: Callable[..., object]) -> Mapping[str, Any]:
    """What the function of an act asks, by name, with its type; a figure is a `Figure`."""
    return {name: hint for name, hint in get_type_hints(function).items() if name not in ("desk", "return")}


def whole_figures(function: Callable[..., object], given: Mapping[str, Any]) -> None:
    """Raises Refused, with the name of the line, where a figure given to an act is not one."""
    for name, hint in hints_of(function).items():
        if name not in given or Figure not in (hint, *get_args(hint)):
            continue
        if isinstance(given[name], Mapping):
            for line, one in given[name].items():
                whole(one, line)
        elif given[name] is not None or hint is Figure:
            whole(given[name], name)


def text_that_can_be_kept(given: Iterable[object]) -> None:
    """Raises Refused where a text holds what no file or no database keeps: half a character, or NUL."""
    waiting = list(given)
    while waiting:
        match waiting.pop():
            case str(text) if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
                raise Refused("a text holds a character that cannot be kept: type it again")
            case Mapping() as fields:
                waiting += [*fields.keys(), *fields.values()]
            case list() | tuple() as several:
                waiting += several
            case _:
                pass
