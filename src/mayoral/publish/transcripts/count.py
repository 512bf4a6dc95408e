"""The transcript of a count: every count as a table, then what follows, as text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from mayoral.analysis.shares import Share, majority
from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import Count, Declaration, Equality, Outcome
from mayoral.publish.transcripts.tables import (
    WIDE,
    basis_line,
    count_table,
    goes_on_line,
    heads_table,
    threshold_line,
)
from mayoral.publish.wording import (
    METHOD_NAMES,
    count_name,
    drawn_words,
    number,
    outcome_words,
    percent,
    polled,
    rules_words,
    settled_words,
)


def transcript(contest: Contest, outcome: Outcome, turnout: Share | None = None, columns: int = WIDE) -> str:
    """The whole count as text, so many columns wide: heading, counts, outcome, majority and turnout."""
    return "\n".join(_lines(contest, outcome, turnout, columns)) + "\n"


def _lines(contest: Contest, outcome: Outcome, turnout: Share | None, columns: int) -> Iterator[str]:
    yield contest.title
    when = f"Poll {polled(contest.poll_date)}. " if contest.poll_date else ""
    yield f"{when}Method: {METHOD_NAMES[contest.method]}."
    rules = rules_words(contest)
    if rules:
        yield from wrap(f"{'Law' if contest.rules is None else 'Rules'}: {rules}.", columns)
    for count in outcome.counts:
        yield ""
        yield count_name(contest, count.number).capitalize()
        yield ""
        yield count_table(contest, count, columns)
        for line in (basis_line, threshold_line):
            yield from wrap(line(contest, count), columns)
        for one in count.settled:
            yield from wrap(settled_words(contest, one), columns)
        yield from wrap(goes_on_line(contest, count), columns)
        heads = heads_table(contest, count, columns)
        yield from ("", heads) if heads else ()
    yield from lot_lines(contest, outcome, columns)
    yield ""
    yield from wrap(outcome_words(contest, outcome), columns)
    if outcome.counts and isinstance(outcome, Declaration | Equality):
        yield from _summary(outcome.counts[-1], turnout)


def lot_lines(contest: Contest, outcome: Outcome, columns: int = WIDE) -> Iterator[str]:
    """The lots and orders that settled something, each once, below an empty line."""
    lots = getattr(outcome, "lots", ())
    yield from [""] if lots else []
    for lot in lots:
        yield from wrap(drawn_words(contest, lot), columns)


def _summary(last: Count, turnout: Share | None) -> Iterator[str]:
    lead = majority(last.totals)
    if lead is not None:
        yield f"Majority over the runner-up: {number(lead)}."
    yield f"Shares are of the votes held at that count ({number(last.totals.valid)} at the last)."
    if turnout is None:
        yield "Turnout: not known."
    else:
        worked = f"{number(turnout.part)} {turnout.part_name} ÷ {turnout.whole_name} {number(turnout.whole)}"
        yield f"Turnout: {percent(turnout.fraction, 2)} ({worked})."
