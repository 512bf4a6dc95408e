"""The ledger of offices in Popolo: persons, organisations, posts, memberships, areas and events.

A date known to the month or the year is written so, as Popolo allows. A person is one by the id the
ledger gives, never by a name that matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mayoral.contest.dates import KnownDate
from mayoral.contest.office import Holder, Office
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import Parties, election_id


def popolo(offices: Iterable[Office], events: Iterable[Mapping[str, Any]], parties: Parties) -> dict[str, Any]:
    """One document of all offices, with the elections as `events`."""
    listed = list(offices)
    persons: dict[str, dict[str, Any]] = {}
    memberships = []
    for office in listed:
        for place, holder in enumerate(office.holders, 1):
            person = holder.person or f"{office.id}.{place}"
            known = persons.setdefault(person, _known({"id": person, "name": holder.name}))
            if known["name"] != holder.name:
                others = known.setdefault("other_names", [])
                others += [{"name": holder.name}] if {"name": holder.name} not in others else []
            memberships.append(_membership(office, holder, place, person))
    return {
        "persons": [persons[one] for one in sorted(persons)],
        "organizations": [*map(_authority, listed), *_parties(parties)],
        "posts": [post for office in listed for post in _posts(office)],
        "memberships": memberships,
        "areas": [
            {"id": one.authority.gss, "identifier": one.authority.gss, "name": one.authority.name,
             "classification": one.authority.kind.value}
            for one in listed if one.authority.gss
        ],
        "events": list(events),
    }  # fmt: skip


def _known(values: Mapping[str, object]) -> dict[str, Any]:
    """The values without those not known; a date as far as it is known."""
    return {
        key: str(one) if isinstance(one, KnownDate) else one
        for key, one in values.items()
        if one is not None and one not in ("", [])
    }


def _authority(office: Office) -> dict[str, Any]:
    authority = office.authority
    return _known(
        {
            "id": f"authority:{office.id}",
            "name": authority.name,
            "classification": authority.kind.value,
            "area_id": authority.gss,
            "founding_date": authority.established,
            "dissolution_date": authority.abolished,
            "identifiers": [{"scheme": "gss", "identifier": authority.gss}] if authority.gss else [],
            "sources": _cited(office, authority.source),
        }
    )


def _parties(parties: Parties) -> Iterable[dict[str, Any]]:
    for one in parties.values():
        names = [{"name": name} for name in one.names if name != one.name]
        yield _known({"id": one.id, "name": one.name, "classification": "party", "other_names": names})


def _post_id(office: Office, holder: Holder) -> str:
    return f"post:{office.id}:{holder.post.value}"


def _posts(office: Office) -> Iterable[dict[str, Any]]:
    for known, holder in {_post_id(office, one): one for one in office.holders}.items():
        mayor = holder.post.value == "mayor"
        yield _known(
            {
                "id": known,
                "label": office.title if mayor else f"{holder.post.value}, {office.authority.name}",
                "role": holder.post.value,
                "organization_id": f"authority:{office.id}",
                "area_id": office.authority.gss,
            }
        )


def _membership(office: Office, holder: Holder, place: int, person: str) -> dict[str, Any]:
    return _known(
        {
            "id": f"membership:{office.id}:{place}",
            "person_id": person,
            "organization_id": f"authority:{office.id}",
            "post_id": _post_id(office, holder),
            "on_behalf_of_id": holder.party,
            "role": holder.post.value,
            "label": holder.remit,
            "start_date": holder.term.since,
            "end_date": holder.term.until,
            "start_reason": holder.began,
            "end_reason": holder.ended,
            "elections": list(holder.elections),
            "sources": _cited(office, holder.source),
        }
    )


def _cited(office: Office, source: str) -> list[dict[str, Any]]:
    found = office.source(source)
    return [] if found is None else [_known({"url": found.url, "note": found.title})]


def event(counted: Counted) -> dict[str, Any]:
    """An election as an event."""
    contest = counted.election.contest
    poll = contest.poll_date
    return _known(
        {
            "id": election_id(counted.election),
            "name": contest.title,
            "classification": "election",
            "start_date": poll,
            "end_date": poll,
            "organization_id": f"authority:{contest.office}" if contest.office else "",
        }
    )
