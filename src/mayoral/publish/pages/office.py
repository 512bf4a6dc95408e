"""The page of an office with its authority: who held it, its elections, councils, orders, powers and money."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from mayoral.contest.dates import KnownDate
from mayoral.contest.office import Holder, Office, Post
from mayoral.contest.timetable.ordinary import ORDINARY_DAY_LAW
from mayoral.publish import phrases as say
from mayoral.publish.charts.colours import paints
from mayoral.publish.charts.svg import Told
from mayoral.publish.charts.timeline import Held, timeline
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Facts,
    Figure,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Row,
    Section,
    Table,
    election_path,
    office_path,
    person_path,
)
from mayoral.publish.pages.cells import UNKNOWN
from mayoral.publish.pages.citing import Sources
from mayoral.publish.pages.sections.over_time import elections_section
from mayoral.publish.pages.sections.terms import span_words
from mayoral.publish.pages.sections.vacancies import vacancies_section
from mayoral.publish.register import Register
from mayoral.publish.wording import day

NEXT_POLL = "next-poll.ics"
"""The file below an office's page with the statutory days of its next ordinary poll."""


def office_page(office: Office, register: Register, files: Collection[str] = ()) -> Page:
    """The page of an office, with the data files below it."""
    sources = Sources(office.sources)
    painted = paints(((one.party, one.party) for one in office.holders), register.parties)
    over_time, more = elections_section(office.id, register)
    sections: list[Section | None] = [
        _holders(office, register, sources),
        over_time,
        vacancies_section(office, register),
        _councils(office, sources),
        _powers(office, sources),
        _members(office, sources),
        _orders(office, sources),
        _money(office, sources),
        _notes(office),
        Section("sources", say.SOURCES, (sources.table(),)) if office.sources else None,
    ]
    return Page(
        path=office_path(office.id),
        title=office.title,
        kicker=say.OFFICE,
        description=say.OFFICE_DESCRIPTION.format(office=office.title, authority=office.authority.name),
        opening=(_facts(office, register, sources, files),),
        sections=tuple(part for part in sections if part is not None),
        trail=(Link(say.OFFICES, "offices/"),),
        paints=(*painted.values(), *more),
        kind="office",
    )


def mayor_now(office: Office) -> Holder | None:
    """The mayor whose term has no end in the record."""
    mayors = [one for one in office.holders if one.post is Post.MAYOR and one.term.until is None]
    return mayors[-1] if mayors else None


def _facts(office: Office, register: Register, sources: Sources, files: Collection[str]) -> Facts:
    authority = office.authority
    now = mayor_now(office)
    told = ", ".join(part for part in (authority.kind.value.replace("-", " "), authority.gss) if part)
    kind = f"{authority.name} ({told})"
    facts: list[tuple[str, Line]] = []
    if now is not None:
        facts.append((say.MAYOR_NOW, (_person(now), f", {span_words(now.term)}")))
    elif authority.abolished is None:
        facts.append((say.MAYOR_NOW, (say.NOBODY_YET,)))
    if office.first_poll is not None:
        planned: Line = (day(office.first_poll), sources.cite(office.first_poll_source))
        facts.append((say.FIRST_POLL, planned))
    facts.append((say.AUTHORITY, (kind, sources.cite(authority.source))))
    if authority.established:
        facts.append((say.ESTABLISHED, (day(authority.established),)))
    if authority.abolished:
        successor = register.offices.get(authority.successor)
        after: Line = (Link(successor.title, office_path(successor.id)),) if successor else (authority.successor,)
        facts.append((say.ABOLISHED, (f"{day(authority.abolished)}; {say.SUCCESSOR} ", *after)))
    facts += list(_next_poll(office, register.next_poll(office), sources, files))
    if office.term_years:
        facts.append((say.TERM, (say.YEARS.format(years=office.term_years),)))
    return Facts(tuple(facts))


def _next_poll(
    office: Office, poll: date | None, sources: Sources, files: Collection[str]
) -> Iterator[tuple[str, Line]]:
    """The next ordinary poll: worked out from the cycle an order states, else not known."""
    cycle = office.cycle
    if office.authority.abolished is not None:
        return
    if poll is None or cycle is None:
        yield say.NEXT_POLL, (UNKNOWN,)
        return
    words = say.NEXT_POLL_DERIVED.format(
        day=day(KnownDate.day(poll)), every=cycle.every, year=cycle.year, law=ORDINARY_DAY_LAW
    )
    calendar = ("; ", Link(say.NEXT_POLL_CALENDAR, file=NEXT_POLL)) if NEXT_POLL in files else ()
    yield say.NEXT_POLL, (words, *calendar, sources.cite(cycle.source))


def _person(holder: Holder) -> Link | str:
    return Link(holder.name, person_path(holder.person)) if holder.person else holder.name


def _holders(office: Office, register: Register, sources: Sources) -> Section | None:
    if not office.holders:
        return None
    painted = paints(((one.party, one.party) for one in office.holders), register.parties)
    held, rows = [], []
    for one in office.holders:
        post = f"{say.POSTS[one.post]}{f' ({one.remit})' if one.remit else ''}"
        party = register.parties.get(one.party)
        of = ", ".join(part for part in (party.name if party else one.party, one.council) if part)
        if one.term.since or one.term.until:
            held.append(Held(f"{one.name}, {post.lower()}", one.term, painted[one.party]))
        told = "; ".join(part for part in (one.began, one.ended) if part)
        cells = ((post,), (of,), (span_words(one.term),), (told,))
        rows.append(Row((_person(one), sources.cite(one.source, one.until_source)), cells))
    heads = (say.POST, say.PARTY_COUNCIL, say.WHEN, say.HOW)
    columns = tuple(Column((head,), numeric=False) for head in heads)
    table = Table("holders-table", say.HOLDERS_CAPTION, say.NAME, columns, tuple(rows))
    words = "; ".join(f"{one.label}, {span_words(one.term)}" for one in held)
    told_as = Told("timeline", say.TIMELINE, words)
    picture = (Figure(timeline(told_as, held, register.latest), (say.TIMELINE_NOTE,), "timeline"),) if held else ()
    return Section("holders", say.HOLDERS, (*picture, table))


def _councils(office: Office, sources: Sources) -> Section | None:
    rows = []
    for one in office.councils:
        roles = [say.CONSTITUENT if one.constituent else say.DISTRICT]
        roles += [say.COUNTS_HERE] if one.counting_area else []
        codes = ", ".join((one.gss, *(say.FORMERLY.format(code=code) for code in one.former_gss)))
        cells = ((codes,), ("; ".join(roles),), (span_words(one.term),))
        rows.append(Row((one.full_name or one.name, sources.cite(one.source, one.gss_source)), cells))
    return _plain("councils", say.COUNCILS, (say.COUNCIL, say.CODE, say.ROLE, say.WHEN), rows)


def _powers(office: Office, sources: Sources) -> Section | None:
    rows = []
    for one in office.powers:
        standing = Mark(say.STANDINGS[one.standing], f"standing-{one.standing.value}")
        when = span_words(one.term) if one.term.since or one.term.until else ""
        rows.append(
            Row(
                (one.what[0].upper() + one.what[1:], sources.cite(one.source)), ((standing,), (when,), (one.note,))
            )
        )
    return _plain("powers", say.POWERS, (say.POWER, say.HAD, say.WHEN, say.REMARK), rows)


def _members(office: Office, sources: Sources) -> Section | None:
    rows = []
    for one in office.members:
        number: Line = (UNKNOWN,) if one.number is None else (str(one.number),)
        cells = ((one.who,), number, (one.portfolio,), (one.body,))
        rows.append(Row((one.seat, sources.cite(one.source)), cells))
    return _plain("members", say.MEMBERS, (say.SEAT, say.WHO, say.HOW_MANY, say.PORTFOLIO, say.BODY), rows)


def _orders(office: Office, sources: Sources) -> Section | None:
    rows = []
    for one in office.orders:
        made: Line = (day(one.made),) if one.made else (UNKNOWN,)
        rows.append(Row((one.title, sources.cite(one.source)), ((one.number,), made, (one.effect,))))
    return _plain("orders", say.ORDERS, (say.ORDER, say.ORDER_NUMBER, say.MADE, say.EFFECT), rows)


def _money(office: Office, sources: Sources) -> Section | None:
    rows = []
    for one in office.money:
        since: Line = (day(one.since),) if one.since else (UNKNOWN,)
        cells: tuple[Line, ...] = ((f"£{one.pounds:,} {say.PER} {one.per}",), since, (one.note,))
        rows.append(Row((one.what[0].upper() + one.what[1:], sources.cite(one.source)), cells))
    return _plain("money", say.MONEY, (say.WHAT_FOR, say.SUM_OF, say.SINCE_WHEN, say.REMARK), rows)


def _notes(office: Office) -> Section | None:
    if not office.notes:
        return None
    return Section("notes", say.NOTES, (Listing(tuple((note,) for note in office.notes)),))


def _plain(known: str, heading: str, heads: tuple[str, ...], rows: list[Row]) -> Section | None:
    """A section of one table of words; columns that are empty in every row are left out."""
    if not rows:
        return None
    kept = [at for at in range(len(heads) - 1) if any(any(row.cells[at]) for row in rows)]
    columns = tuple(Column((heads[at + 1],), numeric=False) for at in kept)
    told = tuple(Row(row.head, tuple(row.cells[at] for at in kept)) for row in rows)
    blocks: tuple[Block, ...] = (Table(f"{known}-table", heading, heads[0], columns, told),)
    return Section(known, heading, blocks)


def offices_page(register: Register) -> Page:
    """All offices, with who holds each."""
    return Page(
        path="offices/",
        title=say.OFFICES,
        sections=(Section("all", say.ALL_OFFICES, (offices_table(register),)),),
        description=say.OFFICES_DESCRIPTION,
        kind="offices",
    )


def offices_table(register: Register) -> Table:
    """A row for each office: its mayor, and its elections by year."""
    rows = []
    for office in sorted(register.offices.values(), key=lambda one: one.title):
        now = mayor_now(office)
        mayor: Line = (_person(now),) if now else (Mark(_nobody(office), "quiet"),)
        years: list[Link | str] = []
        for one in register.of_office(office.id):
            years += [" "] if years else []
            years.append(Link(str(one.year), election_path(one.id)))
        told: Line = years or (Mark(say.NO_ELECTION, "quiet"),)
        rows.append(Row((Link(office.title, office_path(office.id)),), (mayor, told)))
    columns = (Column((say.MAYOR_NOW,), numeric=False), Column((say.ELECTIONS,), numeric=False))
    return Table("offices-table", say.OFFICES_CAPTION, say.OFFICE, columns, tuple(rows))


def _nobody(office: Office) -> str:
    return say.ABOLISHED_SHORT if office.authority.abolished else say.NOBODY_YET
