"""What was declared, and what other sources say, held against the figures and against the law.

Nothing here changes who is elected; it finds where the record contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mayoral.contest.contest import Contest
from mayoral.contest.findings import Finding
from mayoral.contest.law import law_on
from mayoral.contest.outcomes import Outcome, elected_by
from mayoral.contest.record import Conflict, Declared
from mayoral.contest.returns import Measure
from mayoral.counting.consolidation import Standing


def against_declared(outcome: Outcome, declared: Declared) -> Iterator[Finding]:
    """The declaration beside the count."""
    elected = elected_by(outcome)
    if elected != declared.elected and (elected is not None or declared.recomputable):
        yield Finding("E601", None, None, {"declared": declared.elected, "counted": elected or ""})
    for number, votes in (declared.counts or {}).items():
        counted = outcome.counts[number - 1].totals.votes if number <= len(outcome.counts) else {}
        for who, figure in votes.items():
            known = counted.get(who)
            if known is not None and known != figure:
                counted_as = int(known) if known == int(known) else str(known)
                yield Finding("E602", None, number, {"candidate": who, "declared": figure, "counted": counted_as})


def against_law(contest: Contest) -> Iterator[Finding]:
    """The method stated beside the one the law table prescribes, where the table covers the office."""
    if contest.office_kind is None or contest.poll_date is None:
        return
    row = law_on(contest.poll_date.earliest, contest.office_kind)
    prescribed = "" if row.method is None else row.method.value
    if prescribed != contest.method.value:
        fields = {
            "stated": contest.method.value,
            "prescribed": prescribed,
            "citation": "; ".join(row.citations),
        }
        yield Finding("E603", None, None, fields)
    for doubt in row.uncertain:
        yield Finding("W604", None, None, {"doubt": doubt})


def against_conflicts(latest: Standing, conflicts: Iterable[Conflict]) -> Iterator[Finding]:
    """Figures that other sources give, beside the one preferred."""
    for other in conflicts:
        stands = latest.get((other.area, other.count))
        used = stands.get(other.measure, other.key) if stands and isinstance(other.measure, Measure) else None
        measure = other.measure.value if isinstance(other.measure, Measure) else other.measure
        fields = {"measure": measure, "key": other.key, "figure": other.figure, "why": other.why}
        yield Finding("W406", other.area, other.count, {**fields, "used": "" if used is None else used})
