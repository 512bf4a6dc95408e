"""The page of a person: where they stood and with what result, and which posts they held."""

from __future__ import annotations

from mayoral.contest.outcomes import Number
from mayoral.publish import phrases as say
from mayoral.publish.charts.bars import Bar, bars
from mayoral.publish.charts.colours import Paint, paints
from mayoral.publish.charts.svg import Told
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Figure,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Pair,
    Row,
    Section,
    Table,
    election_path,
    office_path,
    person_path,
)
from mayoral.publish.pages.cells import UNKNOWN, figure, fraction, of
from mayoral.publish.pages.sections.terms import span_words
from mayoral.publish.register import Brief, Person, Register, Stood
from mayoral.publish.wording import day, listed, number, ordinal, percent


def person_page(person: Person, register: Register) -> Page:
    """The page of a person. Elections come in order, oldest first."""
    record = sorted(person.stood, key=lambda one: (register.briefs[one[0]].year, one[0]))
    parties = list(dict.fromkeys(register.party_name(stood.candidate) for _, stood in record))
    parts: list[Section | None] = [
        _record(record, register),
        _held(person),
        *(_said(register.briefs[known], stood) for known, stood in record),
    ]
    painted = _painted(record, register)
    return Page(
        path=person_path(person.id),
        title=person.name,
        kicker=say.PERSON if record else say.HOLDER,
        description=say.PERSON_DESCRIPTION.format(name=person.name),
        opening=(Listing(((listed(parties),),), "lead"),) if parties else (),
        sections=tuple(part for part in parts if part is not None),
        trail=(Link(say.NAMES, "names/"),),
        paints=tuple(painted.values()),
        kind="person",
    )


def _painted(record: list[tuple[str, Stood]], register: Register) -> dict[str, Paint]:
    """A paint for each party the person stood for."""
    return paints(((stood.candidate.party or "", stood.candidate.party) for _, stood in record), register.parties)


def _record(record: list[tuple[str, Stood]], register: Register) -> Section | None:
    if not record:
        return None
    painted = _painted(record, register)
    held, rows = [], []
    for known, stood in record:
        brief = register.briefs[known]
        share = fraction(stood.first, brief.valid)
        told = _told(stood.first, brief)
        paint = painted[stood.candidate.party or ""]
        where = brief.contest.office_title or brief.contest.title
        under = f"{where} · {say.METHODS[brief.contest.method]}"
        held.append(Bar(day(brief.contest.poll_date), under, told, share, paint))
        rows.append(_stood(brief, stood, register))
    title = say.RECORD_TITLE.format(name=record[0][1].candidate.name)
    told_as = Told("record", title, "; ".join(f"{one.name}: {one.figure}" for one in held))
    heads = ((say.DESCRIPTION, False), (say.FIRST_COUNT, True), (say.SHARE, True), (say.RESULT_OF, False),
             (say.DEPOSIT, False))  # fmt: skip
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    table = Table("record-table", say.RECORD_CAPTION, say.ELECTION, columns, tuple(rows), (say.DEPOSIT_RULE,))
    picture = Figure(bars(told_as, held), (say.RECORD_NOTE,), "bars")
    return Section("record", say.RECORD, (Pair(picture, table),))


def _told(votes: Number | None, brief: Brief) -> str:
    share = fraction(votes, brief.valid)
    words = say.NOT_KNOWN if votes is None else number(votes)
    return words if share is None or votes is None else f"{words} · {percent(share)}"


def _stood(brief: Brief, stood: Stood, register: Register) -> Row:
    if stood.elected:
        outcome: Line = (Mark(say.ELECTED if not brief.within_a_party else say.CHOSEN_SHORT, say.ELECTED),)
    elif brief.elected is None:
        outcome = (Mark(say.NOT_YET, "awaited"),)
    elif stood.at_count > 1:
        outcome = (say.OUT_AT.format(ordinal=ordinal(stood.at_count), votes=number(stood.last)),)
    else:
        outcome = (say.NOT_ELECTED,)
    cells = (
        (register.party_name(stood.candidate),),
        figure(stood.first),
        of(stood.first, brief.valid),
        outcome,
        deposit(brief, stood),
    )
    return Row((Link(brief.contest.title, election_path(brief.id)),), cells)


def deposit(brief: Brief, stood: Stood) -> Line:
    """Whether the deposit is kept: with more than a twentieth of the first count's votes. Law: r 10, 60."""
    if brief.selection:
        return (say.NO_DEPOSIT,)
    if stood.keeps_deposit is None:
        return (UNKNOWN,)
    return (say.KEPT if stood.keeps_deposit else Mark(say.LOST, "strong"),)


def _held(person: Person) -> Section | None:
    if not person.held:
        return None
    rows = tuple(
        Row(
            (f"{say.POSTS[holder.post]}{f' ({holder.remit})' if holder.remit else ''}",),
            ((Link(office.title, office_path(office.id)),), (span_words(holder.term),),
             ("; ".join(part for part in (holder.began, holder.ended) if part),)),
        )
        for office, holder in person.held
    )  # fmt: skip
    columns = tuple(Column((head,), numeric=False) for head in (say.OFFICE, say.WHEN, say.HOW))
    return Section("held", say.POSTS_HELD, (Table("held-table", say.POSTS_HELD, say.POST, columns, rows),))


def _said(brief: Brief, stood: Stood) -> Section | None:
    """What a candidate pledged and was, at one election."""
    one = stood.candidate
    if not one.policies and not one.background:
        return None
    blocks: list[Block] = []
    for heading, lines in ((say.BACKGROUND, one.background), (say.PLEDGES, one.policies)):
        if lines:
            blocks.append(Listing(((Mark(heading, "strong"),), *((line,) for line in lines)), "headed"))
    link = Link(say.SEE_SOURCES, election_path(brief.id), at="sources")
    cited = f"{say.ACCORDING_TO.format(source=one.statement_source)} " if one.statement_source else ""
    blocks.append(Listing(((cited, link),), "lead"))
    return Section(f"said-{brief.year}", say.SAID.format(election=brief.contest.title), tuple(blocks))
