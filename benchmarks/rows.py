"""One line of the table of benchmarks."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, the figure, its unit, what it is measured against, the most or the least it may be."""

    what: str
    figure: float
    unit: str
    how: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its target."""
        least, most = self.at_least, self.at_most
        return (most is None or self.figure <= most) and (least is None or self.figure >= least)

    @property
    def target(self) -> str:
        """The most or the least it may be, in words; empty where nothing was set."""
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return "" if self.at_least is None else f"at least {self.at_least:g}"
