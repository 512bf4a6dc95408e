"""An election folder: one contest as plain files, read wholly and written back exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import WHOLE, Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.law import Method
from mayoral.contest.record import Declared, Election, PartySelection
from mayoral.files.ledger import title_and_kind
from mayoral.files.reading import Table, Unreadable
from mayoral.files.returns import read_accounts, read_conflicts, read_lots, read_published, read_returns
from mayoral.files.sources import read_source

T = TypeVar("T")
CONTEST = "election.toml"
DECLARED = "declared.toml"
SELECTION = "selection."
WEIGHT = re.compile(r"[1-9][0-9]{0,8}(?:/[1-9][0-9]{0,8})?", re.ASCII)


def read_election(folder: Path, ledger: Path | None = None) -> Election:
    """The election in a folder; `ledger` is the folder of offices, for an office it knows.

    Raises Unreadable, with path, line and what was expected, at the first thing not understood.
    """
    if not folder.is_dir():
        raise Unreadable(folder, 0, "there is no such election folder")
    top = Table.of(folder / CONTEST)
    top.only(
        "id", "title", "office", "poll_date", "method", "method_law", "original_poll_date", "nominations_closed",
        "declared_on", "previous", "next", "same_day", "abandoned", "notes", "rules", "areas", "candidates",
        "selections", "sources",
    )  # fmt: skip
    sources = tuple(read_source(one) for one in top.tables("sources"))
    _different(top, "sources", (one.id for one in sources))
    cited = frozenset(one.id for one in sources)
    for one in (*top.tables("candidates"), *top.tables("selections")):
        for key in ("statement_source", "source"):
            _cited(one, key, cited)
    contest = _contest(top, declared=(folder / DECLARED).exists(), ledger=ledger)

    def if_there(name: str, read: Callable[[Path], tuple[T, ...]]) -> tuple[T, ...]:
        return read(folder / name) if (folder / name).exists() else ()

    return Election(
        contest,
        returns=if_there("returns.csv", lambda path: read_returns(path, contest, cited)),
        lots=if_there("lots.csv", lambda path: read_lots(path, contest, cited)),
        accounts=if_there("accounts.csv", lambda path: read_accounts(path, contest)),
        declared=_declared(folder / DECLARED, contest, cited) if contest.declared else None,
        printed=if_there("published.csv", lambda path: read_published(path, contest, cited)),
        conflicts=if_there("conflicts.csv", lambda path: read_conflicts(path, contest, cited)),
        sources=sources,
        selections=tuple(_selection(one, contest) for one in top.tables("selections")),
        original_poll_date=top.known_date("original_poll_date"),
        nominations_closed=top.known_date("nominations_closed"),
        declared_on=top.known_date("declared_on"),
        previous=top.maybe("previous"),
        next=top.maybe("next"),
        same_day=top.texts("same_day"),
        notes=top.texts("notes"),
    )


def _cited(table: Table, key: str, cited: frozenset[str]) -> None:
    for source in table.texts(key):
        if source and cited and source not in cited:
            raise table.refuse(f"`{source}` is not one of [[sources]] of {CONTEST}", key)


def _contest(top: Table, *, declared: bool, ledger: Path | None) -> Contest:
    areas = tuple(_area(one) for one in top.tables("areas"))
    candidates = tuple(_candidate(one) for one in top.tables("candidates"))
    _different(top, "areas", (one.id for one in areas))
    _different(top, "candidates", (one.id for one in candidates))
    method = top.choice("method", Method)
    rules = _rules(top.table("rules"))
    if (rules is None) == (method is Method.ALTERNATIVE_VOTE):
        what = "the alternative vote needs the selection's own [rules], and only it has them"
        raise top.refuse(what, "rules" if rules else "method")
    if not areas and len(candidates) > 1:
        raise top.refuse("a contested election has at least one of [[areas]]")
    weights = {area.weight is None for area in areas}
    if len(weights) > 1 or (weights == {False} and method is Method.SUPPLEMENTARY_VOTE):
        raise top.refuse(
            "`weight` stands with every area or with none, and never under the supplementary vote", "areas"
        )
    poll_date = top.known_date("poll_date")
    if poll_date is None:
        raise top.refuse("`poll_date` is missing")
    known, name = top.identity(), top.identity("office") if top.maybe("office") else ""
    page = None if ledger is None or known.startswith(SELECTION) else ledger / f"{name}.toml"
    office = title_and_kind(page) if page is not None and name and page.is_file() else None
    return Contest(
        id=known,
        title=top.text_at("title"),
        method=method,
        method_law=top.text_at("method_law", ""),
        areas=areas,
        candidates=candidates,
        rules=rules,
        poll_date=poll_date,
        office=name or None,
        office_title=office[0] if office else "",
        office_kind=office[1] if office else None,
        declared=declared,
        abandoned=top.maybe("abandoned"),
    )


def _different(top: Table, key: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            raise Table(top.path, top.text, {}, key, index).refuse(f"the id `{one}` stands twice", "id")
        seen.add(one)


def _area(table: Table) -> Area:
    table.only("id", "name", "weight")
    area, weight = AreaId(table.identity()), table.maybe("weight")
    if area == WHOLE:
        raise table.refuse(f"`{WHOLE}` is kept for the whole authority", "id")
    if weight is not None and WEIGHT.fullmatch(weight) is None:
        raise table.refuse(f"`weight` is `{weight}`; expected a fraction above 0, such as 1/3", "weight")
    return Area(area, table.text_at("name"), None if weight is None else Fraction(weight))


def _candidate(table: Table) -> Candidate:
    table.only(
        "id",
        "name",
        "description",
        "party",
        "person",
        "policies",
        "background",
        "statement_source",
        "running_mate",
    )
    return Candidate(
        id=CandidateId(table.identity()),
        name=table.text_at("name"),
        description=table.text_at("description", ""),
        party=table.maybe("party"),
        person=table.maybe("person"),
        policies=table.texts("policies"),
        background=table.texts("background"),
        statement_source=table.maybe("statement_source"),
        running_mate=table.maybe("running_mate"),
    )


def _rules(table: Table | None) -> Rules | None:
    if table is None:
        return None
    table.only("more_than_half_of", "stop", "tie", "overvote")
    overvote = table.choice("overvote", Overvote) if "overvote" in table.values else None
    base, stop, tie = (
        table.choice("more_than_half_of", Base),
        table.choice("stop", Stop),
        table.choice("tie", Tie),
    )
    return Rules(base, stop, tie, overvote)


def _selection(table: Table, contest: Contest) -> PartySelection:
    table.only("party", "selected", "on", "by", "shortlist", "applicants", "source")
    selected = table.maybe("selected")
    return PartySelection(
        party=table.text_at("party"),
        selected=None if selected is None else _named(table, "selected", selected, contest),
        on=table.known_date("on"),
        by=table.text_at("by", ""),
        shortlist=table.texts("shortlist"),
        applicants=table.texts("applicants"),
        source=table.text_at("source", ""),
    )


def _named(table: Table, key: str, name: str, contest: Contest) -> CandidateId:
    if CandidateId(name) not in contest.standing:
        known = ", ".join(one.id for one in contest.candidates)
        raise table.refuse(f"`{name}` is not a candidate; expected {known}", key)
    return CandidateId(name)


def _declared(path: Path, contest: Contest, cited: frozenset[str]) -> Declared:
    top = Table.of(path)
    top.only("elected", "at_count", "declared_on", "source", "recomputable", "why", "counts")
    _cited(top, "source", cited)
    counts: dict[int, dict[CandidateId, int]] = {}
    for one in top.tables("counts"):
        one.only("number", "votes")
        number, votes = one.whole("number"), one.table("votes")
        if not number or number in counts or votes is None:
            raise one.refuse(
                "each of [[counts]] has its own `number`, from 1 on, and a table of `votes`", "number"
            )
        counts[number] = {_named(votes, who, who, contest): votes.whole(who) or 0 for who in votes.values}
    return Declared(
        elected=_named(top, "elected", top.text_at("elected"), contest),
        at_count=top.whole("at_count"),
        declared_on=top.known_date("declared_on"),
        source=top.text_at("source", ""),
        recomputable=top.flag("recomputable", default=True),
        why=top.text_at("why", ""),
        counts=counts or None,
    )
