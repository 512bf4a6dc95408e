"""Training: the mistakes of real counts, one on each sheet, and a score that the record alone decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hall import CAMBRIDGE
from hypothesis import given, settings
from hypothesis import strategies as st

from countroom.before.mistakes import Mistake, TrainingPaper, papers
from countroom.before.rehearsal import paper_forms
from countroom.before.score import Score, score
from countroom.night.figures import figure, lines
from countroom.night.sheets import Sheet
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act
from mayoral.files.elections import read_election

AREA = "E07000008"
SEEDS = st.integers(0, 9999)
MISREAD = (Mistake.TRANSPOSED, Mistake.MISSED, Mistake.NEIGHBOUR, Mistake.SWAPPED)
BEGIN = datetime(2026, 11, 22, 20, tzinfo=UTC)


def form() -> dict[str, int]:
    """The paper form of Cambridge in 2017, in the order of its lines."""
    contest = read_election(CAMBRIDGE).contest
    known = paper_forms(CAMBRIDGE)[AREA, 1].figures
    return {line.name: known[line.name] for line in lines(contest, 1, contest.standing)}


FORM = form()


def with_mistake(seed: int, mistake: Mistake) -> TrainingPaper:
    """The paper of a training that practises a mistake."""
    return next(one for one in papers(FORM, seed) if one.mistake is mistake)


def sums(read: Mapping[str, int]) -> tuple[bool, bool, bool]:
    """Whether votes, rejected papers and papers of a sheet each add up."""
    votes = sum(one for line, one in read.items() if line.startswith("votes:"))
    rejected = sum(one for line, one in read.items() if line.startswith("rejected:") and line != "rejected:")
    return votes == read["valid:"], rejected == read["rejected:"], votes + rejected == read["papers:"]


@given(SEEDS)
@settings(max_examples=40)
def test_the_sheets_together_are_what_the_area_really_counted(seed: int) -> None:
    """Seven sheets, every mistake once, the first without; each line of the area's return is parted among them."""
    table = papers(FORM, seed)
    assert [one.number for one in table] == list("1234567")
    assert table[0].mistake is Mistake.NONE
    assert Counter(one.mistake for one in table) == Counter(Mistake)
    for line, known in FORM.items():
        slips = sum(one.figures[line] for one in table if one.mistake is not Mistake.SUM)
        last = with_mistake(seed, Mistake.SUM).figures[line]
        assert abs(slips + last - known) in ({0, 1, 10} if line in ("valid:", "rejected:") else {0})


@given(SEEDS)
@settings(max_examples=40)
def test_only_one_paper_does_not_add_up_and_the_other_typist_reads_it_as_it_stands(seed: int) -> None:
    """Its total is not the sum of its lines; every other paper crossfoots."""
    for one in papers(FORM, seed):
        votes, rejected, all_papers = sums(one.figures)
        assert all_papers
        assert (votes and rejected) == (one.mistake is not Mistake.SUM)
        assert (one.other == one.figures) == (one.mistake not in MISREAD)


@given(SEEDS)
@settings(max_examples=40)
def test_two_digits_changed_round_are_neighbours_of_one_figure(seed: int) -> None:
    """1,420 is read as 1,240: the same digits, two of them in each other's place."""
    one = with_mistake(seed, Mistake.TRANSPOSED)
    (line,) = one.misread
    right, wrong = str(one.figures[line]), str(one.other[line])
    unlike = [place for place, digit in enumerate(right) if wrong[place] != digit]
    assert len(right) == len(wrong)
    assert unlike == [unlike[0], unlike[0] + 1]
    assert right[unlike[0]] == wrong[unlike[1]]
    assert right[unlike[1]] == wrong[unlike[0]]


@given(SEEDS)
@settings(max_examples=40)
def test_a_digit_missed_leaves_the_others_in_their_order(seed: int) -> None:
    """1,420 is read as 140: one digit fewer."""
    one = with_mistake(seed, Mistake.MISSED)
    (line,) = one.misread
    right, wrong = str(one.figures[line]), str(one.other[line])
    assert wrong in {right[:place] + right[place + 1 :] for place in range(len(right))}


@given(SEEDS)
@settings(max_examples=40)
def test_a_figure_in_the_neighbouring_line_is_that_of_the_candidate_above(seed: int) -> None:
    """The line below holds, a second time, the figure that belongs above it."""
    one = with_mistake(seed, Mistake.NEIGHBOUR)
    (line,) = one.misread
    votes = [name for name in one.figures if name.startswith("votes:")]
    assert one.other[line] == one.figures[votes[votes.index(line) - 1]]


@given(SEEDS)
@settings(max_examples=40)
def test_two_candidates_the_other_way_round_still_add_up(seed: int) -> None:
    """No sum finds it: only a second reading does."""
    one = with_mistake(seed, Mistake.SWAPPED)
    first, second = one.misread
    assert (one.other[first], one.other[second]) == (one.figures[second], one.figures[first])
    assert sums(one.other) == (True, True, True)


@given(SEEDS)
@settings(max_examples=40)
def test_what_is_struck_out_cannot_be_typed_and_its_correction_can(seed: int) -> None:
    """`1,2O4` is refused with what to type instead; 1,204 stands beside it."""
    one = with_mistake(seed, Mistake.STRUCK)
    ((line, written),) = one.struck.items()
    with pytest.raises(Refused, match="digits"):
        figure(written)
    assert len(written) == len(f"{one.figures[line]:,}")


def test_the_same_number_makes_the_same_papers_and_another_makes_others() -> None:
    """The page works the papers out anew each time; two trainees in a row do not learn them by heart."""
    assert papers(FORM, 7) == papers(FORM, 7)
    assert papers(FORM, 7) != papers(FORM, 8)
    assert len({tuple(one.mistake for one in papers(FORM, seed)) for seed in range(50)}) > 20


def test_figures_too_small_to_be_misread_are_refused() -> None:
    """A digit cannot be missed of 3."""
    with pytest.raises(Refused, match="too small to train on"):
        papers(dict.fromkeys(FORM, 3), 7)


@dataclass
class Typed:
    """Sheets as acts leave them: each typed first by the one who is played, then, as told, by the trainee."""

    table: tuple[TrainingPaper, ...] = papers(FORM, 4711)
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheets = {
            one.number: Sheet(one.number, (self.act("enter", -60, figures=one.other),)) for one in self.table
        }

    @staticmethod
    def act(kind: str, minute: float, **told: object) -> Act:
        """An act some minutes into the training."""
        moment = (BEGIN + timedelta(minutes=minute)).isoformat(timespec="milliseconds")
        return Act(1, moment, "Somebody", "typist", kind, AREA, 1, told)

    def type(self, one: TrainingPaper, minute: float, **otherwise: int) -> None:
        """The second reading of a sheet: as on the paper, but for what is told."""
        was = self.sheets[one.number]
        again = self.act("enter", minute, figures={**one.figures, **otherwise})
        self.sheets[one.number] = replace(was, entries=(*was.entries, again))

    def settle(self, one: TrainingPaper, minute: float, **otherwise: int) -> None:
        """The settling of a sheet: as on the paper, but for what is told."""
        was = self.sheets[one.number]
        unsettled = replace(was, settled=None)
        readings = {line: one.figures[line] for line in unsettled.different} | otherwise
        settled = self.act("settle", minute, readings=readings, reason="looked at the paper")
        self.sheets[one.number] = replace(was, settled=settled)

    def all_right(self, minutes: float = 14) -> None:
        """Every sheet read and settled as on the paper, the last act so many minutes after the first."""
        for place, one in enumerate(self.table):
            self.type(one, place)
            if self.sheets[one.number].different:
                self.settle(one, place + 0.5)
        last = next(one for one in self.table if one.mistake is Mistake.SWAPPED)
        self.settle(last, minutes)

    @property
    def score(self) -> Score:
        """What it came to."""
        return score(self.table, self.sheets.values())


def test_every_field_as_on_the_paper_within_the_time_is_passed() -> None:
    """All four mistakes of the other reading are caught and settled; the wrong total is not mended."""
    typed = Typed()
    typed.all_right()
    result = typed.score
    assert result.passed
    assert result.took == timedelta(minutes=14)
    assert result.words == ("Passed: every figure of every sheet stands as on the paper, and it took 14 min.")
    for one in result.sheets:
        assert (one.right, one.misread, one.otherwise) == (14, {}, {})
        expected = True if one.paper.mistake in MISREAD else None
        assert (one.caught, one.settled) == (expected, expected)


def test_a_mistake_settled_to_a_wrong_value_is_not_passed() -> None:
    """The sheet is named, and the line with what stands and what should."""
    typed = Typed()
    typed.all_right()
    one = next(one for one in typed.table if one.mistake is Mistake.MISSED)
    (line,) = one.misread
    typed.settle(one, 9, **{line: one.other[line]})
    result = typed.score
    assert not result.passed
    assert result.astray == (one.number,)
    scored = result.sheets[int(one.number) - 1]
    assert (scored.caught, scored.settled, scored.otherwise) == (True, False, {line: one.other[line]})
    assert result.words.startswith(f"Not passed yet: sheet {one.number} does not stand as on the paper.")


def test_a_mistake_that_both_typists_make_is_not_caught() -> None:
    """Two alike readings are agreed, and nobody else looks: the sheet stands otherwise than the paper."""
    typed = Typed()
    typed.all_right()
    one = next(one for one in typed.table if one.mistake is Mistake.TRANSPOSED)
    (line,) = one.misread
    typed.sheets[one.number] = Sheet(one.number, typed.sheets[one.number].entries[:1])
    typed.type(one, 3, **{line: one.other[line]})
    scored = typed.score.sheets[int(one.number) - 1]
    assert (scored.caught, scored.settled, scored.right) == (False, None, 13)
    assert typed.score.astray == (one.number,)


def test_a_total_that_the_typist_mended_is_misread_until_it_is_settled_by_the_paper() -> None:
    """What stands on the paper is typed, not what should; settling puts even that right."""
    typed = Typed()
    typed.all_right()
    one = next(one for one in typed.table if one.mistake is Mistake.SUM)
    (line,) = (
        name for name in ("valid:", "rejected:") if not sums(one.figures)[("valid:", "rejected:").index(name)]
    )
    typed.sheets[one.number] = Sheet(one.number, typed.sheets[one.number].entries[:1])
    typed.type(one, 5, **{line: one.figures[line] + 10})
    assert typed.score.open == (one.number,)
    typed.settle(one, 6)
    scored = typed.score.sheets[int(one.number) - 1]
    assert (scored.misread, scored.otherwise, scored.settled) == ({line: one.figures[line] + 10}, {}, True)
    assert typed.score.passed


def test_the_time_runs_from_the_first_sheet_signed_to_the_last_act() -> None:
    """Fifteen minutes are in time, a second more is not; what was typed before the trainee came is no part."""
    exact, late = Typed(), Typed()
    exact.all_right(15)
    late.all_right(15 + 1 / 60)
    assert exact.score.passed
    assert not late.score.passed
    assert late.score.words == (
        "Not passed yet, though every figure of every sheet stands as on the paper: "
        "it took 15 min 1 s, longer than 15 min."
    )


def test_what_is_not_finished_is_neither_passed_nor_told() -> None:
    """The sheets still to be done are named; of a sheet whose readings differ nothing is said."""
    typed = Typed()
    assert typed.score.took is None
    typed.all_right()
    one = next(one for one in typed.table if one.mistake is Mistake.NEIGHBOUR)
    typed.sheets[one.number] = replace(typed.sheets[one.number], settled=None)
    result = typed.score
    assert not result.passed
    assert result.words == f"Still to be done: sheet {one.number}."
    scored = result.sheets[int(one.number) - 1]
    assert (scored.done, scored.right, scored.caught, scored.misread, scored.otherwise) == (
        False,
        None,
        None,
        None,
        None,
    )


def test_a_sheet_that_was_voided_stands_as_on_no_paper() -> None:
    """Its number is never given again, so that its paper is not in the count any more."""
    typed = Typed()
    typed.all_right()
    typed.sheets["3"] = replace(typed.sheets["3"], void="lost")
    assert typed.score.open == ()
    assert typed.score.astray == ("3",)
    assert not typed.score.passed
