"""Rehearsal papers: made up by seed, or made to count to a real result; and never mistaken for votes."""

from __future__ import annotations

import tracemalloc
from argparse import Namespace
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import polars as pl
import pytest

from mayoral.cli import main
from mayoral.cli.election import counted
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.outcomes import Count, Figures
from mayoral.contest.papers import Aside, Head, Marks, Paper
from mayoral.contest.record import Election
from mayoral.files.papers.ballots import Ask, read_papers
from mayoral.files.papers.blt import read_blt
from mayoral.files.papers.preflib import read_preflib
from mayoral.files.reading import Unreadable
from mayoral.files.rehearsals.drawing import Drawn, condensed_of, drawn, ranks_of, shared, support_in
from mayoral.files.rehearsals.files import Rehearsal, write_rehearsal
from mayoral.files.rehearsals.results import fitted
from mayoral.methods import METHODS
from mayoral.publish.counted import Counted

ELECTIONS = Path(__file__).parent.parent / "elections"
MAYORS = sorted(ELECTIONS.glob("mayor.*"))
CAMBRIDGESHIRE = ELECTIONS / "mayor.cambridgeshire-and-peterborough.2017-05-04"
BURLINGTON = ELECTIONS / "selection.burlington.mayor.2009-03-03"


def known(folder: Path) -> Counted:
    """An election of the project, counted."""
    return counted(Namespace(election=str(folder), offices=None))


def naive(contest: Contest, papers: dict[tuple[AreaId, Marks], int], at: Count) -> dict[AreaId, Counter[object]]:
    """What the papers of each area give at a count, one marking after another."""
    vote = METHODS[contest.counted_by].vote
    found: dict[AreaId, Counter[object]] = {}
    for (area, marks), times in papers.items():
        here = found.setdefault(area, Counter())
        here[vote(Paper(marks), frozenset(at.totals.votes), at.number)] += times
    return found


@pytest.mark.parametrize("folder", MAYORS, ids=lambda one: one.name.removeprefix("mayor."))
def test_papers_made_for_a_real_result_count_to_exactly_that_result(folder: Path) -> None:
    """Every candidate's figure at every count, in every area where it is known, else for the whole authority."""
    found = known(folder)
    contest, counts = found.election.contest, found.outcome.counts
    if folder.name == "mayor.sheffield-city-ca.2022-05-05":  # its second preferences are not known
        with pytest.raises(Refused, match="neither every area's"):
            fitted(contest, counts, Random(7))
        return
    decks = fitted(contest, counts, Random(7)).decks
    papers = {(one.area, marks): n for one in decks for marks, n in zip(one.marks, one.weights, strict=True)}
    for count in counts:
        gives = naive(contest, papers, count)
        for area, here in gives.items():
            figures = count.areas[area] if area else count.totals
            _assert_same(figures, here, counts[0].areas[area] if area else counts[0].totals)


def _assert_same(figures: Figures, here: Counter[object], first: Figures) -> None:
    """The figures of one place at one count against what its papers give."""
    second = any(one is not None for one in figures.added.values()) or here[Aside.NO_PART]
    for who, held in figures.votes.items():
        before = first.votes[who] if second else 0
        assert here[who] == (held or 0) - (before or 0)
    if not second:
        valid = figures.valid
        assert sum(times for vote, times in here.items() if not isinstance(vote, Head)) == valid
        for head, times in figures.rejected_by_head.items():
            if head is Head.MORE_THAN_ONE:
                assert here[head] == times
    if figures.for_eliminated is not None:
        assert here[Aside.FOR_ELIMINATED] == figures.for_eliminated


def test_the_papers_of_cambridgeshire_2017_are_written_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """200,378 papers in six areas; 88,826 to 67,205 once second preferences are added."""
    path = tmp_path / "rehearsal-2017.csv"
    assert main(["simulate", str(CAMBRIDGESHIRE), "--exactly", "--seed", "4", "--to", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: 200,378 rehearsal papers, seed 4\n"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("area,r1,r2")
    assert lines[0].startswith("# Rehearsal papers of mayor.cambridgeshire-and-peterborough.2017-05-04")
    assert "# title: Rehearsal: Mayor of Cambridgeshire and Peterborough, 4 May 2017" in lines[:start]
    assert "# papers: 200378" in lines[:start]
    assert '# candidate: paul-bullen,"Paul Bullen"' in lines[:start]
    assert '# area: E07000008,"Cambridge"' in lines[:start]
    assert all(line.startswith("#") for line in lines[:start])
    papers = [line.split(",") for line in lines[start + 1 :]]
    assert len(papers) == 200_378
    firsts = Counter(first for _, first, _ in papers)
    assert (firsts["james-palmer"], firsts["rod-cantrill"], firsts["kevin-price"]) == (76_064, 47_026, 37_297)
    added = Counter(second for _, first, second in papers if first not in {"james-palmer", "rod-cantrill"})
    assert firsts["james-palmer"] + added["james-palmer"] == 88_826
    assert firsts["rod-cantrill"] + added["rod-cantrill"] == 67_205
    in_fenland = Counter(first for area, first, _ in papers if area == "E07000010")
    assert in_fenland["james-palmer"] == 10_513


def test_papers_that_no_count_asks_about_are_mixed(tmp_path: Path) -> None:
    """The papers of an area do not stand in bundles, as if they had been sorted."""
    path = tmp_path / "rehearsal-2017.csv"
    main(["simulate", str(CAMBRIDGESHIRE), "--exactly", "--to", str(path)])
    body = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("E07000008")]
    assert sum(one != other for one, other in pairwise(body)) > len(body) // 2


@pytest.fixture
def burlington() -> Election:
    """A selection by the alternative vote with six candidates."""
    return known(BURLINGTON).election


@pytest.mark.parametrize("ending", ["csv", "tsv", "blt", "soi", "toi", "parquet"])
def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path: Path, ending: str) -> None:
    """Chance comes from the seed alone."""
    texts = []
    for place, seed in enumerate((5, 5, 6)):
        path = tmp_path / str(place) / f"rehearsal-a.{ending}"
        command = ["simulate", str(BURLINGTON), "--papers", "500", "--seed", str(seed), "--to", str(path)]
        assert main(command) == 0
        body = path.read_bytes() if ending != "parquet" else repr(pl.read_parquet(path).to_dicts()).encode()
        texts.append(body.replace(b"seed 6", b"seed 5"))
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


@pytest.mark.parametrize("ending", ["csv", "tsv", "blt", "soi", "toi", "parquet"])
def test_as_many_papers_as_were_asked_for_are_in_the_file_and_the_file_says_what_they_are(
    tmp_path: Path, ending: str
) -> None:
    """Marked in the name, in the first line and in the title."""
    path = tmp_path / f"rehearsal-a.{ending}"
    assert main(["simulate", str(BURLINGTON), "--papers", "3000", "--to", str(path)]) == 0
    if ending == "parquet":
        frame = pl.read_parquet(path)
        assert (frame.height, frame.columns) == (3000, ["area", "r1", "r2", "r3", "r4", "r5", "r6"])
        assert pl.read_parquet_metadata(path)["rehearsal"].startswith("Rehearsal papers of selection.burlington")
        return
    assert path.read_text(encoding="utf-8").startswith("# Rehearsal papers of selection.burlington")
    if ending in {"csv", "tsv"}:
        between = "," if ending == "csv" else "\t"
        body = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert len(body) == 3001
        assert {line.count(between) for line in body} == {6}
        assert any("|" in line for line in body), "some papers over-vote a rank"
        assert f"papers{between * 6}" in body, "some papers bear no mark"
        return
    read = read_blt(path) if ending == "blt" else read_preflib(path)
    assert read.read == 3000
    assert read.rehearsal
    assert read.title == "Rehearsal: Mayor of Burlington, Vermont, 3 March 2009"
    assert [one.id for one in read.candidates] == [one.id for one in known(BURLINGTON).election.contest.candidates]


@pytest.mark.parametrize("ending", ["soc", "toc", "csv.gz", "tsv.gz", "blt.gz", "soc.gz", "soi.gz", "toi.gz"])
def test_packed_files_and_complete_orders_are_written_too(
    tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as were asked for are read back, and the same seed gives the same bytes."""
    path, again = tmp_path / f"rehearsal-a.{ending}", tmp_path / "again" / f"rehearsal-a.{ending}"
    for one in (path, again):
        assert main(["simulate", str(BURLINGTON), "--papers", "300", "--to", str(one)]) == 0
    assert path.read_bytes() == again.read_bytes()
    capsys.readouterr()
    main(["tally", str(path), "--papers", "300"])
    told = capsys.readouterr()
    assert (told.err, told.out.startswith("REHEARSAL")) == ("", True)
    if "oc" in ending:
        assert {len(marks) for _, marks in read_preflib(path).papers} == {6}


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("rehearsal-a.soc", ["--papers", "5"], "none of these does"),
        ("rehearsal-a.toc", ["--exactly"], "ranks everybody"),
        ("rehearsal-a.parquet.gz", ["--papers", "5"], "packed already"),
    ],
)
def test_a_kind_of_file_that_cannot_hold_the_papers_is_refused(
    name: str, given: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Papers of two columns rank two of five, and no file is left."""
    assert main(["simulate", str(CAMBRIDGESHIRE), *given, "--to", str(tmp_path / name)]) == 1
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_papers_are_drawn_in_proportion_to_support(burlington: Election) -> None:
    """Stated support of 3 to 1: three in four first preferences, within four standard deviations."""
    support = {AreaId("papers"): {CandidateId("bob-kiss"): 3, CandidateId("dan-smith"): 1}}
    decks = drawn(burlington.contest, {AreaId("papers"): 40_000}, support)
    papers = condensed_of(decks, Random(1))
    firsts = Counter[CandidateId]()
    for (_, marks), times in papers.items():
        if marks and len(marks[0]) == 1:
            firsts[min(marks[0])] += times
    assert set(firsts) == {"bob-kiss", "dan-smith"}
    share = Fraction(firsts[CandidateId("bob-kiss")], firsts.total())
    assert abs(share - Fraction(3, 4)) < Fraction(4 * 433, 1000 * 200)
    assert 100 < papers["papers", ()] < 300


def test_areas_have_their_own_support_and_their_own_share_of_papers() -> None:
    """Largest remainder: the shares add up to the papers asked for."""
    found = known(CAMBRIDGESHIRE)
    support = support_in(found.election.contest, found.outcome.counts)
    assert support[AreaId("E07000010")][CandidateId("james-palmer")] == 10_513
    numbers = shared(1001, {area: sum(held.values()) for area, held in support.items()})
    assert sum(numbers.values()) == 1001
    assert numbers[AreaId("E07000011")] > numbers[AreaId("E07000009")]
    assert shared(10, {AreaId("a"): 1, AreaId("b"): 1, AreaId("c"): 1}) == {"a": 4, "b": 3, "c": 3}


@pytest.mark.parametrize(("folder", "ranks"), [(CAMBRIDGESHIRE, 2), (BURLINGTON, 6), (MAYORS[2], 1)])
def test_papers_have_the_columns_of_their_method(folder: Path, ranks: int) -> None:
    """Two under the supplementary vote, one under first past the post, every rank where six stand."""
    assert ranks_of(known(folder).election.contest) == ranks


def test_memory_does_not_grow_with_the_number_of_papers(tmp_path: Path, burlington: Election) -> None:
    """Five times as many papers need less than a quarter of a mebibyte more."""
    support = support_in(burlington.contest, known(BURLINGTON).outcome.counts)
    peaks = []
    for number in (30_000, 150_000):
        decks = drawn(burlington.contest, {AreaId("papers"): number}, support)
        assert all(isinstance(deck, Drawn) for deck in decks)
        tracemalloc.start()
        write_rehearsal(Rehearsal(burlington.contest, decks, "told", Random(1)), tmp_path / "rehearsal-a.csv")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + (1 << 18)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("papers.csv", "call it rehearsal-papers.csv"),
        ("Rehearsal.csv", "call it"),
        ("rehearsal-papers.json", "never written as cast vote records"),
        ("rehearsal-papers.xlsx", "should end in one of"),
        ("rehearsal-papers", "should end in one of"),
    ],
)
def test_a_name_that_does_not_say_what_is_in_the_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    """Papers nobody cast must not be taken for votes."""
    assert main(["simulate", str(CAMBRIDGESHIRE), "--papers", "5", "--to", str(tmp_path / name)]) == 1
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (["--papers", "0"], 2, "expected 1 or more"),
        (["--papers", "5", "--support", "nobody=1"], 2, "`nobody=1`"),
        (["--papers", "5", "--support", "paul-bullen"], 2, "`paul-bullen`"),
        (["--papers", "5", "--support", "paul-bullen=1,paul-bullen=2"], 2, "`paul-bullen=2`"),
        (["--papers", "5", "--support", "paul-bullen=0"], 2, "nobody has any"),
        (["--exactly", "--support", "paul-bullen=1"], 2, "no other support"),
    ],
)
def test_what_was_asked_must_be_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], status: int, words: str
) -> None:
    """Wrong usage is exit status 2."""
    to = ["--to", str(tmp_path / "rehearsal-a.csv")]
    assert main(["simulate", str(CAMBRIDGESHIRE), *given, *to]) == status
    assert words in capsys.readouterr().err


def test_an_election_without_figures_needs_stated_support(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the poll nothing is known; the areas then have equal shares."""
    folder = tmp_path / CAMBRIDGESHIRE.name
    folder.mkdir()
    text = (CAMBRIDGESHIRE / "election.toml").read_text(encoding="utf-8")
    (folder / "election.toml").write_text(text, encoding="utf-8")
    path = tmp_path / "rehearsal-a.csv"
    assert main(["simulate", str(folder), "--papers", "60", "--to", str(path)]) == 1
    assert "state support" in capsys.readouterr().err
    assert main(["simulate", str(folder), "--exactly", "--to", str(path)]) == 1
    assert main(["simulate", str(folder), "--papers", "60", "--support", "paul-bullen=2", "--to", str(path)]) == 0
    areas = Counter(line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[-60:])
    assert set(areas.values()) == {10}


def test_a_selection_by_the_alternative_vote_has_no_exact_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its rounds leave open which rankings gave them."""
    assert main(["simulate", str(BURLINGTON), "--exactly", "--to", str(tmp_path / "rehearsal-a.csv")]) == 1
    assert "only the figures of" in capsys.readouterr().err


def test_figures_that_do_not_close_are_refused() -> None:
    """More second preferences than papers of the eliminated: no papers give that."""
    found = known(CAMBRIDGESHIRE)
    contest, counts = found.election.contest, found.outcome.counts
    whole = counts[1].totals
    more = Figures({who: (held or 0) + 100_000 for who, held in whole.votes.items()}, whole.valid)
    with pytest.raises(Refused, match="do not close"):
        fitted(contest, [Count(1, counts[0].totals, {}), Count(2, more, {})], Random(1))


def test_a_file_that_cannot_be_finished_leaves_nothing(tmp_path: Path, burlington: Election) -> None:
    """Interrupted half-way, neither the file nor a part of it remains; the old one stays."""

    class Interrupted(Random):
        def choices(self, *_: object, **__: object) -> list[object]:
            raise KeyboardInterrupt

    path = tmp_path / "rehearsal-a.csv"
    path.write_text("old", encoding="utf-8")
    support = support_in(burlington.contest, known(BURLINGTON).outcome.counts)
    decks = drawn(burlington.contest, {AreaId("papers"): 10}, support)
    with pytest.raises(KeyboardInterrupt):
        write_rehearsal(Rehearsal(burlington.contest, decks, "told", Interrupted(1)), path)
    assert [one.name for one in tmp_path.iterdir()] == ["rehearsal-a.csv"]
    assert path.read_text(encoding="utf-8") == "old"


def test_papers_that_preflib_cannot_hold_are_left_out_and_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """West Midlands 2021: papers rejected as unmarked are no orders; those rejected for two marks are ties."""
    path = tmp_path / "rehearsal-a.toi"
    folder = ELECTIONS / "mayor.west-midlands.2021-05-06"
    assert main(["simulate", str(folder), "--exactly", "--to", str(path)]) == 0
    said = capsys.readouterr().out
    read = read_preflib(path)
    assert said.startswith(f"{path}: {read.read:,} rehearsal papers")
    whole = fitted(known(folder).election.contest, known(folder).outcome.counts, Random(1))
    left = sum(deck.papers for deck in whole.decks) - read.read
    assert left > 0
    assert f"Left out: {left:,} papers that this format cannot hold." in said
    assert f"Left out: {whole.left_out} papers rejected" in said


def test_cut_rehearsal_papers_in_blt_are_refused(tmp_path: Path) -> None:
    """What is written for training is as strict as what is counted."""
    path = tmp_path / "rehearsal-a.blt"
    main(["simulate", str(BURLINGTON), "--papers", "50", "--to", str(path)])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Unreadable):
        read_blt(path)


@pytest.mark.parametrize(
    ("ending", "engine"),
    [("csv", None), ("tsv", None), ("blt", None), ("soi", None), ("parquet", "polars"), ("parquet", "duckdb")],
)
def test_rehearsal_papers_are_known_whatever_the_file_is_called(
    ending: str, engine: str | None, tmp_path: Path
) -> None:
    """The title in the file says so, in Parquet that in its metadata; no other papers are taken for such."""
    path = tmp_path / f"rehearsal-papers.{ending}"
    labour = str(next(ELECTIONS.glob("*labour*2010*")))
    assert main(["simulate", labour, "--papers", "20", "--to", str(path)]) == 0
    called = path.rename(tmp_path / f"papers.{ending}")
    found = read_papers(str(called), Ask(engine=engine))
    assert (found.rehearsal, found.title.startswith("Rehearsal: ")) == (True, True)
    if ending == "parquet":
        frame = pl.read_parquet(called)
        frame.write_parquet(called, metadata={"rehearsal": "made up", "title": "Mayor"})
        assert read_papers(str(called), Ask(engine=engine)).rehearsal
        frame.write_parquet(called)
        assert not read_papers(str(called), Ask(engine=engine)).rehearsal
