"""The words in which screens tell of acts that were done, of roles and of counts."""

from __future__ import annotations

from collections.abc import Mapping

from countroom.night.stages import Role

DONE: Mapping[str, str] = {
    "import-boxes": "Ballot boxes put on the list",
    "name-other-poll": "Another poll named",
    "verify-other-poll": "Another poll verified",
    "account": "Ballot paper account typed",
    "found": "Papers found in a box typed",
    "move-papers": "Misplaced papers moved",
    "explain-box": "A box’s variance explained",
    "close-verification": "Verification closed",
    "reopen-verification": "Verification opened again",
    "acknowledge-direction": "Direction acknowledged",
    "issue-sheets": "Sheets issued",
    "enter": "Sheet typed",
    "settle": "Differing lines settled",
    "void-sheet": "Sheet voided",
    "adjudicate": "Doubtful paper decided",
    "acknowledge": "Finding acknowledged",
    "show": "Figures shown to those present",
    "ask-recount": "Re-count asked for",
    "grant-recount": "Re-count granted",
    "refuse-recount": "Re-count refused",
    "state": "Provisional statement drawn up",
    "send": "Statement sent to the CARO",
    "reopen": "Figures opened again",
    "answer": "Query answered: the figures stand",
    "final": "Final statement drawn up",
    "declare-locally": "Figures declared at the count",
    "receive": "Statement received by the CARO",
    "read-back": "Figures read back by telephone",
    "accept": "Statement accepted by the CARO",
    "query": "Statement queried by the CARO",
    "direct-recount": "Re-count directed by the CARO",
    "authorise": "Publication authorised",
    "show-calculation": "Figures shown to the election agents",
    "ask-recalculation": "Recalculation asked for",
    "answer-recalculation": "Request for a recalculation answered",
    "note-finding": "Finding over the whole acknowledged",
    "direct-second-count": "Second count directed",
    "direct-finals": "Final statements directed",
    "draw-lot": "Lot recorded",
    "read-script": "Declaration read back",
    "declare": "Result declared",
    "correct-notice": "Correction notice issued",
    "publish": "Public snapshot written",
    "load": "Contest loaded",
    "appoint": "Person appointed",
    "dismiss": "Appointment ended",
    "reset-factor": "New second factor asked for or confirmed",
    "issue-card": "Card of one-time codes asked for or issued",
}
"""What is said of each act once it is done."""

_COUNTS = ("Verification", "First count", "Second count")


def role_words(role: str) -> str:
    """A role as it is said: `returning officer`, `CARO`."""
    return Role(role).value.replace("-", " ").replace("caro", "CARO")


def count_words(number: int) -> str:
    """A count as it is said; 0 is the verification."""
    return _COUNTS[number]
