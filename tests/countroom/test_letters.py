"""A letter carried by hand: what is in it comes out of its codes, and what is not as it should be is refused."""

from __future__ import annotations

import hashlib
import json
import random
import stat
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hall import Hall, Seat
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import invented
from rooms import rerecorded
from test_what_falls import again, directed, first, second

from countroom.actions import Doing, perform
from countroom.before.loading import trust_key
from countroom.before.rehearsal import PaperForm
from countroom.handover import codes, keys
from countroom.handover.codes import MARK, letter_from, parts_of, picture
from countroom.handover.letters import letter, text_of, to_carry
from countroom.handover.opening import read_letter
from countroom.models import Person, ReturnRow
from countroom.night.boxes import boxes
from countroom.night.stages import Stage
from countroom.paperwork.exporting import packed
from countroom.paperwork.released import released
from countroom.records import night
from mayoral.cli import main
from mayoral.contest.findings import Refused
from mayoral.files.acts import TAKE_IN, Act, canonical, hash_of
from mayoral.files.nights import recording_of

Letter = dict[str, Any]
VOTES = (1000, 600, 500, 100)


@pytest.fixture
def hall(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """The invented contest in the centre's room, which knows North's room by its key."""
    made = make_hall(invented(tmp_path / "invented"))
    for area, votes in (("N", VOTES), ("S", (500, 300, 250, 50))):
        made.forms[area, 1] = first(votes)
    trust_key(keys.public_key(), "N")
    return made


@pytest.fixture
def written(hall: Hall) -> dict[str, Letter]:
    """North's letters of its verification and its first count, from a room of which the centre knows nothing."""
    return elsewhere(hall)


def elsewhere(hall: Hall, stated: PaperForm | None = None) -> dict[str, Letter]:
    """The letters of a North that counted in another room, and perhaps found other figures than were verified."""
    point = transaction.savepoint()
    there = Hall(dict(hall.forms))
    there.verify("N")
    there.forms["N", 1] = stated or there.forms["N", 1]
    there.count("N", 1)
    told = letters_to("")
    transaction.savepoint_rollback(point)
    return told


def letters_to(to: str) -> dict[str, Letter]:
    """The latest letters about North that are to be carried from this room, by what they are about."""
    so_far = night()
    return {act.kind: letter(so_far, act, "N", to) for act in reversed(to_carry(so_far, "N", to))}


def take(told: Letter | str, who: str = "caro", area: str = "N", count: int = 0) -> None:
    """A letter taken in. Raises Refused."""
    text = told if isinstance(told, str) else text_of(told)
    key = f"take-{random.random()}"
    perform(Person.objects.get(username=who), Doing("take-in", key, area, count, {"letter": text}))


def signed(told: Letter, **changed: object) -> Letter:
    """A letter with something changed and signed again by who may."""
    bare = {name: one for name, one in (told | changed).items() if name != "signature"}
    return bare | {"signature": keys.sign(canonical(bare).encode())}


def acts_with(told: Letter, place: int, **changed: Any) -> Letter:  # noqa: ANN401 - a field of an act
    """A letter in which an act says something else, its hash and the signature made to fit."""
    acts = [dict(one) for one in told["acts"]]
    acts[place] |= changed
    acts[place]["hash"] = hash_of(Act(**acts[place]))
    return signed(told, acts=acts)


def payload_with(told: Letter, place: int, **changed: Any) -> Letter:  # noqa: ANN401 - a part of a payload
    """A letter in which the payload of an act says something else, all of it signed."""
    return acts_with(told, place, payload=told["acts"][place]["payload"] | changed)


def test_what_a_letter_tells_stands_as_if_it_had_come_over_the_line(
    hall: Hall, written: dict[str, Letter]
) -> None:
    """The stage, the figures, who did it, the row that guards the version; then it is read back and accepted."""
    take(written["close-verification"])
    take(written["send"])
    so_far = night()
    assert so_far.stage("N", 1) is Stage.SENT
    stated = so_far.versions("N", 1)[-1]
    assert (stated.person, stated.role) == ("Ro north (ro-north)", "returning-officer")
    assert stated.payload["figures"]["votes:ash"] == 1000
    assert so_far.letter_of(stated) is not None
    assert set(ReturnRow.objects.values_list("area__code", "count", "version")) == {("N", 0, 1), ("N", 1, 1)}
    hall.accept("N", 1)
    assert night().stage("N", 1) is Stage.ACCEPTED


def test_a_statement_that_came_by_letter_is_published_once_it_is_authorised(
    hall: Hall, written: dict[str, Letter]
) -> None:
    """The CARO authorises it and it is public with its figures, as one that came over the line. Law: r 59(3)."""
    take(written["close-verification"])
    take(written["send"])
    hall.accept("N", 1)
    hall.seat("caro").do("authorise", "N", 1)
    so_far = night()
    assert [(one.area, one.count, one.superseded) for one in released(so_far)] == [("N", 1, False)]
    told = recording_of(so_far.contest, so_far.acts).election.returns
    assert [(one.area, one.count, one.version) for one in told] == [("N", 1, 1)]
    hall.seat("caro").do("direct-recount", "N", 1, sheets="", reason="count it again")
    assert [one.superseded for one in released(night())] == [True]


def test_who_takes_in_a_letter_does_not_type_what_is_read_back(hall: Hall, written: dict[str, Letter]) -> None:
    """The file held the figures: what is heard over the telephone is typed by somebody who never had it."""
    take(written["close-verification"])
    take(written["send"], "deputy-caro")
    hall.seat("caro").do("receive", "N", 1)
    told = night().versions("N", 1)[-1].payload
    given_back = {"figures": told["figures"], "code": told["sha256"][:12]}
    with pytest.raises(Refused, match="typed by somebody else"):
        perform(Person.objects.get(username="deputy-caro"), Doing("read-back", "r", "N", 1, given_back))
    hall.read_back("N", 1)
    hall.seat("caro").do("accept", "N", 1)


def test_a_letter_is_taken_in_once_and_in_its_turn(hall: Hall, written: dict[str, Letter]) -> None:
    """Twice, too early, too late: each is refused with what was expected, and nothing is recorded."""
    with pytest.raises(Refused, match="verification of this area is not closed here: take in its letter first"):
        take(written["send"])
    take(written["close-verification"])
    with pytest.raises(Refused, match="taken in already, as act"):
        take(written["close-verification"])
    take(written["send"])
    again = acts_with(written["send"], -1, at="2017-05-05T01:00:00.000+00:00")
    with pytest.raises(Refused, match="older than what is here: it was written at 01:00:00 UTC"):
        take(again)
    later = acts_with(written["close-verification"], -1, at="2099-05-05T01:00:00.000+00:00")
    with pytest.raises(Refused, match="version 1; expected 2 or later"):
        take(later)
    hall.accept("N", 1)
    late = acts_with(written["send"], -1, at="2099-05-05T01:00:00.000+00:00")
    with pytest.raises(Refused, match=r"the stage here is “accepted, provisional”; expected “not begun”"):
        take(late)


def test_a_letter_of_another_night_or_hand_is_refused(hall: Hall, written: dict[str, Letter]) -> None:
    """Mode, contest, way, key and signature: the refusal says which was expected."""
    told = written["close-verification"]
    stranger = Ed25519PrivateKey.generate()
    theirs = {name: one for name, one in told.items() if name != "signature"}
    theirs["key"] = stranger.public_key().public_bytes_raw().hex()
    theirs["signature"] = stranger.sign(canonical(theirs).encode()).hex()
    cases = {
        "of a live election; expected one of a rehearsal": signed(told, mode="live"),
        "another contest; expected one of Mayor of Nowhere": signed(told, contest="0" * 64),
        "from South to the CARO; expected one from North to the CARO": signed(told, **{"from": "S"}),
        "from North to South": signed(told, to="S"),
        "not signed with the key of North; expected key": theirs,
        "not as it was signed": told | {"signature": "0" * 128},
        "act 1 of this letter is no act": signed(told, acts=[{"kind": "send"}]),
        "is not as it was recorded": signed(told, acts=[told["acts"][0] | {"hash": "0" * 64}]),
    }
    for words, wrong in cases.items():
        with pytest.raises(Refused, match=words):
            take(wrong)
    with pytest.raises(Refused, match="no key of South is trusted here"):
        take(signed(told, **{"from": "S"}), area="S")
    with pytest.raises(Refused, match="count 0 was expected"):
        take(told, count=1)
    assert not [act for act in night().acts if act.kind == TAKE_IN]


def test_the_acts_of_a_letter_are_those_it_is_about(hall: Hall, written: dict[str, Letter]) -> None:
    """A letter of a key that is trusted still tells only what the table of carried acts names."""
    told, sent = written["close-verification"], written["send"]
    take(told)
    state, send = sent["acts"]
    cases = {
        "is not about “declare”": acts_with(told, 0, kind="declare"),
        "not all about this area": acts_with(sent, 0, area="S"),
        "by somebody who may not": acts_with(sent, 0, role="typist"),
        "what belongs to “send”; expected acknowledge, state, send": signed(sent, acts=[send]),
        "more than one statement": signed(sent, acts=[state, state, send]),
        "does not say as it should: version, sha256": acts_with(sent, 1, payload={}),
        "no such count": signed(sent, acts=[acts_with(sent, place, count=3)["acts"][place] for place in (0, 1)]),
    }
    for words, wrong in cases.items():
        with pytest.raises(Refused, match=words):
            take(wrong)


def test_the_figures_in_a_letter_are_checked_as_those_typed_here(hall: Hall, written: dict[str, Letter]) -> None:
    """A finding marked E is refused, one marked W has to be acknowledged in the letter; every line is there."""
    take(written["close-verification"])
    sent = written["send"]
    told = sent["acts"][0]["payload"]["figures"]
    fewer = {"votes:ash": 999, "votes:bay": 601 + 100, "papers:": 2300, "valid:": 2300}
    cases = {
        "do not add up: E101": payload_with(sent, 0, figures=told | {"votes:ash": 999, "valid:": 2199}),
        "not acknowledged by name in this letter: W103": payload_with(sent, 0, figures=told | fewer),
        "a figure for every line of its form": payload_with(sent, 0, figures={}),
        "a whole number from 0": payload_with(sent, 0, figures=told | {"votes:ash": -1}),
        "the code of the statement": payload_with(sent, 0, text="something else"),
        "expected provisional": payload_with(sent, 0, status="final"),
        "is not the statement in it": payload_with(sent, 1, version=2),
    }
    for words, wrong in cases.items():
        with pytest.raises(Refused, match=words):
            take(wrong)


def test_a_variance_acknowledged_elsewhere_comes_with_the_letter(hall: Hall) -> None:
    """W103: papers differ from those verified, explained in North's own room; the centre sees who explained it."""
    told = elsewhere(hall, first((999, 600, 500, 100)))
    assert [one["kind"] for one in told["send"]["acts"]] == ["acknowledge", "state", "send"]
    take(told["close-verification"])
    take(told["send"])
    assert "looked at again" in night().versions("N", 1)[-1].payload["text"]


def test_the_boxes_in_a_letter_are_verified(hall: Hall, written: dict[str, Letter]) -> None:
    """A variance is settled or explained, and the boxes hold what was verified. Law: r 47."""
    told = written["close-verification"]
    first_box, *others = told["acts"][0]["payload"]["boxes"]
    figures = told["acts"][0]["payload"]["figures"]
    short = first_box | {"found": first_box["found"] - 7}
    less = figures | {"verified:": figures["verified:"] - 7}
    cases = {
        "box 1 in this letter has a variance": payload_with(told, 0, boxes=[short, *others], figures=less),
        "a box in this letter has no name": payload_with(told, 0, boxes=[{}]),
        "was not counted again twice alike": payload_with(told, 0, boxes=[short | {"counted_again": [1, 2]}]),
        "expected the 2,200 verified": payload_with(told, 0, boxes=[first_box]),
        "no more than the electorate": payload_with(told, 0, figures=figures | {"electorate:": 1}),
    }
    for words, wrong in cases.items():
        with pytest.raises(Refused, match=words):
            take(wrong)
    take(payload_with(told, 0, boxes=[short | {"explanation": "seven were in box 2"}, *others], figures=less))
    known = boxes(night(), "N")
    assert [(box.name, box.found, box.settled) for box in known] == [("1", 2093, True), ("Postal", 100, True)]


def test_what_the_caro_says_by_letter_is_held_against_what_is_here(hall: Hall) -> None:
    """An acceptance of another statement, a direction that names nobody, and what was not directed are refused."""
    trust_key(keys.public_key(), "")
    hall.verify("S")
    hall.count("S", 1)
    hall.accept("S", 1)
    hall.verify("N")
    hall.count("N", 1)
    point = transaction.savepoint()
    hall.accept("N", 1)
    hall.seat("caro").do("show-calculation")
    hall.seat("caro").do("direct-second-count")
    told = letters_to("N")
    transaction.savepoint_rollback(point)
    with pytest.raises(Refused, match="accepted another statement than the one here; expected version 1"):
        take(payload_with(told["accept"], 0, version=2), "ro-north")
    with pytest.raises(Refused, match=r"expected “accepted, provisional” or “final”"):
        take(told["direct-second-count"], "ro-north")
    take(told["accept"], "ro-north")
    for wrong in (["ash"], ["ash", "ash"], ["ash", "nobody"]):
        with pytest.raises(Refused, match="candidates of this contest, two or more"):
            take(payload_with(told["direct-second-count"], 0, remaining=wrong), "ro-north")
    with pytest.raises(Refused, match="begun in this count room already"):
        take(acts_with(told["close-verification"], 0, at="2099-01-01T00:00:00.000+00:00"), "ro-north")
    with pytest.raises(Refused, match="expected one from North to the CARO"):
        take(told["direct-second-count"])
    take(told["direct-second-count"], "ro-north")
    assert night().directed == {"ash", "bay"}
    assert night().apart
    hall.seat("supervisor", "N").do("acknowledge-direction", "N", 2)
    hall.forms["N", 2] = second(599, "bay", 100)
    with pytest.raises(AssertionError, match="E201"):
        hall.count("N", 2)
    hall.seat("supervisor", "N").do("void-sheet", "N", 2, "?sheet=2.1", reason="a paper was left out")
    hall.forms["N", 2] = second(600, "bay", 100)
    hall.count("N", 2, "2.2")
    text = str(night().versions("N", 2)[-1].payload["text"])
    assert "SECOND COUNT: North" in text
    assert "700" in text  # Bay's 600 first and 100 second preferences


def test_what_an_area_stated_over_the_line_is_carried_back_to_its_own_room(hall: Hall) -> None:
    """The line breaks after the first count: the laptop goes on from the statements the CARO has, by version."""
    trust_key(keys.public_key(), "")
    point = transaction.savepoint()
    hall.verify("N")
    hall.count("N", 1)
    hall.accept("N", 1)
    told = letters_to("N")
    transaction.savepoint_rollback(point)
    assert list(told) == ["close-verification", "send", "accept"]
    with pytest.raises(Refused, match="expected one from North to the CARO"):
        take(told["close-verification"])
    for one in told.values():
        take(one, "ro-north")
    so_far = night()
    assert (so_far.stage("N", 1), so_far.next_version("N", 1)) == (Stage.ACCEPTED, 2)
    assert [(one.area, one.count) for one in so_far.standing] == [("N", 0), ("N", 1)]


@pytest.fixture
def counted_twice(hall: Hall, written: dict[str, Letter]) -> Letter:
    """North's letter of its second count, at a centre that accepted both first counts and directed the second."""
    take(written["close-verification"])
    take(written["send"])
    hall.accept("N", 1)
    hall.verify("S")
    hall.count("S", 1)
    hall.accept("S", 1)
    directed(hall)
    point = transaction.savepoint()
    there = Hall(hall.forms | {("N", 2): second(600, "bay", 100)})
    there.seat("supervisor", "N").do("acknowledge-direction", "N", 2)
    there.count("N", 2)
    told = letters_to("")["send"]
    transaction.savepoint_rollback(point)
    return told


def test_a_second_count_by_letter_rests_on_what_stands_at_the_centre(hall: Hall, counted_twice: Letter) -> None:
    """Not while its own first count is counted again, nor once others remain than it was made between."""
    point = transaction.savepoint()
    Seat("caro").do("direct-recount", "N", 1, sheets="", reason="count it again")
    with pytest.raises(Refused, match="the first count, on which this one rests, does not stand here"):
        take(counted_twice)
    transaction.savepoint_rollback(point)
    again(Hall(hall.forms), "S", (500, 100, 450, 50))
    with pytest.raises(Refused, match="direction of this second count does not stand"):
        take(counted_twice)


def test_a_second_count_by_letter_is_taken_in(counted_twice: Letter) -> None:
    """Its lines are those of the candidates who remain."""
    take(counted_twice)
    assert night().stage("N", 2) is Stage.SENT


def test_a_final_statement_with_other_figures_is_refused(
    make_hall: Callable[[Path], Hall], tmp_path: Path
) -> None:
    """What is final is what was accepted, to the last line. Law: r 59(1)."""
    hall = make_hall(invented(tmp_path / "one-count", "first-past-the-post"))
    trust_key(keys.public_key(), "N")
    for area in ("N", "S"):
        hall.forms[area, 1] = first(VOTES)
        hall.verify(area)
        hall.count(area, 1)
        hall.accept(area, 1)
    Seat("caro").do("show-calculation")
    Seat("caro").do("direct-finals")
    point = transaction.savepoint()
    Seat("ro-north").do("final", "N", 1)
    told = letters_to("")["final"]
    transaction.savepoint_rollback(point)
    figures = told["acts"][0]["payload"]["figures"]
    with pytest.raises(Refused, match="does not hold the figures that were accepted"):
        take(payload_with(told, 0, figures=figures | {"votes:ash": 1}))
    take(told)
    assert night().stage("N", 1) is Stage.FINAL


def test_a_final_statement_by_letter_waits_for_its_direction(hall: Hall, written: dict[str, Letter]) -> None:
    """It is refused before it is directed, though its figures were accepted. Law: r 59(1)."""
    take(written["close-verification"])
    take(written["send"])
    hall.accept("N", 1)
    sent = written["send"]["acts"][0]
    final = sent | {"kind": "final", "payload": sent["payload"] | {"status": "final", "version": 2}}
    told = acts_with(signed(written["send"], acts=[final]), 0, at="2099-01-01T00:00:00.000+00:00")
    with pytest.raises(Refused, match="is not directed here"):
        take(told)


def test_what_is_carried_by_hand_is_no_letter(hall: Hall) -> None:
    """A photograph, an empty page, another program's file: the refusal says what was expected."""
    for wrong in ("{}", "[]", '{"format":1}', "{" * 2000, '{"format": "x"}', "null", "x" * 1_000_001):
        with pytest.raises(Refused, match=r"no letter|begins with MAYORAL1"):
            read_letter(wrong)
    with pytest.raises(Refused, match="choose the file of the letter, or paste"):
        read_letter(" \n")


def test_the_page_keeps_what_was_pasted_and_says_which_codes_are_missing(
    hall: Hall, written: dict[str, Letter]
) -> None:
    """Whoever scanned two codes of three goes on with the third; nothing has to be scanned again."""
    parts = parts_of(text_of(written["send"]).strip())
    caro = hall.seat("caro")
    answer = caro.client.post("/area/N/letters/", {"key": "missing", "letter": "\n".join(parts[1:])})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"still missing of {len(parts)} codes: 1." in page
    assert all(part in page for part in parts[1:])


def test_a_letter_comes_as_a_file_or_as_codes_and_not_as_both(hall: Hall, written: dict[str, Letter]) -> None:
    """A file of something else, or a file beside codes, is refused with what to do."""
    told = text_of(written["close-verification"])
    caro = hall.seat("caro")
    for name, content, typed, expected in (
        ("both", told.encode(), told, "choose the file of the letter or paste its codes, not both"),
        ("photo", b"\xff\xd8\xff\xe0", "", "this file is no letter"),
        ("right", told.encode(), "", ""),
    ):
        data = {"key": name, "letter": typed, "file": SimpleUploadedFile(name, content)}
        answer = caro.client.post("/area/N/letters/", data)
        assert expected in answer.content.decode()
        assert answer.status_code == (409 if expected else 302)
    assert night().stage("N", 0) is Stage.VERIFIED


def test_only_who_may_opens_letters(hall: Hall) -> None:
    """The floor of the area and the CARO: no typist, no agent, no other area, no supervisor at the centre."""
    for who, status in (("ro-north", 200), ("supervisor-north", 200), ("caro", 200), ("ro-south", 403),
                        ("typist1-north", 403), ("centre-typist", 403), ("agent", 403)):  # fmt: skip
        Seat(who).page("/area/N/letters/", status)
    assert "Take in the letter" not in Seat("supervisor-north").page("/area/N/letters/")
    centre = Seat("caro").page("/centre/")  # beside the areas whose key is trusted, and no others
    assert "/area/N/letters/" in centre
    assert "/area/S/letters/" not in centre
    Seat("caro").page("/area/X/letters/", 403)
    Seat("caro").page("/area/N/letters/1/", 404)


def test_a_statement_s_page_leads_to_its_letter(hall: Hall) -> None:
    """The codes on the screen and as PDF, the file to save; only once the statement is sent."""
    hall.verify("N")
    officer = hall.seat("ro", "N")
    assert "Carry this by hand" in officer.page("/area/N/0/statement/1/")
    assert "Carry this by hand" not in hall.seat("caro").page("/area/N/0/statement/1/")
    hall.count("N", 1)
    page = officer.page("/area/N/1/statement/1/")
    address = page.split('">Carry this by hand')[0].rpartition('"')[2]
    shown = officer.page(address)
    assert shown.count("<svg") == shown.count("<figure>") > 1
    assert " style=" not in shown
    assert "data-follow" not in shown  # a code that is being scanned stays where it is
    pdf = officer.client.get(f"{address.rstrip('/')}.pdf")
    assert pdf.content.startswith(b"%PDF")
    file = officer.client.get(f"{address.rstrip('/')}.json")
    seq = address.split("/")[4]
    assert file.headers["Content-Disposition"] == f'attachment; filename="letter-N-1-{seq}.json"'
    assert read_letter(file.content.decode())["from"] == "N"


def test_the_private_part_of_the_key_stays_in_its_file(hall: Hall, tmp_path: Path) -> None:
    """Only the server's own account reads it; the record has none of it; lost, it is not made in silence."""
    file = keys.key_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = file.read_text("ascii").strip()
    assert secret not in "".join(canonical(act.payload) for act in night().acts)
    assert keys.public_key() != secret
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "key_file", lambda: tmp_path / "letter-key")
        with pytest.raises(Refused, match="`countroom key` makes one"):
            keys.public_key()
        (tmp_path / "letter-key").write_text("not a key")
        with pytest.raises(Refused, match="64 hexadecimal digits"):
            keys.public_key()


def test_a_key_is_trusted_by_an_act_and_the_next_takes_its_place(hall: Hall, written: dict[str, Letter]) -> None:
    """A laptop that was stolen is not believed any more once another key is trusted for its area."""
    trust_key("ab" * 32, "N")
    with pytest.raises(Refused, match="not signed with the key of North"):
        take(written["close-verification"])
    with pytest.raises(Refused, match="64 hexadecimal digits"):
        trust_key("ab", "N")
    with pytest.raises(Refused, match="no area “X”"):
        trust_key("ab" * 32, "X")
    assert not keys.signed_by("zz", b"", "zz")


def test_a_verification_that_came_by_letter_has_begun_here_too(hall: Hall, written: dict[str, Letter]) -> None:
    """The installer trusts no key any more, though nothing was typed in this room."""
    take(written["close-verification"])
    with pytest.raises(Refused, match="the CARO trusts a key, at the centre"):
        trust_key("ab" * 32, "S")


def test_once_verification_has_begun_the_caro_trusts_a_key_and_the_installer_none(hall: Hall) -> None:
    """At the centre's screen, signed off; it stands on the record with its short form."""
    hall.verify("S")
    with pytest.raises(Refused, match="the CARO trusts a key, at the centre"):
        trust_key("ab" * 32, "N")
    caro = hall.seat("caro")
    assert 'href="/do/trust-key/"' in caro.page("/centre/")
    caro.do("trust-key", public_key=f" {'AB' * 32} ", whose="N")
    assert keys.trusted(night())["N"].payload["key"] == "ab" * 32
    assert keys.fingerprint("ab" * 32) in caro.page("/record/")
    assert caro.act("trust-key", public_key="ab", whose="N") == 409
    assert not keys.signed_by("ff" * 32, b"", "00" * 64)


def large() -> str:
    """A letter of an area with twenty candidates and nine heads of rejection, as long as such a one is."""
    chance = random.Random(2017)
    figures = {f"votes:candidate-number-{one}": chance.randrange(99999) for one in range(20)}
    figures |= {f"rejected:head-{one}": chance.randrange(999) for one in range(9)}
    text = "\n".join(f"{line:60}{one:>9,}" for line, one in figures.items())
    hashes = {name: f"{chance.getrandbits(256):064x}" for name in ("previous", "hash")}
    act = {"kind": "state", "payload": {"figures": figures, "text": text, "sha256": "0" * 64}, **hashes}
    send = {"kind": "send", **{name: one[::-1] for name, one in hashes.items()}}
    return canonical({"acts": [act, send], "key": "a1" * 32, "signature": f"{chance.getrandbits(512):0128x}"})


LARGE = large()
PARTS = parts_of(LARGE)


@given(st.permutations(PARTS), st.sampled_from(PARTS), st.sampled_from((" ", "\n", "\r\n", "\n\n \t")))
def test_a_letter_comes_out_of_its_codes_in_any_order(parts: list[str], twice: str, between: str) -> None:
    """Scanned in any order, one of them twice, with line breaks in the middle."""
    broken = [f"{part[:70]}{between}{part[70:]}" for part in (*parts, twice)]
    assert letter_from(between.join(broken)) == LARGE


def test_a_code_is_one_that_a_telephone_reads() -> None:
    """Version 20 or less at level M, alphanumeric; twenty candidates take a handful of codes."""
    import segno

    assert 2 <= len(PARTS) <= 8
    for part in PARTS:
        code = segno.make(part, error="m", mode="alphanumeric", boost_error=False, micro=False)
        assert int(str(code.version)) <= 20
        drawn = picture(part, "Code 1 of 2")
        assert "<title>Code 1 of 2</title>" in drawn
        assert " style=" not in drawn


@settings(max_examples=200)
@given(st.integers(0, len(PARTS) - 1), st.data())
def test_a_character_changed_in_a_code_is_refused(place: int, data: st.DataObject) -> None:
    """Whichever it is, and whatever stands there instead, but for spaces, which say nothing."""
    part = PARTS[place]
    at = data.draw(st.sampled_from([one for one, character in enumerate(part) if character != " "]))
    other = data.draw(
        st.characters(codec="ascii", exclude_characters=part[at]).filter(lambda one: not one.isspace())
    )
    wrong = [*PARTS[:place], part[:at] + other + part[at + 1 :], *PARTS[place + 1 :]]
    with pytest.raises(Refused):
        letter_from("\n".join(wrong))


def test_codes_that_are_missing_mixed_or_no_codes_are_told() -> None:
    """What to do is in the refusal: scan these, paste one letter's, scan again."""
    others = parts_of(LARGE.replace("state", "final"))
    cases = {
        "still missing of .* codes: 2. Scan them": [PARTS[0], *PARTS[2:]],
        "of two letters": [PARTS[0], others[1]],
        "each scanned code begins with MAYORAL1": ["https://example.org"],
        "is not a code as it was printed": [f"{MARK} 1/3", *PARTS],
        "code 1 of .* is not as it was printed: scan it again": [PARTS[0][:-4], *PARTS[1:]],
    }
    for words, wrong in cases.items():
        with pytest.raises(Refused, match=words):
            letter_from("\n".join(wrong))
    short = PARTS[0].split()[2]
    with pytest.raises(Refused, match="do not make up their letter"):
        letter_from(codes._part(1, 1, short, b"another piece"))
    for piece in (b"not compressed", zlib.compress(b"\xff")):
        right = hashlib.sha256(piece).hexdigest()[:8].upper()
        with pytest.raises(Refused, match="do not make up a letter"):
            letter_from(codes._part(1, 1, right, piece))


def test_a_byte_changed_in_a_letter_is_refused(hall: Hall, written: dict[str, Letter]) -> None:
    """Every byte of the file, one after another with another in its place: the letter is not taken in."""
    text = text_of(written["close-verification"]).strip()
    chance = random.Random(1)
    so_far = night()
    from countroom.handover.opening import prove

    for place in range(len(text)):
        other = chance.choice([one for one in '09afAZ{}",:x' if one != text[place]])
        wrong = text[:place] + other + text[place + 1 :]
        with pytest.raises(Refused):
            prove(so_far, read_letter(wrong), "N", "")
    prove(so_far, json.loads(text), "N", "")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"mode": "live"}, "the letter taken in is of another contest or mode"),
        ({"contest": "0" * 64}, "the letter taken in is of another contest or mode"),
        ({"acts": [{"seq": 1}]}, "the letter taken in holds something that is no act"),
    ],
)
def test_a_letter_exchanged_in_the_record_is_named(
    hall: Hall, written: dict[str, Letter], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    changed: dict[str, Any], told: str,
) -> None:  # fmt: skip
    """Though the chain was made anew around it, and though nothing of it was altered but that."""
    take(written["close-verification"])
    whole = packed(night())
    (tmp_path / "night.zip").write_bytes(whole)
    assert main(["verify", str(tmp_path / "night.zip")]) == 0
    altered = rerecorded(whole, tmp_path / "altered", lambda letter: letter.update(changed))
    assert main(["verify", str(altered)]) == 1
    assert told in capsys.readouterr().out


def test_a_room_without_a_key_says_how_to_make_one(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after the data folder was restored without it: the letters are listed, none is signed."""
    hall.verify("N")
    officer = hall.seat("ro", "N")
    monkeypatch.setattr(keys, "key_file", lambda: tmp_path / "letter-key")
    assert officer.client.get("/area/N/letters/").status_code == 200
    made = night().versions("N", 0)[-1].seq
    assert "`countroom key` makes one" in officer.page(f"/area/N/letters/{made}/", 409)
