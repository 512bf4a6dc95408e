"""An office's ledger as text: what it is, who held it when, and from which source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mayoral.contest.dates import KnownDate
from mayoral.contest.office import Holder, Office, Post, Term
from mayoral.publish.wording import day

_POSTS = {
    Post.MAYOR: "Mayor",
    Post.INTERIM_MAYOR: "Interim mayor",
    Post.CHAIR: "Chair",
    Post.DEPUTY_MAYOR: "Deputy mayor",
}


def holders_on(office: Office, on: date, parties: Mapping[str, str]) -> str:
    """Who held each post on a day, with the source; where the dates known do not settle it, so said."""
    lines = [f"{office.title}, {day(KnownDate.day(on))}", ""]
    for holder, sure in office.on(on):
        doubt = "" if sure else "  (perhaps: the dates known do not settle it)"
        lines += [f"{_held(holder, parties)}{doubt}", f"    {_cited(office, holder.source)}"]
        if holder.until_source:
            lines.append(f"    its end: {_cited(office, holder.until_source)}")
    if len(lines) == 2:
        lines.append("Nobody is known to have held a post on that day.")
    return "\n".join(lines) + "\n"


def office_page(office: Office, parties: Mapping[str, str]) -> str:
    """The whole ledger of an office."""
    return "\n".join(_page(office, parties)) + "\n"


def _page(office: Office, parties: Mapping[str, str]) -> Iterator[str]:
    authority = office.authority
    yield office.title
    kind = authority.kind.value.replace("-", " ")
    yield f"{authority.name} ({kind}{f', {authority.gss}' if authority.gss else ''})"
    if authority.established:
        yield f"Established {day(authority.established)}. {_cited(office, authority.source)}"
    if authority.abolished:
        yield f"Abolished {day(authority.abolished)}; followed by {authority.successor or 'nothing known'}."
    if office.term_years:
        style = f" Style: {office.style}." if office.style else ""
        yield f"Term: {office.term_years} years.{style}"
    if office.cycle:
        years = f"one year in every {office.cycle.every}, {office.cycle.year} among them"
        yield f"Ordinary polls: {years}, on the first Thursday in May.  [{office.cycle.source}]"
    sections: list[tuple[str, list[str]]] = [
        ("Holders", [f"{_held(one, parties)}  [{one.source}]" for one in office.holders]),
        (
            "Councils",
            [
                f"{one.full_name or one.name}{f' ({one.gss})' if one.gss else ''}{_span(one.term)}"
                f"{'' if one.constituent else ', not a constituent council'}"
                f"{'' if one.counting_area else ', not a counting area'}  [{one.source}]"
                for one in office.councils
            ],
        ),
        (
            "Orders",
            [
                f"{one.title}{f', {one.number}' if one.number else ''}"
                f"{f', made {day(one.made)}' if one.made else ''}: {one.effect}  [{one.source}]"
                for one in office.orders
            ],
        ),
        (
            "Powers",
            [
                f"{one.what}: {one.standing.value.replace('-', ' ')}{_span(one.term)}"
                f"{f'. {one.note}' if one.note else ''}  [{one.source}]"
                for one in office.powers
            ],
        ),
        (
            "Members",
            [
                f"{f'{one.number} × ' if (one.number or 1) > 1 else ''}{one.seat}: {one.who}"
                f"{f', {one.portfolio}' if one.portfolio else ''}{f', in {one.body}' if one.body else ''}"
                f"{_span(one.term)}  [{one.source}]"
                for one in office.members
            ],
        ),
        (
            "Money",
            [
                f"{one.what}: £{one.pounds:,} per {one.per}{f', since {day(one.since)}' if one.since else ''}"
                f"{f'. {one.note}' if one.note else ''}  [{one.source}]"
                for one in office.money
            ],
        ),
        ("Notes", list(office.notes)),
        ("Sources", [f"[{one.id}] {_cited(office, one.id)}" for one in office.sources]),
    ]
    for heading, lines in sections:
        if lines:
            yield ""
            yield heading
            yield from (f"  {line}" for line in lines)


def _held(holder: Holder, parties: Mapping[str, str]) -> str:
    post = f"{_POSTS[holder.post]}{f' ({holder.remit})' if holder.remit else ''}"
    of = ", ".join(part for part in (parties.get(holder.party, holder.party), holder.council) if part)
    told = [word for word in (holder.began, f"until {holder.ended}" if holder.ended else "") if word]
    return "; ".join([f"{post}: {holder.name}{f' ({of})' if of else ''}{_span(holder.term)}", *told])


def _span(term: Term) -> str:
    if term.since is None and term.until is None:
        return ""
    if term.until is None:
        return f", from {day(term.since)}"
    return f", to {day(term.until)}" if term.since is None else f", {day(term.since)} to {day(term.until)}"


def _cited(office: Office, known: str) -> str:
    source = office.source(known)
    if source is None:
        return ""
    where = ", ".join(part for part in (source.publisher, source.url) if part)
    return f"Source ({source.kind.value}): {source.title}{f'. {where}' if where else ''}"
