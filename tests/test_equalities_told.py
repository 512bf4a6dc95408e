"""Every equality that was settled is told: between whom, at which count, how, and on whom it fell."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from somewhere import ROOT
from typed import run

VALIDATOR = Draft202012Validator(json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8")))
LOTS = "count,for,among,drawn,on,witness,source\n"
TWO_LAST = "A\n" * 4 + "B\n" * 3 + "C,A\nC,B\nD,A\nD,C\n"
"""C and D are last at the first count, and C and B after D's papers have passed on."""
BY_ORDER = "tie=drawn-order"


def told(
    text: str, rules: str, lots: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Any, str, str]:
    """The document of papers, their transcript and their count sheet."""
    lines = (line if "," in line else f"{line}," for line in text.split())
    (folder / "papers.csv").write_text("\n".join(["r1,r2", *lines, ""]), encoding="utf-8")
    line = f"tally {folder / 'papers.csv'} --rules {rules}"
    if lots:
        (folder / "drawn.csv").write_text(LOTS + lots, encoding="utf-8")
        line += f" --lots {folder / 'drawn.csv'}"
    _, transcript, problem = run(f"{line} --to {folder / 'out'}", capsys)
    assert problem == ""
    document = json.loads((folder / "out" / "result.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    return document, transcript, (folder / "out" / "count-sheet.txt").read_text(encoding="utf-8")


def settled(document: Any) -> list[tuple[int, str, str, str, str, int | None]]:  # noqa: ANN401 - a document
    """What was settled, count by count."""
    return [
        (
            count["number"],
            one["for"],
            "".join(one["among"]),
            "".join(one["fell_on"]),
            one["how"],
            one["earlier_count"],
        )
        for count in document["counts"]
        for one in count["settled"]
    ]


def test_an_order_that_excluded_is_not_said_to_have_elected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stands first in the order, which put out D and C; A then wins by six to four."""
    document, *texts = told(TWO_LAST, BY_ORDER, "0,order,A;B;C;D,A,2026-11-02,J Smith,\n", tmp_path, capsys)
    how = "drawn-order", None
    assert settled(document) == [(1, "exclusion", "CD", "D", *how), (2, "exclusion", "BC", "C", *how)]
    assert [one["among"] for one in document["lots"]] == [["A", "B", "C", "D"]]
    for text in texts:
        assert "A is elected at the third count." in text
        assert text.count("D is excluded by the order drawn beforehand") == 1
        assert text.count("C is excluded by the order drawn beforehand") == 1
        assert text.count("Order drawn beforehand on 2 November 2026, before J Smith: A, B, C, D.") == 1
        assert "lot" not in text.replace("ballot", "")


def test_an_order_that_elected_is_said_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three to three after the papers of the last have passed on; the order names A before B."""
    order = "0,order,Z;A;B,Z,2026-11-02,J Smith,\n"
    document, *texts = told("A\n" * 3 + "B\n" * 2 + "Z,B\n", BY_ORDER, order, tmp_path, capsys)
    assert settled(document) == [(2, "election", "AB", "A", "drawn-order", None)]
    for text in texts:
        assert "A and B have equal votes, the most: A is chosen by the order drawn beforehand." in text
        assert "A is elected by the order drawn beforehand at count 2." in text


def test_a_lot_says_at_which_count_and_on_whom_it_fell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that excludes and one that elects."""
    lots = "1,exclusion,C;D,D,2026-11-02,J Smith,\n2,exclusion,B;C,B,2026-11-02,J Smith,\n"
    document, *texts = told(TWO_LAST, "tie=lot", lots, tmp_path, capsys)
    assert [one[:5] for one in settled(document)] == [
        (1, "exclusion", "CD", "D", "lot"),
        (2, "exclusion", "BC", "B", "lot"),
    ]
    for text in texts:
        assert "B and C have equal votes, the fewest: B is excluded by lot." in text
        assert text.count("Lot drawn at count 1 on 2 November 2026, before J Smith, for exclusion: D.") == 1
        assert "elected by lot" not in text
    document, *texts = told("A\nB\n", "tie=lot", "1,election,A;B,B,,,\n", tmp_path, capsys)
    assert settled(document) == [(1, "election", "AB", "B", "lot", None)]
    assert all("B is elected by lot at count 1." in text for text in texts)


def test_an_earlier_count_that_settled_is_never_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B and C are equal at the second count; C had fewer at the first."""
    text = "A\n" * 5 + "B\n" * 4 + "C\n" * 3 + "D,C\nD\n"
    document, *texts = told(text, "tie=earlier-count", "", tmp_path, capsys)
    assert settled(document) == [(2, "exclusion", "BC", "C", "earlier-count", 1)]
    assert document["lots"] == []
    for one in texts:
        assert "B and C have equal votes, the fewest: C is excluded by the votes at count 1." in one


def test_the_sheet_of_a_college_shows_weights_exact_fractions_and_heads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that it can be worked out again by hand: every share times its weight adds up to the total printed."""
    document, sheet = college(tmp_path, capsys)
    assert "Weights: Members 2/3; Unions 1/3." in sheet
    exact = [line.split("  ") for line in sheet.splitlines() if " × " in line]
    rows = [[cell.strip() for cell in row if cell.strip()] for row in exact]
    assert [row[0] for row in rows] == ["Ann", "Ben", "Cy", "Ann", "Ben"]
    for _, *given, total in rows:
        products = [[Fraction(part) for part in cell.split(" × ")] for cell in given]
        assert sum(share * weight for share, weight in products) == Fraction(total)
    totals = [Fraction(row[-1]) for row in rows]
    votes = [Fraction(one) for count in document["counts"] for one in count["votes"].values()]
    assert totals == votes
    assert "voting for more than one candidate" in sheet


def college(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Any, str]:
    """The document and the count sheet of two weighted sections, one paper over-voted."""
    (folder / "election.toml").write_text(
        'id = "selection.x.y.2026-08"\noffice = "y"\npoll_date = 2026-08-01\ntitle = "College"\n'
        'method = "alternative-vote"\nmethod_law = ""\n'
        'areas = [{ id = "m", name = "Members", weight = "2/3" }, { id = "u", name = "Unions", weight = "1/3" }]\n'
        'candidates = [{ id = "a", name = "Ann" }, { id = "b", name = "Ben" }, { id = "c", name = "Cy" }]\n'
        '[rules]\nmore_than_half_of = "continuing"\nstop = "majority"\ntie = "lot"\novervote = "ends-the-paper"\n',
        encoding="utf-8",
    )
    rows = "m,a,\n" * 3 + "m,b,\n" * 2 + "m,c,b\n" * 2 + "u,a,\nu,b,\nu,b,\nu,b,\nu,c,\nu,c,a\nu,a|b,\n"
    (folder / "ballots.csv").write_text("area,r1,r2\n" + rows, encoding="utf-8")
    _, _, problem = run(f"tally {folder} --to {folder / 'out'}", capsys)
    assert problem == ""
    document = json.loads((folder / "out" / "result.json").read_text(encoding="utf-8"))
    return document, (folder / "out" / "count-sheet.txt").read_text(encoding="utf-8")
