"""One line of the table of benchmarks."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, the figure, its unit, what it is measured against, and the most it may be."""

    what: str
    figure: float
    unit: str
    how: str = ""
    at_most: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its target."""
        return self.at_most is None or self.figure <= self.at_most
