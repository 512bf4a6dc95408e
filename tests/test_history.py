"""Every real election of `elections/`: read, counted, and held against what was declared.

A folder added there is tested here without a line of code.
"""

from __future__ import annotations

from argparse import Namespace
from functools import cache
from pathlib import Path

import pytest

from mayoral.cli.count import status
from mayoral.cli.election import counted
from mayoral.contest.contest import WHOLE
from mayoral.contest.law import law_on
from mayoral.contest.outcomes import Awaiting, Basis, Declaration, elected_by
from mayoral.files.writing import texts_of
from mayoral.publish.counted import Counted

ROOT = Path(__file__).parent.parent
FOLDERS = sorted(path.parent for path in (ROOT / "elections").glob("*/election.toml"))
BY_NAME = {path.name: path for path in FOLDERS}
PAPERS = {"ballots.toi", "ballots.soi", "ballots.csv", "ballots.blt", "ballots.parquet"}

INCOMPLETE = [
    path for path in FOLDERS if "recomputable = false" in (path / "declared.toml").read_text(encoding="utf-8")
]

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


@cache
def found(folder: Path) -> Counted:
    """The election of a folder, counted and checked once for all tests."""
    return counted(Namespace(election=str(folder), offices=str(ROOT / "offices")))


def test_thirty_polls_and_the_selections_are_here() -> None:
    """Every poll for a combined authority's mayor from 2017 to July 2026, and six selections."""
    assert sum(name.startswith("mayor.") for name in BY_NAME) >= 30
    assert sum(name.startswith("selection.") for name in BY_NAME) >= 6


@pytest.mark.parametrize(
    "folder", [path for path in FOLDERS if path not in INCOMPLETE], ids=lambda path: path.name
)
def test_the_count_elects_whom_the_notice_declares(folder: Path) -> None:
    """declared.toml is typed from what was declared, and the figures lead to the same person at the same count."""
    one = found(folder)
    declared = one.election.declared
    assert declared is not None
    assert isinstance(one.outcome, Declaration)
    assert one.outcome.elected == declared.elected
    assert len(one.outcome.counts) == declared.at_count


@each_folder
def test_declared_votes_are_the_votes_counted(folder: Path) -> None:
    """Every total of every declared count, candidate by candidate; one not known here stays not known."""
    one = found(folder)
    declared = one.election.declared
    assert declared is not None
    assert declared.counts
    for number, votes in declared.counts.items():
        if declared.recomputable:
            assert dict(one.outcome.counts[number - 1].totals.votes).items() >= votes.items()
        else:
            known = one.outcome.counts[number - 1].totals.votes if number <= len(one.outcome.counts) else {}
            assert all(known.get(who) in (None, figure) for who, figure in votes.items())


@pytest.mark.parametrize("folder", INCOMPLETE, ids=lambda path: path.name)
def test_figures_that_do_not_suffice_never_elect_anyone(folder: Path) -> None:
    """Three of six candidates known is not a count: a total with an unknown part is unknown."""
    one = found(folder)
    assert isinstance(one.outcome, Awaiting)
    assert elected_by(one.outcome) is None
    assert one.outcome.would_elect is None
    assert one.election.declared is not None
    assert one.election.declared.why


@each_folder
def test_every_figure_has_a_source_that_exists(folder: Path) -> None:
    """Figures, printed statements, conflicts, the declaration and a candidate's facts name one of [[sources]]."""
    election = found(folder).election
    known = {one.id for one in election.sources}
    cited = [local.sources[entry] for local in election.returns for entry in local.figures]
    cited += [one.source for one in (*election.printed, *election.conflicts, *election.selections)]
    cited += [one.statement_source for one in election.contest.candidates if one.statement_source]
    cited += [one for source in election.sources for one in source.derived_from]
    assert cited
    assert election.declared is not None
    assert {*cited, election.declared.source} <= known


@each_folder
def test_a_folder_written_again_is_the_same_bytes(folder: Path) -> None:
    """The canonical form is the form in which the folders are kept: nothing is lost, nothing reordered."""
    texts = texts_of(found(folder).election)
    assert {path.name for path in folder.iterdir()} - PAPERS == set(texts)
    for name, text in texts.items():
        assert (folder / name).read_bytes() == text.encode(), name


@each_folder
def test_folder_contest_and_neighbours_name_each_other(folder: Path) -> None:
    """The folder is called by its id, and the election before and the one after know it too."""
    election = found(folder).election
    assert election.contest.id == folder.name
    if election.previous is not None:
        assert found(BY_NAME[election.previous]).election.next == folder.name
    if election.next in BY_NAME:
        assert found(BY_NAME[election.next]).election.previous == folder.name


@each_folder
def test_the_stated_method_is_the_one_the_law_prescribes(folder: Path) -> None:
    """The date of the poll decides: SV to 3 May 2023, first past the post to 17 June 2026, then SV again."""
    contest = found(folder).election.contest
    if folder.name.startswith("selection."):
        assert contest.office_kind is None
        return
    assert contest.office_kind is not None
    assert contest.poll_date is not None
    assert law_on(contest.poll_date.earliest, contest.office_kind).method is contest.method


EXIT_1 = {
    "mayor.greater-manchester-ca.2021-05-06": {"E105"},
    "mayor.liverpool-city-ca.2017-05-04": {"E101", "E105"},
    "mayor.sheffield-city-ca.2022-05-05": set(),
}


@each_folder
def test_findings_set_the_exit_status_and_change_nobody_s_election(folder: Path) -> None:
    """Two contests carry figures that do not add up and stay declared; one is not known well enough."""
    one = found(folder)
    assert {finding.code for finding in one.findings if finding.stops} == EXIT_1.get(folder.name, set())
    assert status(one) == (1 if folder.name in EXIT_1 else 0)


@each_folder
def test_published_totals_are_used_only_where_an_area_is_missing(folder: Path) -> None:
    """Whole-authority figures stand in for areas that are not known, and the missing ones are named."""
    for count in found(folder).outcome.counts:
        assert (count.basis is Basis.PUBLISHED_TOTALS) <= bool(count.missing)
        assert WHOLE not in count.areas
