"""The machine of the night as a drawing, made from the table that runs it.

`python3 dev.py docs` writes it to `docs/the-night.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from countroom.night.stages import RULES, Night, Reach, Rule, Stage


def page() -> str:
    """The page of the machine: two drawings, and every act with who may do it and from where."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The machine of the night"
    yield ""
    yield "The application runs by the table in `src/countroom/night/stages.py`, and this page is made from it."
    yield ""
    yield "## One area: its verification and each of its counts"
    yield ""
    yield from _drawing([rule for rule in RULES if rule.reach is not Reach.AUTHORITY])
    yield ""
    yield "A second count begins at *directed, not acknowledged*, in every area at once, by the CARO's direction."
    yield ""
    yield "## The CARO: the whole authority"
    yield ""
    yield (
        "Only acts are drawn. Where the night goes by itself, as returns are accepted or fall, is what "
        "the library answers to `count`: *second count to be directed*, *final statements to be directed*, "
        "*equality* or *ready*."
    )
    yield ""
    yield from _drawing([rule for rule in RULES if rule.reach is Reach.AUTHORITY and rule.after is not None])
    yield ""
    yield "## Every act"
    yield ""
    yield "| act | what it does | who | from | to | signed |"
    yield "|---|---|---|---|---|---|"
    for rule in RULES:
        yield _row(rule)


def _drawing(rules: list[Rule]) -> Iterator[str]:
    """A state diagram; acts that change nothing are left to the table."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    moves = [(one, rule) for rule in rules if rule.after is not None for one in _in_order(rule)]
    for stage in dict.fromkeys(one for start, rule in moves for one in (start, rule.after)):
        if stage is not None:
            yield f"    {stage.name} : {stage.value}"
    for start, rule in moves:
        if rule.after is not None and rule.after is not start:
            yield f"    {start.name} --> {rule.after.name} : {rule.act}"
    yield "```"


def _in_order(rule: Rule) -> list[Stage | Night]:
    every: tuple[Stage | Night, ...] = (*Stage, *Night)
    return [one for one in every if one in rule.before]


def _row(rule: Rule) -> str:
    who = ", ".join(sorted(rule.roles))
    before = (
        "any stage"
        if rule.before in (frozenset(Night), frozenset(Stage))
        else ", ".join(one.value for one in _in_order(rule))
    )
    after = rule.after.value if rule.after else "–"
    return f"| `{rule.act}` | {rule.words} | {who} | {before} | {after} | {'yes' if rule.sign else ''} |"
