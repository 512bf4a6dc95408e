"""Pages that stand for the whole site: the law, the checks, the data, how to report an error, accessibility."""

from __future__ import annotations

from collections.abc import Iterator

from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import CATALOGUE
from mayoral.contest.law import LAW, LawRow
from mayoral.contest.record import Kind
from mayoral.publish import phrases as say
from mayoral.publish import prose
from mayoral.publish.pages.area import result
from mayoral.publish.pages.blocks import (
    Block,
    Column,
    Facts,
    Line,
    Link,
    Listing,
    Mark,
    Page,
    Prose,
    Row,
    Section,
    Table,
    checks_path,
)
from mayoral.publish.register import Register
from mayoral.publish.wording import Names, day, number


def law_page() -> Page:
    """Which voting system the law prescribes for which polls, and why the supplementary vote."""
    rows = tuple(_law(one) for one in LAW)
    columns = tuple(
        Column((head,), numeric=False) for head in (say.FOR_POLLS, say.METHOD, say.WHY_LAW, say.LAW_FROM)
    )
    table = Table("law-table", say.LAW_CAPTION, say.AUTHORITY, columns, rows)
    sections = (*_written(prose.LAW), Section("table", say.LAW_TABLE, (table,)))
    return Page("law/", say.LAW_TITLE, sections, say.LAW_CAPTION, kind="law")


def _law(one: LawRow) -> Row:
    since = say.FROM_DAY.format(day=day(KnownDate.day(one.first))) if one.first.year > 1 else ""
    until = say.TO_DAY.format(day=day(KnownDate.day(one.last))) if one.last else say.ONWARDS
    method = say.METHODS[one.method] if one.method else say.NO_METHOD
    doubts = "".join(f" {say.LAW_DOUBT}: {doubt}" for doubt in one.uncertain)
    cited: Line = (f"{'; '.join(one.citations)}.", Mark(doubts, "quiet"))
    when = f"{since} {until}".strip()
    kind = one.kind.value.replace("-", " ").capitalize()
    return Row((kind,), ((when[0].upper() + when[1:],), (method,), (one.reason,), cited))


def checks_page(register: Register) -> Page:
    """Every identity over the whole record, and each one that fails with what is left over."""
    sections = (
        Section("kinds", say.BY_KIND, (_kinds(register),)),
        Section("failed", say.ALL_FAILED, (_failed(register),)),
        Section("by-election", say.BY_ELECTION, (_each(register),)),
        Section("catalogue", say.CATALOGUE, (_catalogue(),)),
    )
    return Page("checks/", say.CHECKS, sections, say.CHECKS_LEAD, opening=(Prose(((say.CHECKS_LEAD,),)),),
                kind="all-checks")  # fmt: skip


def _kinds(register: Register) -> Table:
    rows = []
    for check in CATALOGUE:
        found = [one.tested[check.code] for one in register.briefs.values() if check.code in one.tested]
        if found:
            tally = tuple((number(sum(each[at] for each in found)),) for at in range(3))
            rows.append(Row((f"{check.code}",), ((check.tests,), *tally)))
    heads = ((say.CHECK, False), (say.PASSED, True), (say.FAILED, True), (say.UNTESTED, True))
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    return Table("kinds-table", say.BY_KIND, say.CODE, columns, tuple(rows))


def _failed(register: Register) -> Block:
    rows = []
    for brief in register.by_date():
        names = Names(brief.contest)
        for each in brief.failed:
            where = f"{names.where(each.area)}, {say.COUNT_SHORT.format(at=each.count)}"
            parts = " + ".join(number(part) for _, part in each.parts)
            told = f"{parts} = {number(each.whole[1])}"
            cells = ((where,), (each.code,), (told,), (result(each),), (number(each.residual),))
            rows.append(Row((Link(brief.contest.title, checks_path(brief.id)),), cells))
    if not rows:
        return Prose(((say.NONE_FAILED,),))
    heads = ((say.WHERE, False), (say.CODE, False), (say.SUM, False), (say.RESULT_OF, False), (say.RESIDUAL, True))
    columns = tuple(Column((head,), numeric) for head, numeric in heads)
    return Table("failed-table", say.ALL_FAILED, say.ELECTION, columns, tuple(rows))


def _each(register: Register) -> Table:
    rows = []
    for brief in register.by_date():
        tally = [sum(each[at] for each in brief.tested.values()) for at in range(3)]
        cells = tuple((number(one),) for one in (*tally, brief.stopping, brief.warnings))
        rows.append(Row((Link(brief.contest.title, checks_path(brief.id)),), cells))
    heads = (say.PASSED, say.FAILED, say.UNTESTED, say.E_FINDINGS, say.W_FINDINGS)
    return Table(
        "each-table", say.BY_ELECTION, say.ELECTION, tuple(Column((head,)) for head in heads), tuple(rows)
    )


def _catalogue() -> Table:
    rows = tuple(Row((one.code,), ((one.tests,), (one.control,), (one.source,))) for one in CATALOGUE)
    columns = tuple(Column((head,), numeric=False) for head in (say.CHECK, say.CONTROL, say.RULE_BEHIND))
    return Table("catalogue-table", say.CATALOGUE_CAPTION, say.CODE, columns, rows)


def about_page() -> Page:
    """What the record holds, how missing figures are shown, the kinds of source, and the licences."""
    kinds: list[tuple[str, Line]] = [(say.KINDS[kind], (prose.KINDS[kind],)) for kind in Kind]
    key = tuple((words, (meaning,)) for words, meaning in say.KEY)
    sections = (
        *_written(prose.ABOUT),
        Section("missing", say.KEY_HEADING, (Facts(key),)),
        Section(
            "kinds",
            say.KINDS_HEADING,
            (Facts(tuple((f"{name[0].upper()}{name[1:]}", told) for name, told in kinds)),),
        ),
    )
    return Page("about/", say.ABOUT, sections, prose.ABOUT[0][1][0], kind="about")


def report_page() -> Page:
    """How to report an error."""
    return Page(
        "report-an-error/", say.REPORT, tuple(_written(prose.REPORT)), prose.REPORT[0][1][0], kind="report"
    )


def accessibility_page() -> Page:
    """The accessibility statement."""
    sections = tuple(_written(prose.ACCESSIBILITY))
    return Page(
        "accessibility/", say.ACCESSIBILITY_TITLE, sections, prose.ACCESSIBILITY[0][1][0], kind="accessibility"
    )


def _written(parts: prose.Parts) -> Iterator[Section]:
    """Sections of plain paragraphs; the id of each is its heading in small letters."""
    for heading, paragraphs in parts:
        known = "".join(one if one.isalnum() else "-" for one in heading.lower()).strip("-")
        yield Section(known, heading, (Prose(tuple((one,) for one in paragraphs)),))


def not_found_page() -> Page:
    """The page for an address that leads nowhere."""
    return _lost("404", say.NOT_FOUND, say.NOT_FOUND_LEAD)


def gone_page() -> Page:
    """The page for an address that led somewhere once and was withdrawn."""
    return _lost("410", say.GONE, say.GONE_LEAD)


def _lost(number: str, title: str, lead: str) -> Page:
    lines = ((lead,), (Link(say.HOME, ""),), (Link(say.NAMES_TITLE, "names/"),))
    return Page(f"{number}/", title, (Section("lost", say.WHAT_NOW, (Listing(lines),)),), kind="lost")
