"""Findings told: what was found with its sum spelled out, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mayoral.contest.contest import Contest
from mayoral.contest.findings import CHECKS, Field, Finding, Identity
from mayoral.publish.wording import Names, listed, number

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
    "W207": (
        "This count is not held: nothing is left to decide.",
        "The return does not stand, and nothing is owed.",
    ),
    "E301": (
        "{votes} votes + {out} non-transferable = {claimed}, not the {valid} of the first count: {residual}.",
        "Follow the papers of the candidate last excluded.",
    ),
    "E302": ("{candidate} went from {before} to {now}: {residual} fewer.", "Nobody who remains can lose papers."),
    "E303": (
        "{candidate} gained {transfers} by the transfers and {change} by the counts: {residual}.",
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
        phrases["figure"] = f"{int(told['figure']):,}" if told["figure"].isdecimal() else told["figure"]
        phrases["used"] = f"{told['used']} is used" if told["used"] else "none is used"
    if finding.code == "W701":
        phrases |= {"key": f" of {key}" if key else "", "what": told["what"].capitalize().replace("-", " ")}
    if finding.code in ("E302", "E303") and not finding.fields["candidate"]:
        phrases["candidate"] = "The non-transferable papers"
    if finding.code == "E603":
        phrases["prescribed"] = told["prescribed"] or "that no such poll could be held"
    return phrases


def places(contest: Contest, found: Iterable[Finding]) -> str:
    """Where findings told alike were made: count by count, the areas, each once."""
    by_count: dict[str, dict[str, None]] = {}
    for one in found:
        at = "" if one.count is None else ("verification" if one.count == 0 else f"count {one.count}")
        areas = by_count.setdefault(at, {})
        if one.area:
            areas[Names(contest).where(one.area)] = None
    told = ((at, listed(areas) if areas else "") for at, areas in by_count.items())
    return "; ".join(": ".join(filter(None, both)) for both in told)


def identity_words(one: Identity) -> tuple[str, str]:
    """What an identity tests, and its sum with the figures: `9 votes + 1 rejected papers = 10 ballot papers`."""
    parts = " + ".join(f"{number(part)} {_measured(words)}" for words, part in one.parts)
    return CHECKS[one.code].tests, f"{parts} = {number(one.whole[1])} {_measured(one.whole[0])}"


def _measured(words: str) -> str:
    return MEASURES.get(words, words.replace("-", " "))
