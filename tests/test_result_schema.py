"""The committed JSON Schema of result.json holds for every document, and lets no mistake through."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from somewhere import CONTEST, ROOT, somewhere
from typed import run

SCHEMA = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
FOLDERS = sorted(path.parent for path in (ROOT / "elections").glob("*/election.toml"))
HEADER = "area,count,measure,key,figure,source,version,status\n"
TIED = "".join(
    f"{area},1,votes,{who},5,form,1,final\n" for area in ("north", "south") for who in ("ada", "ben", "cy")
)


def document(line: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The document a command prints, held against the schema."""
    _, out, _ = run(line, capsys)
    told: dict[str, Any] = json.loads(out)
    VALIDATOR.validate(told)
    return told


def test_the_schema_is_a_schema() -> None:
    """Draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_election_s_document_keeps_to_the_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Real elections: three methods, areas missing, figures not known, findings."""
    assert document(f"count {folder} --json", capsys)["election"] == folder.name


def with_returns(text: str) -> Callable[[Path], None]:
    """Writes these returns."""
    return lambda folder: _write(folder / "returns.csv", text)


def with_contest(was: str, now: str) -> Callable[[Path], None]:
    """Writes the contest, changed."""
    return lambda folder: _write(folder / "election.toml", CONTEST.replace(was, now, 1))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


ONE_CANDIDATE = CONTEST[CONTEST.index("[[candidates]]", CONTEST.index('"ada"')) : CONTEST.index("[[sources]]")]
OUTCOMES: dict[str, Callable[[Path], None]] = {
    "declaration": lambda _: None,
    "awaiting": lambda folder: (folder / "returns.csv").unlink(),
    "equality": with_returns(HEADER + TIED),
    "uncontested": with_contest(ONE_CANDIDATE, ""),
    "abandoned": with_contest('office = "somewhere"', 'abandoned = "a candidate has died"'),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_keeps_to_the_schema(
    outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of outcome, made by one change."""
    folder = somewhere(tmp_path)
    OUTCOMES[outcome](folder)
    if outcome == "uncontested":
        (folder / "returns.csv").unlink()
    assert document(f"count {folder} --json", capsys)["outcome"] == outcome


def test_provisional_returns_say_whom_they_would_elect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The outcome is awaiting, with the finals owed and the one who would be elected; a tie names the equal."""
    folder = somewhere(tmp_path)
    with_returns(
        HEADER + TIED.replace("ada,5,form,1,final", "ada,50,form,1,provisional").replace("final", "provisional")
    )(folder)
    told = document(f"count {folder} --json", capsys)
    assert (told["outcome"], told["elected"], told["would_elect"]) == ("awaiting", None, "ada")
    assert [one["what"] for one in told["awaiting"]] == ["final", "final"]


def test_a_lot_and_weighted_sections_keep_to_the_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lot drawn is in the document; a weighted total is a fraction written p/q."""
    folder = somewhere(tmp_path)
    with_returns(HEADER + TIED)(folder)
    _write(
        folder / "lots.csv",
        "count,for,among,drawn,on,witness,source\n1,election,ada;ben;cy,cy,2021-05-08,the agents,form\n",
    )
    assert document(f"count {folder} --json", capsys)["lots"][0]["drawn"] == "cy"
    weighted = CONTEST.replace('name = "North"', 'name = "North"\nweight = "1/3"').replace(
        "supplementary-vote", "first-past-the-post"
    )
    _write(folder / "election.toml", weighted.replace('name = "South"', 'name = "South"\nweight = "2/3"'))
    assert document(f"count {folder} --json", capsys)["counts"][0]["votes"]["ada"] == "1/3"


MISTAKES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a field more": lambda told: told.update(winner="ada"),
    "a field less": lambda told: told.pop("areas_missing"),
    "a null list": lambda told: told.update(findings=None),
    "a float": lambda told: told["counts"][0].update(valid=0.5),
    "an unknown head": lambda told: told["counts"][0]["rejected_by_head"].update(blank=1),
    "an odd field in an area": lambda told: told["counts"][0]["areas"]["north"].update(turnout=3),
    "an odd field in a count": lambda told: told["counts"][0].update(turnout=3),
    "elected while awaiting": lambda told: told.update(outcome="awaiting"),
    "a declaration of nobody": lambda told: told.update(elected=None),
    "another schema": lambda told: told.update(schema="mayoral.result/2"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_schema_catches(mistake: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document with one mistake in it is not valid."""
    told = document(f"count {somewhere(tmp_path)} --json", capsys)
    MISTAKES[mistake](told)
    assert list(VALIDATOR.iter_errors(told))
