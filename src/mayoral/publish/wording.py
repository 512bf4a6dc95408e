"""The message catalogue: how outcomes, findings and figures are told, in British English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from mayoral.contest.candidates import Candidate
from mayoral.contest.contest import WHOLE, AreaId, Base, Contest, Stop, Tie
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import Method
from mayoral.contest.outcomes import (
    Abandoned,
    Awaiting,
    Declaration,
    Equality,
    Lot,
    NoCandidates,
    Number,
    Outcome,
    Purpose,
    Settled,
    Uncontested,
    What,
)

NOT_KNOWN = "not known"
METHOD_NAMES = {
    Method.FIRST_PAST_THE_POST: "first past the post",
    Method.SUPPLEMENTARY_VOTE: "supplementary vote",
    Method.ALTERNATIVE_VOTE: "alternative vote",
}


def number(value: Number | None) -> str:
    """A figure with commas in its thousands; an exact fraction as a percentage of the whole college."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, Fraction):
        return percent(value, 3)
    return f"{value:,}"


def percent(share: Fraction, places: int = 1) -> str:
    """A share as a percentage, rounded half up: the one place where anything is rounded."""
    exact = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)} %"


def day(known: KnownDate | None) -> str:
    """A date as it is read aloud: 4 May 2017, May 2017, 2017."""
    if known is None:
        return "a date not known"
    if known.exact is not None:
        return f"{known.exact.day} {known.exact:%B %Y}"
    return f"{known.earliest:%B %Y}" if known.earliest.month == known.latest.month else f"{known.earliest:%Y}"


def polled(known: KnownDate | None) -> str:
    """When the poll was: on 4 May 2017, in September 2015."""
    return f"{'on' if known and known.exact else 'in'} {day(known)}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: A; A and B; A, B and C."""
    *most, last = list(words) or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a contest's candidates and areas, for telling what is known by id."""

    contest: Contest

    def who(self, known: str) -> str:
        """A candidate's name as nominated; where another bears it too, with what tells them apart.

        That is the description, else the party, else the id, which no two share.
        """
        return next((self._called(one) for one in self.contest.candidates if one.id == known), known)

    def _called(self, one: Candidate) -> str:
        alike = [other for other in self.contest.candidates if other.name == one.name and other.id != one.id]
        if not alike:
            return one.name
        taken = {told for other in alike for told in (other.description, other.party)}
        apart = (told for told in (one.description, one.party) if told and told not in taken)
        return f"{one.name} ({next(apart, one.id)})"

    def where(self, known: str | None) -> str:
        """An area's name."""
        if known in (None, WHOLE):
            return "the whole authority" if len(self.contest.areas) != 1 else self.contest.areas[0].name
        return next((one.name for one in self.contest.areas if one.id == known), str(known))

    def all_of(self, some: Iterable[str]) -> str:
        """Candidates by name, in ballot order."""
        chosen = set(some)
        return listed(self._called(one) for one in self.contest.candidates if one.id in chosen)


def outcome_words(contest: Contest, outcome: Outcome) -> str:
    """An outcome as the CARO would read it out, or what must happen next."""
    names = Names(contest)
    match outcome:
        case Declaration(elected):
            deciding = deciding_equality(outcome)
            how = f" {_by(deciding)} at count {len(outcome.counts)}" if deciding else ""
            at = f" at the {count_name(contest, len(outcome.counts))}" if len(outcome.counts) > 1 else ""
            return f"{names.who(elected)} is elected{how or at}."
        case Uncontested(elected):
            return f"{names.who(elected)} is the only candidate and is elected without a poll."
        case NoCandidates():
            return "Nobody stands: there is no result, and the procedure begins afresh."
        case Abandoned(reason):
            return f"The poll does not go on: {reason}"
        case Equality(among, purpose):
            what = "elected" if purpose is Purpose.ELECTION else "excluded"
            return (
                f"{names.all_of(among)} have equal votes at count {len(outcome.counts)}. "
                f"Who is {what} must be decided {_how_settled(contest)}."
            )
        case Awaiting():
            return _awaiting_words(contest, outcome)


def deciding_equality(outcome: Outcome) -> Settled | None:
    """The equality at the last count whose settling elected somebody; None where more votes did."""
    last = outcome.counts[-1].settled if outcome.counts else ()
    return next((one for one in last if one.purpose is Purpose.ELECTION), None)


def settled_words(contest: Contest, one: Settled) -> str:
    """An equality that was settled: between whom, how, and who was elected or excluded by it."""
    names = Names(contest)
    tied, fell = names.all_of(one.among), names.all_of(one.fell_on)
    if one.purpose is Purpose.ELECTION:
        return f"{tied} have equal votes, the most: {fell} is chosen {_by(one)}."
    if len(one.fell_on) > 1:
        return f"{tied} have equal votes, the fewest: {_by(one)}, the fewest were those of {fell}."
    return f"{tied} have equal votes, the fewest: {fell} is excluded {_by(one)}."


def how_drawn(method: str, witness: str) -> tuple[str, ...]:
    """How a lot was drawn and before whom, each on one line, as far as it is known. Law: SI 2017/67 Sch 1 r 59."""
    told = ("How it was drawn", method), ("Drawn before", witness)
    return tuple(f"{what}: {' '.join(words.split())}" for what, words in told if words)


def drawn_words(contest: Contest, lot: Lot) -> str:
    """A lot or an order drawn, as evidence: when, before whom, and on whom it fell."""
    names = Names(contest)
    on = f" on {day(KnownDate.day(lot.on))}" if lot.on else ""
    drawn = f"{on}, before {lot.witness or 'witnesses not named'}"
    if lot.purpose is Purpose.ORDER:
        return f"Order drawn beforehand{drawn}: {', '.join(map(names.who, lot.among))}."
    return f"Lot drawn at count {lot.count}{drawn}, for {lot.purpose.value}: {names.who(lot.drawn)}."


def _by(one: Settled) -> str:
    if isinstance(one.by, int):
        return f"by the votes at count {one.by}"
    return "by the order drawn beforehand" if one.by.purpose is Purpose.ORDER else "by lot"


def _how_settled(contest: Contest) -> str:
    if contest.rules is not None and contest.rules.tie is Tie.DRAWN_ORDER:
        return "by the order drawn beforehand, which is not among the lots given"
    return "by lot"


def _awaiting_words(contest: Contest, outcome: Awaiting) -> str:
    names = Names(contest)
    areas = listed(names.where(area) for area in outcome.areas)
    if outcome.would_elect is not None:
        ending = f"on these figures {names.who(outcome.would_elect)} would be elected."
    elif outcome.would_tie:
        ending = f"on these figures {names.all_of(outcome.would_tie)} would be equal."
    else:
        ending = ""
    if not outcome.owed:
        return f"Nothing can be declared while the findings marked E stand; {ending}"
    if outcome.owed[0].what is What.FINAL:
        return f"Final returns are owed by {areas}; {ending}"
    if ending:
        return f"Corrected returns are owed by {areas}; {ending}"
    if outcome.number == 1:
        return f"The {count_name(contest, 1)} is owed by {areas}."
    between = names.all_of(outcome.remaining)
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        return (
            f"Nobody has more than half of the first preferences. {between} remain. "
            f"Count second preferences for them, from papers whose first preference was for nobody who "
            f"remains. Owed by {areas}."
        )
    nobody = f"Nobody is elected at count {outcome.number - 1}"
    return f"{nobody}. {between} remain. Count {outcome.number} is owed by {areas}."


def ordinal(place_of: int) -> str:
    """first, second, third and so on in words up to tenth; then 11th."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return words[place_of - 1] if place_of <= len(words) else f"{place_of}th"


def count_name(contest: Contest, number: int) -> str:
    """How a count is called: first count, second count; by first past the post there is only the count."""
    return "count" if contest.counted_by is Method.FIRST_PAST_THE_POST else f"{ordinal(number)} count"


def rules_words(contest: Contest) -> str:
    """A selection's rules in a sentence, or the citation of the law."""
    if contest.rules is None:
        return contest.method_law
    base = "continuing papers" if contest.rules.more_than_half_of is Base.CONTINUING else "valid papers"
    stop = "the count stops there" if contest.rules.stop is Stop.MAJORITY else "the count goes on until two remain"
    tie = {
        Tie.LOT: "equality is settled by lot",
        Tie.EARLIER_COUNT: "equality is settled by the latest earlier count that differs, else by lot",
        Tie.DRAWN_ORDER: "equality is settled by an order drawn beforehand",
    }[contest.rules.tie]
    return f"more than half of {base} elects; {stop}; {tie}"


def known_areas(contest: Contest, areas: Sequence[AreaId]) -> str:
    """Areas by name."""
    return listed(Names(contest).where(area) for area in areas)
