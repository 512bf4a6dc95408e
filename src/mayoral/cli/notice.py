"""`mayoral notice`."""

from __future__ import annotations

from argparse import Namespace

from mayoral.cli.election import counted
from mayoral.contest.contest import AreaId, Contest
from mayoral.files.reading import Unreadable
from mayoral.publish.notices import declaration, provisional_statement, public_notice, rejected_statement


def run(given: Namespace) -> int:
    """Print one statement or notice. Raises Refused where the figures do not allow it yet."""
    found = counted(given)
    contest = found.election.contest
    if given.kind == "declaration":
        print(declaration(contest, found.outcome), end="")
    elif given.kind == "public":
        print(public_notice(contest, found.outcome), end="")
    else:
        statement = provisional_statement if given.kind == "provisional" else rejected_statement
        print(statement(contest, found.outcome, _area(contest, given.area), given.count), end="")
    return 0


def _area(contest: Contest, given: str | None) -> AreaId:
    found = [
        one.id for one in contest.areas if given and given.casefold() in (one.id.casefold(), one.name.casefold())
    ]
    if len(contest.areas) == 1 and given is None:
        return contest.areas[0].id
    if not found:
        known = ", ".join(f"{one.id} ({one.name})" for one in contest.areas)
        raise Unreadable("--area", 0, f"`{given or ''}` is not an area; expected one of {known}")
    return found[0]
