"""The feed of a night, Atom and the description of the JSON: complete, immutable, and readable by others."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import openapi_spec_validator
import pytest

from mayoral.cli import main
from mayoral.cli.election import examined
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.night import Act, Progress, Recording, Step, stage_after
from mayoral.contest.outcomes import Lot, Purpose
from mayoral.files.elections import read_election
from mayoral.files.nights import read_night
from mayoral.files.reading import Unreadable
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.atom import Entry, Feed, Withdrawn, pages
from mayoral.publish.feeds.openapi import openapi
from mayoral.publish.feeds.sitemap import sitemap
from mayoral.publish.feeds.snapshots import Published, feed, index, snapshot
from mayoral.publish.feeds.twins import noun
from mayoral.publish.publisher import UNSTATED, Publisher

ROOT = Path(__file__).resolve().parents[2]
NIGHT = ROOT / "examples" / "rehearsal-night"
PUBLISHER = Publisher("Example", "EX", "https://example.org/", "2026")


@pytest.fixture(scope="module")
def recording() -> Recording:
    """The example of a recorded night."""
    return read_night(NIGHT, ROOT / "offices")


@pytest.fixture(scope="module")
def published(recording: Recording) -> list[Published]:
    """Every snapshot of that night."""
    made = []
    for number in range(1, len(recording.steps) + 1):
        stage = stage_after(recording, number)
        made.append(snapshot(examined(stage.election), recording, number, stage))
    return made


def conforms(document: object, schema: str) -> None:
    """Fails unless a document is as the OpenAPI description says."""
    described = openapi()
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/components/schemas/{schema}"}
    root["components"] = described["components"]
    jsonschema.Draft202012Validator(root).validate(document)


def test_the_description_is_valid_openapi() -> None:
    """OpenAPI 3.1; the server is the site's own address."""
    openapi_spec_validator.validate(openapi(PUBLISHER))
    assert openapi(PUBLISHER)["servers"] == [{"url": "https://example.org/"}]
    assert openapi(UNSTATED)["openapi"].startswith("3.1")


def test_every_snapshot_is_as_described_numbered_from_1_and_marked_as_a_test(published: list[Published]) -> None:
    """mayoral.snapshot/1: a recorded night can never be taken for a live one."""
    for number, one in enumerate(published, 1):
        document = json.loads(one.text)
        conforms(document, "Snapshot")
        assert (document["sequence"], document["test"]) == (number, True)
        assert len(document["log"]) == number


def test_the_night_begins_with_a_preload_and_ends_with_the_declaration(published: list[Published]) -> None:
    """Before the poll everything is not started; at the end James Palmer is elected with 88,826."""
    first, last = json.loads(published[0].text), json.loads(published[-1].text)
    assert first["preload"]
    assert {one["status"] for area in first["areas"] for one in area["counts"]} == {"not-started"}
    assert first["result"]["counts"] == []
    assert {one["status"] for area in last["areas"] for one in area["counts"]} == {"final"}
    assert last["result"]["elected"] == "james-palmer"
    assert last["result"]["counts"][1]["votes"] == {"rod-cantrill": 67_205, "james-palmer": 88_826}


def test_nothing_but_what_areas_stated_is_told_before_the_declaration(published: list[Published]) -> None:
    """Every final is in at step 53: still no total, nobody elected, remaining or equal, until the declaration.

    Law: SI 2017/67 Sch 1 r 59(3), (11).
    """
    *before, declared = [json.loads(one.text) for one in published]
    assert declared["act"] == "declared"
    for document in before:
        result = document["result"]
        assert (result["outcome"], result["elected"], result["would_elect"]) == ("awaiting", None, None)
        assert (result["equality"], result["lots"], result["findings"]) == ([], [], [])
        for count in result["counts"]:
            assert {*count["votes"].values(), count["valid"], count["papers"], count["rejected"]} == {None}
            assert (count["remaining"], count["eliminated"]) == ([], [])
        assert "declared" in document["says"]
        assert "James Palmer" not in document["says"]
    assert {one["status"] for area in before[-1]["areas"] for one in area["counts"]} == {"final"}


def test_what_an_area_stated_stands_in_the_snapshot_line_by_line(
    recording: Recording, published: list[Published]
) -> None:
    """The figures of each area and count are those of the version that stands; none stand for one taken back."""
    stated = {(one.area, one.count, one.version): one.figures for one in recording.election.returns}
    seen = 0
    for one in published:
        for area in json.loads(one.text)["areas"]:
            for count in area["counts"]:
                rows = {(row["measure"], row["key"]): row["figure"] for row in count["figures"] or ()}
                known = stated.get((area["id"], count["count"], count["version"]), {})
                assert rows == {(measure.value, key): figure for (measure, key), figure in known.items()}
                assert (count["figures"] is None) is (count["version"] is None)
                seen += len(rows)
    assert seen > 1000


def test_a_correction_of_the_notice_names_the_declaration_and_changes_no_figure(
    recording: Recording, published: list[Published]
) -> None:
    """It is one more snapshot; all that is counted stays as declared."""
    step = Step(datetime(2017, 5, 9, tzinfo=UTC), Act.CORRECTED, reason="A name was misspelt", supersedes=54)
    later = replace(recording, steps=(*recording.steps, step))
    stage = stage_after(later, 55)
    corrected = json.loads(snapshot(examined(stage.election), later, 55, stage).text)
    conforms(corrected, "Snapshot")
    assert (corrected["supersedes"], corrected["reason"]) == (54, "A name was misspelt")
    assert corrected["result"] == json.loads(published[-1].text)["result"]


def test_a_consumer_that_missed_any_updates_converges_from_one_snapshot(published: list[Published]) -> None:
    """A consumer that applies every snapshot and one that sees only the last know the same, whatever it missed."""

    def consume(some: list[Published]) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for one in some:
            document = json.loads(one.text)
            if document["sequence"] > known.get("sequence", 0):
                known = document
        return known

    everything = consume(published)
    assert consume(published[-1:]) == everything
    assert consume([published[3], published[-1], published[20]]) == everything
    assert [one["sequence"] for one in everything["log"]] == list(range(1, len(published) + 1))


def test_a_correction_names_what_it_supersedes_and_why_and_changes_nothing_before(
    recording: Recording, published: list[Published]
) -> None:
    """Fenland's figures are corrected by a later version; the snapshot with the mistake stays as it was."""
    at = next(n for n, one in enumerate(recording.steps, 1) if one.act is Act.STATED and one.version == 2)
    corrected = json.loads(published[at - 1].text)
    wrong = json.loads(published[corrected["supersedes"] - 1].text)
    assert corrected["reason"] == "The figures of two candidates had been exchanged"
    fenland = "E07000010"
    assert wrong["result"]["counts"][0]["areas"][fenland]["votes"]["peter-dawe"] == 519
    assert corrected["result"]["counts"][0]["areas"][fenland]["votes"]["peter-dawe"] == 959
    again = stage_after(recording, wrong["sequence"])
    assert snapshot(examined(again.election), recording, wrong["sequence"], again).text == (
        published[wrong["sequence"] - 1].text
    )


def test_a_retraction_is_an_entry_and_its_figures_count_no_more(
    recording: Recording, published: list[Published]
) -> None:
    """Peterborough's second count is taken back: the area counts again, and its figures are not there."""
    at = next(n for n, one in enumerate(recording.steps, 1) if one.act is Act.RETRACTED)
    before, after = json.loads(published[at - 2].text), json.loads(published[at - 1].text)
    peterborough = "E06000031"
    assert peterborough in before["result"]["counts"][1]["areas"]
    assert peterborough not in after["result"]["counts"][1]["areas"]
    (area,) = [one for one in after["areas"] if one["id"] == peterborough]
    assert area["counts"][1] == {"count": 2, "status": "counting", "version": None, "figures": None}
    assert after["supersedes"] == at - 1
    assert "twice" in after["reason"]


def test_the_index_gives_a_strong_tag_of_the_bytes(recording: Recording, published: list[Published]) -> None:
    """The ETag of each snapshot is the hash of exactly its bytes."""
    stage = stage_after(recording, len(published))
    made = index(examined(stage.election), recording, published)
    document = json.loads(made["index.json"])
    conforms(document, "Feed")
    for row, one in zip(document["snapshots"], published, strict=True):
        assert row["etag"] == f'"sha256-{hashlib.sha256(one.text).hexdigest()}"'
    page = made["index.html"].decode()
    assert page.count("<li>") == len(published)
    assert "rehearsal" in page
    live = replace(recording, test=False)
    assert b"rehearsal" not in index(examined(replace(stage.election)), live, [])["index.json"]


def replay(folder: Path, to: Path, *more: str) -> int:
    """The exit status of `mayoral replay`."""
    return main(["replay", str(folder), "--to", str(to), *more])


def test_a_night_replays_to_the_same_bytes_and_never_over_another(tmp_path: Path) -> None:
    """`mayoral replay` twice gives the same feed; a snapshot already published is never changed."""
    assert replay(NIGHT, tmp_path / "a", "--base", "https://example.org") == 0
    assert replay(NIGHT, tmp_path / "b", "--base", "https://example.org/", "--speed", "1000000") == 0
    assert replay(NIGHT, tmp_path / "a", "--base", "https://example.org") == 0
    results = "results/mayor.cambridgeshire-and-peterborough.2017-05-04"
    one, other = tmp_path / "a" / results, tmp_path / "b" / results
    names = {path.name for path in one.iterdir()}
    assert names == {path.name for path in other.iterdir()}
    assert {"1.json", "54.json", "latest.json", "index.html", "index.json", "feed.atom", "night.zip"} <= names
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
    assert (one / "latest.json").read_bytes() == (one / "54.json").read_bytes()
    (one / "5.json").write_text("{}")
    assert replay(NIGHT, tmp_path / "a") == 1


BAD = {
    "at,act,area,count,version,reason\n": ("no step", 1),
    "at,act,area,count,version,reason\n2017-05-05T09:00:00+01:00,began,E07000008,1,,\n": ("preload", 2),
    "at,act,area,count,version,reason\n2017-05-05T09:00:00,preload,,,,\n": ("with its zone", 2),
    "at,act,area,count,version,reason\nat nine,preload,,,,\n": ("with its zone", 2),
}
PRELOAD = "at,act,area,count,version,reason\n2017-05-05T08:00:00+01:00,preload,,,,\n"
BAD[f"{PRELOAD}2017-05-05T09:00:00+01:00,corrected,,,,A name\n"] = ("only after that", 3)
AFTER = {
    "2017-05-01T09:00:00+01:00,began,E07000008,1,,": "earlier than",
    "2017-05-06T09:00:00+01:00,began,E99,1,,": "not an area",
    "2017-05-06T09:00:00+01:00,won,E07000008,1,,": "not one of",
    "2017-05-06T09:00:00+01:00,stated,E07000008,1,9,": "no version 9",
    "2017-05-06T09:00:00+01:00,stated,E07000008,1,1,": "comes after version 2",
    "2017-05-06T09:00:00+01:00,accepted,E07000008,1,1,": "does not stand now",
    "2017-05-06T09:00:00+01:00,accepted,E07000008,1,2,": "this one is final",
    "2017-05-06T09:00:00+01:00,recount,E07000008,1,,": "`reason` is empty",
    "2017-05-06T09:00:00+01:00,retracted,E07000008,1,2,": "`reason` is empty",
    "2017-05-06T09:00:00+01:00,began,E07000008,1,,": "after one",
    "2017-05-06T09:00:00+01:00,lot,,2,,": "no lot drawn",
    "2017-05-06T09:00:00+01:00,preload,,,,": "no other",
    "2017-05-06T09:00:00+01:00,declared,,,,": "declared once",
    "2017-05-06T09:00:00+01:00,corrected,,,,": "what is corrected",
}


def night_of(text: str, folder: Path) -> Path:
    """The example with another `night.csv`."""
    for name in ("election.toml", "returns.csv"):
        (folder / name).write_bytes((NIGHT / name).read_bytes())
    (folder / "night.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("text", BAD)
def test_a_night_that_could_not_begin_so_is_refused(text: str, tmp_path: Path) -> None:
    """The file, the line and what was expected are said, and nothing of it is loaded."""
    words, line = BAD[text]
    with pytest.raises(Unreadable, match=words) as refused:
        read_night(night_of(text, tmp_path))
    assert refused.value.line == line


@pytest.mark.parametrize("step", AFTER)
def test_a_step_that_could_not_have_happened_is_refused(step: str, tmp_path: Path) -> None:
    """A step must fit what stands after those before it."""
    told = (NIGHT / "night.csv").read_text(encoding="utf-8")
    with pytest.raises(Unreadable, match=AFTER[step]) as refused:
        read_night(night_of(f"{told}{step}\n", tmp_path))
    assert refused.value.line == 56


def test_of_an_abandoned_poll_the_last_snapshot_tells_why_and_no_figure(tmp_path: Path) -> None:
    """A candidate died while areas counted: what they stated stands no more, and nothing may follow. Law: r 65."""
    steps = (NIGHT / "night.csv").read_text(encoding="utf-8").splitlines(keepends=True)[:12]
    assert any(",stated," in one for one in steps)
    end = "2017-05-06T23:59:00+01:00,abandoned,,,,A candidate has died\n"
    night = read_night(night_of("".join(steps) + end, tmp_path), ROOT / "offices")
    stage = stage_after(night, len(night.steps))
    document = json.loads(snapshot(examined(stage.election), night, len(night.steps), stage).text)
    conforms(document, "Snapshot")
    assert (document["act"], document["says"]) == ("abandoned", "The poll does not go on: A candidate has died")
    assert all(count["figures"] is None for area in document["areas"] for count in area["counts"])
    assert document["result"]["counts"] == []
    for more in (end.replace("A candidate has died", ""), end + end, end + end.replace("abandoned", "declared")):
        with pytest.raises(Unreadable):
            read_night(night_of("".join(steps) + more, tmp_path))


def test_a_recorded_night_has_no_declaration_beside_it(tmp_path: Path) -> None:
    """The steps lead to the result; a declared.toml would give it away and lift the checks of a live count."""
    night_of((NIGHT / "night.csv").read_text(encoding="utf-8"), tmp_path)
    (tmp_path / "declared.toml").write_text('elected = "james-palmer"\n')
    with pytest.raises(Unreadable, match=r"no declared\.toml"):
        read_night(tmp_path)


def test_a_lot_is_known_from_the_step_that_draws_it(recording: Recording) -> None:
    """Before its step a lot is not among what stands; an order drawn beforehand always is."""
    both = (CandidateId("james-palmer"), CandidateId("rod-cantrill"))
    lots = tuple(
        Lot(count, purpose, both, both[0]) for count, purpose in ((2, Purpose.ELECTION), (0, Purpose.ORDER))
    )
    at = datetime(2017, 5, 5, 9, tzinfo=UTC)
    night = Recording(
        replace(recording.election, lots=lots), (Step(at, Act.PRELOAD), Step(at, Act.LOT, count=2, reason="Equal"))
    )
    assert [one.count for one in stage_after(night, 1).election.lots] == [0]
    assert [one.count for one in stage_after(night, 2).election.lots] == [2, 0]


def test_progress_follows_the_steps_of_an_area(recording: Recording) -> None:
    """Counting, provisional, counting again at a re-count, accepted, final: Fenland's first count."""
    fenland = (AreaId("E07000010"), 1)
    stages = [stage_after(recording, number).progress.get(fenland) for number in range(len(recording.steps) + 1)]
    passed = [one for at, one in enumerate(stages) if at == 0 or one is not stages[at - 1]]
    assert passed == [
        None,
        Progress.COUNTING,
        Progress.PROVISIONAL,
        Progress.COUNTING,
        Progress.PROVISIONAL,
        Progress.ACCEPTED,
        Progress.FINAL,
    ]


def atom(text: bytes) -> Any:  # noqa: ANN401 - feedparser has no types
    """A feed as feedparser reads it, found well-formed."""
    read = feedparser.parse(text)
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_the_atom_feed_of_a_night_has_a_deleted_entry_for_what_was_taken_back(recording: Recording) -> None:
    """RFC 6721: the reference is the id of the entry taken back, with the time and the reason."""
    made = pages(feed(examined(recording.election), recording, "results/x/"), PUBLISHER)
    assert set(made) == {"results/x/feed.atom", "results/x/feed.1.atom"}
    entries = [one for text in made.values() for one in atom(text).entries]
    ids = [one.id for one in entries]
    assert len(set(ids)) == len(ids) == len(recording.steps) - 1
    tomb = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
    (gone,) = [one for text in made.values() for one in ET.fromstring(text).iter(tomb)]  # noqa: S314 - our own
    assert gone.get("ref") not in ids
    assert gone.get("ref", "").startswith("tag:example.org,2026:results/")
    replacing = [link.href for one in entries for link in one.links if link.rel == "replaces"]
    assert any(one.endswith("/12") for one in replacing)


def test_archive_pages_never_change_as_the_feed_grows() -> None:
    """RFC 5005: full pages stay byte for byte, and the chain from the current page reaches every entry."""
    began = datetime(2026, 5, 7, tzinfo=UTC)
    told: list[Entry | Withdrawn] = [
        Entry(f"e/{n}", f"Entry {n}", (began + timedelta(minutes=n)).isoformat(), f"e/{n}.json") for n in range(25)
    ]
    small = pages(Feed("F", "feed.atom", told[:15], a_page=5), PUBLISHER)
    grown = pages(Feed("F", "feed.atom", told, a_page=5), PUBLISHER)
    assert small["feed.1.atom"] == grown["feed.1.atom"]
    found, at = [], "feed.atom"
    while at:
        read = atom(grown[at])
        found += [one.title for one in read.entries]
        at = next((one.href for one in read.feed.links if one.rel == "prev-archive"), "").removeprefix(
            PUBLISHER.base
        )
    assert found == [f"Entry {n}" for n in reversed(range(25))]
    with pytest.raises(ValueError, match="address"):
        pages(Feed("F", "feed.atom", told), UNSTATED)


@pytest.mark.parametrize("text", ['<script>alert("x")</script>', "a & b ]]>", "\x00\x1b", "\u202eevil", "Łódź ŵ"])
def test_hostile_words_are_text_in_atom_and_in_the_index(text: str, recording: Recording) -> None:
    """Markup is escaped; a character that XML cannot hold is shown as a mark."""
    entry = Entry("e/1", text, "2026-05-07T00:00:00Z", "e/1.json", summary=text, status=text)
    ((_, made),) = pages(Feed(text, "feed.atom", [entry]), PUBLISHER).items()
    tree = ET.fromstring(made)  # noqa: S314 - our own
    title = tree.find("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")
    assert title is not None
    assert title.text == text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    election = replace(recording.election, contest=replace(recording.election.contest, title=text))
    page = index(examined(election), recording, [])["index.html"].decode()
    assert "<script" not in page


def test_the_sitemap_has_absolute_addresses_and_known_days() -> None:
    """sitemaps.org: loc for each page, lastmod where the day is known."""
    made = ET.fromstring(sitemap({"a/?x=1&y=2": None, "b/": datetime(2026, 5, 7, tzinfo=UTC).date()}, PUBLISHER))  # noqa: S314
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [one.text for one in made.iter(f"{space}loc")] == [
        "https://example.org/a/?x=1&y=2",
        "https://example.org/b/",
    ]
    assert [one.text for one in made.iter(f"{space}lastmod")] == ["2026-05-07"]


def test_a_noun_as_json_holds_every_figure_of_its_returns(counted: Counted) -> None:
    """Each stated figure with its source, and nothing that JSON cannot hold."""
    told = json.loads(json.dumps(noun(counted.election), allow_nan=False))
    for one, local in zip(told["returns"], counted.election.returns, strict=True):
        figures = {(row["measure"], row["key"]): row["figure"] for row in one["figures"]}
        assert figures == {(measure.value, key): held for (measure, key), held in local.figures.items()}
    assert read_election(ROOT / "elections" / str(counted.election.contest.id)).returns == counted.election.returns
