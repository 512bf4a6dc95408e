"""Wikitext parses to the same figures; QuickStatements say nothing that nobody gave an item for."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayoral.contest.candidates import CandidateId
from mayoral.contest.office import Party
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import elected, speakable
from mayoral.publish.publisher import Publisher
from mayoral.publish.setting import ALONE, Setting
from mayoral.publish.wiki.figures import change
from mayoral.publish.wiki.markup import comment, escaped
from mayoral.publish.wiki.quickstatements import quickstatements
from mayoral.publish.wiki.tables import areas_told
from mayoral.publish.wiki.wikitext import wikitext

Parties = Mapping[str, Party]


def shown(value: object) -> str:
    """What a reader sees of a value: comments and footnotes gone, entities as their characters."""
    code = mwparserfromhell.parse(str(value))
    for one in [*code.filter_comments(), *code.filter_tags(matches=lambda tag: str(tag.tag) == "ref")]:
        code.remove(one)
    return html.unescape(str(code)).strip()


def boxes(text: str) -> list[list[tuple[str, dict[str, str]]]]:
    """The election boxes of a page, each as its templates with what their values show."""
    found: list[list[tuple[str, dict[str, str]]]] = []
    for one in mwparserfromhell.parse(text).filter_templates(recursive=False):
        name = str(one.name).strip()
        if name == "Election box begin":
            found.append([])
        if name.startswith("Election box"):
            found[-1].append((name, {str(each.name).strip(): shown(each.value) for each in one.params}))
    return found


def of(all_counted: tuple[Counted, ...], known: str) -> Counted:
    """One election by its id."""
    return next(one for one in all_counted if one.election.contest.id == known)


def test_every_election_box_gives_the_votes_back(counted: Counted, parties: Parties) -> None:
    """A box for each count, a row for each candidate in it, the sum equal to the valid votes."""
    found = boxes(wikitext(counted, parties))
    assert len(found) == len(counted.outcome.counts)
    names = {one.id: one.name for one in counted.election.contest.candidates}
    for box, count in zip(found, counted.outcome.counts, strict=True):
        rows = [values for name, values in box if "candidate" in name]
        votes = {row["candidate"]: row["votes"].replace(",", "") for row in rows}
        assert votes == {
            names[who]: "–" if held is None else str(held) for who, held in count.totals.votes.items()
        }
        if count.totals.valid is not None:
            assert sum(map(int, votes.values())) == count.totals.valid
        winners = [values["candidate"] for name, values in box if "winning" in name]
        last = count is counted.outcome.counts[-1]
        assert winners == ([names[elected(counted)]] if last and elected(counted) in count.totals.votes else [])


def test_a_table_by_area_gives_every_known_figure_back(counted: Counted, parties: Parties) -> None:
    """The wikitable of a count has a cell for each candidate and area, and the total."""
    tables = [
        str(one)
        for one in mwparserfromhell.parse(wikitext(counted, parties)).filter_tags(
            matches=lambda tag: str(tag.tag) == "table"
        )
        if "count by area" in str(one)
    ]
    told = [one for one in counted.outcome.counts if areas_told(counted, one)]
    if len(counted.election.contest.areas) == 1:
        told = []
    assert len(tables) == len(told)
    for table, count in zip(tables, told, strict=True):
        rows = {}
        for row in re.split(r"^\|-\n", table, flags=re.MULTILINE)[2:]:
            first, *cells = [shown(line.split("|", 2)[-1]) for line in row.splitlines() if line.strip() != "|}"]
            rows[first] = cells[1:]
        for candidate in counted.election.contest.candidates:
            if candidate.id in count.totals.votes:
                figures = [count.areas[one.id] for one in areas_told(counted, count)] + [count.totals]
                expected = [one.votes[candidate.id] for one in figures]
                assert rows[candidate.name] == ["–" if one is None else f"{one:,}" for one in expected]


def test_an_unmapped_party_is_a_task_and_never_a_red_link(
    all_counted: tuple[Counted, ...], parties: Parties
) -> None:
    """Where the ledger knows no article, the party stands as plain text with a TODO for the editor."""
    text = wikitext(of(all_counted, "mayor.liverpool-city-ca.2017-05-04"), parties)
    assert "TODO: no article is known for Get the Coppers off the Jury" in text
    links = {str(one.title) for one in mwparserfromhell.parse(text).filter_wikilinks()}
    assert links <= {one.article for one in parties.values() if one.article}


def test_the_change_is_between_like_methods_only(all_counted: tuple[Counted, ...]) -> None:
    """Conservatives in Cambridgeshire and Peterborough: 38.0, then 40.5 likewise, then another method."""
    first, second, third = (
        of(all_counted, f"mayor.cambridgeshire-and-peterborough.{day}")
        for day in ("2017-05-04", "2021-05-06", "2025-05-01")
    )
    palmer = second.election.contest.candidates[
        [one.name for one in second.election.contest.candidates].index("James Palmer")
    ]
    assert change(second, first, palmer) == "+2.5"
    bristow = next(one for one in third.election.contest.candidates if one.id == "paul-bristow")
    assert change(third, second, bristow) == ""


def test_an_undeclared_election_is_ongoing_and_has_no_winner(
    all_counted: tuple[Counted, ...], parties: Parties
) -> None:
    """`ongoing = yes` until somebody is declared."""
    one = of(all_counted, "mayor.sheffield-city-ca.2022-05-05")
    undeclared = replace(one, election=replace(one.election, declared=None))
    infobox = mwparserfromhell.parse(wikitext(undeclared, parties)).filter_templates()[0]
    assert shown(infobox.get("ongoing").value) == "yes"
    assert not infobox.has("after_election")


@given(st.text())
def test_escaped_text_is_shown_and_never_run(text: str) -> None:
    """Whatever a name holds, a template parses to one value that shows the name."""
    (made,) = mwparserfromhell.parse(f"{{{{x\n |name = {escaped(text)}\n |after = 1\n}}}}").filter_templates()
    assert [str(one.name).strip() for one in made.params] == ["name", "after"]
    value = mwparserfromhell.parse(str(made.get("name").value))
    assert {type(node).__name__ for node in value.nodes} <= {"Text", "HTMLEntity"}
    assert html.unescape(str(value)).strip() == speakable(" ".join(text.split()))


@given(st.text())
def test_a_comment_cannot_be_ended_from_inside(text: str) -> None:
    """A comment is one comment."""
    assert len(mwparserfromhell.parse(comment(text)).filter()) == 1


ITEMS = {
    "election:mayor.liverpool-city-ca.2024-05-02": "Q1",
    "office:liverpool-city-ca": "Q2",
    "party:PP53": "Q3",
    "person:steve-rotheram": "Q4",
}


def test_quickstatements_hold_only_given_items_each_with_its_reference(all_counted: tuple[Counted, ...]) -> None:
    """Every line is about a given item, ends in P854 and P813, and no item is there that nobody gave."""
    one = of(all_counted, "mayor.liverpool-city-ca.2024-05-02")
    made = quickstatements(one, Setting(items=ITEMS, retrieved=date(2026, 8, 1)))
    lines = [line.split("\t") for line in made.text.splitlines()]
    assert {line[0] for line in lines} == {"Q1"}
    assert all(line[-4] == "S854" and line[-2:] == ["S813", "+2026-08-01T00:00:00Z/11"] for line in lines)
    given_items = {*ITEMS.values(), "Q15280243", "Q145"}
    assert {cell for line in lines for cell in line if re.fullmatch(r"Q\d+", cell)} <= given_items
    assert ["P991", "Q4"] in [line[1:3] for line in lines]
    held = one.outcome.counts[0].totals.votes[CandidateId("steve-rotheram")]
    assert ["P726", "Q4", "P1111", str(held)] in [line[1:5] for line in lines]
    assert "person:jade-marsden" in made.missing
    assert made == quickstatements(one, Setting(items=ITEMS, retrieved=date(2026, 8, 1)))


def test_without_items_nothing_is_said_and_everything_missing_is_named(counted: Counted) -> None:
    """No item is invented: the statements are empty and the first thing missing is the reference."""
    made = quickstatements(counted, ALONE)
    assert made.text == ""
    assert made.missing[0].startswith("a reference")
    assert f"election:{counted.election.contest.id}" in made.missing


@pytest.mark.parametrize("base", ["", "https://example.org/"])
def test_the_permalink_stands_after_the_sources(
    base: str, all_counted: tuple[Counted, ...], parties: Parties
) -> None:
    """The source comes first; the record's own page follows where the site has an address."""
    text = wikitext(
        of(all_counted, "mayor.west-yorkshire.2024-05-02"), parties, Setting(Publisher("Example", "EX", base))
    )
    refs = mwparserfromhell.parse(text).filter_tags(matches=lambda tag: str(tag.tag) == "ref")
    assert ("https://example.org/elections/" in text) is bool(base)
    assert "example.org" not in str(refs[0])
