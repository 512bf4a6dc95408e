"""A page read back: its links, its ids, its elements and its text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Read(HTMLParser):
    """What stands in a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.pieces: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.elements.append(tag)
        self.attributes += attrs
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        """Notes a piece of text."""
        self.pieces.append(data)

    @property
    def text(self) -> str:
        """All text, pieces joined."""
        return "".join(self.pieces)


def read(path: Path) -> Read:
    """A page of a site."""
    return Read(path.read_text(encoding="utf-8"))
