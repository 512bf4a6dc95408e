"""The CARO's acts over the whole authority. Law: SI 2017/67 Sch 1 rr 57-59; 2009 Act Sch 5B para 5."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.timezone import localtime

from countroom.actions import Desk, Payload, does, stores, words
from countroom.models import ActRow, ContestRow, DeclarationRow
from countroom.night.figures import Figure
from countroom.night.state import NightSoFar
from countroom.paperwork.statements import code_of, script_of
from countroom.records import Position, digest
from mayoral.contest.candidates import CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.outcomes import Declaration, Equality, Outcome, Uncontested
from mayoral.files.acts import Act
from mayoral.files.nights import totals_of
from mayoral.publish.results import plain
from mayoral.publish.wording import outcome_words


@does("show-calculation")
def show_calculation(desk: Desk) -> Payload:
    """The relevant figures, by version, shown to the election agents. Law: r 59(8)-(10)."""
    position = desk.position
    if not position.outcome.counts or position.outcome.counts[-1].missing:
        raise Refused("a count is not complete yet: there is no calculation to show")
    return {"inputs": position.inputs, "outcome": outcome_words(desk.night.contest, position.outcome)}


@does("ask-recalculation")
def ask_recalculation(desk: Desk, asked_by: str, ground: str) -> Payload:
    """A recalculation asked for by an election agent. Law: r 59(9)."""
    return {"asked_by": words(asked_by, "who asks"), "ground": ground.strip()}


@does("answer-recalculation")
def answer_recalculation(desk: Desk, request: int, answer: str, reason: str) -> Payload:
    """The calculation redone, or the request refused as unreasonable with the reason. Law: r 59(9)."""
    if request not in {act.seq for act in _open_requests(desk.night)}:
        raise Refused("there is no such open request")
    if answer not in ("redone", "refused"):
        raise Refused("a request is answered by doing it again or by refusing it")
    outcome = outcome_words(desk.night.contest, desk.position.outcome)
    return {"request": request, "answer": answer, "reason": words(reason), "outcome": outcome}


@does("note-finding")
def note_finding(desk: Desk, finding: str, explanation: str) -> Payload:
    """A finding over the areas together, acknowledged by name."""
    known = {digest(one): one for one in desk.position.findings}
    if finding not in known or known[finding].stops:
        raise Refused("this finding no longer stands, or is one that is never acknowledged away")
    return {"finding": finding, "code": known[finding].code, "explanation": words(explanation, "the explanation")}


@does("direct-second-count")
def direct_second_count(desk: Desk) -> Payload:
    """The direction to every area: count second preferences for exactly these. Law: r 58; Sch 5B para 5(4)-(7)."""
    position = desk.position
    _no_errors(position)
    _shown(position)
    remaining = position.remaining
    if remaining is None:
        raise Refused("nobody is known to remain: there is no second count to direct")
    return {
        "remaining": list(desk.night.contest.in_ballot_order(remaining)),
        "inputs": position.inputs,
        "words": outcome_words(desk.night.contest, position.outcome),
    }


@does("direct-finals")
def direct_finals(desk: Desk) -> Payload:
    """The direction to draw up final statements, no more re-counts being wanted. Law: r 59(1)."""
    position = desk.position
    _no_errors(position)
    return {"counts": len(position.outcome.counts), "inputs": position.inputs}


@does("draw-lot")
def draw_lot(desk: Desk, drawn: str, method: str, witness: str) -> Payload:
    """The lot drawn between those equal, before witnesses, on the day by the clock on the wall.

    It is evidence, never chance. Law: r 59(12).
    """
    outcome = desk.position.outcome
    if not isinstance(outcome, Equality) or CandidateId(drawn) not in outcome.among:
        raise Refused("a lot falls on one of those who are equal")
    _shown(desk.position)
    return {
        "count": len(outcome.counts),
        "among": list(desk.night.contest.in_ballot_order(outcome.among)),
        "drawn": drawn,
        "method": words(method, "how the lot was drawn"),
        "witness": words(witness, "the witnesses"),
        "on": localtime(datetime.now(UTC)).date().isoformat(),
    }


@does("read-script")
def read_script(desk: Desk, script: str, name: str, votes: Figure | None) -> Payload:
    """The declaration read back by a second person: the name typed as it was heard, and the figure.

    One that differs is kept too, with what differs: it does not let the result be declared.
    """
    right = script_of(desk.position)
    elected, held = elected_figures(desk.position.outcome)
    if script != code_of(right):
        raise Refused("the script has changed since it was printed: print it again")
    agrees = {
        "name": " ".join(name.split()) == desk.night.contest.candidate(elected).name,
        "votes": votes == held,
    }
    differs = [line for line, same in agrees.items() if not same]
    return {"script": script, "name": name, "votes": votes, "differs": differs, "by": desk.person.username}


@does("declare")
def declare(desk: Desk) -> Payload:
    """The declaration, on final returns of every area, shown, read back, and nothing open. Law: r 59(11)."""
    position = desk.position
    outcome = position.outcome
    if not isinstance(outcome, Declaration | Uncontested):
        raise Refused("nobody can be declared elected on the returns at hand")
    _no_errors(position)
    if isinstance(outcome, Declaration):
        _shown(position)
        waiting = [one.code for one in position.unacknowledged()]
        if waiting:
            raise Refused(f"to be acknowledged by name first: {', '.join(waiting)}")
    text = script_of(position)
    heard = desk.night.last("read-script")
    if heard is None or heard.payload["script"] != code_of(text):
        raise Refused("the declaration has not been read back by a second person yet")
    if heard.payload.get("differs"):
        raise Refused("what was read back is not what the script says: have it read again")
    if heard.payload["by"] == desk.person.username:
        raise Refused("the declaration is read back by another person than the one who declares")
    return {
        "elected": outcome.elected,
        "counts": [{str(who): plain(votes) for who, votes in one.totals.votes.items()} for one in outcome.counts],
        "totals": totals_of(outcome),
        "inputs": position.inputs,
        "text": text,
        "sha256": code_of(text),
    }


@does("abandon")
def abandon(desk: Desk, dead: str, proof: str) -> Payload:
    """That the poll does not go on, a candidate's death being proved before the declaration. Law: r 65."""
    known = {one.id: one.name for one in desk.night.contest.candidates}
    if CandidateId(dead) not in known:
        raise Refused("choose the candidate whose death is proved")
    told = f"{known[CandidateId(dead)]}, a candidate, has died; the papers are sealed and there is a new election"
    return {"candidate": dead, "proof": words(proof, "how the death was proved"), "words": told}


@does("correct-notice")
def correct_notice(desk: Desk, correction: str) -> Payload:
    """A correction notice, dated by its act and linked to the declaration; the declaration itself stands."""
    declared = desk.night.declared
    return {"corrects": declared.seq if declared else 0, "correction": words(correction, "the correction")}


@does("publish")
def publish(desk: Desk, number: int, sha256: str) -> Payload:
    """That a public snapshot was written, with its number and hash; no number is left out or given twice."""
    last = desk.night.last("publish")
    if number != (int(last.payload["number"]) if last else 0) + 1:
        raise Refused(f"snapshot {number} is not the next to be published")
    return {"number": number, "sha256": sha256}


@stores("declare")
def keep_declaration(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The declaration as a row, so that the database refuses a second one."""
    del desk, payload
    DeclarationRow.objects.create(contest=ContestRow.objects.get(), act=row)


def elected_figures(outcome: Outcome) -> tuple[CandidateId, int | None]:
    """Who is elected and with how many votes at the last count; None where there was no poll."""
    if not isinstance(outcome, Declaration | Uncontested):
        raise Refused("nobody can be declared elected on the returns at hand")
    votes = outcome.counts[-1].totals.votes[outcome.elected] if outcome.counts else None
    return outcome.elected, None if votes is None else int(votes)


def _open_requests(so_far: NightSoFar) -> tuple[Act, ...]:
    return so_far.asked("ask-recalculation", ("answer-recalculation",))


def _shown(position: Position) -> None:
    """Refused unless exactly these inputs were shown to the agents and no request of theirs is open."""
    shown = position.night.last("show-calculation")
    if shown is None or shown.payload["inputs"] != position.inputs:
        raise Refused("these figures have not been shown to the election agents yet")
    if _open_requests(position.night):
        raise Refused("a request for a recalculation is not answered yet")


def _no_errors(position: Position) -> None:
    stopping = sorted({one.code for one in position.findings if one.stops})
    if stopping:
        raise Refused(f"findings that stop a declaration stand: {', '.join(stopping)}")
