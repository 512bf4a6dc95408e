"""Paints: for each party or candidate a colour with a pattern, so that no meaning hangs on colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from mayoral.analysis.swing import first_party
from mayoral.contest.office import Party
from mayoral.publish.charts.svg import element

_HEX = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)
LIGHT, DARK = "#ffffff", "#14181d"
"""The paper of the pages by day and by night."""
ENOUGH = 3
"""The contrast a shape needs against what lies beside it. Law: WCAG 2.2, success criterion 1.4.11."""
_NO_COLOUR = ("#6b6f76", "#8a5a2b", "#7a4fa3", "#2f7d86", "#a05070", "#5b7a2e")
_PATTERNS = (
    "",
    "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M0 2h8M0 6h8",
    "M-2 6l4 4M0 0l8 8M6-2l4 4",
    "M2 0v8M6 0v8",
    "M0 4h8M4 0v8",
    "M0 0l8 8M0 8l8-8",
)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour and a pattern, defined once on a page under an id."""

    id: str
    colour: str
    pattern: int

    @property
    def fill(self) -> str:
        """What a shape is filled with."""
        return self.colour if self.pattern == 0 else f"url(#{self.id})"

    @property
    def stroke(self) -> str:
        """The outline of a shape: its own colour, or that of the text where it would be lost on the paper."""
        faint = min(contrast(self.colour, LIGHT), contrast(self.colour, DARK)) < ENOUGH
        return "currentColor" if faint else self.colour


def party_colour(known: str | None, parties: Mapping[str, Party], position: int) -> str:
    """A party's colour, or one of those kept for parties without one."""
    party = parties.get(known or "")
    colour = party.colour if party else ""
    return colour if _HEX.fullmatch(colour) else _NO_COLOUR[position % len(_NO_COLOUR)]


def paints(who: Iterable[tuple[str, str | None]], parties: Mapping[str, Party]) -> dict[str, Paint]:
    """A paint for each key of (key, party): a party keeps its pattern from page to page, no two are alike."""
    order = {known: at for at, known in enumerate(parties)}
    asked = [(position, key, party) for position, (key, party) in enumerate(who)]
    chosen: dict[str, Paint] = {}
    taken: set[int] = set()
    # Parties choose in the order of the ledger, so that the well-known keep their pattern on every page.
    for position, key, party in sorted(
        asked, key=lambda one: (order.get(first_party(one[2]) or "", len(order)), one[0])
    ):
        wanted = order.get(first_party(party) or "", position) % len(_PATTERNS)
        turns = (at % len(_PATTERNS) for at in range(wanted, wanted + len(_PATTERNS)))
        pattern = next((at for at in turns if at not in taken), wanted)
        taken.add(pattern)
        chosen[key] = Paint(f"paint-{position}", party_colour(party, parties, position), pattern)
    return {key: chosen[key] for _, key, _ in asked}


def definitions(used: Iterable[Paint]) -> Markup:
    """The patterns of a page, defined once for all its pictures."""
    patterns = [_pattern(one) for one in used if one.pattern]
    patterns.append(element("pattern", _tile("#808890", None), _lines(1, "#808890"), id="unknown", **_SIZE))
    return element("svg", element("defs", *patterns), width=0, height=0, aria_hidden="true", class_="definitions")


_SIZE = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}


def _pattern(one: Paint) -> Markup:
    ink = max(LIGHT, DARK, key=lambda paper: contrast(one.colour, paper))
    return element("pattern", _tile(one.colour, 1), _lines(one.pattern, ink), id=one.id, **_SIZE)


def _tile(colour: str, opacity: int | None) -> Markup:
    return element("rect", width=8, height=8, fill=colour, fill_opacity=0.15 if opacity is None else None)


def _lines(pattern: int, ink: str) -> Markup:
    fill = ink if pattern == 2 else "none"
    return element("path", d=_PATTERNS[pattern], fill=fill, stroke=ink, stroke_width=1, stroke_opacity=0.5)
