"""The words in which screens tell of acts that were done, of roles and of counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from countroom.night.stages import Role
from mayoral.contest.contest import Contest
from mayoral.publish.wording import count_name

DONE: Mapping[str, str] = {
    "import-boxes": "Ballot boxes put on the list",
    "withdraw-box": "Box put on the list by mistake withdrawn",
    "name-other-poll": "Another poll named",
    "verify-other-poll": "Another poll verified",
    "account": "Ballot paper account typed",
    "found": "Papers found in a box typed",
    "move-papers": "Misplaced papers moved",
    "explain-box": "A box’s variance explained",
    "close-verification": "Verification closed",
    "reopen-verification": "Verification opened again",
    "expect": "Contact and expected time said",
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
    "abandon": "Poll abandoned",
    "correct-notice": "Correction notice issued",
    "publish": "Public snapshot written",
    "load": "Contest loaded",
    "appoint": "Person appointed",
    "dismiss": "Appointment ended",
    "reset-factor": "New second factor asked for or confirmed",
    "issue-card": "Card of one-time codes asked for or issued",
    "give-token": "Token of the API given",
    "end-token": "Tokens of the API ended",
    "take-in": "Letter carried by hand taken in",
    "trust-key": "Key of another count room trusted",
}
"""What is said of each act once it is done."""

FOLLOWS: Mapping[str, str] = {
    "withdraw-box": "The box leaves the list and stays below it with your reason. A box for which anything was "
    "typed cannot be withdrawn.",
    "close-verification": "The statement of verification is drawn up for all to copy. Verification can be opened "
    "again until the first count is shown.",
    "expect": "The centre sees it on its table of areas, and sees when the time has passed.",
    "void-sheet": "The sheet leaves the total; its number is never given again. Issue another for the paper.",
    "show": "Candidates and agents at your count can read the figures and ask for a re-count. No sheet changes "
    "while they are shown.",
    "grant-recount": "The sheets are void; their papers are counted again on new ones. The old figures are kept.",
    "refuse-recount": "The request and your reason are kept. The figures stand.",
    "state": "The statement is drawn up from the figures shown. Until it is sent you can open the figures again.",
    "send": "The statement goes to the CARO. After that only the CARO can open the figures again.",
    "reopen": "The figures are no longer shown; sheets found wrong are voided one by one and typed again.",
    "final": "The final statement is drawn up from the accepted figures.",
    "accept": "The figures enter the calculation. Nothing becomes public by it.",
    "query": "The statement goes back to the returning officer with your question.",
    "direct-recount": "The sheets are void and the statement no longer counts until the area sends another.",
    "authorise": "The statement goes on the public page at once, and the returning officer may declare it.",
    "show-calculation": "The election agents can read these figures and ask for a recalculation.",
    "direct-second-count": "Every area is told to count second preferences, for these candidates only.",
    "direct-finals": "Every area is told to draw up its final statement. No re-count is wanted any more.",
    "read-script": "Listen to the declaration being read, without the paper before you, and type the name and the "
    "figure you heard. What you type is kept; only where it agrees can the result be declared.",
    "trust-key": "Letters signed with this key are taken in from now on, and with no other key for that area. "
    "Compare its short form over the telephone first.",
    "adjudicate": "The decision is entered on the register of doubtful papers, with the next number.",
    "declare": "The result is public at once. Nothing changes after it but by a correction notice.",
    "abandon": "The poll does not go on, and that is public at once. Nothing is counted or declared any more; the "
    "papers are sealed. This is not taken back.",
    "correct-notice": "The notice is public at once, dated and linked to the declaration, which stands.",
    "reset-factor": "One officer asks, a second confirms; only then is the old key, app or card taken away. One "
    "of the two is the CARO or a deputy of the CARO, but for the staff of one area: its own officers may do it.",
    "issue-card": "Before verification the installer issues it; after that one officer asks, a second confirms. "
    "One of the two is the CARO or a deputy of the CARO, but for the staff of one area.",
}
"""What follows from an act, for whoever is about to do it."""


def role_words(role: str) -> str:
    """A role as it is said: `returning officer`, `CARO`."""
    return Role(role).value.replace("-", " ").replace("caro", "CARO")


def count_words(number: int, contest: Contest) -> str:
    """A count of a contest as it is said; 0 is the verification."""
    return count_name(contest, number).capitalize() if number else "Verification"


def without_account(person: str) -> str:
    """Who did an act, without the name of the account: that is for the record, not for the public."""
    return re.sub(r" \([^()]*\)$", "", person)
