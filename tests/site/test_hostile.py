"""Names that would run, break out or hide are shown as they are, and never run."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from layout import faults
from playwright.sync_api import Browser
from reading import read

from mayoral.cli.election import examined
from mayoral.contest.office import Party
from mayoral.publish.site import Record, site
from mayoral.publish.site.keeping import keep

ELECTION = "mayor.cambridgeshire-and-peterborough.2017-05-04"
NAMES = (
    "<script>alert(1)</script>",
    "=cmd()|'/C calc'!A0",
    "\"><img src=x onerror=alert(1)> & 'quoted'",
    "שם ארוך\N{RIGHT-TO-LEFT OVERRIDE}",
    "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley of Ely",
    "Siân Llŷr-Ŵyn Żółć-Łętowska",
    "</title></desc></svg><b>bold</b>",
)
KEPT = frozenset(
    [
        "id",
        "gss",
        "area",
        "areas",
        "key",
        "party",
        "office",
        "previous",
        "next",
        "colour",
        "source",
        "gss_source",
        "until_source",
        "elections",
        "derived_from",
        "selected",
    ]
)


def hostile(value: Any, names: Any) -> Any:  # noqa: ANN401 - any noun of the record
    """The value with every free text in it replaced; ids, which the reader checks, are kept."""
    if isinstance(value, str):
        return next(names)
    if isinstance(value, tuple):
        return tuple(hostile(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("mayoral"):
        found = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        kept = KEPT - {"areas"} if type(value).__name__ == "Contest" else KEPT
        changed = {
            name: hostile(one, names)
            for name, one in found.items()
            if (name not in kept and not isinstance(one, str))
            or (isinstance(one, str) and name not in KEPT and one)
        }
        return replace(value, **changed)
    return value


@pytest.fixture(scope="module")
def attacked(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one election and one office with hostile texts in every field."""
    names = cycle(NAMES)
    election = record.elections[ELECTION].election
    election = replace(
        hostile(replace(election, returns=(), declared=None, printed=()), names),
        returns=election.returns,
        declared=election.declared,
        printed=election.printed,
    )
    offices = tuple(hostile(one, names) for one in record.offices if one.id == election.contest.office)
    parties = {
        known: Party(known, next(names), (next(names),), '"/><script>', next(names)) for known in record.parties
    }
    folder = tmp_path_factory.mktemp("attacked")
    keep(site(replace(record, elections={ELECTION: examined(election)}, offices=offices, parties=parties)), folder)
    return folder


def test_hostile_texts_are_escaped_in_every_page(attacked: Path) -> None:
    """No element and no address comes from a text; every name is there to be read."""
    whole = ""
    for path in attacked.rglob("*.html"):
        page = read(path)
        assert not {"script", "img", "b", "style"} & set(page.elements), path
        assert not [name for name, _ in page.attributes if name.startswith("on")], path
        assert not [link for link in page.links if link.startswith(("javascript:", "=", '"'))], path
        assert path.resolve().is_relative_to(attacked.resolve())
        whole += page.text
    for name in NAMES:
        assert name in whole


@pytest.mark.parametrize("width", [320, 1280])
def test_hostile_texts_do_not_run_and_do_not_break_the_page(attacked: Path, browser: Browser, width: int) -> None:
    """In a real browser with scripts on: nothing runs, nothing is clipped, no label lies on another."""
    ran: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        for path in sorted(attacked.rglob("*.html")):
            page.goto(path.as_uri())
            assert faults(page) == [], path
    assert ran == []
