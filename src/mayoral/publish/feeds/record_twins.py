"""The JSON behind the pages that look across elections: people, names, all checks, and what is written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mayoral.publish import prose
from mayoral.publish.feeds.twins import noun
from mayoral.publish.open_data.record import json_text
from mayoral.publish.pages.blocks import office_path, person_path, slug
from mayoral.publish.register import Brief, Person, Register, Stood

WRITTEN = {"about": prose.ABOUT, "report-an-error": prose.REPORT, "accessibility": prose.ACCESSIBILITY}


def person_file(known: str) -> str:
    """Where the twin of a person's page lies, from the top of the site."""
    return f"data/people/{slug(known)}.json"


def written_file(name: str) -> str:
    """Where the twin of a page that is all words lies, from the top of the site."""
    return f"data/pages/{name}.json"


def record_twins(register: Register) -> Iterator[tuple[str, bytes]]:
    """The twins of every page across elections, by path from the top of the site."""
    for person in register.people.values():
        yield person_file(person.id), json_text(person_twin(person, register))
    yield "data/names.json", json_text(names_twin(register))
    yield "data/checks.json", json_text(all_checks_twin(register))
    for name, parts in WRITTEN.items():
        yield written_file(name), json_text(written_twin(parts))


def person_twin(person: Person, register: Register) -> dict[str, Any]:
    """A person: every election they stood at, oldest first, with the figures, and every post they held."""
    record = sorted(person.stood, key=lambda one: (register.briefs[one[0]].year, one[0]))
    return {
        "schema": "mayoral.person/1",
        "id": person.id,
        "name": person.name,
        "stood": [_stood(register.briefs[known], stood) for known, stood in record],
        "held": [{"office": office.id, "holder": noun(holder)} for office, holder in person.held],
    }


def _stood(brief: Brief, stood: Stood) -> dict[str, Any]:
    return {
        "election": brief.id,
        "title": brief.contest.title,
        "poll_date": noun(brief.contest.poll_date),
        "method": brief.contest.method.value,
        "candidate": noun(stood.candidate),
        "first_count": noun(stood.first),
        "valid": noun(brief.valid),
        "last_count": stood.at_count or None,
        "last_votes": noun(stood.last),
        "elected": None if brief.elected is None else stood.elected,
        "keeps_deposit": None if brief.selection else stood.keeps_deposit,
    }


def names_twin(register: Register) -> dict[str, Any]:
    """Every person and office by name, with the way to each page."""
    people = sorted(register.people.values(), key=lambda one: (one.name.casefold(), one.id))
    return {
        "schema": "mayoral.names/1",
        "people": [{"id": one.id, "name": one.name, "path": person_path(one.id)} for one in people],
        "offices": [{"id": one.id, "title": one.title, "path": office_path(one.id)}
                    for one in register.offices.values()],
    }  # fmt: skip


def all_checks_twin(register: Register) -> dict[str, Any]:
    """For each election how often each identity passed, failed or could not be tested, and what failed."""
    return {
        "schema": "mayoral.all-checks/1",
        "elections": [
            {
                "election": one.id,
                "identities": {
                    code: dict(zip(("passed", "failed", "untested"), tally, strict=True))
                    for code, tally in one.tested.items()
                },
                "failed": [noun(each) | {"residual": noun(each.residual)} for each in one.failed],
                "findings": {"stopping": one.stopping, "warnings": one.warnings},
            }
            for one in register.by_date()
        ],
    }


def written_twin(parts: prose.Parts) -> dict[str, Any]:
    """A page that is all words: its headings and paragraphs."""
    told = [{"heading": heading, "paragraphs": list(paragraphs)} for heading, paragraphs in parts]
    return {"schema": "mayoral.text/1", "sections": told}
