"""The ledger of offices: who held which post when, with a source; and its parties."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest

from mayoral.contest.office import Holder, Office, Post
from mayoral.files.elections import read_election
from mayoral.files.offices import read_offices, read_parties
from mayoral.files.reading import Unreadable

ROOT = Path(__file__).parent.parent
OFFICES = {one.id: one for one in read_offices(ROOT / "offices")}
PARTIES = read_parties(ROOT / "offices")
ELECTIONS = {
    path.parent.name: read_election(path.parent) for path in sorted((ROOT / "elections").glob("*/election.toml"))
}
each_office = pytest.mark.parametrize("office", OFFICES.values(), ids=OFFICES)


def mayors(office: Office) -> list[Holder]:
    """The mayors of an office, interim ones included, by the first day of their term."""
    held = [one for one in office.holders if one.post in {Post.MAYOR, Post.INTERIM_MAYOR} and one.term.since]
    return sorted(held, key=lambda one: one.term.since.earliest if one.term.since else date.min)


@each_office
def test_every_office_is_whole(office: Office) -> None:
    """An authority, its councils and at least one source; each area that counts has a code where one is known."""
    assert office.authority.name
    assert office.councils
    assert office.sources


IN_JUNE_2019 = {
    "cambridgeshire-and-peterborough": "James Palmer",
    "greater-manchester-ca": "Andy Burnham",
    "liverpool-city-ca": "Steve Rotheram",
    "north-of-tyne": "Jamie Driscoll",
    "sheffield-city-ca": "Dan Jarvis",
    "tees-valley": "Ben Houchen",
    "west-midlands": "Andy Street",
    "west-of-england": "Tim Bowles",
}


@each_office
def test_who_was_mayor_on_1_june_2019(office: Office) -> None:
    """Eight authorities had a mayor that day, each known for certain and from a source; the others had none."""
    held = [
        (one, sure) for one, sure in office.on(date(2019, 6, 1)) if one.post in {Post.MAYOR, Post.INTERIM_MAYOR}
    ]
    expected = [IN_JUNE_2019[office.id]] if office.id in IN_JUNE_2019 else []
    assert [one.name for one, _ in held] == expected
    for one, sure in held:
        assert sure
        assert office.source(one.source) is not None


def test_nobody_held_a_post_before_the_authority_was() -> None:
    """A chair since a day not known is no answer for a day before the authority was established."""
    assert list(OFFICES["liverpool-city-ca"].on(date(2001, 1, 1))) == []
    assert [sure for _, sure in OFFICES["liverpool-city-ca"].on(date(2016, 1, 1))] == [False]


VACANT = {("greater-manchester-ca", "Andy Burnham", "Bev Craig")}
"""Between these two the office stood empty until a by-election, 18 June to 3 August 2026."""


@each_office
def test_mayors_follow_one_another_without_a_gap_or_an_overlap(office: Office) -> None:
    """From the first mayor to the last each term begins the day after the one before ends.

    Where the days are known only to the month, the stretches they may lie in touch.
    """
    row = mayors(office)
    for before, after in itertools.pairwise(row):
        assert before.term.until is not None, before
        assert after.term.since is not None
        next_day = timedelta(days=1)
        assert before.term.until.earliest + next_day <= after.term.since.latest, (before.name, after.name)
        vacant = after.term.since.earliest > before.term.until.latest + next_day
        assert vacant is ((office.id, before.name, after.name) in VACANT), (before.name, after.name)


@each_office
def test_elections_named_exist_and_elected_that_holder(office: Office) -> None:
    """A holder's elections are folders, of this office, won by that person."""
    for holder in office.holders:
        for name in holder.elections:
            election = ELECTIONS[name]
            assert election.contest.office == office.id
            assert election.declared is not None
            elected = election.contest.candidate(election.declared.elected)
            assert (elected.person, elected.name) == (holder.person, holder.name)


@pytest.mark.parametrize("name", [one for one in ELECTIONS if one.startswith("mayor.")])
def test_every_poll_is_of_an_office_in_the_ledger(name: str) -> None:
    """The one elected is found among that office's mayors, by this election."""
    contest, declared = ELECTIONS[name].contest, ELECTIONS[name].declared
    assert contest.office is not None
    assert declared is not None
    holders = [one for one in OFFICES[contest.office].holders if name in one.elections]
    assert [one.name for one in holders if one.post is Post.MAYOR] == [contest.candidate(declared.elected).name]


@pytest.mark.parametrize("name", ELECTIONS)
def test_parties_of_candidates_are_known(name: str) -> None:
    """Every party of a candidate, or of a selection, stands in parties.csv; abroad a party may be unknown here."""
    if name.startswith("selection.burlington"):
        return
    election = ELECTIONS[name]
    ids = {one.party for one in election.contest.candidates if one.party}
    assert ids | {one.party for one in election.selections} <= set(PARTIES)


@each_office
def test_codes_of_areas_that_count_are_the_ledger_s(office: Office) -> None:
    """An area's id in an election of the office is a code of one of its councils, now or at that poll."""
    codes = {code for one in office.councils for code in (one.gss, *one.former_gss)}
    for election in ELECTIONS.values():
        if election.contest.office == office.id and str(election.contest.id).startswith("mayor."):
            assert {area.id for area in election.contest.areas} <= codes


GOOD = """\
id = "somewhere"
title = "Mayor of Somewhere"

[authority]
name = "Somewhere Combined Authority"
kind = "combined-authority"
source = "order"

[[holders]]
post = "mayor"
name = "Ada Ash"
since = 2021-05-10
until = 2024-05-05
source = "order"

[[sources]]
id = "order"
title = "The Somewhere Order"
kind = "official"
"""
WRONG = [
    ('id = "somewhere"', 'id = "elsewhere"', 1, "`id` is `elsewhere`, and the file is somewhere.toml"),
    ('kind = "combined-authority"', 'kind = "borough"', 6, "`borough` is not one of combined-authority"),
    ('post = "mayor"', 'post = "boss"', 10, "`boss` is not one of mayor, interim-mayor, chair, deputy-mayor"),
    ("until = 2024-05-05", "until = 2020-05-05", 13, "`until` is before `since`"),
    ('until = 2024-05-05\nsource = "order"', 'source = "memory"', 13, "`memory`, which is not one of [[sources]]"),
    ('name = "Ada Ash"', 'name = "Ada Ash"\nage = 4', 12, "unknown key `age`"),
    (
        "\n[authority]",
        'first_poll_source = "x"\n[authority]',
        3,
        "`first_poll_source` is `x`, which is",
    ),
    ("[authority]", "[body]", 4, "unknown key `body`"),
    ("\n[authority]", "[cycle]\nyear = 2021\nevery = 4\n[authority]", 3, "a cycle has a `year`"),
    (
        "\n[authority]",
        '[cycle]\nyear = 2021\nevery = 4\nsource = "x"\n[authority]',
        6,
        "`source` is `x`, which is not one of",
    ),
]


@pytest.mark.parametrize(("was", "now", "line", "what"), WRONG, ids=[one[3] for one in WRONG])
def test_an_office_that_is_not_understood(tmp_path: Path, was: str, now: str, line: int, what: str) -> None:
    """Refused with the line, as everything is."""
    path = tmp_path / "somewhere.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert len(read_offices(tmp_path)) == 1
    path.write_text(GOOD.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(Unreadable) as problem:
        read_offices(tmp_path)
    assert (problem.value.path, problem.value.line) == (str(path), line), str(problem.value)
    assert what in problem.value.what


def test_a_party_stands_once(tmp_path: Path) -> None:
    """An id of parties.csv names one party."""
    (tmp_path / "parties.csv").write_text("id,name,names,colour,article\nPP1,A,,,\nPP1,B,,,\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"parties\.csv:3: the party `PP1` stands twice"):
        read_parties(tmp_path)
