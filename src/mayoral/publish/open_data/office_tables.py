"""The tidy tables of the ledger: offices, who held their posts when, and parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mayoral.contest.office import Office, Term
from mayoral.publish.open_data.record import Parties
from mayoral.publish.open_data.tidy import Row, days


def tables_of_ledger(offices: Iterable[Office], parties: Parties) -> dict[str, list[Row]]:
    """The tables of offices, their holders and parties."""
    listed = list(offices)
    return {
        "parties": [(one.id, one.name, ";".join(one.names), one.colour, one.article) for one in parties.values()],
        "offices": [_office(one) for one in listed],
        "office_terms": [row for one in listed for row in _terms(one)],
    }


def _office(office: Office) -> Row:
    authority = office.authority
    return (
        office.id,
        office.title,
        authority.name,
        authority.kind.value,
        authority.gss,
        *days(authority.established),
        *days(authority.abolished),
        authority.successor,
        office.term_years,
    )


def _terms(office: Office) -> Iterator[Row]:
    for place, one in enumerate(office.holders, 1):
        who = (one.post.value, one.remit, one.name, one.person, one.party)
        yield (office.id, place, *who, *_span(one.term), one.began, one.ended, one.source)


def _span(term: Term) -> Row:
    return (*days(term.since), *days(term.until))
