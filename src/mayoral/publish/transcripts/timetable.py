"""The timetable of an election as text, with hours, citations and what is not certain."""

from __future__ import annotations

from collections.abc import Sequence

from mayoral.contest.dates import KnownDate
from mayoral.contest.timetable import Certainty, Event, StatutoryDay
from mayoral.contest.timetable.franchise import FranchiseRule
from mayoral.publish.transcripts.tables import pad, width
from mayoral.publish.wording import NOT_KNOWN, day

EVENT_NAMES = {
    Event.FIRST_FIXED: "Poll as first fixed, put off",
    Event.NOTICE_OF_ELECTION: "Notice of election, at the latest",
    Event.NOMINATIONS_OPEN: "First nomination papers delivered (10:00 to 16:00 on working days), at the latest",
    Event.NOMINATIONS_CLOSE: "Nominations, deposits, consents and party certificates",
    Event.WITHDRAWALS: "Withdrawals of candidates",
    Event.ELECTION_AGENTS: "Election agents appointed",
    Event.OBJECTIONS: "Objections to any nomination paper",
    Event.LATE_OBJECTIONS: "Objections to papers delivered after 16:00 the working day before",
    Event.BOOKLET: "Lots drawn for the order of addresses in the booklet, as soon as practicable",
    Event.DESCRIPTIONS: "Decisions on party descriptions",
    Event.PERSONS_NOMINATED: "Statement of persons nominated",
    Event.REGISTRATION: "Applications to register to vote",
    Event.POSTAL_VOTES: "Applications to vote by post, and changes",
    Event.PROXY_VOTES: "Applications to vote by proxy",
    Event.VOTER_AUTHORITY_CERTIFICATE: (
        "Applications for a Voter Authority Certificate or Anonymous Elector’s Document"
    ),
    Event.NOTICE_OF_POLL: "Notice of poll, and situation of polling stations",
    Event.NOTICE_OF_ALTERATION: "Last notice of alteration to the register",
    Event.COUNTING_AGENTS: "Polling and counting agents notified",
    Event.REPLACEMENT_OPENS: "Lost postal ballot papers replaced, from this day",
    Event.REPLACEMENT_CLOSES: "Lost postal ballot papers replaced",
    Event.EMERGENCY_PROXY: "Applications to vote by emergency proxy",
    Event.POLL: "Poll",
    Event.DEPOSITS: "Deposits returned, by the working day after the declaration",
    Event.TERM_BEGINS: "Term of office begins",
    Event.PETITION: "Last day for an election petition",
    Event.DOCUMENTS: "Sealed documents destroyed, a year after delivery, unless a court orders otherwise",
    Event.TERM_ENDS: "Term of office ends, three days after the next poll",
}
_CERTAINTY = {
    Certainty.READ: "",
    Certainty.INFERRED: " (inferred)",
    Certainty.NOT_READ: " (not read)",
}
BARE_RULE = "A bare r or Sch is of SI 2017/67, rules in its Schedule 1."


def cited(one: StatutoryDay | FranchiseRule) -> str:
    """The citation, and whether it is inferred or was not found."""
    return f"{one.citation}{_CERTAINTY[one.certainty]}"


def hours(one: StatutoryDay) -> str:
    """When on the day: from 10:00, by 16:00, 07:00 to 22:00, or nothing."""
    if one.opens is not None and one.closes is not None:
        return f"{one.opens:%H:%M} to {one.closes:%H:%M}"
    if one.opens is not None:
        return f"from {one.opens:%H:%M}"
    return f"by {one.closes:%H:%M}" if one.closes is not None else ""


def timetable_page(title: str, days: Sequence[StatutoryDay], voters: Sequence[FranchiseRule]) -> str:
    """The whole timetable, a line for each thing that is done, with the law by number at the end."""
    sources: dict[str, int] = {}

    def law(one: StatutoryDay | FranchiseRule) -> str:
        return f"[{sources.setdefault(cited(one), len(sources) + 1)}]"

    rows = [(_when(one), hours(one), f"{EVENT_NAMES[one.event]} {law(one)}") for one in days]
    first, second = (max(width(row[at]) for row in rows) for at in (0, 1))
    lines, last = [title, ""], ""
    for when, at, what in rows:
        shown = "" if when == last != NOT_KNOWN else when
        lines.append(f"{pad(shown, first, left=True)}  {pad(at, second, left=True)}  {what}")
        last = when
    lines += ["", "Who may vote", "", *(f"{rule.words} {law(rule)}" for rule in voters)]
    lines += ["", "Law and sources", "", BARE_RULE, *(f"[{number}] {cite}" for cite, number in sources.items())]
    return "\n".join(lines) + "\n"


def _when(one: StatutoryDay) -> str:
    if one.day is None:
        return NOT_KNOWN
    return f"{one.day:%a} {day(KnownDate.day(one.day))}"
