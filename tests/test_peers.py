"""Another program that counts ranked papers elects the same wherever nobody ties; it has a place of its own."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from pathlib import Path
from random import Random

import pytest
from test_tally import contest, papers

from mayoral.contest.outcomes import Declaration
from mayoral.counting.tally import tally

pytestmark = pytest.mark.long
COUNTED_BY_THEM = """
import json, sys
from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
from pref_voting.profiles_with_ties import ProfileWithTies
for names, rows in json.load(open(sys.argv[1])):
    ranked = [{who: at for at, who in enumerate(row, 1)} for row in rows]
    print(*instant_runoff_for_truncated_linear_orders(ProfileWithTies(ranked, candidates=list(names))))
"""


def test_where_nobody_ties_pref_voting_elects_the_same(tmp_path: Path) -> None:
    """Three hundred elections by the alternative vote; those with equal votes that mattered are left out."""
    place = tmp_path / "peer"
    venv.create(place, with_pip=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    quiet = ("-m", "pip", "install", "-qq", "--disable-pip-version-check")
    subprocess.run([python, *quiet, "pref_voting==1.18.2", "setuptools<81"], check=True)
    told, elected = [], []
    for seed in range(300):
        chance = Random(seed)
        names = "ABCDE"[: chance.randint(2, 5)]
        rows = [chance.sample(names, chance.randint(1, len(names))) for _ in range(chance.randint(5, 200))]
        outcome = tally(contest(names), papers(names, ", ".join(f"1 {'>'.join(row)}" for row in rows))).outcome
        if isinstance(outcome, Declaration):
            told.append((names, rows))
            elected.append(outcome.elected)
    (tmp_path / "elections.json").write_text(json.dumps(told), encoding="utf-8")
    command = [python, "-c", COUNTED_BY_THEM, tmp_path / "elections.json"]
    theirs = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    assert theirs == elected
    assert len(elected) > 200
