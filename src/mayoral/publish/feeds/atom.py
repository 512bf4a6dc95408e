"""Atom feeds (RFC 4287) with archive pages (RFC 5005) and deleted entries (RFC 6721).

An entry is never edited: a correction is a new entry that says which it replaces, and what was taken
back stands as a deleted entry. Dates are handed in; no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mayoral.publish.open_data.linked_data import media_type
from mayoral.publish.open_data.record import speakable
from mayoral.publish.publisher import Publisher

_ATOM, _HISTORY, _DELETED = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/syndication/history/1.0",
    ("http://purl.org/atompub/tombstones/1.0"),
)
for _prefix, _namespace in (("", _ATOM), ("fh", _HISTORY), ("at", _DELETED)):
    ET.register_namespace(_prefix, _namespace)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something published: `specific` names it for ever, `replaces` the entry it corrects."""

    specific: str
    title: str
    updated: str
    path: str
    summary: str = ""
    status: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Something taken back: which entry, when, and why."""

    specific: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own path, and what was published and taken back, oldest first."""

    title: str
    path: str
    told: Sequence[Entry | Withdrawn]
    a_page: int = 50


def pages(feed: Feed, publisher: Publisher) -> dict[str, bytes]:
    """The feed's documents by path: the newest entries, and archive pages filled from the oldest on.

    An archive page, once full, never changes. Raises ValueError where the site has no address: an entry
    needs a name for ever, and a name needs a host.
    """
    if not publisher.base:
        raise ValueError("a feed needs the address of its site")
    size = feed.a_page
    full = max(0, (len(feed.told) - 1) // size)
    stem = feed.path.removesuffix(".atom")
    paths = [f"{stem}.{number}.atom" for number in range(1, full + 1)]
    made = {}
    for at, path in enumerate([*paths, feed.path]):
        links = [("self", path), ("current", feed.path)] if at < full else [("self", path)]
        links += [("prev-archive", paths[at - 1])] if at else []
        links += [("next-archive", paths[at + 1])] if at + 1 < full else []
        told = feed.told[at * size : (at + 1) * size]
        made[path] = _document(feed, publisher, told, links)
    return made


def _document(
    feed: Feed, publisher: Publisher, told: Sequence[Entry | Withdrawn], links: Sequence[tuple[str, str]]
) -> bytes:
    top = ET.Element(f"{{{_ATOM}}}feed")
    _text(top, "id", publisher.tag(feed.path))
    _text(top, "title", feed.title)
    _text(top, "updated", max((_when(one) for one in told), default=f"{publisher.since[:4]}-01-01T00:00:00Z"))
    _text(ET.SubElement(top, f"{{{_ATOM}}}author"), "name", publisher.name)
    for relation, path in links:
        _link(top, relation, publisher.address(path))
    if ("current", feed.path) in links:
        ET.SubElement(top, f"{{{_HISTORY}}}archive")
    for one in _newest_first(told):
        if isinstance(one, Entry):
            _entry(top, one, publisher)
        else:
            ref = {"ref": speakable(publisher.tag(one.specific)), "when": one.when}
            gone = ET.SubElement(top, f"{{{_DELETED}}}deleted-entry", ref)
            ET.SubElement(gone, f"{{{_DELETED}}}comment").text = speakable(one.why)
    ET.indent(top, " ")
    text: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _newest_first(told: Iterable[Entry | Withdrawn]) -> list[Entry | Withdrawn]:
    """What still stands, newest first: an entry taken back later in the same document is not repeated."""
    listed = list(told)
    gone = {one.specific for one in listed if isinstance(one, Withdrawn)}
    return [one for one in reversed(listed) if isinstance(one, Withdrawn) or one.specific not in gone]


def _when(one: Entry | Withdrawn) -> str:
    return one.updated if isinstance(one, Entry) else one.when


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, f"{{{_ATOM}}}{name}").text = speakable(text)


def _link(above: ET.Element, relation: str, address: str) -> None:
    values = {"rel": relation, "href": speakable(address)}
    if relation in ("alternate", "self", "current", "prev-archive", "next-archive"):
        values["type"] = "text/html" if address.endswith("/") else media_type(address)
    ET.SubElement(above, f"{{{_ATOM}}}link", values)


def _entry(above: ET.Element, one: Entry, publisher: Publisher) -> None:
    entry = ET.SubElement(above, f"{{{_ATOM}}}entry")
    _text(entry, "id", publisher.tag(one.specific))
    _text(entry, "title", one.title)
    _text(entry, "updated", one.updated)
    _link(entry, "alternate", publisher.address(one.path))
    if one.replaces:
        _link(entry, "replaces", publisher.tag(one.replaces))
    if one.status:
        ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": speakable(one.status)})
    _text(entry, "summary", one.summary)
