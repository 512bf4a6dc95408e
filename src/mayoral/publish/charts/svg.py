"""SVG written as text: elements with escaped attributes, and the frame every picture stands in.

Pictures have no viewBox: widths are percentages and text stays as large as the text around it, from a
phone to a wall. Colours are presentation attributes, so that no picture needs a style of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

NARROW = 284
"""The width, in pixels, that every picture fits: a phone of 320 with its margins."""


def element(name: str, *children: str | Markup, **attributes: object) -> Markup:
    """An element; `_` in an attribute's name stands for `-`, at the end for nothing; None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(children)
    return Markup(f"<{name}{told}>{inside}</{name}>") if inside else Markup(f"<{name}{told}/>")  # noqa: S704


def _short(value: object) -> object:
    """A coordinate with at most two places."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def percent(part: float) -> str:
    """A length as a percentage of the picture's width."""
    return f"{_short(100 * part)}%"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at a place; `at` is its anchor: start, middle or end."""

    words: str
    x: str | float
    y: float
    size: int = 14
    weight: str | None = None
    anchor: str | None = None
    class_: str | None = None
    fill: str | None = None


def text(one: Text) -> Markup:
    """A line of text."""
    return element(
        "text",
        escape(one.words),
        x=one.x,
        y=one.y,
        font_size=None if one.size == 14 else one.size,
        font_weight=one.weight,
        text_anchor=one.anchor,
        class_=one.class_,
        fill=one.fill,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture is for those who do not see it: its id on the page, a title, and a description."""

    id: str
    title: str
    description: str


def picture(told: Told, height: float, shapes: Iterable[Markup], labels: Iterable[Markup]) -> Markup:
    """A picture: first every shape, then every label, so that no label is painted over."""
    title, desc = f"{told.id}-title", f"{told.id}-desc"
    return element(
        "svg",
        element("title", escape(told.title), id=title),
        element("desc", escape(told.description), id=desc),
        *shapes,
        *labels,
        class_="picture",
        role="img",
        aria_labelledby=title,
        aria_describedby=desc,
        width="100%",
        height=height,
        font_family="Arial, Helvetica, sans-serif",
        font_size=14,
        fill="currentColor",
    )
