"""What pages say: missing figures apart from zero, derived never as official, nothing guessed."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from reading import Read, read

from mayoral.cli.election import examined
from mayoral.files.elections import read_election
from mayoral.publish.open_data.democracy_club import candidates_csv
from mayoral.publish.pages.election import Around, election_page, shown
from mayoral.publish.pages.rendering import Renderer
from mayoral.publish.pages.sections.changes import change_section
from mayoral.publish.pages.sections.counts import threshold
from mayoral.publish.pages.sections.flows import passed
from mayoral.publish.pages.sections.places import Places
from mayoral.publish.register import register
from mayoral.publish.site import Record

GREATER_MANCHESTER = "mayor.greater-manchester-ca.2021-05-06"


def page_of(built: Path, path: str) -> Read:
    """A page of the site by its path."""
    return read(built / path / "index.html")


def test_zero_not_known_not_published_and_not_yet_are_four_different_things(built: Path, record: Record) -> None:
    """Greater Manchester 2021 has the first three; the same poll not yet declared has the last."""
    text = page_of(built, f"elections/{GREATER_MANCHESTER}").text
    assert "not known" in text
    assert "not published" in text
    assert "not yet declared" not in text
    markup = (built / "elections" / GREATER_MANCHESTER / "index.html").read_text(encoding="utf-8")
    assert '<td class="n">0</td>' in markup
    election = record.elections[GREATER_MANCHESTER].election
    live = replace(
        election,
        contest=replace(election.contest, declared=False),
        declared=None,
        returns=tuple(one for one in election.returns if one.area != "ALL"),
    )
    counted = examined(live)
    one = shown(counted, register([counted], record.offices, record.parties))
    text = Read(Renderer().html(election_page(one, record.places, Around())).decode()).text
    assert "not yet declared" in text
    assert "not published" not in text
    assert "is elected" not in text


def test_an_election_that_cannot_be_counted_again_is_told_as_declared(built: Path) -> None:
    """South Yorkshire 2022: three of six first preferences are known; nobody is elected at the first count."""
    text = page_of(built, "elections/mayor.sheffield-city-ca.2022-05-05").text
    assert "Oliver Coppard was declared elected" in text
    assert "It cannot be counted again here" in text
    assert "143,476" in text
    assert "Oliver Coppard is elected" not in text


def test_nobodys_second_choice_is_guessed_from_totals(record: Record) -> None:
    """Cambridgeshire and Peterborough 2017: 77,288 papers, of which 44,347 by subtraction helped nobody."""
    counted = record.elections["mayor.cambridgeshire-and-peterborough.2017-05-04"]
    found = passed(counted, counted.outcome.counts[1])
    assert found is not None
    assert found.papers == 77_288
    assert dict(found.to) == {"rod-cantrill": 20_179, "james-palmer": 12_762}
    assert [figure for _, figure in found.otherwise] == [44_347]


def test_a_flow_whose_parts_are_not_known_is_not_drawn(record: Record) -> None:
    """With a first count that lacks one candidate's figure there is no pool of papers to divide."""
    counted = record.elections["mayor.cambridgeshire-and-peterborough.2017-05-04"]
    first, second = counted.outcome.counts
    votes = {**first.totals.votes, "kevin-price": None}
    unknown = replace(first, totals=replace(first.totals, votes=votes))
    outcome = replace(counted.outcome, counts=(unknown, second))
    assert passed(replace(counted, outcome=outcome), second) is None


def test_the_line_of_more_than_half_is_drawn_where_it_decides(record: Record) -> None:
    """Under SV at the first count only; under first past the post never; in a selection at every count."""
    sv = record.elections["mayor.cambridgeshire-and-peterborough.2017-05-04"]
    assert [threshold(sv, count) for count in sv.outcome.counts] == [200_378, None]
    fptp = record.elections["mayor.liverpool-city-ca.2024-05-02"]
    assert [threshold(fptp, count) for count in fptp.outcome.counts] == [None]
    av = record.elections["selection.labour.london.2015-09"]
    assert [threshold(av, count) for count in av.outcome.counts] == [87_854, 87_823, 87_110, 86_074, 81_726]


def test_there_is_no_swing_across_a_change_of_method_and_the_break_is_marked(record: Record) -> None:
    """Liverpool City Region, 2021 to 2024: shares changed by 9.7, -9.3, -2.0 and -2.4 points, marked."""
    before = record.elections["mayor.liverpool-city-ca.2021-05-06"]
    now = record.elections["mayor.liverpool-city-ca.2024-05-02"]
    one = shown(now, register([before, now], record.offices, record.parties))
    section = change_section(one, before)
    assert section is not None
    text = str(section)
    for told in ("+9.7 †", "−9.3 †", "−2.0 †", "−2.4 †", "No swing"):  # noqa: RUF001 - a minus is told as one
        assert told in text
    assert "▲" not in text


def test_a_derived_source_is_never_shown_as_another_kind(built: Path, record: Record) -> None:
    """Figures by subtraction stand under their own kind, on the page of the area and in the list of sources."""
    page = page_of(built, "elections/selection.labour.london.2015-09")
    assert "derived" in page.text
    for counted in record.elections.values():
        kinds = {one.id: one.kind.value for one in counted.election.sources}
        for local in counted.election.returns:
            assert set(local.sources.values()) <= kinds.keys()


def test_an_area_without_any_return_says_so_on_its_own_page(built: Path) -> None:
    """Liverpool City Region 2024: Halton published nothing."""
    text = page_of(built, "elections/mayor.liverpool-city-ca.2024-05-02/areas/E06000006").text
    assert "Not published: no source gives figures of this area at this count." in text


def test_a_twentieth_of_the_votes_exactly_loses_the_deposit(built: Path) -> None:
    """More than a twentieth keeps it: Ian Smith's 4.1 % in 2024 lost it. Law: SI 2017/67 Sch 1 r 60."""
    text = page_of(built, "people/ian-smith").text
    assert "4.1 %" in text
    assert "lost" in text


def test_the_same_person_at_several_elections_has_one_page(built: Path) -> None:
    """Andy Burnham stood three times in Greater Manchester, and twice in party selections."""
    page = page_of(built, "people/andy-burnham")
    for year in ("2017", "2021", "2024"):
        assert f"Mayor of Greater Manchester, {year}" in page.text or year in page.text
    assert any("greater-manchester-ca.2024" in link for link in page.links)
    assert any("selection.labour.leader.2010" in link for link in page.links)


@pytest.mark.parametrize("letter", ["A", "S", "W"])
def test_a_name_is_found_without_a_server(built: Path, letter: str) -> None:
    """The first page leads to the letters of an index that holds every person, council and office."""
    home = read(built / "index.html")
    assert f"names/index.html#letter-{letter}" in home.links
    names = page_of(built, "names").text
    for name in ("Rotheram, Steve", "Simon, Siôn", "Halton", "Greater Manchester"):
        assert name in names


def test_a_place_without_a_tile_has_a_table_and_no_map(record: Record) -> None:
    """A map with a hole would mislead."""
    counted = record.elections["mayor.liverpool-city-ca.2024-05-02"]
    one = shown(counted, register([counted], record.offices, record.parties))
    office = record.places.tiles["liverpool-city-ca"]
    for tiles, drawn in ((office, True), (office[1:], False)):
        places = Places({"liverpool-city-ca": tiles})
        markup = Renderer().html(election_page(one, places, Around())).decode()
        assert ('id="map-1-title"' in markup) is drawn
        assert 'id="map-1-table"' in markup


def test_a_planned_first_poll_is_among_what_is_coming(built: Path) -> None:
    """Cumbria: first poll planned for 6 May 2027, as the ledger's source says; nobody was elected yet."""
    assert "Mayor of Cumbria: first poll planned for 6 May 2027" in page_of(built, ".").text
    office = page_of(built, "offices/cumbria").text
    assert "First poll planned for" in office
    assert "6 May 2027" in office


def test_the_next_ordinary_poll_is_worked_out_and_said_to_be_and_else_not_known(built: Path) -> None:
    """Greater Manchester after its by-election of 2026: 4 May 2028; Cumbria's cycle no source here states."""
    home = page_of(built, ".").text
    assert "Next ordinary poll on 4 May 2028, worked out from the orders (derived): " in home
    assert home.index("4 May 2028") < home.index("3 May 2029")
    office = page_of(built, "offices/greater-manchester-ca")
    assert "4 May 2028 (derived): every 4 years as in 2020" in office.text
    assert "next-poll.ics" not in office.links  # this site is built without the files beside its pages
    assert "Next ordinary pollnot known" in page_of(built, "offices/cumbria").text  # a term and what it is
    assert "Next ordinary poll" not in page_of(built, "offices/north-of-tyne").text


def test_the_clock_of_a_vacancy_is_told_beside_the_by_election_that_was_held(built: Path) -> None:
    """Thirty-five working days after Thursday 18 June 2026 end on 6 August. Law: SI 2017/69 art 6(1)."""
    text = page_of(built, "offices/greater-manchester-ca").text
    assert "35 working days after 18 June 2026 end on 6 August 2026" in text
    assert "held on 30 July 2026, 30 working days after 18 June 2026" in text
    assert "whose day is not in this record" in text
    assert "Its clock" not in page_of(built, "offices/liverpool-city-ca").text


def test_the_checks_page_and_the_findings_agree_on_every_election(record: Record) -> None:
    """An identity fails where its finding is given, in the same area at the same count, and nowhere else."""
    all_counted = list(record.elections.values())
    codes = {each.code for counted in all_counted for each in counted.identities}
    failures = 0
    for counted in all_counted:
        residual = [each for each in counted.identities if each.residual]
        told = [each for each in counted.findings if each.code in codes]
        failed = Counter((each.code, each.area or "ALL", each.count) for each in residual)
        assert failed == Counter((each.code, each.area or "ALL", each.count) for each in told)
        failures += len(residual)
    assert failures > 0


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("top-tie-settled-by-lot", "have equal votes, the most: Birch is chosen by lot."),
        ("av-tie-by-drawn-order", "is excluded by the order drawn beforehand."),
        ("av-tie-by-earlier-count", "is excluded by the votes at count 1."),
    ],
)
def test_the_page_tells_how_an_equality_was_settled(folder: str, words: str, record: Record) -> None:
    """A lot, an order drawn beforehand, an earlier count: at its count, and never silently."""
    election = read_election(Path(__file__).parents[1] / "rules" / folder, Path("offices"))
    counted = examined(election)
    one = shown(counted, register([counted], record.offices, record.parties))
    page = Renderer().html(election_page(one, record.places, Around())).decode()
    assert words in " ".join(Read(page).text.split())
    rows = csv.DictReader(candidates_csv(counted, record.parties).decode("utf-8-sig").splitlines())
    tied = [row["person_name"] for row in rows if row["tied_vote_winner"].casefold() == "true"]
    assert tied == (["Birch"] if "chosen" in words else [])
