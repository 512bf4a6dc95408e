"""The screens of a training: papers on the table, nothing told too early, and who reads right passes."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Server, chromium, sign_in
from django.test import Client
from django.test.utils import override_settings
from hall import CAMBRIDGE, Hall, Seat
from invented import invented
from playwright.sync_api import Playwright, expect

from countroom.before.mistakes import Mistake
from countroom.before.training import Training, train, training
from countroom.models import ActRow, ContestRow
from countroom.records import night
from countroom.running import commands
from mayoral.contest.findings import Refused

AREA = "E07000008"
MISREAD = (Mistake.TRANSPOSED, Mistake.MISSED, Mistake.NEIGHBOUR, Mistake.SWAPPED)


@pytest.fixture
def trained(db: None, public: Path, tmp_path: Path) -> Iterator[Training]:
    """A training of Cambridgeshire and Peterborough 2017."""
    with override_settings(TRAINING=tmp_path / "training.json"):
        train(CAMBRIDGE, 4711)
        made = training()
        assert made is not None
        yield made


def sections(page: str) -> dict[str, str]:
    """What the page says on each sheet's paper, without tags."""
    found = re.findall(r'(?s)<section class="form" id="sheet-(\w+)".*?>(.*?)</section>', page)
    return {number: unescape(re.sub(r"<[^>]+>", " ", text)) for number, text in found}


def figures_in(text: str) -> list[int]:
    """The figures of a paper, in order: what stands below its head."""
    below = text.partition("What stands on this paper")[2]
    return [int(one.replace(",", "")) for one in re.findall(r"(?<![\w|])\d[\d,]*(?![\w|])", below)]


def test_a_training_is_at_the_moment_of_typing_and_all_of_it_is_on_the_record(trained: Training) -> None:
    """Verification closed, seven sheets issued, each typed once, by ordinary acts of the rehearsal's people."""
    so_far = night()
    sheets = so_far.sheets(AREA, 1)
    assert (so_far.stage(AREA, 0), so_far.stage(AREA, 1)) == ("verified", "counting and entering")
    assert [len(one.entries) for one in sheets] == [1] * 7
    assert {act.person.partition("(")[2] for one in sheets for act in one.entries} == {"typist1-cambridge)"}
    assert so_far.mode == "rehearsal"
    assert trained.begun == so_far.head


def test_a_trainee_who_reads_right_passes_by_the_ordinary_screens(trained: Training) -> None:
    """Seven sheets typed, four settled; then the page says so, and that one paper stops the area."""
    hall = Hall({})
    typist, supervisor = hall.seat("typist2", AREA), hall.seat("supervisor", AREA)
    for one in trained.papers:
        assert f"/area/{AREA}/1/sheet/{one.number}/" in typist.page("/training/")
        typist.type_sheet(AREA, 1, one.number, dict(one.figures))
    differing = [one for one in night().sheets(AREA, 1) if one.different]
    assert len(differing) == 4
    for sheet in differing:
        one = trained.papers[int(sheet.number) - 1]
        readings = {line: one.figures[line] for line in sheet.different}
        supervisor.do(
            "settle", AREA, 1, f"?sheet={sheet.number}", reason="as on the paper", initials="AB", **readings
        )
    page = unescape(typist.page("/training/"))
    assert "Passed: every figure of every sheet stands as on the paper" in page
    assert page.count("14 of 14") == 7
    assert re.search(r"E10[25] ", page)
    assert supervisor.act("show", AREA, 1) == 409


def test_the_page_never_tells_the_other_reading_before_the_sheet_is_settled(trained: Training) -> None:
    """On each paper stand its own figures and no other, nor what went wrong, until the differences are settled."""
    hall = Hall({})
    typist, supervisor = hall.seat("typist2", AREA), hall.seat("supervisor", AREA)
    secret = [one for one in trained.papers if one.mistake in MISREAD]
    for one in (None, *secret):
        if one is not None:
            typist.type_sheet(AREA, 1, one.number, dict(one.figures))
        for seat in (typist, supervisor):
            page = seat.page("/training/")
            for paper in trained.papers:
                assert figures_in(sections(page)[paper.number]) == list(paper.figures.values())
            assert page.count("told once it is done") == 7
            table = unescape(page).partition("told once a sheet is done")[2].partition("</table>")[0]
            assert not any(mistake.value in table for mistake in Mistake)
            assert "The other typist read" not in page
    one = next(one for one in secret if one.mistake is Mistake.TRANSPOSED)
    (line,) = one.misread
    readings = {line: one.figures[line]}
    supervisor.do("settle", AREA, 1, f"?sheet={one.number}", reason="as on the paper", initials="AB", **readings)
    told = sections(typist.page("/training/"))
    assert f"read {one.other[line]:,}; on the paper stands {one.figures[line]:,}" in told[one.number]
    assert [number for number, text in told.items() if "The other typist" in text] == [one.number]


def test_nothing_but_ordinary_acts_is_written(trained: Training) -> None:
    """Looking at the papers and the score changes nothing, and the page takes no form."""
    before = ActRow.objects.count()
    client = Hall({}).seat("typist2", AREA).client
    assert client.get("/training/").status_code == 200
    assert "<form" not in client.get("/training/").content.decode().partition("<main")[2]
    assert ActRow.objects.count() == before


def test_only_who_is_signed_in_sees_the_papers(trained: Training) -> None:
    """A stranger is asked to sign in; everybody of the rehearsal finds the way at the head of each page."""
    assert Client().get("/training/").headers["Location"] == "/account/login/?next=/training/"
    assert 'href="/training/"' in Seat("observer").page("/")


def test_a_database_made_for_anything_else_has_no_training(hall: Hall, tmp_path: Path) -> None:
    """Neither without the file, nor with that of another database: the page says how one is made."""
    client = hall.seat("typist1", AREA).client
    told = {"area": AREA, "seed": 7, "figures": {}, "begun": "0" * 64}
    (tmp_path / "other.json").write_text(json.dumps(told), encoding="utf-8")
    for file in ("missing.json", "other.json"):
        with override_settings(TRAINING=tmp_path / file):
            answer = client.get("/training/")
            assert answer.status_code == 404
            assert "There is no training in this database" in answer.content.decode()
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    with override_settings(TRAINING=tmp_path / "broken.json"):
        answer = client.get("/training/")
        assert answer.status_code == 404
        assert "expected the file that `countroom train` wrote" in answer.content.decode()


def test_a_training_is_never_made_nor_shown_in_live_mode(db: None, tmp_path: Path) -> None:
    """The command is refused before anything is written."""
    with override_settings(MODE="live", LIVE=True, TRAINING=tmp_path / "training.json"):
        with pytest.raises(Refused, match="never made in live mode"):
            commands.train(Namespace(election=CAMBRIDGE, seed=7))
        assert not ContestRow.objects.exists()
        assert not (tmp_path / "training.json").exists()
        (tmp_path / "training.json").write_text("{}", encoding="utf-8")
        assert training() is None


def test_an_election_without_figures_is_refused_and_nothing_is_made(db: None, tmp_path: Path) -> None:
    """A training needs papers whose figures are known to the last candidate."""
    made_of = invented(tmp_path / "invented")
    kept = override_settings(TRAINING=tmp_path / "training.json")
    with kept, pytest.raises(Refused, match="train with an election of the past"):
        train(made_of, 7)
    assert not ContestRow.objects.exists()
    assert not (tmp_path / "training.json").exists()


def test_the_command_prints_accounts_that_are_there_and_where_to_go(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both accounts sign in with the password printed; so is the seed, by which the papers can be had again."""
    with override_settings(TRAINING=tmp_path / "training.json"):
        assert commands.train(Namespace(election=CAMBRIDGE, seed=12)) == 0
        made = training()
    assert made is not None
    assert made.seed == 12
    printed = capsys.readouterr().out
    assert "--seed 12" in printed
    assert "/training/" in printed
    assert "countroom serve" in printed
    password = printed.partition("The password of both is: ")[2].splitlines()[0]
    for name in ("typist2-cambridge", "supervisor-cambridge"):
        assert name in printed
        answer = Client().post("/account/login/", {"login": name, "password": password})
        assert answer.status_code == 302


def test_a_trainee_types_a_sheet_in_a_browser_and_is_told(playwright: Playwright, tmp_path: Path) -> None:
    """From the command to the first sheet told; the page meets WCAG 2.2 AA and fits a telephone."""
    server = Server(tmp_path)
    server.run("train", str(CAMBRIDGE), "--seed", "4711")
    server.start()
    browser = chromium(playwright)
    try:
        page = sign_in(browser, server, "typist2-cambridge")
        page.get_by_role("link", name="Training: the papers and the score").click()
        figures = page.locator("#sheet-1 td.figure").all_text_contents()
        page.get_by_role("link", name="Type sheet 1").click()
        for place, one in enumerate(figures):
            page.locator("input.figure").nth(place).fill(one.strip())
        page.get_by_role("button", name="Look it over").click()
        page.get_by_role("button", name="Sign: this").click()
        page.get_by_role("link", name="Training: the papers and the score").click()
        expect(page.locator("#sheet-1")).to_contain_text("The other typist read this sheet as it stands.")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        browser.close()
        server.kill()
