"""Papers as PDF: the same words, with their hash and the head of the record, byte for byte the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from countroom.paperwork.statements import Paper

_TEMPLATES = Path(__file__).parents[1] / "templates" / "typst"


def paper_pdf(paper: Paper) -> bytes:
    """The PDF of a paper: its hash and code on every page, a bar for the mode."""
    told = {name: getattr(paper, name) for name in ("title", "code", "sha256", "mode", "record", "rows", "large")}
    return _printed("paper.typ", told)


def card_pdf(told: dict[str, object]) -> bytes:
    """A card of one-time codes: whose it is, its serial and its codes."""
    return _printed("card.typ", told)


def letter_pdf(told: dict[str, object]) -> bytes:
    """A letter to be carried by hand: from whom to whom, what it is about, and its QR codes."""
    return _printed("letter.typ", told)


def _printed(template: str, told: dict[str, object]) -> bytes:
    inputs = {"told": json.dumps(told)}
    made = typst.compile(str(_TEMPLATES / template), sys_inputs=inputs, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files for one paper")
    return made
