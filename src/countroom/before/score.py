"""The score of a training: each sheet as it stands, held against the paper, and the time it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from countroom.before.mistakes import TrainingPaper
from countroom.night.sheets import Sheet

LIMIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SheetScore:
    """One sheet held against its paper, once two people agree on it or it is settled; before that nothing is told.

    `misread` are the lines of the second reading that are not as on the paper, `otherwise` those that stand
    so now, each with its figure. `caught` is None where the first reading has no mistake, `settled` and
    `took`, from the second reading to the settling, where there was nothing to settle.
    """

    paper: TrainingPaper
    done: bool = False
    void: bool = False
    misread: Mapping[str, int] | None = None
    otherwise: Mapping[str, int] | None = None
    caught: bool | None = None
    settled: bool | None = None
    took: timedelta | None = None

    @property
    def right(self) -> int | None:
        """How many fields the second reading has as on the paper; None while that is not told."""
        return None if self.misread is None else len(self.paper.figures) - len(self.misread)


@dataclass(frozen=True, slots=True)
class Score:
    """Every sheet of a training, and the time from the first sheet signed to the last act; None before any."""

    sheets: tuple[SheetScore, ...]
    took: timedelta | None

    @property
    def open(self) -> tuple[str, ...]:
        """The numbers of the sheets that are neither agreed, settled nor void."""
        return tuple(one.paper.number for one in self.sheets if not (one.done or one.void))

    @property
    def astray(self) -> tuple[str, ...]:
        """The numbers of the sheets that are done and do not stand as on the paper, or are void."""
        return tuple(one.paper.number for one in self.sheets if one.void or one.otherwise)

    @property
    def in_time(self) -> bool:
        """Whether it took no longer than it may."""
        return self.took is not None and self.took <= LIMIT

    @property
    def passed(self) -> bool:
        """Whether every field of every sheet stands as on the paper, within the time."""
        return not self.open and not self.astray and self.in_time

    @property
    def words(self) -> str:
        """What came out and what to do next, in a sentence or two."""
        if self.open:
            return f"Still to be done: sheet {', '.join(self.open)}."
        if self.astray:
            return (
                f"Not passed yet: sheet {', '.join(self.astray)} does not stand as on the paper. "
                "Look below at what differs, then practise once more."
            )
        every = "every figure of every sheet stands as on the paper"
        if not self.in_time:
            return f"Not passed yet, though {every}: it took {lasted(self.took)}, longer than {lasted(LIMIT)}."
        return f"Passed: {every}, and it took {lasted(self.took)}."


def score(papers: Iterable[TrainingPaper], sheets: Iterable[Sheet]) -> Score:
    """What a training came to: a function of the papers and of the sheets as their acts left them."""
    table = tuple(papers)
    known = {one.number: one for one in sheets if one.number in {paper.number for paper in table}}
    scored = tuple(_scored(paper, known.get(paper.number, Sheet(paper.number))) for paper in table)
    theirs = [act.at for one in known.values() for act in (*one.entries[1:], one.settled) if act is not None]
    moments = sorted(map(datetime.fromisoformat, theirs))
    return Score(scored, _whole_seconds(moments[0], moments[-1]) if moments else None)


def lasted(took: timedelta | None) -> str:
    """A time in minutes and seconds: `14 min 5 s`."""
    minutes, seconds = divmod(0 if took is None else int(took.total_seconds()), 60)
    parts = [f"{minutes} min"] * (minutes > 0) + [f"{seconds} s"] * (seconds > 0)
    return " ".join(parts) or "0 s"


def _scored(paper: TrainingPaper, sheet: Sheet) -> SheetScore:
    if sheet.figures is None:
        return SheetScore(paper, void=sheet.void is not None)
    first, second = (one.payload["figures"] for one in sheet.entries)
    readings = {} if sheet.settled is None else sheet.settled.payload["readings"]
    return SheetScore(
        paper,
        done=True,
        misread=_unlike(paper, second),
        otherwise=_unlike(paper, sheet.figures),
        caught=all(second[line] != first[line] for line in paper.misread) if paper.misread else None,
        settled=None if sheet.settled is None else not _unlike(paper, readings),
        took=_between(sheet),
    )


def _between(sheet: Sheet) -> timedelta | None:
    """From the second reading of a sheet to its settling; None where there was nothing to settle."""
    if sheet.settled is None:
        return None
    return _whole_seconds(*(datetime.fromisoformat(one.at) for one in (sheet.entries[1], sheet.settled)))


def _whole_seconds(first: datetime, last: datetime) -> timedelta:
    """The time between two moments of the record, as it is told: without parts of a second."""
    return timedelta(seconds=int((last - first).total_seconds()))


def _unlike(paper: TrainingPaper, read: Mapping[str, int]) -> dict[str, int]:
    """The lines of a reading that are not as on the paper."""
    return {line: one for line, one in read.items() if paper.figures[line] != one}
