"""The formats that others read hold the same figures, and say what they cannot hold."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mayoral.cli.election import examined
from mayoral.contest.contest import WHOLE
from mayoral.contest.office import Office, Party
from mayoral.contest.outcomes import Awaiting
from mayoral.publish.counted import Counted
from mayoral.publish.downloads.election import sealed
from mayoral.publish.open_data.democracy_club import COLUMNS, candidates_csv, losses
from mayoral.publish.open_data.election_results_report import Issue, report
from mayoral.publish.open_data.linked_data import catalogue, dataset
from mayoral.publish.open_data.popolo import event, popolo
from mayoral.publish.open_data.record import elected, json_text
from mayoral.publish.open_data.spreadsheet import unguarded
from mayoral.publish.publisher import Publisher

ROOT = Path(__file__).resolve().parents[2]
PUBLISHER = Publisher("Example", "EX", "https://example.org/", "2026")
NIST = jsonschema.Draft4Validator(
    json.loads((ROOT / "tests" / "data" / "nist_err_v2.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)


def reported(counted: Counted, parties: Mapping[str, Party], issue: Issue | None = None) -> dict[str, Any]:
    """The report as a reader gets it, found valid."""
    made: dict[str, Any] = json.loads(json_text(report(counted, parties, PUBLISHER, issue)))
    assert not [error.message for error in NIST.iter_errors(made)]
    return made


def test_the_nist_report_is_valid_and_holds_every_known_vote(
    counted: Counted, parties: Mapping[str, Party]
) -> None:
    """SP 1500-100 v2: VoteCounts by unit and round are the votes, and nothing unknown is there."""
    (election,) = reported(counted, parties)["Election"]
    (contest,) = election["Contest"]
    found = {
        (selection["CandidateIds"][0], one["GpUnitId"], one["Round"], one["Type"]): one["Count"]
        for selection in contest["ContestSelection"]
        for one in selection["VoteCounts"]
    }
    expected = {}
    second = counted.election.contest.counted_by.value == "supplementary-vote"
    for count in counted.outcome.counts:
        for place, figures in {WHOLE: count.totals, **count.areas}.items():
            for who, votes in figures.votes.items():
                if votes is not None:
                    expected[f"candidate_{who}", f"unit_{place}", count.number, "total"] = votes
                added = figures.added.get(who)
                if second and added is not None:
                    expected[f"candidate_{who}", f"unit_{place}", count.number, "other"] = added
    assert found == expected
    rejected = {(one["GpUnitId"], one["Round"]): one.get("BallotsRejected") for one in election["BallotCounts"]}
    for count in counted.outcome.counts:
        if count.totals.rejected is not None:
            assert rejected["unit_ALL", count.number] == count.totals.rejected


def test_a_declared_election_is_certified_and_its_winner_is_named(
    counted: Counted, parties: Mapping[str, Party]
) -> None:
    """The report's status and PostElectionStatus are those of the declaration."""
    made = reported(counted, parties)
    assert made["Status"] == "certified"
    candidates = made["Election"][0]["Candidate"]
    winners = [one["@id"] for one in candidates if one["PostElectionStatus"] == "winner"]
    assert winners == [f"candidate_{elected(counted)}"]
    assert "no heads of rejection" in made["Notes"]


def night(counted: Counted, returns: int) -> Counted:
    """An election as it stood when so many returns had come, before it was declared."""
    election = counted.election
    contest = replace(election.contest, declared=False)
    return examined(replace(election, contest=contest, declared=None, returns=election.returns[:returns]))


def test_the_status_of_a_report_follows_the_night(
    all_counted: tuple[Counted, ...], parties: Mapping[str, Party]
) -> None:
    """Nothing in: pre-election; some areas: unofficial-partial; between the counts the finalists advance."""
    whole = next(
        one for one in all_counted if one.election.contest.id == "mayor.cambridgeshire-and-peterborough.2017-05-04"
    )
    assert reported(night(whole, 0), parties)["Status"] == "pre-election"
    first = [at for at, one in enumerate(whole.election.returns) if one.count == 1]
    partial = night(whole, first[2] + 1)
    assert reported(partial, parties)["Status"] == "unofficial-partial"
    between = examined(
        replace(
            partial.election,
            returns=tuple(one for one in whole.election.returns if one.count < 2 and one.area != WHOLE),
        )
    )
    assert isinstance(between.outcome, Awaiting)
    made = reported(between, parties, Issue(sequence=7, test=True))
    assert (made["SequenceStart"], made["SequenceEnd"], made["IsTest"]) == (7, 7, True)
    assert made["Election"][0]["Contest"][0]["NumberRunoff"] == 2
    statuses = {one["@id"]: one["PostElectionStatus"] for one in made["Election"][0]["Candidate"]}
    assert sum(status == "advanced-to-runoff" for status in statuses.values()) == 2
    assert statuses["candidate_james-palmer"] == "advanced-to-runoff"


def test_a_weighted_total_is_left_out_of_the_nist_report_and_said_to_be(
    all_counted: tuple[Counted, ...], parties: Mapping[str, Party]
) -> None:
    """A share of a section is an exact fraction; Count is a number and could only round it."""
    one = next(one for one in all_counted if one.election.contest.id == "selection.labour.london.2015-09")
    contest = one.election.contest
    areas = tuple(replace(area, weight=Fraction(1, 1)) for area in contest.areas)
    weighted = examined(replace(one.election, contest=replace(contest, areas=areas)))
    made = reported(weighted, parties)
    assert "exact fractions" in made["Notes"]
    counts = made["Election"][0]["Contest"][0]["ContestSelection"]
    assert {vote["GpUnitId"] for each in counts for vote in each["VoteCounts"]} == {
        f"unit_{area.id}" for area in areas
    }


def test_democracy_club_gets_the_first_count_and_is_told_the_losses(
    counted: Counted, parties: Mapping[str, Party]
) -> None:
    """Their columns, in their order; the sidecar names each later count as lost."""
    read = list(csv.DictReader(io.StringIO(candidates_csv(counted, parties).decode(), newline="")))
    assert tuple(read[0]) == COLUMNS
    first = counted.outcome.counts[0].totals
    for row, one in zip(read, counted.election.contest.candidates, strict=True):
        held = first.votes[one.id]
        assert unguarded(row["person_name"]) == one.name
        assert row["votes_cast"] == ("" if held is None else str(held))
        assert row["election_id"].startswith(("mayor.2", "selection.2"))
        assert not row["turnout_percentage"] or 0 < float(row["turnout_percentage"]) < 100
        assert row["elected"] == ("true" if one.id == elected(counted) else "false")
        assert row["spoilt_ballots"] == ("" if first.rejected is None else str(first.rejected))
    lost = " ".join(losses(counted)["lost"])
    assert all(f"count {one.number}" in lost for one in counted.outcome.counts[1:])


def test_popolo_holds_every_holder_and_refers_to_what_is_there(
    offices: tuple[Office, ...], all_counted: tuple[Counted, ...], parties: Mapping[str, Party]
) -> None:
    """Every membership names a person, a post and an organisation of the same document."""
    made = json.loads(json_text(popolo(offices, map(event, all_counted), parties)))
    assert len(made["memberships"]) == sum(len(one.holders) for one in offices)
    known = {kind: {one["id"] for one in made[kind]} for kind in ("persons", "posts", "organizations")}
    for one in made["memberships"]:
        assert one["person_id"] in known["persons"]
        assert one["post_id"] in known["posts"]
        assert one["organization_id"] in known["organizations"]
    assert {one["id"] for one in made["events"]} == {one.election.contest.id for one in all_counted}
    rotheram = next(one for one in made["persons"] if one["id"] == "steve-rotheram")
    assert rotheram["name"] == "Steve Rotheram"


def test_linked_data_names_each_file_with_its_hash(counted: Counted) -> None:
    """schema.org Dataset and Event, DCAT distributions with a checksum, addresses absolute."""
    files = {"votes.csv": b"a,b\n", "result.json": b"{}\n"}
    data, event, *people = json.loads(json_text(dataset(counted, sealed(files), PUBLISHER)))["@graph"]
    assert data["about"]["@id"] == event["@id"]
    assert data["mentions"]["@id"] in {one["@id"] for one in people}
    assert len(people) == len(counted.election.contest.candidates)
    hashes = [hashlib.sha256(text).hexdigest() for text in files.values()]
    assert [one["spdx:checksum"]["spdx:checksumValue"] for one in data["distribution"]] == hashes
    assert data["distribution"][0]["contentUrl"].startswith("https://example.org/elections/")


def test_the_catalogue_lists_every_dataset() -> None:
    """DCAT: the catalogue refers to each dataset by the address its page gives it."""
    made = catalogue(["mayor.a.2017-05-04"], {}, PUBLISHER)
    assert made["dataset"] == [{"@id": "https://example.org/elections/mayor.a.2017-05-04/#data"}]


@pytest.mark.parametrize("text", ["</script>", "\u2028", "&lt;", '"'])
def test_json_may_stand_inside_a_page(text: str) -> None:
    """No `<`, `>`, `&` or line separator is left in a document, and reading gives the text back."""
    made = json_text({"name": text})
    assert json.loads(made)["name"] == text
    assert not set(made.decode()) & set("<>&\u2028\u2029")
