"""The drawing of the machine is the machine's."""

from pathlib import Path

from countroom.drawing import page
from countroom.stages import RULES, Night, Stage


def test_the_drawing_in_docs_is_made_from_the_code() -> None:
    """Whoever changes the table makes the page anew: `python -m countroom.drawing > docs/the-night.md`."""
    assert (Path(__file__).parents[2] / "docs" / "the-night.md").read_text(encoding="utf-8") == page()


def test_every_stage_can_be_left_or_is_the_end() -> None:
    """No stage is a trap: from each there is an act, the final one but for a re-count included."""
    for stage in (*Stage, *Night):
        assert any(stage in rule.before for rule in RULES), stage
