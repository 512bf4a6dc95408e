"""An invented contest of two areas and four candidates, small enough to walk at random."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from countroom.night.figures import lines
from countroom.night.state import NightSoFar

TEXT = """\
id = "mayor.invented.2017-05-04"
title = "Mayor of Nowhere, 4 May 2017"
poll_date = 2017-05-04
method = "{method}"
method_law = "invented"
areas = [ {{ id = "N", name = "North" }}, {{ id = "S", name = "South" }} ]
candidates = [
  {{ id = "ash", name = "Ann Ash" }}, {{ id = "bay", name = "Bob Bay" }},
  {{ id = "cob", name = "Cat Cob" }}, {{ id = "dew", name = "Dan Dew" }},
]
"""


def invented(folder: Path, method: str = "supplementary-vote") -> Path:
    """The folder of the invented contest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "election.toml").write_text(TEXT.format(method=method), encoding="utf-8")
    return folder


def sheet(so_far: NightSoFar, area: str, count: int, votes: Sequence[int]) -> dict[str, int]:
    """A sheet that adds up, from a few small numbers."""
    contest = so_far.contest
    if count == 1:
        wanted = lines(contest, 1, contest.standing)
        figures = {line.name: 0 for line in wanted}
        figures |= {f"votes:{one.id}": given for one, given in zip(contest.candidates, votes, strict=True)}
        return figures | {"papers:": sum(votes), "valid:": sum(votes)}
    wanted = lines(contest, 2, so_far.directed)
    figures = {line.name: 0 for line in wanted}
    first = so_far.stated(area, 1)
    assert first is not None
    pool = sum(one for (_, who), one in first.figures.items() if who and who in contest.standing - so_far.directed)
    left = pool
    for who, given in zip(contest.in_ballot_order(so_far.directed), votes, strict=False):
        figures[f"second_preferences:{who}"] = min(given, left)
        left -= min(given, left)
    return figures | {"second_count_papers:": pool, "second_preferences_for_eliminated:": left}


def invented_night(folder: Path) -> Path:
    """The invented contest under first past the post, with a return of each area to be typed."""
    invented(folder, "first-past-the-post")
    votes = {"N": (1201, 903, 44, 7), "S": (810, 1105, 30, 12)}
    rows = [
        f"{area},1,votes,{who},{one},invented\n"
        for area, each in votes.items()
        for who, one in zip(("ash", "bay", "cob", "dew"), each, strict=True)
    ]
    (folder / "returns.csv").write_text("area,count,measure,key,figure,source\n" + "".join(rows), encoding="utf-8")
    source = '\n[[sources]]\nid = "invented"\ntitle = "Invented"\npublisher = "Nobody"\nkind = "secondary"\n'
    with (folder / "election.toml").open("a", encoding="utf-8") as file:
        file.write(source + 'url = "https://example.org/"\n')
    return folder
