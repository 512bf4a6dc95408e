"""The guide is true: every command in it is one, every setting is read, every button it names is on a page."""

from __future__ import annotations

import re
import shlex
from argparse import Namespace
from pathlib import Path

import pytest
from django.utils.timezone import now
from hall import ROOT, Hall

import countroom
from countroom.cli import parser
from countroom.models import Appointment
from countroom.night.stages import RULES, Role
from countroom.running import serving
from mayoral.cli.arguments import parser as library_parser

GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
SOURCE = Path(countroom.__file__).parent
WORDS = {rule.words for rule in RULES}
SETTING = re.compile(r"\bCOUNTROOM_[A-Z_]+\b")


def typed() -> list[str]:
    """Every line of a shell block, and every command between backticks, that calls one of the two programs."""
    found = []
    for page in GUIDE:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"(?s)```(?:sh|ini)\n(.*?)```", text)
        lines = [line for block in blocks for line in block.splitlines()]
        inline = re.findall(r"`((?:countroom|mayoral) [^`]+)`", re.sub(r"(?s)```.*?```", "", text))
        found += [one for one in [*lines, *inline] if re.search(r"(?:^|[ /])(countroom|mayoral) [a-z]", one)]
    return found


@pytest.mark.parametrize("line", typed())
def test_every_command_of_the_guide_is_understood(line: str) -> None:
    """As typed, after the variables set before it."""
    words = [one for one in shlex.split(line.removeprefix("ExecStart=")) if not SETTING.match(one)]
    program = Path(words[0]).name
    known = parser() if program == "countroom" else library_parser(words[1])
    assert program in ("countroom", "mayoral")
    assert vars(known.parse_args(words[1:]))


def test_the_guide_names_every_setting_and_no_other() -> None:
    """What is read from the environment, and what the guide's table explains, are the same."""
    read = set()
    for file in SOURCE.rglob("*.py"):
        read |= set(SETTING.findall(file.read_text(encoding="utf-8")))
    told = set(SETTING.findall("\n".join(page.read_text(encoding="utf-8") for page in GUIDE)))
    assert told == read


def test_every_button_the_guide_names_is_on_a_page() -> None:
    """Words in italics are those of a page, letter for letter."""
    pages = "\n".join(one.read_text(encoding="utf-8") for one in (SOURCE / "templates").rglob("*.html"))
    script = (SOURCE / "static" / "countroom" / "app.js").read_text(encoding="utf-8")
    named = [one for page in GUIDE for one in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", page.read_text("utf-8"))]
    assert named
    assert [one for one in named if not any(one in text for text in (*WORDS, pages, script))] == []


def test_the_publisher_goes_on_trying_until_one_is_appointed(
    hall: Hall, public: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is public without a publisher; the appointment mends it, and nobody has to start anything again."""
    hall.verify("E07000010")
    hall.count("E07000010", 1)
    hall.accept("E07000010", 1)
    hall.seat("caro").do("authorise", "E07000010", 1)
    seat = Appointment.objects.filter(role=Role.PUBLISHER)
    seat.update(ended=now())
    rounds: list[bool] = []

    def appointed_later(_seconds: float) -> None:
        rounds.append((public / "index.html").exists())
        seat.update(ended=None)
        if len(rounds) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(serving.time, "sleep", appointed_later)
    with pytest.raises(KeyboardInterrupt):
        serving.publisher(Namespace(once=False, beside=False))
    assert rounds == [False, True]
    assert "nobody is appointed publisher" in capsys.readouterr().err
