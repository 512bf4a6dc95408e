"""Cast vote records in NIST's common data format: marks as they are on the paper, or a refusal."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mayoral.cli import main
from mayoral.contest.papers import Marks
from mayoral.files.papers.cast_vote_records import read_cast_vote_records
from mayoral.files.reading import Unreadable

SCHEMA = Path(__file__).parent / "data" / "nist_cvr.json"
Document = dict[str, Any]


def mark(rank: int | None = None, **more: Any) -> Document:  # noqa: ANN401 - whatever JSON holds
    """A selection position that was indicated, unless `more` says otherwise."""
    ranked = {} if rank is None else {"Rank": rank}
    return {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": 1, **ranked, **more}


def selection(known: str, *positions: Document, **more: Any) -> Document:  # noqa: ANN401
    """What a voter did about one candidate."""
    chosen = {"@type": "CVR.CVRContestSelection", "ContestSelectionId": known}
    return {**chosen, "SelectionPosition": list(positions), **more}


def record(number: int, *selections: Document, unit: str = "u1", **more: Any) -> Document:  # noqa: ANN401
    """A record with an original snapshot that is not the current one."""
    contest = {"@type": "CVR.CVRContest", "ContestId": "chair", "CVRContestSelection": list(selections), **more}
    kinds = (("original", []), ("interpreted", [contest]))
    return {
        "@type": "CVR.CVR",
        "ElectionId": "e",
        "UniqueId": f"voter-{number}",
        "BallotStyleUnitId": unit,
        "CurrentSnapshotId": f"interpreted-{number}",
        "CVRSnapshot": [
            {"@type": "CVR.CVRSnapshot", "@id": f"{kind}-{number}", "Type": kind, "CVRContest": contests}
            for kind, contests in kinds
        ],
    }


def candidate(known: str, name: str, **more: Any) -> Document:  # noqa: ANN401
    """A candidate."""
    return {"@type": "CVR.Candidate", "@id": known, "Name": name, **more}


def contest(known: str, name: str, selections: list[Document], variation: str = "rcv") -> Document:
    """A contest."""
    told = {"@type": "CVR.CandidateContest", "@id": known, "Name": name, "VoteVariation": variation}
    return {**told, "ContestSelection": selections}


def choice(known: str, **more: Any) -> Document:  # noqa: ANN401
    """A selection that can be made."""
    return {"@type": "CVR.CandidateSelection", "@id": known, **more}


def report(*records: Document) -> Document:
    """A report of an election with two contests, a write-in and two areas."""
    gss = {"@type": "CVR.Code", "Type": "other", "OtherType": "GSS", "Value": "E07000008"}
    unit = {"@type": "CVR.GpUnit", "Type": "other"}
    standing = [choice("s1", CandidateIds=["c1"]), choice("s2", CandidateIds=["c2"]), choice("s3", IsWriteIn=True)]
    return {
        "@type": "CVR.CastVoteRecordReport",
        "Version": "1.0.0",
        "GeneratedDate": "2026-05-08T12:00:00Z",
        "ReportGeneratingDeviceIds": ["d"],
        "ReportingDevice": [{"@type": "CVR.ReportingDevice", "@id": "d"}],
        "GpUnit": [
            {**unit, "@id": "u1", "Name": "Cambridge", "Code": [gss]},
            {**unit, "@id": "u2", "Name": "Fenland"},
        ],
        "Party": [{"@type": "CVR.Party", "@id": "p", "Name": "Green Party"}],
        "Election": [
            {
                "@type": "CVR.Election",
                "@id": "e",
                "Name": "Club elections",
                "ElectionScopeId": "u1",
                "Candidate": [candidate("c1", "Ada Lo", PartyId="p"), candidate("c2", "Ben Ng")],
                "Contest": [
                    contest("chair", "Chair", standing),
                    contest("clerk", "Clerk", [choice("k1", CandidateIds=["c2"])]),
                ],
            }
        ],
        "CVR": list(records),
    }


SAMPLE = report(
    record(1, selection("s1", mark(1)), selection("s2", mark(2))),
    record(2, selection("s1", mark(), Rank=1), selection("s2", mark(), Rank=2)),
    record(3, selection("s1", mark(1)), selection("s2", mark(1)), Overvotes=1),
    record(4, selection("s2", mark(1, HasIndication="no"), mark(3)), unit="u2"),
    record(5, selection("s3", mark(1)), selection("s1", mark(2, HasIndication="unknown", IsAllocable="no"))),
    record(6),
)


def saved(folder: Path, document: object, name: str = "records.json") -> Path:
    """A file of this document."""
    path = folder / name
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path


def marks(*ranks: str) -> Marks:
    """Marks by candidates' ids, parted by a space at one rank."""
    return tuple(frozenset(rank.split()) for rank in ranks)  # type: ignore[misc]  # ids are strings


def test_the_sample_is_as_the_published_schema_says() -> None:
    """SP 1500-103, version 1.0.0: what is read below is a report that others would write."""
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(SAMPLE)


def test_the_current_snapshot_of_one_contest_is_read(tmp_path: Path) -> None:
    """Ranks on the selection or its position; over-votes at one rank; areas by unit or its GSS code."""
    read = read_cast_vote_records(saved(tmp_path, SAMPLE), "Chair")
    assert [(one.id, one.name, one.description) for one in read.candidates] == [
        ("ada-lo", "Ada Lo", "Green Party"),
        ("ben-ng", "Ben Ng", ""),
        ("write-in", "Write-in", ""),
    ]
    assert read.papers == {
        ("E07000008", marks("ada-lo", "ben-ng")): 2,
        ("E07000008", marks("ada-lo ben-ng")): 1,
        ("u2", marks("", "", "ben-ng")): 1,
        ("E07000008", marks("write-in")): 1,
        ("E07000008", ()): 1,
    }
    assert read.areas == (("E07000008", "Cambridge"), ("u2", "Fenland"))
    assert (read.read, read.stated, read.title) == (6, None, "Club elections")


def test_nothing_that_tells_one_voter_from_another_is_kept(tmp_path: Path) -> None:
    """No id of a record, no snapshot, no place in a batch."""
    assert "voter-" not in repr(read_cast_vote_records(saved(tmp_path, SAMPLE), "chair"))


def test_the_order_of_the_document_does_not_matter(tmp_path: Path) -> None:
    """Records may stand before the candidates they name."""
    turned = dict(reversed(SAMPLE.items()))
    here, there = saved(tmp_path, SAMPLE), saved(tmp_path, turned, "turned.json")
    assert read_cast_vote_records(here, "chair").papers == read_cast_vote_records(there, "chair").papers


def test_a_record_without_the_contest_is_not_a_paper_of_it(tmp_path: Path) -> None:
    """Another ballot style does not bear the contest: that is not an unmarked paper."""
    assert read_cast_vote_records(saved(tmp_path, SAMPLE), "clerk").read == 0


def test_without_ranks_every_mark_stands_in_the_first_column(tmp_path: Path) -> None:
    """First past the post has one column."""
    plain = report(record(1, selection("s1", mark())), record(2, selection("s1", mark()), selection("s2", mark())))
    plain["Election"][0]["Contest"] = [{**plain["Election"][0]["Contest"][0], "VoteVariation": "plurality"}]
    read = read_cast_vote_records(saved(tmp_path, plain))
    assert read.papers == {("E07000008", marks("ada-lo")): 1, ("E07000008", marks("ada-lo ben-ng")): 1}


@pytest.mark.parametrize(
    ("position", "stands"),
    [
        (mark(1), True),
        (mark(1, IsAllocable="yes"), True),
        (mark(1, IsAllocable="no"), False),
        (mark(1, IsAllocable="no", Status=["adjudicated"]), False),
        (mark(1, IsAllocable="no", Status=["invalidated-rules"]), True),
        (mark(1, HasIndication="no"), False),
        (mark(1, HasIndication="no", IsAllocable="yes"), False),
        (mark(1, HasIndication="unknown", IsAllocable="yes"), True),
        (mark(1, HasIndication="unknown", IsAllocable="no"), False),
    ],
)
def test_what_counts_as_a_mark(tmp_path: Path, position: Document, *, stands: bool) -> None:
    """An indication stands unless it was ruled out by a person; what only the machine's rules undid is marked."""
    read = read_cast_vote_records(saved(tmp_path, report(record(1, selection("s1", position)))), "chair")
    assert read.papers == {("E07000008", marks("ada-lo") if stands else ()): 1}


def broken(change: Callable[[Document], object]) -> Document:
    """The sample after a change."""
    document = copy.deepcopy(SAMPLE)
    change(document)
    return document


def first(document: Document) -> Document:
    """The first record."""
    found: Document = document["CVR"][0]
    return found


def voted(document: Document) -> Document:
    """The contest in the current snapshot of the first record."""
    found: Document = first(document)["CVRSnapshot"][1]["CVRContest"][0]
    return found


def position(document: Document) -> Document:
    """The first position of the first record."""
    found: Document = voted(document)["CVRContestSelection"][0]["SelectionPosition"][0]
    return found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda it: it.update({"Version": "1.1.0"}), "Version 1.0.0"),
        (lambda it: it.update({"@type": "ElectionReport"}), "CastVoteRecordReport"),
        (lambda it: it.pop("GpUnit"), "as the format says"),
        (lambda it: it["CVR"].append({"ElectionId": "e"}), "records of @type CVR.CVR"),
        (lambda it: it.update({"Notes": first(it)}), "stands twice|nowhere else"),
        (lambda it: it["CVR"].append(first(it)), "record 7: its UniqueId stands twice"),
        (lambda it: first(it).pop("CurrentSnapshotId"), "record 1: not as the format says"),
        (lambda it: first(it).update({"CurrentSnapshotId": "x"}), "record 1: 0 snapshots"),
        (lambda it: first(it).update({"BallotStyleUnitId": "u9"}), "record 1: 'u9' is not in this file"),
        (lambda it: first(it).pop("BallotStyleUnitId"), "others none"),
        (lambda it: first(it)["CVRSnapshot"][1].update({"Status": ["needs-adjudication"]}), "adjudicate it first"),
        (lambda it: first(it)["CVRSnapshot"][1]["CVRContest"].append(voted(it)), "contest stands in it twice"),
        (lambda it: voted(it).update({"ContestId": ["chair"]}), "record 1: not as the format says"),
        (lambda it: voted(it).update({"Overvotes": 1}), "states over-votes"),
        (lambda it: voted(it)["CVRContestSelection"][0].pop("ContestSelectionId"), "names no selection"),
        (lambda it: voted(it)["CVRContestSelection"][0].update({"ContestSelectionId": "k1"}), "'k1' is not in"),
        (lambda it: voted(it)["CVRContestSelection"][0].pop("SelectionPosition"), "SelectionPosition"),
        (lambda it: position(it).update({"HasIndication": "unknown"}), "not decided"),
        (lambda it: position(it).update({"HasIndication": "perhaps"}), "yes, no or unknown"),
        (lambda it: position(it).update({"Rank": 0}), "whole number from 1"),
        (lambda it: position(it).update({"Rank": "1"}), "whole number from 1"),
        (lambda it: position(it).update({"Rank": True}), "whole number from 1"),
        (lambda it: position(it).update({"Rank": 10**9}), "whole number from 1"),
        (lambda it: position(it).pop("Rank"), "has no Rank"),
        (lambda it: position(it).update({"NumberVotes": 2}), "expected 0 or 1"),
        (lambda it: it["Election"][0]["Contest"][0]["ContestSelection"].append(choice("s1")), "has no name"),
        (
            lambda it: it["Election"][0]["Contest"][0]["ContestSelection"].append(choice("s1", IsWriteIn=True)),
            "stands twice",
        ),
        (
            lambda it: it["Election"][0]["Contest"][0]["ContestSelection"].append(
                choice("s4", CandidateIds=["c1", "c2"])
            ),
            "expected one candidate",
        ),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(
    tmp_path: Path, change: Callable[[Document], object], words: str
) -> None:
    """The refusal says which record it is about."""
    with pytest.raises(Unreadable, match=words):
        read_cast_vote_records(saved(tmp_path, broken(change)), "chair")


def test_a_refused_record_is_told_with_its_line(tmp_path: Path) -> None:
    """The line is that on which the record says what it is."""
    document = broken(lambda it: it["CVR"][2]["CVRSnapshot"][1].update({"Status": ["needs-adjudication"]}))
    path = saved(tmp_path, document)
    with pytest.raises(Unreadable, match="record 3") as refused:
        read_cast_vote_records(path, "chair")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert '"CVR.CVR"' in lines[refused.value.line - 1]
    assert sum('"CVR.CVR"' in line for line in lines[: refused.value.line]) == 3


@pytest.mark.parametrize(("wanted", "words"), [("", "there are 2 contests"), ("Chairs", "names 0 contests")])
def test_a_contest_must_be_chosen_where_there_are_several(tmp_path: Path, wanted: str, words: str) -> None:
    """The refusal lists the contests there are."""
    with pytest.raises(Unreadable, match=rf"{words}; choose one of chair \(Chair\), clerk \(Clerk\)"):
        read_cast_vote_records(saved(tmp_path, SAMPLE), wanted)


def test_the_command_counts_and_explains_the_contest_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By id or name; other formats hold one contest and take no such word."""
    path = str(saved(tmp_path, SAMPLE))
    assert main(["tally", path]) == 2
    assert "chair (Chair), clerk (Clerk) (--contest ID)" in capsys.readouterr().err
    for contest in ("chair", "Chair", "clerk"):
        found = read_cast_vote_records(Path(path), contest)
        assert main(["tally", path, "--contest", contest]) < 2
        assert f"Papers: {found.read} read" in capsys.readouterr().out
    records = range(1, len(SAMPLE["CVR"]) + 1)
    told = [main(["explain", path, str(record), "--contest", "chair"]) for record in records]
    assert told.count(0) == read_cast_vote_records(Path(path), "chair").read
    (tmp_path / "papers.csv").write_text("r1\nA\n")
    assert main(["tally", str(tmp_path / "papers.csv"), "--contest", "chair"]) == 2
    assert "only cast vote records" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["[]", "{}", "null", "3", "[" * 100_000, "1" * 5_000, '{"@type": "CVR.CVR"}'])
def test_other_documents_are_refused(tmp_path: Path, text: str) -> None:
    """Whatever well-formed JSON, or none, stands in the file."""
    path = tmp_path / "records.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        read_cast_vote_records(path)


@pytest.mark.parametrize("packed", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_cut_file_is_refused_at_every_byte(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    """JSON closes what it opens."""
    whole = packed(json.dumps(report(*SAMPLE["CVR"][:2])).encode())
    path = tmp_path / "records.json"
    for kept in range(max(0, len(whole) - 1024), len(whole)):
        path.write_bytes(whole[:kept])
        with pytest.raises(Unreadable):
            read_cast_vote_records(path, "chair")
