"""What the public sees of a night: the library's snapshots, of authorised statements and the declaration only."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import transaction
from django.test import Client
from hall import Hall

from countroom.actions import Doing, perform
from countroom.models import Person
from countroom.paperwork.exporting import write_folder
from countroom.records import night
from countroom.running import publisher
from countroom.running.publisher import published_night, write_snapshot
from mayoral.cli import main
from mayoral.cli.replay import made
from mayoral.contest.findings import Refused
from mayoral.files.acts import BEGINNING, hash_of, line_of
from mayoral.publish.feeds import on_disk
from mayoral.publish.feeds.openapi import openapi

ELECTION = "mayor.invented.2017-05-04"


def accepted(hall: Hall, area: str) -> None:
    """An area verified, counted and accepted."""
    hall.verify(area)
    hall.count(area, 1, sheet=f"{area}1")
    hall.accept(area, 1)


def snapshots(public: Path) -> dict[int, bytes]:
    """Every numbered snapshot as it lies in the public folder."""
    folder = public / "results" / ELECTION
    found = {int(one.stem): one.read_bytes() for one in folder.glob("*.json") if one.stem.isdecimal()}
    return dict(sorted(found.items()))


def newest(public: Path) -> Any:  # noqa: ANN401 - a document
    """The newest snapshot after the publisher has run."""
    write_snapshot()
    return json.loads((public / "results" / ELECTION / "latest.json").read_bytes())


def told(public: Path) -> str:
    """Everything in the public folder as one text."""
    return "\n".join(
        one.read_text() for one in sorted(public.rglob("*")) if one.is_file() and one.suffix != ".css"
    )


def on_record() -> list[tuple[int, str]]:
    """The numbers and hashes of the snapshots on the record."""
    acts = (act.payload for act in night().acts if act.kind == "publish")
    return [(one["number"], one["sha256"]) for one in acts]


def figures(document: Any, area: str) -> dict[str, int] | None:  # noqa: ANN401 - a document
    """What an area stated at its first count, as a snapshot has it."""
    (found,) = [one["counts"][0] for one in document["areas"] if one["id"] == area]
    rows = found["figures"]
    return None if rows is None else {f"{row['measure']}:{row['key']}": row["figure"] for row in rows}


def conforms(text: bytes, schema: str) -> None:
    """Fails unless a document is as the description of the public record says."""
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/components/schemas/{schema}"}
    root["components"] = openapi()["components"]
    jsonschema.Draft202012Validator(root).validate(json.loads(text))


def whole_night(hall: Hall, public: Path) -> dict[int, bytes]:
    """A night with a release, a re-count, a declaration, a late release and a correction; snapshots as written."""
    caro, kept = hall.seat("caro"), {}

    def keep() -> None:
        write_snapshot()
        for number, text in snapshots(public).items():
            assert kept.setdefault(number, text) == text

    keep()
    accepted(hall, "N")
    caro.do("authorise", "N", 1)
    keep()
    caro.do("direct-recount", "N", 1, sheets="", reason="1,201 looks like 1,021 to the agents")
    keep()
    hall.count("N", 1, sheet="N2")
    hall.accept("N", 1)
    caro.do("authorise", "N", 1)
    accepted(hall, "S")
    hall.finals()
    keep()
    hall.declare("Ann Ash", 2011)
    keep()
    caro.do("authorise", "S", 1)
    caro.do("correct-notice", correction="The name of the ward in the heading")
    keep()
    return kept


def test_a_whole_night_is_published_by_the_code_of_the_public_record(small_hall: Hall, public: Path) -> None:
    """Seven steps, seven snapshots as the description of the public record says; index, feed and record agree."""
    kept = whole_night(small_hall, public)
    acts = [json.loads(kept[number])["act"] for number in sorted(kept)]
    assert acts == ["preload", "stated", "retracted", "stated", "declared", "stated", "corrected"]
    assert on_record() == [(number, hashlib.sha256(kept[number]).hexdigest()) for number in range(1, 8)]
    folder = public / "results" / ELECTION
    for number, text in kept.items():
        conforms(text, "Snapshot")
        document = json.loads(text)
        assert (document["schema"], document["sequence"], document["test"]) == ("mayoral.snapshot/1", number, True)
    conforms((folder / "index.json").read_bytes(), "Feed")
    assert {one.name for one in folder.iterdir()} == {
        *(f"{number}.json" for number in kept), "latest.json", "index.json", "index.html", "feed.atom"
    }  # fmt: skip
    assert (folder / "latest.json").read_bytes() == kept[7]
    assert (folder / "feed.atom").read_text().count("</at:deleted-entry>") == 1
    assert write_snapshot() is None


def test_the_exported_night_replays_to_the_same_bytes(small_hall: Hall, public: Path, tmp_path: Path) -> None:
    """`mayoral replay` over what `countroom export` wrote: every file of the feed, byte for byte."""
    kept = whole_night(small_hall, public)
    write_folder(night(), tmp_path / "night")
    base = "http://127.0.0.1:8400/public/"
    assert main(["replay", str(tmp_path / "night"), "--to", str(tmp_path / "site"), "--base", base]) == 0
    made_again = tmp_path / "site" / "results" / ELECTION
    for one in (public / "results" / ELECTION).iterdir():
        assert (made_again / one.name).read_bytes() == one.read_bytes(), one.name
    assert main(["verify", str(tmp_path / "night")]) == 0
    assert len(kept) == 7
    lines = (tmp_path / "night" / "acts.jsonl").read_text().replace('"votes:ash":1201', '"votes:ash":1202')
    (tmp_path / "night" / "acts.jsonl").write_text(lines)
    assert main(["replay", str(tmp_path / "night"), "--to", str(tmp_path / "other")]) == 2


def test_the_published_result_is_what_the_library_counts_from_the_exported_night(
    small_hall: Hall, public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every total and every area's votes of the last snapshot are those of `mayoral count --json`."""
    kept = whole_night(small_hall, public)
    write_folder(night(), tmp_path / "night")
    capsys.readouterr()
    main(["count", str(tmp_path / "night"), "--json"])
    counted = json.loads(capsys.readouterr().out)
    result = json.loads(kept[7])["result"]
    for key in ("election", "method", "outcome", "elected", "candidates"):
        assert result[key] == counted[key], key
    for ours, theirs in zip(result["counts"], counted["counts"], strict=True):
        assert (ours["votes"], ours["rejected"], ours["rejected_by_head"]) == (
            theirs["votes"], theirs["rejected"], theirs["rejected_by_head"],
        )  # fmt: skip
        assert ours["areas"] == theirs["areas"]


def test_totals_of_a_declaration_that_the_returns_do_not_give_are_found(
    small_hall: Hall, public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The public totals rest on the act of declaration: a record made anew with others does not verify."""
    whole_night(small_hall, public)
    write_folder(night(), tmp_path / "night")
    previous, lines = BEGINNING, []
    for act in night().acts:
        payload = json.loads(json.dumps(act.payload))
        if act.kind == "declare":
            payload["totals"][0]["rejected:"] += 1
        new = replace(act, payload=payload, previous=previous)
        previous = hash_of(new)
        lines.append(line_of(replace(new, hash=previous)))
    (tmp_path / "night" / "acts.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "night" / "head.txt").write_text(f"{len(lines)} {previous}\n", encoding="utf-8")
    assert main(["verify", str(tmp_path / "night")]) == 1
    assert "its figures are not those of the returns" in capsys.readouterr().out


def test_a_live_night_is_marked_as_none_and_a_rehearsal_as_a_test(small_hall: Hall) -> None:
    """The flag follows the mode of the record, in snapshot and index; nothing else does."""
    live, rehearsal = replace(night(), mode="live"), night()
    one, other = (json.loads(made(published_night(each), 1).text) for each in (live, rehearsal))
    assert (one["test"], other["test"]) == (False, True)
    assert one | {"test": True} == other


def test_nothing_of_an_area_is_public_before_its_own_statement_is_authorised(
    small_hall: Hall, public: Path
) -> None:
    """Accepted is not authorised; of two areas only the one authorised shows, and no total of both."""
    secret = re.compile(r"(?<!\d)(?:1,?201|810|1,?105|2,?011|2,?008)(?!\d)")
    accepted(small_hall, "N")
    accepted(small_hall, "S")
    assert newest(public)["act"] == "preload"
    assert not secret.search(told(public))
    small_hall.seat("caro").do("authorise", "N", 1)
    document = newest(public)
    assert figures(document, "N")["votes:ash"] == 1201  # type: ignore[index]
    assert figures(document, "S") is None
    assert document["result"]["counts"][0]["votes"]["ash"] is None
    assert document["says"].endswith("The count of North is published, not yet of South.")
    page = (public / "index.html").read_text()
    assert "Ann Ash leads with 1,201 votes" in page
    assert "South</th><td>not published yet" in page
    assert "South, count" not in page
    small_hall.seat("caro").do("authorise", "S", 1)
    assert figures(newest(public), "S")["votes:bay"] == 1105  # type: ignore[index]
    small_hall.finals()
    newest(public)
    assert not re.search(r"2,?011|2,?008|is elected|would be", told(public))
    small_hall.declare("Ann Ash", 2011)
    last = newest(public)
    assert (last["act"], last["result"]["elected"]) == ("declared", "ash")
    assert last["result"]["counts"][0]["votes"]["ash"] == 2011
    assert "Ann Ash is elected." in (public / "index.html").read_text()


def test_of_an_area_never_authorised_the_declaration_tells_the_totals_only(small_hall: Hall, public: Path) -> None:
    """Votes and rejected papers of the whole authority; not one figure of either area. Law: r 59(3), (15)."""
    for area in ("N", "S"):
        accepted(small_hall, area)
    small_hall.finals()
    small_hall.declare("Ann Ash", 2011)
    document = newest(public)
    (count,) = document["result"]["counts"]
    assert (count["votes"]["ash"], count["areas"]) == (2011, {})
    assert document["result"]["basis"] == "published-totals"
    assert not re.search(r"(?<!\d)(?:1,?201|810|1,?105|903)(?!\d)", told(public))


def test_a_statement_counted_again_is_taken_back_and_the_officers_words_stay_inside(
    small_hall: Hall, public: Path
) -> None:
    """The retraction names the snapshot it supersedes; the reason typed, which may hold a figure, is not told."""
    accepted(small_hall, "N")
    caro = small_hall.seat("caro")
    caro.do("authorise", "N", 1)
    shown = newest(public)["sequence"]
    caro.do("direct-recount", "N", 1, sheets="", reason="the bundle of 317 was seen twice")
    document = newest(public)
    assert (document["act"], document["supersedes"], figures(document, "N")) == ("retracted", shown, None)
    assert document["areas"][0]["counts"][0]["status"] == "counting"
    assert "317" not in document["reason"]
    page = (public / "index.html").read_text()
    assert "taken back on" in page
    assert "leads" not in page
    assert figures(json.loads(snapshots(public)[shown]), "N") is not None


def test_the_correction_of_a_notice_is_one_more_snapshot(small_hall: Hall, public: Path) -> None:
    """It supersedes the declaration's, gives the correction as its reason, and every figure stays."""
    for area in ("N", "S"):
        accepted(small_hall, area)
    small_hall.finals()
    small_hall.declare("Ann Ash", 2011)
    declared = newest(public)
    small_hall.seat("caro").do("correct-notice", correction="Ann Ash’s ward is <Upper> Nowhere")
    document = newest(public)
    assert (document["act"], document["supersedes"]) == ("corrected", declared["sequence"])
    assert document["reason"] == "Ann Ash’s ward is <Upper> Nowhere"
    assert document["result"] == declared["result"]
    assert "&lt;Upper&gt; Nowhere" in (public / "index.html").read_text()


class Killed(BaseException):
    """The process died here."""


@dataclass
class Fuse:
    """Dies at one operation on disk or on the record, before or after it is done."""

    left: int
    after: bool

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, dying at its turn."""

        def run(*given: Any) -> Any:  # noqa: ANN401 - whatever it is given
            self.left -= 1
            if self.left == 0 and not self.after:
                raise Killed
            done = function(*given)
            if self.left == 0:
                raise Killed
            return done

        return run


@pytest.fixture
def again() -> Iterator[Callable[[], None]]:
    """Takes the database back to how it was when the test asked for this."""
    points = [transaction.savepoint()]

    def back() -> None:
        transaction.savepoint_rollback(points.pop())
        points.append(transaction.savepoint())

    yield back
    transaction.savepoint_rollback(points.pop())


@pytest.mark.parametrize("after", [False, True])
def test_whoever_is_interrupted_anywhere_publishes_the_same_snapshots(
    small_hall: Hall, public: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest, after: bool,
) -> None:  # fmt: skip
    """Dead before or after any write or act: the next run loses nothing, doubles nothing and changes nothing."""
    write_snapshot()
    accepted(small_hall, "N")
    caro = small_hall.seat("caro")
    caro.do("authorise", "N", 1)
    caro.do("direct-recount", "N", 1, sheets="", reason="a bundle was seen twice")
    accepted(small_hall, "S")
    caro.do("authorise", "S", 1)
    start = tmp_path / "start"
    shutil.copytree(public, start)
    back = request.getfixturevalue("again")
    write_snapshot()
    right = snapshots(public)
    assert sorted(right) == [1, 2, 3, 4]
    died = 0
    for turn in range(1, 100):
        back()
        shutil.rmtree(public)
        shutil.copytree(start, public)
        fuse = Fuse(turn, after)
        with monkeypatch.context() as patched:
            patched.setattr(on_disk, "put", fuse.around(on_disk.put))
            patched.setattr(publisher, "perform", fuse.around(publisher.perform))
            try:
                write_snapshot()
            except Killed:
                died += 1
            else:
                break
        half = snapshots(public)
        assert all(right[number] == text for number, text in half.items())
        latest = json.loads((public / "results" / ELECTION / "latest.json").read_bytes())["sequence"]
        assert latest <= len(on_record())
        write_snapshot()
        assert snapshots(public) == right
        assert on_record() == [(number, hashlib.sha256(text).hexdigest()) for number, text in right.items()]
        assert (public / "results" / ELECTION / "latest.json").read_bytes() == right[4]
        assert hashlib.sha256(right[4]).hexdigest() in (public / "index.html").read_text()
    assert died >= 10


def test_a_damaged_snapshot_is_put_back_and_a_strange_one_is_not_overwritten(
    small_hall: Hall, public: Path
) -> None:
    """The record has the hash of what was published: exactly that is made again; anything else is refused."""
    newest(public)
    right = snapshots(public)[1]
    (public / "results" / ELECTION / "1.json").write_bytes(right[:100])
    accepted(small_hall, "N")
    small_hall.seat("caro").do("authorise", "N", 1)
    newest(public)
    assert snapshots(public)[1] == right
    small_hall.seat("caro").do("direct-recount", "N", 1, sheets="", reason="a bundle was seen twice")
    (public / "results" / ELECTION / "3.json").write_text("{}")
    with pytest.raises(Refused, match="never changed"):
        write_snapshot()
    assert [number for number, _ in on_record()] == [1, 2]


def test_no_number_is_left_out_or_given_twice(small_hall: Hall, public: Path) -> None:
    """The act itself refuses: also a second publisher somewhere else can do nothing but the next number."""
    newest(public)
    person = Person.objects.get(username="publisher")
    for number in (0, 1, 3):
        with pytest.raises(Refused, match="not the next"):
            perform(person, Doing("publish", f"other-{number}", given={"number": number, "sha256": "0" * 64}))


def test_a_result_other_than_the_declared_one_is_never_published(
    small_hall: Hall, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the snapshot ever to say another name or figure, or any too early, nothing would be written."""
    for area in ("N", "S"):
        accepted(small_hall, area)
    small_hall.finals()
    newest(public)
    right = publisher.made

    def wrong(*given: Any) -> Any:  # noqa: ANN401 - a snapshot
        one = right(*given)
        text = one.text.replace(b'"elected": "ash"', b'"elected": "bay"')
        return replace(one, text=text.replace(b'"elected": null', b'"elected": "bay"'))

    small_hall.declare("Ann Ash", 2011)
    monkeypatch.setattr(publisher, "made", wrong)
    with pytest.raises(Refused, match="declared"):
        write_snapshot()
    assert sorted(snapshots(public)) == [1]


def test_the_public_is_served_with_tags_and_told_what_is_not_there_yet(small_hall: Hall, public: Path) -> None:
    """A snapshot may be kept for ever, the newest is asked for by its tag; not yet is told from never."""
    browser = Client()
    assert b"Nothing has been published yet" in browser.get("/public/").content
    newest(public)
    folder = f"/public/results/{ELECTION}"
    first, latest = browser.get(f"{folder}/1.json"), browser.get(f"{folder}/latest.json")
    assert first.content == latest.content
    index = json.loads(browser.get(f"{folder}/index.json").content)
    assert first["ETag"] == latest["ETag"] == index["snapshots"][0]["etag"]
    assert "immutable" in first["Cache-Control"]
    assert latest["Cache-Control"] == "no-cache"
    assert browser.get(f"{folder}/latest.json", headers={"If-None-Match": first["ETag"]}).status_code == 304
    later = browser.get(f"{folder}/2.json")
    assert (later.status_code, later["Retry-After"], json.loads(later.content)["latest"]) == (404, "30", 1)
    conforms(later.content, "NotYet")
    for never in ("0.json", "feed.1.atom", ".latest.json.new", "../../../settings.py"):
        answer = browser.get(f"{folder}/{never}")
        assert (answer.status_code, answer.get("Retry-After")) == (404, None)


def test_the_page_of_the_feed_keeps_its_style_under_the_policy(small_hall: Hall, public: Path) -> None:
    """Its one style stands in the policy by its hash; no script is allowed on anything public."""
    newest(public)
    answer = Client().get(f"/public/results/{ELECTION}/index.html")
    (style,) = re.findall(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    digest = hashlib.sha256(style.encode()).digest()
    import base64

    policy = answer["Content-Security-Policy"]
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
