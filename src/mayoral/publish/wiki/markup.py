"""Wikitext whose values cannot break out of their place: text, templates, citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from mayoral.contest.record import Kind, Source
from mayoral.publish.open_data.record import speakable
from mayoral.publish.publisher import Publisher

_ALWAYS = frozenset('|{}[]<>=&"')
# Bold and italics, signatures, magic words, bare addresses; and what begins a list, a row or a heading.
_RUNS = re.compile(r"'{2,}|~{3,}|_{2,}|://|^[*#:;+\-!]")
_TRUST = (Kind.OFFICIAL, Kind.PRESS, Kind.SECONDARY, Kind.DERIVED)


def escaped(text: str) -> str:
    """A text that shows as it is, wherever in wikitext it stands; line breaks become spaces."""
    flat = speakable(" ".join(text.split()))
    safe = "".join(f"&#{ord(one)};" if one in _ALWAYS else one for one in flat)
    return _RUNS.sub(lambda run: "".join(f"&#{ord(one)};" for one in run[0]), safe)


def comment(text: str) -> str:
    """A comment for the editor; it cannot be ended from inside."""
    flat = re.sub("-{2,}|[<>]", " ", speakable(" ".join(text.split())))
    return f"<!-- {flat} -->"


def template(name: str, values: Mapping[str, str]) -> str:
    """A template with named values, one a line; values are wikitext already."""
    lines = "".join(f" |{key} = {value}\n" for key, value in values.items())
    return f"{{{{{name}\n{lines}}}}}"


def cited(source: Source) -> str:
    """A citation of a source as a footnote."""
    values = {"title": escaped(source.title)} | (
        {"publisher": escaped(source.publisher)} if source.publisher else {}
    )
    name = "citation"
    if source.url:
        name, values = "cite web", {"url": address(source.url), **values}
    inside = " ".join(f"|{key}={value}" for key, value in values.items())
    return f"<ref>{{{{{name} {inside}}}}}</ref>"


def citations(sources: list[Source], publisher: Publisher, path: str) -> str:
    """The sources as footnotes, official ones first, then the page of the record itself where it has one."""
    told = [cited(one) for one in sorted(sources, key=lambda one: _TRUST.index(one.kind))]
    if publisher.base:
        page = {"url": address(publisher.address(path)), "title": "Figures by area and count, with their sources"}
        inside = " ".join(f"|{key}={value}" for key, value in page.items())
        told.append(f"<ref>{{{{cite web {inside} |publisher={escaped(publisher.name)}}}}}</ref>")
    return "".join(told)


def address(url: str) -> str:
    """An address with everything percent-encoded that wikitext would read as its own."""
    return quote(url, safe=":/?#@!$&()*+,;=%~-._")
