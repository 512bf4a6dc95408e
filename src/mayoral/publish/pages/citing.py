"""Where each figure comes from: the sources of an election by number, and which stand behind which figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mayoral.contest.contest import AreaId
from mayoral.contest.record import Election, Kind, Source
from mayoral.contest.returns import Measure, Return
from mayoral.publish import phrases as say
from mayoral.publish.pages.blocks import Cite, Column, Line, Link, Mark, Row, Table


def standing(election: Election) -> Mapping[tuple[AreaId, int], Return]:
    """The return that stands for each area and count: the highest version."""
    return {(one.area, one.count): one for one in sorted(election.returns, key=lambda one: one.version)}


class Sources:
    """The sources of a page, numbered in their order."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.all = tuple(sources)
        self._numbers = {one.id: at for at, one in enumerate(self.all, 1)}

    def cite(self, *known: str) -> Cite:
        """References to these sources, each once, in order; one that is not listed is left out."""
        numbers = sorted({self._numbers[one] for one in known if one in self._numbers})
        return Cite(tuple((at, self.all[at - 1].kind.value) for at in numbers))

    def of(self, local: Return | None, *measures: Measure) -> Cite:
        """References to the sources of a return's figures; of all of them where no measure is named."""
        cited = () if local is None else local.sources.items()
        return self.cite(*(source for (measure, _), source in cited if not measures or measure in measures))

    def table(self) -> Table:
        """The sources as a table, with their kind."""
        columns = (
            Column((say.SOURCE_KIND,), numeric=False),
            Column((say.SOURCE_TITLE,), numeric=False),
            Column((say.SOURCE_PUBLISHER,), numeric=False),
        )
        rows = tuple(
            Row((str(at),), ((kind_badge(one.kind),), self._title(one), (one.publisher,)), id=f"source-{at}")
            for at, one in enumerate(self.all, 1)
        )
        return Table("sources-table", say.SOURCES_CAPTION, say.SOURCE_NUMBER, columns, rows)

    def _title(self, one: Source) -> Line:
        title: Line = (
            (Link(one.title, url=one.url),) if one.url.startswith(("http://", "https://")) else (one.title,)
        )
        if one.kind is not Kind.DERIVED:
            return title
        origin = ", ".join(
            str(self._numbers[known]) if known in self._numbers else known for known in one.derived_from
        )
        return (*title, Mark(f" {say.DERIVED_FROM.format(origin=origin, how=one.how)}", "quiet"))


def kind_badge(kind: Kind) -> Mark:
    """The kind of a source, set apart."""
    return Mark(say.KINDS[kind], f"kind-{kind.value}")


def behind(election: Election, sources: Sources, count: int) -> Cite:
    """The sources behind all figures of a count."""
    used = [source for one in standing(election).values() if one.count == count for source in one.sources.values()]
    return sources.cite(*used)
