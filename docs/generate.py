"""Writes the pages that are made from code: law, findings, commands, the machine of the night, the demonstration.

The description of the open data takes from `result.schema.json` what a result holds.

`python3 dev.py docs` runs it, and a test fails while a page is not what it would write.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from countroom.night.drawing import page as the_night
from mayoral.cli import main as mayoral
from mayoral.cli.arguments import parser
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import CATALOGUE
from mayoral.contest.law import LAW, LawRow, Method, heads_of_rejection
from mayoral.publish.findings import FINDINGS
from mayoral.publish.wording import METHOD_NAMES, day

DOCS = Path(__file__).resolve().parent
DEMO = ("count", "mayor.cambridgeshire-and-peterborough.2017-05-04")
OPENAPI = DOCS.parent / "src" / "mayoral" / "publish" / "feeds" / "openapi.json"
PARTS = {
    "id": "Id",
    "ids": "Ids",
    "count": "CountNumber",
    "figure": "Figure",
    "number": "Number",
    "numbers": "Numbers",
    "figures": "Figures",
}
MADE = "<!-- Made by docs/generate.py: change the code, then run `python3 dev.py docs`. -->"
_FIELD = re.compile(r"{(\w+)}")
ROOMS = {
    "1": "One return by itself",
    "2": "The second count under the supplementary vote",
    "3": "Counts of the alternative vote",
    "4": "Areas side by side",
    "5": "Lots",
    "6": "What was declared, what the law says",
    "7": "What was printed",
    "8": "Ballot paper accounts",
}


def pages() -> Mapping[Path, str]:
    """Every page that is made from code, with its text."""
    return {
        DOCS / "law.md": "\n".join(_law()),
        DOCS / "findings.md": "\n".join(_findings()),
        DOCS / "commands.md": "\n".join(_commands()),
        DOCS / "the-night.md": f"{MADE}\n\n{the_night()}",
        DOCS / "demo.svg": _picture(),
        OPENAPI: _described(),
    }


def _law() -> Iterator[str]:
    yield from (MADE, "", "# Which law applies", "")
    yield "The method hangs on the date of the poll in the notice of election, never on today's date."
    yield "`mayoral law DATE` answers from this table. What was not read in full is marked *not sure*."
    for kind in dict.fromkeys(row.kind for row in LAW):
        yield from ("", f"## Mayor of a {kind.value.replace('-', ' ')}", "")
        yield from ("| polls | method | why | law | not sure |", "|---|---|---|---|---|")
        yield from (_row(row) for row in LAW if row.kind is kind)
    yield from ("", "## Heads of rejection", "")
    yield "A paper found in the box and not counted is rejected under one of these heads, in this order"
    yield "(SI 2017/67 Sch 1 r 51(5); at a second count r 55(3)). A form may print *unmarked* and *void for"
    yield "uncertainty* apart."
    for title, method, number in (
        ("First past the post, and two candidates under the supplementary vote", Method.FIRST_PAST_THE_POST, 1),
        ("Supplementary vote, first count", Method.SUPPLEMENTARY_VOTE, 1),
        ("Supplementary vote, second count", Method.SUPPLEMENTARY_VOTE, 2),
    ):
        yield from ("", f"### {title}", "", "| head | words | in files |", "|---|---|---|")
        for one in heads_of_rejection(method, number):
            yield f"| ({one.letter}) | {one.words} | `{one.head.value}` |"
    yield ""


def _row(row: LawRow) -> str:
    first = "" if row.first.year == 1 else f"from {day(KnownDate.day(row.first))} "
    last = "on" if row.last is None else f"to {day(KnownDate.day(row.last))}"
    method = "no such poll could be held" if row.method is None else METHOD_NAMES[row.method]
    cells = (f"{first}{last}", method, row.reason, "<br>".join(row.citations), "<br>".join(row.uncertain))
    return f"| {' | '.join(cells)} |"


def _findings() -> Iterator[str]:
    yield from (MADE, "", "# Findings", "")
    yield "What `mayoral check` can find. A finding is about figures: it is shown, and nothing is mended for it."
    yield "**E** stops a live declaration; over a contest long declared it sets the exit status and changes"
    yield "nobody's election. **W** wants to be looked at, and live to be acknowledged by name. In the words below"
    yield "[…] stands for a figure or a name."
    yield ""
    yield "Figures that agree and still look wrong are asked about under *Look again*; these questions have no"
    yield "number and stop nothing ([why, and by which limits](adr/0121-look-again.md))."
    room = ""
    for check in CATALOGUE:
        if check.code[1] != room:
            room = check.code[1]
            yield from ("", f"## {ROOMS[room]}")
        words, follow = FINDINGS[check.code]
        yield from ("", f"### {check.code}: {check.tests}", "")
        control = f"Control {check.control}." if check.control else ""
        source = f"Source: {check.source}." if check.source else ""
        if control or source:
            yield from (f"{control} {source}".strip(), "")
        told = _FIELD.sub(lambda field: f"[{field[1].replace('_', ' ')}]", words.removesuffix("{equals}"))
        yield from (f"> {told}", "", f"Next: {follow}")
    yield ""


def _commands() -> Iterator[str]:
    yield from (MADE, "", "# Commands", "", "The help of every command, as it is printed.", "")
    top = parser()
    yield from _block("mayoral --help", top)
    (choices,) = (one.choices for one in top._actions if isinstance(one.choices, dict))  # noqa: SLF001 - no other way
    for name, below in choices.items():
        yield from ("", f"## {name}", "")
        yield from _block(f"mayoral {name} --help", below)
    yield ""


def _block(line: str, printed: argparse.ArgumentParser) -> Iterator[str]:
    os.environ["COLUMNS"] = "80"
    yield from ("```", f"$ {line}", printed.format_help().rstrip(), "```")


# Plain colours of the page, and no font fetched from anywhere.
_THEME = TerminalTheme((255, 255, 255), (33, 37, 41), [(33, 37, 41)] * 8)
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>The demonstration: a count, printed in a terminal</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-family: sans-serif; font-size: 18px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def _described() -> str:
    """The description of the open data, with what result.json holds as its own schema says."""
    described = json.loads(OPENAPI.read_text(encoding="utf-8"))
    result = json.loads((DOCS / "result.schema.json").read_text(encoding="utf-8"))
    del result["properties"]["look_again"]  # for the count, and in nothing that is published
    parts = {PARTS[name]: one for name, one in result.pop("$defs").items() if name in PARTS}
    for name, of in (("Count", "counts"), ("Finding", "findings")):
        parts[name] = result["properties"][of]["items"]
        result["properties"][of]["items"] = {"$ref": f"#/components/schemas/{name}"}
    parts["Result"] = {key: value for key, value in result.items() if not key.startswith("$")}
    text = json.dumps(parts, ensure_ascii=False)
    for name, known in PARTS.items():
        text = text.replace(f'"#/$defs/{name}"', f'"#/components/schemas/{known}"')
    described["components"]["schemas"] |= json.loads(text)
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n"


def _picture() -> str:
    """The demonstration as a picture of a terminal, its text being text."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(DOCS.parent):
        mayoral(DEMO)
    line = f"mayoral {' '.join(DEMO)}"
    console = Console(record=True, width=102, file=io.StringIO(), color_system=None, legacy_windows=False)
    console.print(Text(f"$ {line}", style="bold"))
    console.print(Text(printed.getvalue().rstrip()), soft_wrap=True)
    return console.export_svg(title=line, theme=_THEME, code_format=_SVG, unique_id="demo")


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"   {path.relative_to(DOCS.parent)}")
