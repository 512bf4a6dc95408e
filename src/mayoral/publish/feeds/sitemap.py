"""The sitemap: every page's address, with the day its record speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as ET

from mayoral.publish.publisher import Publisher

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Mapping[str, date | None], publisher: Publisher) -> bytes:
    """A sitemap of pages by path, as sitemaps.org describes; a page whose day is not known has none."""
    top = ET.Element("urlset", xmlns=_NAMESPACE)
    for path, day in pages.items():
        page = ET.SubElement(top, "url")
        ET.SubElement(page, "loc").text = publisher.address(path)
        if day is not None:
            ET.SubElement(page, "lastmod").text = day.isoformat()
    ET.indent(top, " ")
    text: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
