"""Who publishes, and where: what no election's own files say and several formats ask for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher; `base` is the address of its site, ended by a slash, or empty where there is none.

    `since` is a day, month or year in which the host of `base` was already the publisher's: tag URIs
    need it (RFC 4151).
    """

    name: str = "not stated"
    abbreviation: str = "none"
    base: str = ""
    since: str = "2026"

    def address(self, path: str) -> str:
        """The address of a page or file on the site; the path alone where the site has no address."""
        return f"{self.base}{path}"

    def tag(self, specific: str) -> str:
        """A tag URI for something this publisher names."""
        return f"tag:{urlsplit(self.base).hostname or 'localhost'},{self.since}:{specific}"


UNSTATED = Publisher()
