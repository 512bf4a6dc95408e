"""A contest or a declaration that is not understood is refused with the line of the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from somewhere import CONTEST, refused, somewhere

AV_RULES = '[rules]\nmore_than_half_of = "continuing"\nstop = "majority"\ntie = "lot"\n\n[[areas]]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of Somewhere."""
    return somewhere(tmp_path)


TOML = [
    ('title = "', "title = ", 2, "not well-formed TOML"),
    ('name = "Ben Birch"', "name = Ben Birch", 22, "not well-formed TOML"),
    ('title = "', 'titel = "', 2, "unknown key `titel`; expected one of id, title"),
    ('title = "Mayor of Somewhere, 6 May 2021"\n', "", 1, "`title` is missing"),
    ("poll_date = 2021-05-06\n", "", 1, "`poll_date` is missing"),
    ("poll_date = 2021-05-06", 'poll_date = "6 May 2021"', 4, "`poll_date` should be a date, or `2016-08`"),
    ("poll_date = 2021-05-06", 'poll_date = "2021-W18-4"', 4, "`poll_date` should be a date, or `2016-08`"),
    ('"supplementary-vote"', '"sv"', 5, "`method`: `sv` is not one of first-past-the-post, supplementary-vote"),
    ('"supplementary-vote"', '"alternative-vote"', 5, "the alternative vote needs the selection's own [rules]"),
    ("[[areas]]", AV_RULES, 8, "the alternative vote needs the selection's own [rules], and only it has them"),
    ('name = "South"', 'name = "South"\nweight = "1/2"', 8, "`weight` stands with every area or with none"),
    ('name = "South"', 'name = "South"\nweight = "0.5"', 15, "[areas] `weight` is `0.5`; expected a fraction"),
    ('name = "South"', 'name = "South"\npopulation = 3', 15, "[areas] unknown key `population`"),
    ('id = "south"', 'id = "north"', 13, "[areas] the id `north` stands twice"),
    ('id = "south"', 'id = "ALL"', 13, "[areas] `ALL` is kept for the whole authority"),
    ('id = "ben"', 'id = "b/en"', 21, "[candidates] `id` is `b/en`; an id is letters"),
    ('name = "Ben Birch"', 'first_name = "Ben"', 22, "[candidates] unknown key `first_name`"),
    ('name = "Ben Birch"\n', "", 20, "[candidates] `name` is missing"),
    ('kind = "official"', 'kind = "rumour"', 31, "[sources] `kind`: `rumour` is not one of official, press"),
    ('kind = "official"', 'kind = "derived"', 28, "[sources] a derived source says `from` what and `how`"),
    ('name = "Cy Cedar"', 'name = "Cy Cedar"\nstatement_source = "x"', 27, "`x` is not one of [[sources]]"),
]


@pytest.mark.parametrize(("was", "now", "line", "what"), TOML, ids=[f"{row[2]} {row[3]}" for row in TOML])
def test_a_contest_that_is_not_understood(folder: Path, was: str, now: str, line: int, what: str) -> None:
    """Each with the line of the key, or of the table that lacks it."""
    problem = refused(folder, "election.toml", CONTEST.replace(was, now, 1))
    assert (problem.line, what in problem.what) == (line, True), str(problem)


def test_a_mistake_in_an_inline_table_has_its_own_line(folder: Path) -> None:
    """Areas may be written as a list of inline tables; the line is that of the area, not of the list."""
    areas = 'areas = [\n    { id = "north", name = "North" },\n    { id = "south", nam = "South" },\n]\n'
    start, _, rest = CONTEST.partition("[[areas]]")
    problem = refused(folder, "election.toml", f"{start}{areas}{rest[rest.index('[[candidates]]') :]}")
    assert (problem.line, problem.what[:26]) == (10, "[areas] unknown key `nam`;")


DECLARED = [
    ('elected = "bob"\n', 1, "`bob` is not a candidate; expected ada, ben, cy"),
    ("at_count = 1\n", 1, "`elected` is missing"),
    ('elected = "ada"\nwinner = "ada"\n', 2, "unknown key `winner`"),
    ('elected = "ada"\nsource = "x"\n', 2, "`x` is not one of [[sources]]"),
    ('elected = "ada"\n[[counts]]\nnumber = 1\n[counts.votes]\nada = -1\n', 5, "`ada` should be a whole number"),
    ('elected = "ada"\n[[counts]]\nnumber = 1\n[counts.votes]\nbob = 1\n', 5, "`bob` is not a candidate"),
    ('elected = "ada"\n[[counts]]\n[counts.votes]\nada = 1\n', 2, "each of [[counts]] has its own `number`"),
]


@pytest.mark.parametrize(("content", "line", "what"), DECLARED, ids=[one[2] for one in DECLARED])
def test_a_declaration_that_is_not_understood(folder: Path, content: str, line: int, what: str) -> None:
    """What was declared is held to the same standard as the figures."""
    problem = refused(folder, "declared.toml", content)
    assert (problem.line, what in problem.what) == (line, True), str(problem)
