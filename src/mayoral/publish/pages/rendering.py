"""Pages as HTML: one template for every page, links relative, everything that is data escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import definitions
from mayoral.publish.pages.blocks import Link, Page

MENU = (
    (say.ELECTIONS, "elections/"),
    (say.OFFICES, "offices/"),
    (say.NAMES, "names/"),
    (say.LAW, "law/"),
    (say.CHECKS, "checks/"),
)
FOOT = (
    (say.ABOUT, "about/"),
    (say.REPORT, "report-an-error/"),
    (say.ACCESSIBILITY, "accessibility/"),
)


def environment() -> Environment:
    """The templates, ready to render."""
    made = Environment(
        loader=PackageLoader("mayoral.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals |= {"say": say, "menu": MENU, "foot": FOOT}
    return made


class Renderer:
    """Renders page after page with the same template."""

    def __init__(self, base_url: str = "") -> None:
        self._environment = environment()
        self._page = self._environment.get_template("page.html")
        self._base = base_url.rstrip("/")

    def html(self, page: Page) -> bytes:
        """A page as HTML in UTF-8."""
        to = linked_from(page.path)
        values: dict[str, Any] = {
            "page": page,
            "to": to,
            "to_path": lambda path: to(Link("", path)),
            "root": "../" * page.path.count("/"),
            "canonical": f"{self._base}/{quote(page.path)}" if self._base else "",
            "definitions": definitions(dict.fromkeys(page.paints)) if page.paints else "",
        }
        return self._page.render(values).encode()

    def style(self) -> bytes:
        """The stylesheet."""
        loader = self._environment.loader
        assert loader is not None  # noqa: S101 - the environment above has one
        return loader.get_source(self._environment, "style.css")[0].encode()


def linked_from(path: str) -> Callable[[Link], str]:
    """What makes an address of a link on a page at this path: relative, and whole, to work from a disk too."""
    up = "../" * path.count("/")

    def to(link: Link) -> str:
        if link.url:
            return link.url
        place = f"#{quote(link.at)}" if link.at else ""
        if link.path is None:
            return quote(link.file) or place
        return f"{up}{quote(link.path)}index.html{place}"

    return to
