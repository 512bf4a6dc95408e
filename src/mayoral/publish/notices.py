"""Statements and notices as text, in the fields and the order that the rules give them.

A figure that is not known is printed as such; a signed notice leaves none of them open.
Law: SI 2017/67 Sch 1 r 51(5), 54, 56(2), 59(15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method, heads_of_rejection
from mayoral.contest.outcomes import Declaration, Figures, Lot, Number, Outcome, Uncontested
from mayoral.contest.papers import Head
from mayoral.publish.transcripts.tables import aligned
from mayoral.publish.wording import Names, count_name, day, how_drawn, number, polled

_RULE = "─" * 72


def provisional_statement(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> str:
    """What a returning officer states after a count. Law: r 54(1); after a second count r 56(2)."""
    figures = _local(contest, outcome, area, count)
    sv = contest.counted_by is Method.SUPPLEMENTARY_VOTE
    rows: list[tuple[str, str]]
    if sv and count == 2:
        firsts = _local(contest, outcome, area, 1)
        unmarked = _under_heads(figures).get(Head.UNMARKED_OR_UNCERTAIN)
        rows = [
            *_listed(contest, "First preference votes", firsts.votes),
            *_listed(contest, "Second preference votes for those who remain", figures.added),
            *_listed(contest, "Totals of those who remain", figures.votes),
            ("Papers in the second count", ""),
            ("  valid as to a first preference for a candidate who did not remain", number(figures.pool)),
            ("  rejected: unmarked or void for uncertainty as to the second preference", number(unmarked)),
        ]
    else:
        rows = [
            ("Ballot papers used", number(figures.papers)),
            ("Rejected ballot papers", number(figures.rejected)),
            *_listed(contest, "First preference votes" if sv else "Votes", figures.votes),
        ]
        rows += [("Total of first preference votes", number(figures.valid))] if sv else []
    heading = _heading(contest, "PROVISIONAL STATEMENT", area, count)
    return _page(contest, heading, [aligned(rows, ruled=0)], "Returning officer")


def rejected_statement(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> str:
    """The statement of rejected papers by head. Law: r 51(5); at a second count r 55(3)."""
    figures = _local(contest, outcome, area, count)
    heading = _heading(contest, "STATEMENT OF REJECTED BALLOT PAPERS", area, count)
    return _page(contest, heading, [aligned(_heads(contest, figures, count), ruled=0)], "Returning officer")


def _heading(contest: Contest, document: str, area: AreaId, count: int) -> str:
    """The document, which count where there may be several, and the area."""
    only = contest.counted_by is Method.FIRST_PAST_THE_POST
    return f"{document}{'' if only else f', {count_name(contest, count).upper()}'}: {Names(contest).where(area)}"


def _listed(
    contest: Contest, heading: str, votes: Mapping[CandidateId, Number | None]
) -> Iterator[tuple[str, str]]:
    """A heading, then each candidate with a figure here, in ballot order."""
    yield heading, ""
    for one in contest.candidates:
        if one.id in votes:
            yield f"  {_on_paper(one)}", number(votes[one.id])


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
            at = "" if len(outcome.counts) == 1 else f" at the {count_name(contest, count.number)}"
            parts.append(f"Ballot papers rejected{at}:\n\n{aligned(rows, ruled=0)}")
    return _page(contest, "NOTICE OF RESULT", parts, "Combined authority returning officer")


def _figures(contest: Contest, outcome: Outcome) -> Iterator[str]:
    """The totals of each candidate, count by count; the lot where one decided."""
    sv = contest.counted_by is Method.SUPPLEMENTARY_VOTE
    for count in outcome.counts:
        votes, added = count.totals.votes, count.totals.added
        standing = [one for one in contest.candidates if one.id in votes]
        rows: list[tuple[str, ...]] = [(_on_paper(one), number(votes[one.id])) for one in standing]
        what = "Total first preference votes of each candidate" if sv else "Total votes of each candidate"
        if count.number > 1:
            what = "Votes of each remaining candidate after the second count"
            rows = [("", "second preferences", "total")]
            rows += [(_on_paper(one), number(added[one.id]), number(votes[one.id])) for one in standing]
        yield f"{what}:\n\n{aligned(rows, ruled=0)}"
    lots: tuple[Lot, ...] = outcome.lots if isinstance(outcome, Declaration) else ()
    for lot in lots:
        tied = Names(contest).all_of(lot.among)
        fell = Names(contest).who(lot.drawn)
        when = f" on {day(KnownDate.day(lot.on))}" if lot.on else ""
        said = f"{tied} had equal votes. A lot was drawn{when} and fell on {fell}. It is added to no figure above."
        yield "\n".join((said, *how_drawn(lot.method, lot.witness)))


def _under_heads(figures: Figures) -> dict[Head, int]:
    """The rejected papers under the heads of the statute; two that a form prints apart are one there."""
    by_head = dict(figures.rejected_by_head)
    if Head.UNMARKED in by_head and Head.UNCERTAIN in by_head:
        by_head.setdefault(Head.UNMARKED_OR_UNCERTAIN, by_head[Head.UNMARKED] + by_head[Head.UNCERTAIN])
    return by_head


def _heads(contest: Contest, figures: Figures, count: int) -> list[tuple[str, str]]:
    """The heads of the statute in order; what a form prints apart stands below the head it belongs to."""
    by_head = _under_heads(figures)
    apart = [(head, by_head[head]) for head in (Head.UNMARKED, Head.UNCERTAIN) if head in by_head]
    rows = [
        (f"({one.letter}) {one.words}", number(by_head.get(one.head)))
        for one in heads_of_rejection(contest.counted_by, count)
    ]
    rows += [(f"    of these, {head.value}", number(figure)) for head, figure in apart]
    return [*rows, ("Total", number(figures.rejected))]


def _elected(contest: Contest, outcome: Outcome) -> Candidate:
    if not isinstance(outcome, Declaration | Uncontested):
        raise Refused("nobody can be declared elected yet; see what `mayoral count` says is owed")
    return contest.candidate(outcome.elected)


def _local(contest: Contest, outcome: Outcome, area: AreaId, count: int) -> Figures:
    if 0 < count <= len(outcome.counts):
        figures = outcome.counts[count - 1].areas.get(area)
        if figures is not None:
            return figures
    raise Refused(f"no return of {Names(contest).where(area)} for count {count} is known")


def _on_paper(candidate: Candidate) -> str:
    """A candidate as on the statement of persons nominated."""
    return f"{candidate.name} ({candidate.description})" if candidate.description else candidate.name


def _page(contest: Contest, heading: str, parts: list[str], signed_by: str) -> str:
    if contest.rules is not None:
        raise Refused("these documents are those of SI 2017/67; a party's selection has none of them")
    when = [] if day(contest.poll_date) in contest.title else [f"Poll {polled(contest.poll_date)}"]
    head = [heading, contest.title, *when, _RULE]
    foot = [_RULE, f"{signed_by}: ______________________________    Date: ______________"]
    return "\n".join([*head, "", "\n\n".join(parts), "", *foot]) + "\n"
