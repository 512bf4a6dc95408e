"""The machine of the night has no trap in it."""

from countroom.night.stages import RULES, Night, Stage


def test_every_stage_can_be_left_or_is_the_end() -> None:
    """No stage is a trap: from each there is an act, the final one but for a re-count included."""
    for stage in (*Stage, *Night):
        assert any(stage in rule.before for rule in RULES), stage
