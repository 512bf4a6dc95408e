"""Statements as PDF: the same words in large print, with their hash, byte for byte the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from countroom.paperwork.statements import short

_TEMPLATE = Path(__file__).parents[1] / "templates" / "typst" / "statement.typ"


def statement_pdf(text: str, code: str, mode: str) -> bytes:
    """The PDF of a statement's text: its hash and code on every page, a bar for the mode."""
    told = json.dumps({"text": text, "code": short(code), "sha256": code, "mode": mode})
    made = typst.compile(str(_TEMPLATE), sys_inputs={"told": told}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files for one statement")
    return made
