"""Pictures: measured text, patterns as well as colours, contrast, and words for those who do not see them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mayoral.files.offices import read_parties
from mayoral.publish.charts.bars import Bar, Half, bars
from mayoral.publish.charts.colours import DARK, ENOUGH, LIGHT, Paint, contrast, paints
from mayoral.publish.charts.measure import width, wrap
from mayoral.publish.charts.svg import Text, Told, element, text

PARTIES = read_parties(Path(__file__).parent.parent.parent / "offices")


@given(st.text(max_size=80), st.integers(40, 400))
def test_no_line_of_a_wrapped_text_is_wider_than_its_room(words: str, room: int) -> None:
    """A word too long for a line is broken; a single letter always stays whole."""
    for line in wrap(words, room):
        assert width(line) <= room or len(line.strip()) <= 2


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12), max_size=8))
def test_wrapping_loses_no_letter(words: list[str]) -> None:
    """Only spaces are turned into breaks, and hyphens stand where a word was broken."""
    lines = wrap(" ".join(words), 90)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(words)


def test_black_on_white_is_the_highest_contrast() -> None:
    """WCAG: 21 to 1; a colour with itself is 1 to 1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#E4003B", "#E4003B") == 1


def test_a_colour_too_faint_for_the_paper_has_an_outline_of_ink() -> None:
    """By day and by night. Law: WCAG 2.2, success criterion 1.4.11 asks for 3 to 1."""
    for party in PARTIES.values():
        paint = paints([("x", party.id)], PARTIES)["x"]
        faint = min(contrast(paint.colour, LIGHT), contrast(paint.colour, DARK)) < ENOUGH
        assert paint.stroke == ("currentColor" if faint else paint.colour)
    assert Paint("p", "#FAA61A", 0).stroke == "currentColor"


def test_candidates_of_one_colour_have_different_patterns() -> None:
    """No meaning hangs on colour alone, for up to eight candidates."""
    found = paints([(str(at), "PP53") for at in range(8)], PARTIES)
    assert len({one.pattern for one in found.values()}) == 8


def test_a_party_keeps_its_pattern_whoever_else_stands() -> None:
    """A joint description has that of its first party."""
    alone = paints([("x", "PP52")], PARTIES)["x"].pattern
    among = paints([("y", "PP17"), ("z", "joint-party:53-119"), ("x", "PP52")], PARTIES)
    assert among["x"].pattern == alone
    assert among["z"].pattern == paints([("x", "PP53")], PARTIES)["x"].pattern


def test_a_colour_that_is_none_is_not_used() -> None:
    """A colour comes from a file: only six digits are one."""
    odd = {"P": PARTIES["PP52"].__class__("P", "P", (), 'red"/><script>', "")}
    assert paints([("x", "P")], odd)["x"].colour.startswith("#")


def test_texts_and_attributes_are_escaped() -> None:
    """SVG stands in the page as it is."""
    assert "<b>" not in text(Text("<b>", 0, 0))
    assert str(element("rect", fill='"><script>')) == '<rect fill="&#34;&gt;&lt;script&gt;"/>'


def test_a_picture_has_a_title_a_description_and_its_labels_last() -> None:
    """Bars of a count with one figure that is not known."""
    paint = Paint("p", "#0087DC", 1)
    held = [
        Bar("A", "Party", "60 · 60.0 %", Fraction(3, 5), paint, Fraction(1, 10)),
        Bar("B", "", "not known", None, paint),
    ]
    drawn = str(bars(Told("x", "Votes", "A: 60; B: not known"), held, Half(Fraction(1, 2), "half of 100")))
    assert '<title id="x-title">Votes</title><desc id="x-desc">A: 60; B: not known</desc>' in drawn
    assert drawn.rindex("<rect") < drawn.index("<text")
    assert "stroke-dasharray" in drawn
    assert "half of 100" in drawn
    assert "style=" not in drawn
