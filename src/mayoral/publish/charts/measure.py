"""How wide a text is, measured generously, and where it breaks: no label is cut, all are wrapped."""

from __future__ import annotations

import unicodedata

# Parts of the size of a letter in Arial; letters of other scripts count as a whole one where they are wide.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!", 0.28),
    **dict.fromkeys("ftr()[]- /I", 0.35),
    **dict.fromkeys("mMW%@", 0.9),
    **dict.fromkeys("w", 0.75),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.73),
}
_GENEROUS = 1.08
_BOLD = 1.07


def width(text: str, size: float = 14, weight: str | None = None) -> float:
    """The width of a text in pixels, rather too wide than too narrow."""
    parts = sum(_letter(one) for one in text)
    return parts * size * _GENEROUS * (_BOLD if weight else 1)


def _letter(one: str) -> float:
    if unicodedata.combining(one) or unicodedata.category(one) in ("Cf", "Cc"):
        return 0
    plain = unicodedata.normalize("NFD", one)[0]
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    return 1.0 if unicodedata.east_asian_width(one) in "WF" else 0.58 if plain < "\u0250" else 0.85


def wrap(text: str, room: float, size: float = 14, weight: str | None = None) -> list[str]:
    """The text as lines none of which is wider than the room; a word too long for a line is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, weight) <= room:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        lines[-1:] = _broken(word, room, size, weight)
    return lines


def _broken(word: str, room: float, size: float, weight: str | None) -> list[str]:
    parts = [""]
    for one in word:
        if parts[-1] and width(f"{parts[-1]}{one}-", size, weight) > room and not unicodedata.combining(one):
            if len(parts[-1]) > 1 and width(word, size, weight) > room:
                parts[-1] += "" if parts[-1].endswith("-") else "-"
            parts.append("")
        parts[-1] += one
    return parts
