"""A bar for long work: after a second, on a terminal only, with rate and time remaining.

Where rich is not installed a line says the same in words and is written over once a second.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from threading import Event, Thread

PATIENCE = 1.0
"""Seconds that work may take before anything is shown."""
_OFTEN = 0.1


class _Shown(Protocol):
    """What stands on the screen."""

    def tell(self, done: int, total: int) -> None: ...

    def stop(self) -> None: ...


class Bar:
    """Shows how far work is, in bytes unless `what` is counted; `advance` may be called from any thread.

    Work that does not say how far it is (a `total` of 0) is shown with the time it has taken.
    """

    def __init__(self, total: int, words: str = "Reading papers", what: str = "") -> None:
        self.total, self.words, self.what = total, words, what
        self.done, self._last = 0, monotonic()
        self._every = PATIENCE
        self._shown: _Shown | None = None
        self._quiet = not sys.stderr.isatty()
        self._watching: tuple[Thread, Event] | None = None

    def advance(self, size: int) -> None:
        """So much more is done."""
        self.done += size
        if not self._quiet and monotonic() - self._last > self._every:
            self._tell()

    def through(self, parts: Iterable[str]) -> Iterator[str]:
        """The parts as they come, one more being done with each."""
        for part in parts:
            yield part
            self.advance(1)

    def _tell(self) -> None:
        self._last = monotonic()
        if self._shown is None:
            make = _Rich if _rich_is_here() else _Line
            self._shown, self._every = make(self.words, self.what), min(PATIENCE, _OFTEN)
        self._shown.tell(self.done, self.total)

    def _watch(self, over: Event) -> None:
        """Work that says nothing for a second is shown all the same."""
        while not over.wait(PATIENCE):
            if monotonic() - self._last > PATIENCE:
                self._tell()

    def __enter__(self) -> Self:
        if not self._quiet:
            from threading import Event, Thread  # noqa: PLC0415 - only on a terminal

            over = Event()
            self._watching = Thread(target=self._watch, args=(over,), daemon=True), over
            self._watching[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watching is not None:
            thread, over = self._watching
            over.set()
            thread.join()
        if self._shown is not None:
            self._shown.stop()


class _Rich:
    """A bar drawn by rich."""

    def __init__(self, words: str, what: str) -> None:
        from rich.console import Console  # noqa: PLC0415 - only for work that lasts
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        counted: tuple[ProgressColumn, ...] = (DownloadColumn(), TransferSpeedColumn())
        if what:
            counted = (MofNCompleteColumn(), TextColumn(what))
        self._progress = Progress(
            TextColumn(words), BarColumn(), *counted, TimeRemainingColumn(), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._progress.start()
        self._task = self._progress.add_task("", total=None)

    def tell(self, done: int, total: int) -> None:
        self._progress.update(self._task, completed=done, total=total or None)

    def stop(self) -> None:
        self._progress.stop()


class _Line:
    """A line of words, written over and at last taken away."""

    def __init__(self, words: str, what: str) -> None:
        self._words, self._what = words, what or "bytes"
        self._began, self._wide = monotonic(), 0

    def tell(self, done: int, total: int) -> None:
        took = max(monotonic() - self._began, 0.001)
        told = f"{self._words}: {took:.0f} s"
        if total:
            left = (total - done) * took / done if done else 0
            told = f"{self._words}: {100 * done // total} % ({done:,}/{total:,} {self._what}), "
            told += f"{done / took:,.0f}/s, about {left:.0f} s left"
        self._write(told)

    def stop(self) -> None:
        self._write("")
        self._write("")

    def _write(self, told: str) -> None:
        print(f"\r{told.ljust(self._wide)}", end="", file=sys.stderr, flush=True)
        self._wide = len(told)


def _rich_is_here() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 - only on a terminal

    return find_spec("rich") is not None
