"""A bar for long work: after a second, on a terminal only, with rate and time remaining."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds that work may take before anything is shown."""


class Bar:
    """Shows how far work is, in bytes unless `what` is counted; `advance` may be called from any thread."""

    def __init__(self, total: int, words: str = "Reading papers", what: str = "") -> None:
        self.total, self.words, self.what = total, words, what
        self.done, self._began = 0, monotonic()
        self._shown: tuple[Progress, TaskID] | None = None
        self._quiet = not sys.stderr.isatty() or not _rich_is_here()

    def advance(self, size: int) -> None:
        """So much more is done."""
        self.done += size
        if self._quiet:
            return
        if self._shown is None and monotonic() - self._began > PATIENCE:
            self._shown = self._show()
        if self._shown is not None:
            progress, task = self._shown
            progress.update(task, completed=self.done)

    def _show(self) -> tuple[Progress, TaskID]:
        from rich.console import Console  # noqa: PLC0415 - only for work that lasts
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        counted: tuple[ProgressColumn, ...] = (DownloadColumn(), TransferSpeedColumn())
        if self.what:
            counted = (MofNCompleteColumn(), TextColumn(self.what))
        progress = Progress(
            TextColumn(self.words), BarColumn(), *counted, TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        progress.start()
        return progress, progress.add_task("", total=self.total or None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown[0].stop()


def _rich_is_here() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 - only on a terminal

    return find_spec("rich") is not None
