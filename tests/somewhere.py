"""An election in a place called Somewhere, small enough to be changed one mistake at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from mayoral.files.elections import read_election
from mayoral.files.reading import Unreadable

ROOT = Path(__file__).parent.parent
CONTEST = """\
id = "mayor.somewhere.2021-05-06"
title = "Mayor of Somewhere, 6 May 2021"
office = "somewhere"
poll_date = 2021-05-06
method = "supplementary-vote"
method_law = "the law of the day"

[[areas]]
id = "north"
name = "North"

[[areas]]
id = "south"
name = "South"

[[candidates]]
id = "ada"
name = "Ada Ash"

[[candidates]]
id = "ben"
name = "Ben Birch"

[[candidates]]
id = "cy"
name = "Cy Cedar"

[[sources]]
id = "form"
title = "The returning officer's form"
kind = "official"
"""
RETURNS = """\
area,count,measure,key,figure,source
north,0,electorate,,9000,form
north,1,votes,ada,600,form
north,1,votes,ben,300,form
north,1,votes,cy,50,form
south,1,votes,ada,500,form
south,1,votes,ben,400,form
south,1,votes,cy,70,form
"""


def somewhere(within: Path) -> Path:
    """A folder of two areas and three candidates, whose returns elect Ada at the first count."""
    made = within / "mayor.somewhere.2021-05-06"
    made.mkdir()
    (made / "election.toml").write_text(CONTEST, encoding="utf-8")
    (made / "returns.csv").write_text(RETURNS, encoding="utf-8")
    return made


def refused(folder: Path, name: str, content: str | bytes) -> Unreadable:
    """The refusal of a folder in which one file holds this."""
    raw = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(raw)
    with pytest.raises(Unreadable) as problem:
        read_election(folder)
    assert problem.value.path == str(folder / name)
    assert str(problem.value) == f"{folder / name}:{problem.value.line}: {problem.value.what}"
    return problem.value
