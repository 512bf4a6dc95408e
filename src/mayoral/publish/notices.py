"""Statements and notices as text, in the fields and the order that the rules give them.

A figure that is not known is printed as such; a signed notice leaves none of them open.
Law: SI 2017/67 Sch 1 r 51(5), 54, 56(2), 59(15).
"""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.contest.candidates import Candidate
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.outcomes import Count, Declaration, Figures, Lot, Outcome, Uncontested
from mayoral.contest.papers import Head
from mayoral.publish.tables import aligned
from mayoral.publish.wording import NOT_KNOWN, Names, day, number, polled

_RULE = "─" * 72


def provisional_statement(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> str:
    """What a returning officer states after a count. Law: r 54(1); after a second count r 56(2)."""
    figures = _local(contest, outcome, area, count)
    rows: list[tuple[str, str]]
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE and count == 2:
        firsts = _local(contest, outcome, area, 1)
        rows = [
            (f"First preferences: {_on_paper(one)}", number(firsts.votes.get(one.id)))
            for one in contest.candidates
        ]
        staying = [one for one in contest.candidates if one.id in figures.votes]
        rows += [(f"Second preferences: {_on_paper(one)}", number(figures.added.get(one.id))) for one in staying]
        rows += [(f"Total: {_on_paper(one)}", number(figures.votes[one.id])) for one in staying]
        rows += [
            ("Papers valid as to a first preference for a candidate who did not remain", number(figures.pool)),
            ("Papers rejected at the second count", number(figures.rejected)),
        ]
    else:
        sv = contest.counted_by is Method.SUPPLEMENTARY_VOTE
        votes = "First preferences" if sv else "Votes"
        rows = [("Ballot papers used", number(figures.papers)), ("Rejected papers", number(figures.rejected))]
        rows += [(f"{votes}: {_on_paper(one)}", number(figures.votes.get(one.id))) for one in contest.candidates]
        rows += [("Total of first preferences", number(figures.valid))] if sv else []
    heading = f"PROVISIONAL STATEMENT, COUNT {count}: {Names(contest).where(area)}"
    return _page(contest, heading, [aligned(rows, ruled=0)], "Returning officer")


def rejected_statement(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> str:
    """The statement of rejected papers by head. Law: r 51(5); at a second count r 55(3)."""
    figures = _local(contest, outcome, area, count)
    heading = f"STATEMENT OF REJECTED BALLOT PAPERS, COUNT {count}: {Names(contest).where(area)}"
    return _page(contest, heading, [aligned(_heads(contest, figures, count), ruled=0)], "Returning officer")


def declaration(contest: Contest, outcome: Outcome) -> str:
    """The declaration of result, to be read aloud by the CARO. Law: r 59(11)-(12), (15)."""
    elected = _elected(contest, outcome)
    parts = [f"I declare that {_on_paper(elected)} is elected {contest.office_title or contest.title}."]
    if isinstance(outcome, Uncontested):
        parts.append("No other candidate stood validly nominated, and no poll was held.")
    else:
        parts[:0] = list(_figures(contest, outcome))
    return _page(contest, "DECLARATION OF RESULT", parts, "Combined authority returning officer")


def public_notice(contest: Contest, outcome: Outcome) -> str:
    """The public notice of the result. Law: r 59(15)-(16)."""
    elected = _elected(contest, outcome)
    parts = [f"Elected: {_on_paper(elected)}."]
    if not isinstance(outcome, Uncontested):
        parts += list(_figures(contest, outcome))
        for count in outcome.counts:
            rows = _heads(contest, count.totals, count.number)
            parts.append(f"Ballot papers rejected at count {count.number}:\n\n{aligned(rows, ruled=0)}")
    return _page(contest, "NOTICE OF RESULT", parts, "Combined authority returning officer")


def _figures(contest: Contest, outcome: Outcome) -> Iterator[str]:
    """The totals of each candidate, count by count; the lot where one decided."""
    sv = contest.counted_by is Method.SUPPLEMENTARY_VOTE
    for count in outcome.counts:
        what = ("first preferences" if sv else "votes") if count.number == 1 else f"at count {count.number}"
        yield f"Total {what} of each candidate:\n\n{aligned(_votes(contest, count), ruled=0)}"
    lots: tuple[Lot, ...] = outcome.lots if isinstance(outcome, Declaration) else ()
    for lot in lots:
        tied = Names(contest).all_of(lot.among)
        fell = Names(contest).who(lot.drawn)
        yield f"{tied} had equal votes. A lot was drawn and fell on {fell}. It is added to no figure above."


def _votes(contest: Contest, count: Count) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in contest.candidates:
        if one.id in count.totals.votes:
            total = number(count.totals.votes[one.id])
            gained = count.totals.added.get(one.id)
            added = f"{number(gained)} second preferences" if gained is not None and count.number == 2 else ""
            rows.append((_on_paper(one), added, total))
    if not any(added for _, added, _ in rows) or contest.counted_by is not Method.SUPPLEMENTARY_VOTE:
        return [(name, total) for name, _, total in rows]
    return rows


def _heads(contest: Contest, figures: Figures, count: int) -> list[tuple[str, str]]:
    """The heads of the statute in order; what a form prints apart stands below the head it belongs to."""
    by_head = dict(figures.rejected_by_head)
    apart = [(head, by_head[head]) for head in (Head.UNMARKED, Head.UNCERTAIN) if head in by_head]
    if len(apart) == 2:
        by_head.setdefault(Head.UNMARKED_OR_UNCERTAIN, sum(figure for _, figure in apart))
    rows = [
        (f"({one.letter}) {one.words}", _known(by_head.get(one.head)))
        for one in heads_of_rejection(contest.counted_by, count)
    ]
    rows += [(f"    of these, {head.value}", number(figure)) for head, figure in apart]
    return [*rows, ("Total", _known(figures.rejected))]


def _known(figure: int | None) -> str:
    return NOT_KNOWN if figure is None else number(figure)


def _elected(contest: Contest, outcome: Outcome) -> Candidate:
    if not isinstance(outcome, Declaration | Uncontested):
        raise Refused("nobody can be declared elected yet; see what `mayoral count` says is owed")
    return contest.candidate(outcome.elected)


def _local(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> Figures:
    if count <= len(outcome.counts):
        figures = outcome.counts[count - 1].areas.get(area)
        if figures is not None:
            return figures
    raise Refused(f"{Names(contest).where(area)} has not returned count {count}")


def _on_paper(candidate: Candidate) -> str:
    """A candidate as on the statement of persons nominated."""
    return f"{candidate.name} ({candidate.description})" if candidate.description else candidate.name


def _page(contest: Contest, heading: str, parts: list[str], signed_by: str) -> str:
    when = [] if day(contest.poll_date) in contest.title else [f"Poll {polled(contest.poll_date)}"]
    head = [heading, contest.title, *when, _RULE]
    foot = [_RULE, f"{signed_by}: ______________________________    Date: ______________"]
    return "\n".join([*head, "", "\n\n".join(parts), "", *foot]) + "\n"
