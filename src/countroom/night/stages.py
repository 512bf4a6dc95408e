"""The machine of a night as one table: who may do which act, from which stage, and where it leads.

Everything else reads this table: the record folds acts through it, the access rule asks it, the
screens list from it, the drawing is made of it. Law: SI 2017/67 Sch 1 rr 47-59.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In what capacity a person was appointed."""

    CARO = "caro"
    DEPUTY_CARO = "deputy-caro"
    RETURNING_OFFICER = "returning-officer"
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    TYPIST = "typist"
    ADJUDICATOR = "adjudicator"
    CANDIDATE = "candidate"
    ELECTION_AGENT = "election-agent"
    COUNTING_AGENT = "counting-agent"
    OBSERVER = "observer"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    INSTALLER = "installer"


class Stage(StrEnum):
    """How far one area is with its verification (the first two) or with one of its counts."""

    VERIFYING = "verifying"
    VERIFIED = "verified"
    NOT_BEGUN = "not begun"
    DIRECTED = "directed, not acknowledged"
    ENTRY = "counting and entering"
    SHOWN = "shown to those present"
    STATED = "provisional statement drawn up"
    SENT = "sent to the CARO"
    RECEIVED = "received by the CARO"
    QUERIED = "queried by the CARO"
    ACCEPTED = "accepted, provisional"
    FINAL = "final"


class Night(StrEnum):
    """How far the CARO is with the whole."""

    COUNTING = "areas are counting"
    SECOND_TO_DIRECT = "second count to be directed"
    FINALS_TO_DIRECT = "final statements to be directed"
    FINALS_OWED = "final statements owed"
    EQUALITY = "equality, to be settled by lot"
    READY = "ready to declare"
    DECLARED = "declared"
    ABANDONED = "poll abandoned"


class Reach(StrEnum):
    """Where an act is done: at the count of one area, on one area's return by the CARO, over all."""

    AREA = "area"
    CENTRE_ON_AREA = "centre on area"
    AUTHORITY = "authority"


SEEN_BY_AGENTS = frozenset(Stage) - {
    Stage.VERIFYING,
    Stage.VERIFIED,
    Stage.NOT_BEGUN,
    Stage.DIRECTED,
    Stage.ENTRY,
}
"""The stages of a count at which agents see an area's figures: from when they are shown to those present."""
SEEN_BY_CENTRE = SEEN_BY_AGENTS - {Stage.SHOWN, Stage.STATED}
"""The stages of a count at which the centre sees an area's figures: from when its statement is sent."""
CENTRE = frozenset({Role.CARO, Role.DEPUTY_CARO})
OFFICERS = frozenset({Role.RETURNING_OFFICER, Role.DEPUTY})
FLOOR = OFFICERS | {Role.SUPERVISOR}
AGENTS = frozenset({Role.CANDIDATE, Role.ELECTION_AGENT, Role.COUNTING_AGENT})


@dataclass(frozen=True, slots=True)
class Rule:
    """One act: its name, what it does in words, who may do it, from where and to where.

    `after` is None where the stage does not change. `sign` marks an act that is signed off: the
    person has proved lately who they are. `settled` marks an act still allowed once declared,
    `seldom` one out of the ordinary, which screens do not put forward.
    """

    act: str
    words: str
    roles: frozenset[Role]
    reach: Reach
    before: frozenset[Stage | Night]
    after: Stage | Night | None = None
    sign: bool = False
    settled: bool = False
    seldom: bool = False


def _rule(reach: Reach, act: str, words: str, roles: frozenset[Role], stages: str) -> Rule:  # noqa: PLR0913, PLR0917
    """A row of the table; `stages` is written `FROM OR_FROM > TO`, without the arrow where nothing changes."""
    kind: type[Stage | Night] = Night if reach is Reach.AUTHORITY else Stage
    before, _, after = stages.partition(" > ")
    names = [one.name for one in kind] if before == "ANY" else before.split()
    to = kind[after] if after else None
    return Rule(
        act,
        words,
        roles,
        reach,
        frozenset(kind[one] for one in names),
        to,
        act in _SIGNED,
        act in _SETTLED,
        act in _SELDOM,
    )


_SIGNED = frozenset(
    {"close-verification", "state", "send", "accept", "final", "direct-second-count", "direct-finals",
     "draw-lot", "declare", "abandon", "authorise", "trust-key"}
)  # fmt: skip
_SETTLED = frozenset(
    {
        "authorise",
        "declare-locally",
        "correct-notice",
        "publish",
        "appoint",
        "dismiss",
        "reset-factor",
        "issue-card",
        "give-token",
        "end-token",
    }
)
_SELDOM = frozenset(
    {"expect", "withdraw-box", "direct-recount", "reopen", "reopen-verification", "abandon", "trust-key"}
)
_UNDECLARED = "COUNTING SECOND_TO_DIRECT FINALS_TO_DIRECT FINALS_OWED EQUALITY READY"
_RECOUNTABLE = "SENT RECEIVED QUERIED ACCEPTED FINAL"
_AT, _ON, _ALL = Reach.AREA, Reach.CENTRE_ON_AREA, Reach.AUTHORITY
_HEARERS = CENTRE | {Role.SUPERVISOR, Role.TYPIST}
_PEOPLE = OFFICERS | CENTRE | {Role.INSTALLER}

RULES: tuple[Rule, ...] = (
    # Verification: rr 45, 47
    _rule(
        _AT,
        "import-boxes",
        "Put the ballot boxes of the station list on the list",
        FLOOR | {Role.INSTALLER},
        "VERIFYING",
    ),
    _rule(_AT, "withdraw-box", "Withdraw a box that was put on the list by mistake", FLOOR, "VERIFYING"),
    _rule(_AT, "name-other-poll", "Name another poll whose papers share the boxes", FLOOR, "VERIFYING"),
    _rule(_AT, "verify-other-poll", "Record that another poll's papers are verified", FLOOR, "VERIFYING VERIFIED"),
    _rule(_AT, "account", "Type a presiding officer's ballot paper account", FLOOR | {Role.TYPIST}, "VERIFYING"),
    _rule(_AT, "found", "Type the papers found in a box", FLOOR | {Role.TYPIST}, "VERIFYING"),
    _rule(_AT, "move-papers", "Move papers found in the wrong box", FLOOR, "VERIFYING"),
    _rule(_AT, "explain-box", "Explain a box's variance in writing", FLOOR, "VERIFYING"),
    _rule(
        _AT, "close-verification", "Close verification and draw up its statement", OFFICERS, "VERIFYING > VERIFIED"
    ),
    _rule(_AT, "reopen-verification", "Open verification again", OFFICERS | CENTRE, "VERIFIED > VERIFYING"),
    _rule(
        _AT,
        "expect",
        "Say whom the centre calls, and when to expect the statement",
        FLOOR | CENTRE,
        "VERIFYING NOT_BEGUN DIRECTED ENTRY SHOWN STATED QUERIED",
    ),
    # A count: rr 50-55
    _rule(_AT, "acknowledge-direction", "Acknowledge the direction", FLOOR, "DIRECTED > ENTRY"),
    _rule(_AT, "issue-sheets", "Issue numbered sheets", FLOOR, "NOT_BEGUN ENTRY > ENTRY"),
    _rule(_AT, "enter", "Type a sheet", FLOOR | {Role.TYPIST}, "ENTRY"),
    _rule(_AT, "settle", "Settle what two typists read differently", FLOOR, "ENTRY"),
    _rule(_AT, "void-sheet", "Void a sheet; it keeps its number", FLOOR, "ENTRY"),
    _rule(
        _AT, "adjudicate", "Record a decision on a doubtful paper", OFFICERS | {Role.ADJUDICATOR}, "ENTRY SHOWN"
    ),
    _rule(_AT, "acknowledge", "Acknowledge a finding by name", FLOOR, "ENTRY"),
    _rule(_AT, "show", "Show the figures to those present", FLOOR, "ENTRY > SHOWN"),
    _rule(_AT, "ask-recount", "Ask for a re-count", FLOOR | AGENTS, "SHOWN"),
    _rule(_AT, "grant-recount", "Grant the re-count", OFFICERS, "SHOWN > ENTRY"),
    _rule(_AT, "refuse-recount", "Refuse the re-count as unreasonable", OFFICERS, "SHOWN"),
    _rule(_AT, "state", "Draw up the provisional statement", OFFICERS, "SHOWN > STATED"),
    _rule(_AT, "send", "Send the statement to the CARO", OFFICERS, "STATED > SENT"),
    _rule(_AT, "reopen", "Open the figures again", OFFICERS, "SHOWN STATED QUERIED > ENTRY"),
    _rule(_AT, "answer", "Answer the CARO's query: the figures stand", OFFICERS, "QUERIED > SENT"),
    _rule(_AT, "final", "Draw up the final statement", OFFICERS, "ACCEPTED > FINAL"),
    _rule(_AT, "declare-locally", "Declare locally what the CARO authorised", OFFICERS, "ACCEPTED FINAL"),
    _rule(_AT, "take-in", "Take in a letter carried by hand", OFFICERS | CENTRE, "ANY"),
    # The CARO on one area's return: rr 54(2), 57, 59(3)
    _rule(_ON, "receive", "Receive the statement", CENTRE, "SENT > RECEIVED"),
    _rule(_ON, "read-back", "Type the figures read back by telephone", _HEARERS, "RECEIVED"),
    _rule(_ON, "accept", "Accept the statement", CENTRE, "RECEIVED > ACCEPTED"),
    _rule(_ON, "query", "Query the statement", CENTRE, "SENT RECEIVED > QUERIED"),
    _rule(_ON, "direct-recount", "Direct a re-count of all or part", CENTRE, f"{_RECOUNTABLE} > ENTRY"),
    _rule(_ON, "authorise", "Authorise publication of the statement", CENTRE, "ACCEPTED FINAL"),
    # The CARO over all: rr 57-59
    _rule(_ALL, "show-calculation", "Show the relevant figures to the election agents", CENTRE, "ANY"),
    _rule(
        _ALL, "ask-recalculation", "Ask for a recalculation", CENTRE | {Role.CANDIDATE, Role.ELECTION_AGENT}, "ANY"
    ),
    _rule(_ALL, "answer-recalculation", "Redo or refuse the recalculation", CENTRE, "ANY"),
    _rule(_ALL, "note-finding", "Acknowledge a finding over the whole", CENTRE, "ANY"),
    _rule(_ALL, "direct-second-count", "Direct the second count", CENTRE, "SECOND_TO_DIRECT > COUNTING"),
    _rule(_ALL, "direct-finals", "Direct the final statements", CENTRE, "FINALS_TO_DIRECT > FINALS_OWED"),
    _rule(_ALL, "draw-lot", "Record the lot drawn", CENTRE, "EQUALITY"),
    _rule(_ALL, "read-script", "Read the declaration back", CENTRE | {Role.SUPERVISOR}, "READY"),
    _rule(_ALL, "declare", "Declare", CENTRE, "READY > DECLARED"),
    _rule(_ALL, "abandon", "Abandon the poll: a candidate has died", CENTRE, f"{_UNDECLARED} > ABANDONED"),
    _rule(_ALL, "correct-notice", "Issue a correction notice", CENTRE, "DECLARED"),
    _rule(_ALL, "publish", "Write a public snapshot", frozenset({Role.PUBLISHER}), "ANY"),
    # People
    _rule(_ALL, "load", "Load the contest from an election folder", frozenset({Role.INSTALLER}), "COUNTING"),
    _rule(_ALL, "appoint", "Appoint a person", _PEOPLE, "ANY"),
    _rule(_ALL, "dismiss", "End an appointment", _PEOPLE, "ANY"),
    _rule(_ALL, "reset-factor", "Ask for, or confirm, a new second factor for a person", OFFICERS | CENTRE, "ANY"),
    _rule(_ALL, "issue-card", "Ask for, or confirm, a card of one-time codes for a person", _PEOPLE, "ANY"),
    _rule(_ALL, "give-token", "Give a person's program a token", frozenset({Role.INSTALLER}), "ANY"),
    _rule(_ALL, "end-token", "End the tokens of a person", frozenset({Role.INSTALLER}), "ANY"),
    _rule(_ALL, "trust-key", "Trust the key of another count room", CENTRE | {Role.INSTALLER}, "ANY"),
)
BY_COMMAND = frozenset({"load", "publish", "give-token", "end-token"})
"""The acts that are done by a command on the server: no screen has them, nor the API."""
BY_ACT = {rule.act: rule for rule in RULES}
"""The rule of each act by its name."""
