"""The message catalogue: how outcomes, findings and figures are told, in British English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from mayoral.contest.contest import WHOLE, AreaId, Base, Contest, Stop, Tie
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import Field, Finding
from mayoral.contest.law import Method
from mayoral.contest.outcomes import (
    Abandoned,
    Awaiting,
    Declaration,
    Equality,
    NoCandidates,
    Number,
    Outcome,
    Purpose,
    Uncontested,
    What,
)

NOT_KNOWN = "not known"
METHOD_NAMES = {
    Method.FIRST_PAST_THE_POST: "first past the post",
    Method.SUPPLEMENTARY_VOTE: "supplementary vote",
    Method.ALTERNATIVE_VOTE: "alternative vote",
}
MEASURES = {
    "electorate": "electorate",
    "verified": "verified ballot papers",
    "papers": "ballot papers",
    "valid": "valid votes",
    "votes": "votes",
    "rejected": "rejected papers",
    "second_count_papers": "papers of the second count",
    "second_preferences": "second preferences",
    "second_preferences_for_eliminated": "second preferences for eliminated candidates",
    "totals": "total",
    "transfers": "transfers",
    "non_transferable": "non-transferable papers",
}

# A finding's words and what to do next; the braces are its fields, figures written with commas.
FINDINGS: Mapping[str, tuple[str, str]] = {
    "E101": (
        "{votes} votes + {rejected} rejected = {claimed}, but there are {papers} papers: {residual}.{equals}",
        "Find the papers: check the bundles and every sheet entered, then return corrected figures.",
    ),
    "E102": (
        "The heads of rejection add up to {heads}, but {rejected} papers were rejected: {residual}.",
        "Check the rejected papers head by head.",
    ),
    "W103": (
        "{papers} papers were counted, but {verified} were verified: {residual}.",
        "Count the papers again; where the difference stays, explain it in writing, with initials.",
    ),
    "E104": (
        "{candidate} has {votes} votes from {papers} papers: {residual} too many.",
        "Nobody can have more votes than there are papers: look for a sheet entered twice or in the wrong line.",
    ),
    "E105": (
        "The votes add up to {votes}, but {valid} valid votes are stated: {residual}.{equals}",
        "Add the candidates' votes up again and check each against its sheet.",
    ),
    "E106": (
        "{figure} {what} are more than the electorate of {electorate}: {residual} too many.",
        "Check the figure and the electorate.",
    ),
    "W107": ("Not known: {missing}. F-1 and F-2 cannot be tested in full.", "Ask the area for these figures."),
    "W108": (
        "{rejected} of {papers} papers were rejected, more than {limit} in 100.",
        "Look at the heads of rejection and at how doubtful papers were decided.",
    ),
    "E201": (
        "{pool} papers took part, but eliminated candidates had {eliminated} first preferences: {residual}.",
        "The second count takes exactly the papers of the eliminated: check which bundles were opened.",
    ),
    "E202": (
        "{seconds} + {wasted} for eliminated + {rejected} rejected = {claimed}, not {pool}: {residual}.",
        "Check the bundles of the second count.",
    ),
    "E203": (
        "{candidate}: {first} first + {second} second = {claimed}, but {total} is the total given: {residual}.",
        "Add first and second preferences again.",
    ),
    "E204": (
        "{known} papers are accounted for, but only {pool} can take part: {residual} too many.",
        "Check the second preferences against the first preferences of the eliminated candidates.",
    ),
    "E205": (
        "This return is for {others}, who do not take part in this count; it is between {remaining}.",
        "The return does not stand: the area owes this count again, between exactly these candidates.",
    ),
    "W206": ("Not known: {missing}. S-1 and S-2 cannot be tested in full.", "Ask the area for these figures."),
    "E301": (
        "{votes} votes + {out} non-transferable = {claimed}, not the {valid} of the first count: {residual}.",
        "Follow the papers of the candidate last excluded.",
    ),
    "E302": ("{candidate} went from {before} to {now}: {residual} fewer.", "Nobody who remains can lose papers."),
    "E303": (
        "{transfers} papers are said to pass to {candidate}, whose votes changed by {change}: {residual}.",
        "Follow the papers of the candidate last excluded.",
    ),
    "W304": ("The non-transferable papers are not known.", "Ask for the figure."),
    "E401": (
        "{measure}: the areas add up to {areas}, but {published} is published for the whole: {residual}.",
        "Check each area's figure against its own statement.",
    ),
    "E402": (
        "{measure}: the areas known already add up to {areas}, more than the {published} published: {residual}.",
        "One area's figure is too high: look for one area's figure in another's place.",
    ),
    "W403": (
        "The very same votes as {other}.",
        "Make sure that one area's sheet was not entered for both.",
    ),
    "W404": (
        "Missing, not zero: {areas}.",
        "Nothing is known of these areas at this count.",
    ),
    "W405": ("No figure for {candidates}.", "A figure that is missing is not zero: ask the area."),
    "W406": (
        "Another source gives {figure} for {measure}; {used}. {why}",
        "Nothing, unless a better source is found.",
    ),
    "W501": (
        "The lot drawn among {among} settles nothing: these are not exactly the candidates who are equal.",
        "The lot is void; where candidates are equal a new one is drawn among exactly them.",
    ),
    "E502": (
        "Two lots among {among} fell on {other} and on {drawn}.",
        "Neither stands: find out from the witnesses which lot was drawn.",
    ),
    "E601": ("{declared} was declared elected; by these figures it is {counted}.", "Check the figures' sources."),
    "E602": (
        "{candidate} was declared with {declared} votes; the figures give {counted}.",
        "Check the figures' sources.",
    ),
    "E603": (
        "The contest states {stated}, but the law on the poll date prescribes {prescribed} ({citation}).",
        "Check the poll date in the notice of election and the method.",
    ),
    "W604": ("{doubt}", "Have the text checked before relying on this."),
    "W701": (
        "{what}{key} is printed as {printed} %; the figures known give {worked_out} %.",
        "Shown as printed, and not used.",
    ),
    "W702": (
        "Printed shares of one base add up to {sum} %, more than rounding explains.",
        "They cannot all be shares of the same whole: shown as printed, and not used.",
    ),
    "W703": ("Printed shares of one base add up to {sum} %, by rounding.", "Nothing: each is rounded by itself."),
    "E801": (
        (
            "Box {box}: {issued} issued + {unused} unused + {spoilt} spoilt + {tendered} tendered = {claimed}, "
            "not the {entrusted} entrusted: {residual}."
        ),
        "Check the ballot paper account with the presiding officer's figures.",
    ),
    "W802": (
        "Box {box}: {found} papers found, {issued} issued: {residual}.",
        "Count the box again until two counts agree, or explain the difference in writing, with initials.",
    ),
    "E803": ("Box {box} stands twice.", "A box is entered once: void one entry."),
}

# What the parts of a sum are, for findings that spell one out.
_SUMS = {
    "E101": ("votes", "rejected"),
    "E202": ("seconds", "wasted", "rejected"),
    "E203": ("first", "second"),
    "E301": ("votes", "out"),
    "E801": ("issued", "unused", "spoilt", "tendered"),
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
        """A candidate's name as nominated."""
        return next((one.name for one in self.contest.candidates if one.id == known), known)

    def where(self, known: str | None) -> str:
        """An area's name."""
        if known in (None, WHOLE):
            return "the whole authority" if len(self.contest.areas) != 1 else self.contest.areas[0].name
        return next((one.name for one in self.contest.areas if one.id == known), str(known))

    def all_of(self, some: Iterable[str]) -> str:
        """Candidates by name, in ballot order."""
        chosen = set(some)
        return listed(one.name for one in self.contest.candidates if one.id in chosen)


def finding_words(contest: Contest, finding: Finding) -> tuple[str, str]:
    """A finding told with its sum spelled out, and what to do next."""
    words, follow = FINDINGS[finding.code]
    told = {field: _field(contest, field, value) for field, value in finding.fields.items()}
    parts = [value for key in _SUMS.get(finding.code, ()) if isinstance(value := finding.fields.get(key), int)]
    told["claimed"] = f"{sum(parts):,}"
    residual = finding.fields.get("residual")
    if isinstance(residual, int):
        way = "" if "{residual} " in words else (" missing" if residual > 0 else " too many")
        told["residual"] = f"{abs(residual):,}{way}"
    return words.format_map(told | _phrases(contest, finding, told)), follow


def _field(contest: Contest, field: str, value: Field) -> str:
    """One field of a finding as it is told: figures with commas, ids as names."""
    names = Names(contest)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple):
        return listed(names.where(names.who(one)) for one in value) if value else ""
    if field in ("candidate", "declared", "counted", "drawn", "other"):
        return names.where(names.who(value)) if value else "nobody"
    return value


def _phrases(contest: Contest, finding: Finding, told: Mapping[str, str]) -> dict[str, str]:
    """Fields told as a phrase, or left out where they are empty."""
    phrases = {}
    if "equals" in told:
        phrases["equals"] = f" The difference is the very figure of {told['equals']}." if told["equals"] else ""
    key = Names(contest).who(told.get("key", ""))
    if "measure" in told:
        measure = MEASURES.get(told["measure"], told["measure"])
        phrases["measure"] = f"{measure} of {key}" if key else measure
    if finding.code == "W406":
        phrases["used"] = f"{told['used']} is used" if told["used"] else "none is used"
    if finding.code == "W701":
        phrases |= {"key": f" of {key}" if key else "", "what": told["what"].capitalize().replace("-", " ")}
    if finding.code == "E302" and not finding.fields["candidate"]:
        phrases["candidate"] = "The non-transferable papers"
    if finding.code == "E603":
        phrases["prescribed"] = told["prescribed"] or "that no such poll could be held"
    return phrases


def place(contest: Contest, finding: Finding) -> str:
    """Where a finding was made: the area and the count."""
    at = "" if finding.count is None else ("verification" if finding.count == 0 else f"count {finding.count}")
    where = Names(contest).where(finding.area) if finding.area else ""
    return ", ".join(part for part in (where, at) if part)


def outcome_words(contest: Contest, outcome: Outcome) -> str:
    """An outcome as the CARO would read it out, or what must happen next."""
    names = Names(contest)
    match outcome:
        case Declaration(elected):
            how = f" by lot at count {len(outcome.counts)}" if _by_lot(outcome) else ""
            at = f" at the {ordinal(len(outcome.counts))} count" if len(outcome.counts) > 1 else ""
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


def _by_lot(outcome: Declaration) -> bool:
    return any(lot.drawn == outcome.elected and lot.purpose is not Purpose.EXCLUSION for lot in outcome.lots)


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
        return f"The first count is owed by {areas}."
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
    """first, second, third; then 4th and so on."""
    return {1: "first", 2: "second", 3: "third"}.get(place_of, f"{place_of}th")


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
