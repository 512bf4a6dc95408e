"""A training: a rehearsal taken to the moment of typing, each sheet typed once already, with mistakes.

All is done by accounts of the rehearsal through ordinary acts; what the papers follow from is kept in a file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from countroom.actions import Doing, perform
from countroom.before.mistakes import TrainingPaper, papers
from countroom.before.rehearsal import paper_forms, rehearse, slug
from countroom.models import ActRow, Person
from countroom.night.figures import lines
from countroom.records import night
from mayoral.contest.contest import Area
from mayoral.contest.findings import Refused
from mayoral.files.elections import read_election
from mayoral.files.text import Unreadable, text_of

TRAINEES = ("typist2", "supervisor")
"""The accounts left to the trainee, by role; the first typist is played."""


@dataclass(frozen=True, slots=True)
class Training:
    """What the papers of a training follow from, and the hash of the last act before the trainee's first."""

    area: str
    seed: int
    figures: dict[str, int]
    begun: str

    @property
    def papers(self) -> tuple[TrainingPaper, ...]:
        """The papers on the table."""
        return papers(self.figures, self.seed)


def train(folder: Path, seed: int) -> tuple[Area, tuple[str, ...]]:
    """The area in which a training is made in this empty database, and the trainee's accounts.

    Raises Refused where no area's figures are known to the last candidate.
    """
    area, figures = _known(folder)
    table = papers(figures, seed)
    with transaction.atomic():
        rehearse(folder)
        _to_the_moment_of_typing(area, table)
        made = Training(area.id, seed, figures, night().head)
    settings.TRAINING.write_text(json.dumps(asdict(made), indent=1) + "\n", encoding="utf-8")
    return area, tuple(f"{role}-{slug(area.name)}" for role in TRAINEES)


def training() -> Training | None:
    """The training of this database; None where it was made for anything else. Raises Unreadable."""
    file: Path = settings.TRAINING
    if settings.LIVE or not file.is_file():
        return None
    try:
        made = Training(**json.loads(text_of(file)))
    except (TypeError, ValueError) as problem:
        raise Unreadable(file, 0, "expected the file that `countroom train` wrote") from problem
    return made if ActRow.objects.filter(hash=made.begun).exists() else None


def _known(folder: Path) -> tuple[Area, dict[str, int]]:
    """The first area whose first count is known for every candidate, and its paper form line by line."""
    contest = read_election(folder).contest
    forms = paper_forms(folder)
    wanted = [line.name for line in lines(contest, 1, contest.standing)]
    for area in contest.areas:
        form = forms.get((area.id, 1))
        if form is not None and set(form.figures) == set(wanted):
            return area, {line: form.figures[line] for line in wanted}
    raise Refused("no area’s figures are known here to the last candidate: train with an election of the past")


def _to_the_moment_of_typing(area: Area, table: tuple[TrainingPaper, ...]) -> None:
    """Verification closed, sheets issued and each typed once, in the name of those who would have done it."""
    inside = sum(paper.figures["papers:"] for paper in table)
    account = {"entrusted": inside + 100, "issued": inside, "unused": 100, "spoilt": 0, "tendered": 0}
    boxes = [{"box": "1", "station": "", "postal": False}]
    numbers = [paper.number for paper in table]
    _do("supervisor", area, "import-boxes", 0, rows=boxes, report=[])
    _do("typist1", area, "account", 0, box="1", figures=account)
    _do("typist1", area, "found", 0, box="1", papers=inside)
    _do("ro", area, "close-verification", 0, electorate=3 * inside)
    _do("supervisor", area, "issue-sheets", 1, sheets=numbers)
    for paper in table:
        _do("typist1", area, "enter", 1, sheet=paper.number, figures=dict(paper.other))


def _do(role: str, area: Area, act: str, count: int, **given: object) -> None:
    """An act done by an account of the rehearsal."""
    person = Person.objects.get(username=f"{role}-{slug(area.name)}")
    perform(person, Doing(act, f"training-{act}-{given.get('sheet', '')}", area.id, count, given))
