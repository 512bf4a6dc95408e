"""Typing: what is read as a figure, what is politely refused, and that nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hall import Hall
from hypothesis import given
from hypothesis import strategies as st
from invented import invented

from countroom.actions import Doing, perform
from countroom.models import Draft, Person
from countroom.night.figures import figure, lines
from countroom.night.sheets import numbers
from countroom.records import night
from mayoral.contest.findings import Refused

AREA = "E07000010"


@pytest.mark.parametrize("typed", ["12345", "12,345", "12 345", " 12345 ", "12\u00a0345", "12\u202f345"])
def test_thousands_may_be_parted_by_a_comma_or_a_space(typed: str) -> None:
    """`12,345` and `12 345` are 12345."""
    assert figure(typed) == 12345


@pytest.mark.parametrize(
    "typed",
    [
        "|",
        "-4",
        "1e3",
        "+5",
        "1.5",
        "1,23",
        "12,34,567",
        "0x1f",
        "007",
        "",
        "\uff11\uff12",
        "²",
        "1234567890",
        "12a",
        "1,,000",
    ],
)
def test_what_is_no_figure_is_refused_with_what_to_type(typed: str) -> None:
    """A refusal says what was read and what to type instead."""
    with pytest.raises(Refused, match=r"type|Type|digits"):
        figure(typed)


@given(st.integers(0, 999_999_999))
def test_every_figure_is_read_as_it_is_written(value: int) -> None:
    """Plain or with commas, every figure of up to nine digits reads back."""
    assert figure(str(value)) == figure(f"{value:,}") == value


@given(st.text(max_size=12))
def test_any_text_is_a_figure_or_refused(text: str) -> None:
    """Nothing typed ever breaks the page."""
    with suppress(Refused):
        assert figure(text) >= 0


def test_sheet_numbers_are_read_from_ranges() -> None:
    """`1-3, 7A` is four sheets; letters before and noughts in front are kept."""
    assert numbers("1-3, 7A") == ["1", "2", "3", "7A"]
    assert numbers("A1-A4;9") == ["A1", "A2", "A3", "A4", "9"]
    assert numbers("008\u2013010") == ["008", "009", "010"]
    assert numbers("1-500") == [str(one) for one in range(1, 501)]
    assert numbers("A-1, 7-B") == ["A-1", "7-B"]


@pytest.mark.parametrize("typed", ["1-600", "4-1", "A4-A1", "1-999999999"])
def test_a_range_that_cannot_be_meant_is_refused_with_what_was_expected(hall: Hall, typed: str) -> None:
    """Neither by form nor by program does it become one sheet of that name."""
    hall.verify(AREA)
    supervisor = hall.seat("supervisor", AREA)
    assert supervisor.act("issue-sheets", AREA, 1, sheets=typed) == 422
    assert "not a range of 1 to 500 sheets; expected such as 1-500 or A1-A4" in supervisor.said
    with pytest.raises(Refused, match="reads as several sheets"):
        perform(Person.objects.get(username="supervisor-fenland"),
                Doing("issue-sheets", "k", AREA, 1, {"sheets": [typed]}))  # fmt: skip
    for mistyped in ("A1-4", "1-A4", "A1-B4", "1-4A", "1-1234567890"):
        assert supervisor.act("issue-sheets", AREA, 1, sheets=mistyped) != 302, mistyped
    supervisor.do("issue-sheets", AREA, 1, sheets="A1-A4")
    assert [one.number for one in night().sheets(AREA, 1)] == ["A1", "A2", "A3", "A4"]


def test_two_candidates_of_one_name_are_told_apart_on_every_form(
    make_hall: Callable[[Path], Hall], tmp_path: Path
) -> None:
    """On the sheet, on the desk and where one is chosen, with what tells them apart."""
    folder = invented(tmp_path / "twins")
    text = (folder / "election.toml").read_text().replace("Bob Bay", "Ann Ash")
    (folder / "election.toml").write_text(text)
    hall = make_hall(folder)
    contest = night().contest
    assert [line.words for line in lines(contest, 1, contest.standing)].count("Ann Ash") == 0
    page = hall.seat("caro").page("/do/abandon/")
    assert "Ann Ash (ash)" in page
    assert "Ann Ash (bay)" in page


def test_everything_typed_is_kept_when_a_figure_is_refused(hall: Hall) -> None:
    """The page comes back with every field as it was typed, the wrong ones named."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    client = hall.seat("typist1", AREA).client
    answer = client.post(
        f"/area/{AREA}/1/sheet/1/", {"papers:": "19,720", "votes:paul-bullen": "1e3", "rejected:": "|"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="19,720"' in page
    assert 'value="1e3"' in page
    assert "Paul Bullen: “1e3” is not a figure" in page
    again = client.get(f"/area/{AREA}/1/sheet/1/").content.decode()
    assert 'value="1e3"' in again


def test_a_line_is_kept_as_soon_as_it_is_acknowledged(hall: Hall) -> None:
    """Saved as typed: the answer to a draft comes after it is stored, and only its typist sees it."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    first, second = (hall.seat(one, AREA) for one in ("typist1", "typist2"))
    sent = {"form": f"{AREA}/1/1", "line": "papers:", "typed": "19 7"}
    assert first.client.post("/draft/", sent).status_code == 204
    assert Draft.objects.get().typed == "19 7"
    assert 'value="19 7"' in first.page(f"/area/{AREA}/1/sheet/1/")
    assert 'value="19 7"' not in second.page(f"/area/{AREA}/1/sheet/1/")


def test_what_was_typed_for_one_box_is_not_offered_for_another(hall: Hall) -> None:
    """A form about a box keeps what was typed under that box, and only there."""
    boxes = (
        b"stationcode,placename,add1,postcode\n1,Village Hall,High Street,CB1 1AA\n2,Scout Hut,Low Road,CB1 1AB\n"
    )
    address = f"/area/{AREA}/stations/"
    sent = {"key": "stations", "file": SimpleUploadedFile("s.csv", boxes)}
    assert hall.seat("supervisor", AREA).client.post(address, sent).status_code == 302
    typist = hall.seat("typist1", AREA)
    first, second = (f"/area/{AREA}/0/do/account/?box={one}" for one in (1, 2))
    form = re.search(r'data-form="([^"]+)"', typist.page(first))
    assert form
    typist.client.post("/draft/", {"form": unescape(form[1]), "line": "issued", "typed": "1 234"})
    assert 'value="1 234"' in typist.page(first)
    assert 'value="1 234"' not in typist.page(second)
    figures = {"entrusted": 10, "issued": 10, "unused": 0, "spoilt": 0, "tendered": 0}
    typist.do("account", AREA, 0, "?box=1", **figures)
    assert not Draft.objects.exists()


def test_all_findings_of_a_sheet_are_told_at_once_with_what_to_do(hall: Hall) -> None:
    """Total, heads and papers that do not add up are all named before the sheet is signed."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    wrong = dict(hall.forms[AREA, 1].figures) | {"papers:": 7, "rejected:": 1, "valid:": 3}
    page = hall.seat("typist1", AREA).client.post(f"/area/{AREA}/1/sheet/1/", wrong).content.decode()
    for code in ("E101", "E102", "E104", "E105"):
        assert code in page
    assert "Next: Check the rejected papers head by head." in page


def test_figures_that_do_not_add_up_are_typed_but_not_sent(hall: Hall) -> None:
    """F-1, F-2 and F-4 stop the figures from being shown, stated or sent."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    wrong = dict(hall.forms[AREA, 1].figures) | {"papers:": 7}
    for typist in ("typist1", "typist2"):
        hall.seat(typist, AREA).type_sheet(AREA, 1, "1", wrong)
    supervisor = hall.seat("supervisor", AREA)
    assert supervisor.act("show", AREA, 1) == 409
    assert "E101" in supervisor.said
    assert hall.seat("ro", AREA).act("state", AREA, 1) == 409


def test_papers_that_differ_from_those_verified_need_a_recheck_and_words(hall: Hall) -> None:
    """F-3: the figure is acknowledged only with the papers counted again, an explanation and initials."""
    hall.verify(AREA)
    hall.seat("supervisor", AREA).do("issue-sheets", AREA, 1, sheets="1")
    figures = dict(hall.forms[AREA, 1].figures)
    one_less = figures | {"papers:": figures["papers:"] - 1, "votes:paul-bullen": figures["votes:paul-bullen"] - 1,
                          "valid:": figures["valid:"] - 1}  # fmt: skip
    for typist in ("typist1", "typist2"):
        hall.seat(typist, AREA).type_sheet(AREA, 1, "1", one_less)
    supervisor = hall.seat("supervisor", AREA)
    assert supervisor.act("show", AREA, 1) == 409
    assert "W103" in supervisor.said
    page = supervisor.page(f"/area/{AREA}/1/do/acknowledge/")
    assert "W103" in page
    from countroom.forms import Place, blanks_of

    finding = blanks_of("acknowledge", Place(night(), AREA, 1, {}))[0].choices[0][0]
    told = {"finding": finding, "explanation": "one paper was taken away by a voter", "initials": "JS"}
    assert supervisor.act("acknowledge", AREA, 1, **told) == 409
    assert supervisor.act("acknowledge", AREA, 1, **told, counted_again=figures["papers:"]) == 409
    assert (
        supervisor.act("acknowledge", AREA, 1, **(told | {"initials": ""}), counted_again=one_less["papers:"])
        == 422
    )
    supervisor.do("acknowledge", AREA, 1, **told, counted_again=one_less["papers:"])
    supervisor.do("show", AREA, 1)


def test_a_sheet_of_nine_candidates_and_four_heads_has_sixteen_fields() -> None:
    """Papers, heads and their total, first preferences and their total: what is typed cross-foots."""
    from dataclasses import replace

    from hall import CAMBRIDGE

    from mayoral.files.elections import read_election

    contest = read_election(CAMBRIDGE).contest
    two = tuple(replace(one, id=f"{one.id}-2") for one in contest.candidates[:2])
    nine = replace(contest, candidates=(*contest.candidates, *two))
    assert len(lines(nine, 1, nine.standing)) == 16


def test_variance_blocks_until_settled(hall: Hall) -> None:
    """V-1: an unexplained variance blocks; two equal re-counts or words with initials settle it. Law: r 47."""
    supervisor, officer = hall.seat("supervisor", AREA), hall.seat("ro", AREA)
    rows = [{"box": "1", "station": "", "postal": False}]
    perform(
        Person.objects.get(username="supervisor-fenland"),
        Doing("import-boxes", "k", AREA, 0, {"rows": rows, "report": []}),
    )
    account = {"entrusted": 100, "issued": 90, "unused": 10, "spoilt": 0, "tendered": 0}
    supervisor.do("account", AREA, 0, "?box=1", **account)
    supervisor.do("found", AREA, 0, "?box=1", papers=89)
    assert officer.act("close-verification", AREA, 0, electorate=500) == 409
    supervisor.do("found", AREA, 0, "?box=1", papers=88)
    assert officer.act("close-verification", AREA, 0, electorate=500) == 409
    supervisor.do("found", AREA, 0, "?box=1", papers=88)
    officer.do("close-verification", AREA, 0, electorate=500)
    assert night().versions(AREA, 0)[-1].payload["figures"]["verified:"] == 88


def test_at_combined_polls_nothing_is_counted_before_every_poll_is_verified(hall: Hall) -> None:
    """Law: SI 2017/67 Sch 3 rr 47-50."""
    supervisor = hall.seat("supervisor", AREA)
    supervisor.do("name-other-poll", AREA, 0, poll="county council")
    assert supervisor.act("issue-sheets", AREA, 1, sheets="1") == 409
    hall.verify(AREA)
    assert supervisor.act("issue-sheets", AREA, 1, sheets="1") == 409
    supervisor.do("verify-other-poll", AREA, 0, poll="county council")
    supervisor.do("issue-sheets", AREA, 1, sheets="1")
