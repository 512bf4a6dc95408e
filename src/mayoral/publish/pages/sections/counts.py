"""The counts of an election in order: for each its bars, its table, its flow of papers, and what followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, Base
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Basis, Count, Number, elected_by
from mayoral.publish import phrases as say
from mayoral.publish.charts.bars import Bar, Half, bars
from mayoral.publish.charts.colours import Paint
from mayoral.publish.charts.svg import Told
from mayoral.publish.counted import Counted
from mayoral.publish.pages.blocks import (
    Block,
    Chip,
    Column,
    Figure,
    Line,
    Link,
    Mark,
    Pair,
    Prose,
    Row,
    Section,
    Table,
    person_path,
)
from mayoral.publish.pages.cells import awaited, figure, fraction, missing, of, signed
from mayoral.publish.pages.citing import Sources, behind, standing
from mayoral.publish.pages.sections.flows import flow_blocks
from mayoral.publish.register import Register, person_of
from mayoral.publish.wording import Names, count_name, known_areas, number, percent, settled_words


@dataclass(frozen=True, slots=True)
class Shown:
    """An election as it is shown: counted, with the paints of its candidates and its sources numbered."""

    counted: Counted
    register: Register
    paints: Mapping[str, Paint]
    sources: Sources

    def in_order(self, count: Count) -> list[CandidateId]:
        """The candidates of a count, most votes first; those whose figure is not known last."""
        contest = self.counted.election.contest
        votes = count.totals.votes
        order = contest.in_ballot_order(frozenset(votes))
        return sorted(order, key=lambda who: (votes[who] is None, -(votes[who] or 0)))

    def person(self, who: CandidateId) -> Link:
        """A candidate's name, leading to their page."""
        contest = self.counted.election.contest
        candidate = contest.candidate(who)
        return Link(candidate.name, person_path(person_of(contest, candidate)))

    def party(self, who: CandidateId) -> str:
        """A candidate's party or description; nothing where all are rivals of one party."""
        contest = self.counted.election.contest
        if len(contest.candidates) > 1 and len({one.party for one in contest.candidates}) == 1:
            return ""
        return self.register.party_name(self.counted.election.contest.candidate(who))


def count_sections(shown: Shown) -> Iterator[Section]:
    """A section for each count."""
    contest, counts = shown.counted.election.contest, shown.counted.outcome.counts
    for count in counts:
        heading = say.COUNT.format(Count=count_name(contest, count.number).capitalize())
        yield Section(f"count-{count.number}", heading, tuple(_blocks(shown, count)))


def _blocks(shown: Shown, count: Count) -> Iterator[Block]:
    if count.number > 1:
        yield from flow_blocks(shown.counted, count, shown.paints)
    yield Pair(_picture(shown, count), _table(shown, count))
    after = tuple(_after(shown, count))
    if after:
        yield Prose(after, "after")


def _picture(shown: Shown, count: Count) -> Figure:
    contest, totals = shown.counted.election.contest, count.totals
    half = threshold(shown.counted, count)
    held = []
    for who in shown.in_order(count):
        votes, share = totals.votes[who], fraction(totals.votes[who], totals.valid)
        told = "".join(map(_plain, figure(votes, missing(shown.counted, count))))
        told += "" if share is None or isinstance(votes, Fraction) else f" · {percent(share)}"
        gained = totals.added.get(who) if count.number > 1 else None
        if totals.valid is None and votes is not None:
            share = fraction(votes, 2 * max(held for held in totals.votes.values() if held is not None))
        added = fraction(gained, totals.valid) if isinstance(gained, int) and gained > 0 else None
        name = Names(contest).who(who)
        held.append(Bar(name, shown.party(who), told, share, shown.paints[who], added))
    title = say.BARS_TITLE.format(Count=count_name(contest, count.number).capitalize())
    told_as = Told(f"bars-{count.number}", title, "; ".join(f"{one.name}: {one.figure}" for one in held))
    line = (
        None
        if half is None
        else Half(Fraction(half) / 2 / (totals.valid or 1), say.HALF.format(valid=number(half)))
    )
    caption = say.BARS_UNKNOWN if totals.valid is None else say.BARS_CAPTION.format(valid=number(totals.valid))
    parts = [caption, *([say.HALF_CAPTION] if half is not None else [])]
    parts += [say.ADDED_CAPTION] if any(one.added for one in held) else []
    return Figure(bars(told_as, held, line), (" ".join(parts),), "bars")


def _plain(run: object) -> str:
    return run if isinstance(run, str) else getattr(run, "words", "")


def threshold(counted: Counted, count: Count) -> Number | None:
    """The votes of which more than half elect at a count, or None where the most votes do.

    Law: under SV the valid first preferences, at the first count; in a selection, as its rules say.
    """
    contest = counted.election.contest
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE and count.number == 1:
        return count.totals.valid
    if contest.counted_by is Method.ALTERNATIVE_VOTE and contest.rules is not None:
        of_valid = contest.rules.more_than_half_of is Base.VALID
        return counted.outcome.counts[0].totals.valid if of_valid else count.totals.valid
    return None


def _table(shown: Shown, count: Count) -> Table:
    totals, absent = count.totals, missing(shown.counted, count)
    later = count.number > 1
    elected = elected_by(shown.counted.outcome)
    final = count is shown.counted.outcome.counts[-1]
    rows = []
    for who in shown.in_order(count):
        cells = [figure(totals.votes[who], absent), of(totals.votes[who], totals.valid, absent)]
        if later:
            cells.insert(0, signed(totals.added.get(who), absent))
        state = _state(who, count, elected if final else None)
        head = (Chip(shown.paints[who]), shown.person(who), _under(shown.party(who), state))
        rows.append(Row(head, tuple(cells), state))
    blank: Line = ()
    total = [figure(totals.valid, absent), blank]
    total[:0] = [blank] if later else []
    rows.append(Row((_valid_words(shown, count),), tuple(total), "total"))
    if totals.non_transferable is not None:
        out = [figure(totals.non_transferable), blank]
        out[:0] = [blank] if later else []
        rows.append(Row((say.FLOW_NOBODY.partition(":")[0].capitalize(),), tuple(out), "total"))
    heads = [*([say.ADDED] if later else []), say.VOTES, say.SHARE]
    columns = tuple(Column((head,)) for head in heads)
    caption = say.COUNT_CAPTION.format(Count=count_name(shown.counted.election.contest, count.number).capitalize())
    return Table(f"count-{count.number}-table", caption, say.CANDIDATE, columns, tuple(rows), _note(shown, count))


def _under(party: str, state: str) -> Mark:
    """What stands below a candidate's name: party, and what this count meant for them."""
    return Mark(" · ".join(part for part in (party, state) if part), "quiet under")


def _valid_words(shown: Shown, count: Count) -> str:
    sv = shown.counted.election.contest.counted_by is Method.SUPPLEMENTARY_VOTE
    return say.VALID_FIRST if sv and count.number == 1 else say.VALID


def _state(who: CandidateId, count: Count, elected: CandidateId | None) -> str:
    if who == elected:
        return say.ELECTED
    if who in count.eliminated:
        return say.ELIMINATED
    return say.REMAINS if who in count.remaining else ""


def _note(shown: Shown, count: Count) -> Line:
    """What the totals rest on, and where they come from."""
    election, contest = shown.counted.election, shown.counted.election.contest
    if count.basis is Basis.PUBLISHED_TOTALS:
        basis = say.BASIS_PUBLISHED.format(areas=known_areas(contest, count.missing))
        cited = shown.sources.of(standing(election).get((WHOLE, count.number)))
    else:
        cited = behind(election, shown.sources, count.number)
        owed = say.BASIS_OWED if awaited(shown.counted) else say.BASIS_INCOMPLETE
        one = len(contest.areas) == 1
        basis = say.BASIS_ONE if one else say.BASIS_AREAS
        basis = owed.format(areas=known_areas(contest, count.missing)) if count.missing else basis
    return (f"{basis} {say.FIGURES_FROM} ", cited)


def _after(shown: Shown, count: Count) -> Iterator[Line]:
    """What the rule makes of this count."""
    contest, totals = shown.counted.election.contest, count.totals
    held = [votes for votes in totals.votes.values() if votes is not None]
    whole = threshold(shown.counted, count)
    if held and whole is not None:
        most = max(held)
        words = say.THRESHOLD_OVER if 2 * most > whole else say.THRESHOLD_UNDER
        yield (words.format(most=number(most), double=number(2 * most), valid=number(whole)),)
    for one in count.settled:
        yield (settled_words(contest, one),)
    if count.remaining:
        yield (say.GOES_ON.format(names=Names(contest).all_of(count.remaining)),)
    elected = elected_by(shown.counted.outcome)
    if elected is not None and count is shown.counted.outcome.counts[-1]:
        yield (say.ELECTED_HERE.format(name=Names(contest).who(elected)),)
