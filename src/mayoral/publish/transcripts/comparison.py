"""Two elections of an office side by side as text; a change across a change of method is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from mayoral.analysis.compare import Comparison
from mayoral.analysis.shares import Share
from mayoral.analysis.swing import Base, Change, NoSwing, Side, Swing
from mayoral.contest.law import Method
from mayoral.contest.outcomes import elected_by
from mayoral.publish.transcripts.tables import UNKNOWN, aligned
from mayoral.publish.wording import METHOD_NAMES, NOT_KNOWN, Names, day, listed, number, percent

BREAK = "†"
DID_NOT_STAND = "did not stand"


def points(change: Fraction, places: int = 1) -> str:
    """A change in shares as percentage points with its sign, rounded half up: +9.7, -2.0."""
    exact = Decimal(100 * change.numerator) / Decimal(change.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):+}"


def comparison_page(found: Comparison, parties: Mapping[str, str]) -> str:
    """The whole comparison; `parties` are the names of the ledger by id."""
    return "\n".join(_page(found, parties)) + "\n"


def _page(found: Comparison, parties: Mapping[str, str]) -> Iterator[str]:
    before, now = found.pair.before, found.pair.now
    yield before.contest.office_title or now.contest.title
    yield ""
    yield from map(_side, (before, now))
    if found.pair.method_changed:
        yield ""
        yield f"{BREAK} The method changed in between: these shares are not like for like."
    mark = BREAK if found.pair.method_changed else ""
    heads = (day(before.contest.poll_date), "share", day(now.contest.poll_date), "share", f"change{mark}")
    rows = [
        (
            parties.get(one.party, one.party),
            *_cells(one.before, bool(one.stood_before)),
            *_cells(one.now, bool(one.stood_now)),
            _moved(one.change),
        )
        for one in found.parties
    ]
    people = [
        (Names(now.contest).who(one.now_id), *_cells(one.before), *_cells(one.now), _moved(one.change))
        for one in found.persons
    ]
    for title, table in (("party", rows), ("stood both times", people)):
        if table:
            yield ""
            yield aligned([(title, *heads), *table])
    yield ""
    yield "Change in percentage points of all votes of the first count; independents are compared by person only."
    yield from _people("Stood now only", now, found.came)
    yield from _people("Stood before only", before, found.went)
    yield from _swing(found.swing, parties)


def _side(side: Side) -> str:
    contest, elected = side.contest, elected_by(side.outcome)
    who = "not known" if elected is None else Names(contest).who(elected)
    count = side.count(Base.FIRST_COUNT)
    kind = "first preferences" if contest.counted_by is not Method.FIRST_PAST_THE_POST else "votes"
    valid = NOT_KNOWN if count is None else number(count.totals.valid)
    turned_out = ""
    if side.turnout is not None:
        turned_out = f"; turnout {percent(side.turnout.fraction)} ({side.turnout.part_name})"
    counted = METHOD_NAMES[contest.counted_by]
    return f"{day(contest.poll_date)}: {counted}; {valid} valid {kind}{turned_out}; elected: {who}"


def _cells(share: Share | None, *stood: bool) -> tuple[str, str]:
    if share is None:
        return (DID_NOT_STAND, UNKNOWN) if stood == (False,) else (NOT_KNOWN, UNKNOWN)
    return number(share.part), percent(share.fraction)


def _moved(change: Change | None) -> str:
    return UNKNOWN if change is None else points(change.points)


def _people(label: str, side: Side, some: Iterable[str]) -> Iterator[str]:
    names = [Names(side.contest).who(one) for one in some]
    if names:
        yield f"{label}: {listed(names)}."


def _swing(swing: Swing | NoSwing | None, parties: Mapping[str, str]) -> Iterator[str]:
    if isinstance(swing, NoSwing):
        yield f"No swing: {swing.value}."
    if isinstance(swing, Swing):
        to, gained, away, lost = swing.towards, swing.gained, swing.away, swing.lost
        if swing.points < 0:  # the same swing, told the way it went
            to, gained, away, lost = away, lost, to, gained
        size = points(abs(swing.points)).lstrip("+")
        yield (
            f"Swing from {parties.get(away, away)} to {parties.get(to, to)}: {size} points, "
            f"half of ({points(gained.points, 2)}) - ({points(lost.points, 2)}), on {swing.base.value}."
        )
