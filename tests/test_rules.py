"""A tiny election for every rule: each folder of `rules/` is counted and held against its `expected.json`.

To add one, copy a folder, change its figures, and write what the rule makes of them. `expected.json`
holds `why` (the rule, cited) and any fields of `result.json`; what it leaves out is not compared.
`exit` is the status of `mayoral count`, and `findings` the codes found, each once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mayoral.cli import main

FOLDERS = sorted(Path(__file__).with_name("rules").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The election is counted as its `expected.json` says."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert expected.pop("why"), "the rule is cited"
    status = main(["count", "--json", str(folder)])
    document = json.loads(capsys.readouterr().out)
    document["findings"] = sorted({one["code"] for one in document["findings"]})
    assert {"exit", "outcome"} <= expected.keys(), "an expectation says at least what comes out"
    assert part(expected, {**document, "exit": status}) == expected


def part(expected: Any, found: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What was found, without the fields that nothing is expected of."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: part(expected[key], found[key]) for key in expected if key in found}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [part(one, other) for one, other in zip(expected, found, strict=True)]
    return found
