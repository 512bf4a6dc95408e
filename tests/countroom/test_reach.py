"""How far appointments reach: pages over the whole, lost keys, the CARO's own place, agents, the installer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hall import Hall, Seat
from test_access import addresses

from countroom.actions import Doing, perform
from countroom.before.loading import new_person
from countroom.models import ActRow, Appointment, Person
from countroom.night.stages import Night
from countroom.paperwork.statements import code_of, script_of
from countroom.people.cards import has_card, issue
from countroom.records import night, position
from mayoral.contest.findings import Refused

N, S = "N", "S"
KEYS = iter(range(10**6))
TOTAL = "2,011"
"""The votes of Ann Ash over both areas; neither area's own. Without its comma it may stand in a hash."""
OF_THE_CENTRE = ("/script/", "/script.pdf", "/calculation/", "/record/", "/record/night.zip", "/read-backs/")


def act(username: str, kind: str, area: str = "", count: int = 0, **given: Any) -> ActRow:  # noqa: ANN401
    """An act of somebody's, recorded. Raises Refused."""
    person = Person.objects.get(username=username)
    return perform(person, Doing(kind, f"reach-{next(KEYS)}", area, count, given))


def newcomer(username: str, role: str, where: str = "", **more: str) -> None:
    """A person made and appointed by the CARO."""
    new_person(username, username.replace("-", " "), "x")
    act("caro", "appoint", person=username, role=role, where=where, **more)


def ready(hall: Hall) -> None:
    """The invented night played until the CARO is ready to declare."""
    for area in (N, S):
        hall.verify(area)
        hall.count(area, 1)
        hall.accept(area, 1)
    hall.finals()
    hall.seat("caro").do("show-calculation")
    assert position(night()).stage is Night.READY


def test_no_total_over_the_authority_leaves_the_centre_before_the_declaration(small_hall: Hall) -> None:
    """No page shows who is appointed in one area a total, or who is elected; to agents only the calculation.

    Law: r 59(5), (8): candidates and election agents are shown the figures at the centre.
    """
    ready(small_hall)
    for number, role in enumerate(("auditor", "supervisor", "typist", "observer", "election-agent")):
        newcomer(f"local-{number}", role, N, **({"candidate": "ash"} if role == "election-agent" else {}))
    local = [one for one in Appointment.objects.filter(ended=None) if one.area is not None]
    assert {one.role for one in local} >= {"supervisor", "counting-agent", "auditor", "election-agent", "deputy"}
    looked: set[str] = set()
    for held in local:
        client = Client()
        client.force_login(held.person)
        own = held.area.code
        places = [one for one in (*addresses(own), f"/area/{own}/1/statement/2/") if "events" not in one]
        opened = {one: client.get(one) for one in places}
        for address, answer in opened.items():
            body = b"" if answer.streaming else answer.content
            assert not any(one.encode() in body for one in (TOTAL, "declare that")), (held.role, address)
        looked |= {held.role} if opened[f"/area/{own}/"].status_code == 200 else set()
        for address in OF_THE_CENTRE:
            assert client.get(address).status_code == 403, (held.role, address)
    assert looked >= {"returning-officer", "deputy", "supervisor", "typist", "counting-agent"}


def test_of_several_appointments_the_one_that_reaches_furthest_at_the_place_counts(small_hall: Hall) -> None:
    """A supervisor made deputy puts boxes on the list as the deputy; an officer of two areas appoints in both."""
    small_hall.stations(N)
    act("typist1-north", "found", N, box="1", papers=3)
    newcomer("risen", "supervisor", N)
    boxes = {"rows": [{"box": "9", "station": "", "postal": False}], "report": []}
    with pytest.raises(Refused):
        act("risen", "import-boxes", N, **boxes)
    act("caro", "appoint", person="risen", role="deputy", where=N)
    assert act("risen", "import-boxes", N, **boxes).role == "deputy"
    newcomer("of-two", "returning-officer", N)
    act("caro", "appoint", person="of-two", role="returning-officer", where=S)
    for area in (N, S):
        new_person(f"staff-{area}", "Staff", "x")
        act("of-two", "appoint", person=f"staff-{area}", role="typist", where=area)
        held = Appointment.objects.get(person__username=f"staff-{area}", ended=None)
        act("of-two", "dismiss", appointment=held.pk)


def test_the_centre_and_a_supervisor_over_the_whole_open_the_script(small_hall: Hall) -> None:
    """As the act of reading it back has it; its reader comes back to a page that is open to them."""
    ready(small_hall)
    newcomer("reader", "supervisor")
    for username in ("caro", "deputy-caro", "reader"):
        assert TOTAL in Seat(username).page("/script/"), username
        assert Seat(username).client.get("/script.pdf").content.startswith(b"%PDF-")
    for username in ("agent", "candidate"):
        assert TOTAL in Seat(username).page("/calculation/")
        Seat(username).page("/script/", 403)
    reader = Seat("reader")
    assert 'href="/script/"' in reader.page("/")
    reader.do("read-script", name="Ann Ash", votes=2011)
    assert "Recorded: Declaration read back" in reader.page("/")


def test_a_misread_declaration_is_kept_and_does_not_let_it_be_declared(small_hall: Hall) -> None:
    """A wrong name and a wrong figure stand on the record, said to the CARO; then a right reading."""
    ready(small_hall)
    deputy, caro = small_hall.seat("deputy-caro"), small_hall.seat("caro")
    for name, votes, differs in (("Bob Bay", 2011, ["name"]), ("Ann Ash", 2101, ["votes"])):
        deputy.do("read-script", name=name, votes=votes)
        heard = night().last("read-script")
        assert heard is not None
        assert (heard.payload["name"], heard.payload["votes"], heard.payload["differs"]) == (name, votes, differs)
        said = "the name" if differs == ["name"] else "the figure"
        assert f"{said} differs: have it read again" in caro.page("/centre/")
        assert caro.act("declare") == 409
        assert "not what the script says" in caro.said
    deputy.do("read-script", name="Ann  Ash", votes=2011)
    assert "name and figure agree" in caro.page("/centre/")
    with pytest.raises(Refused, match="script has changed"):
        act("deputy-caro", "read-script", script="0" * 64, name="Ann Ash", votes=2011)
    caro.do("declare")
    assert code_of(script_of(position(night()))) == night().last("read-script").payload["script"]  # type: ignore[union-attr]


def replaced(first: str, second: str, whose: str, kind: str = "issue-card") -> bool:
    """Whether two people, one after the other, get a third a new card, or the old one taken away."""
    person = Person.objects.get(username=whose)
    person.authenticator_set.all().delete()
    if kind == "reset-factor":
        issue(person)
    for one in (first, second):
        try:
            act(one, kind, person=whose, reason="lost")
        except Refused:
            return False
    return has_card(person) is (kind == "issue-card")


PAIRS = [
    # An area's own people: two of its officers, or the centre.
    ("ro-north", "deputy-north", "typist1-north", True),
    ("deputy-north", "caro", "supervisor-north", True),
    ("caro", "deputy-caro", "typist1-north", True),
    ("ro-north", "ro-south", "typist1-north", False),
    ("ro-south", "deputy-south", "typist1-north", False),
    # A returning officer: never by officers of areas alone.
    ("ro-south", "deputy-south", "ro-north", False),
    ("ro-south", "deputy-north", "ro-north", False),
    ("deputy-caro", "deputy-north", "ro-north", True),
    ("ro-south", "caro", "ro-north", True),
    ("caro", "deputy-south", "ro-north", False),
    # Who is at the centre: one of the two is there, the other there or a returning officer.
    ("ro-north", "deputy-north", "caro", False),
    ("ro-north", "ro-south", "caro", False),
    ("ro-north", "deputy-caro", "caro", True),
    ("deputy-caro", "ro-south", "caro", True),
    ("deputy-caro", "deputy-south", "caro", False),
    ("ro-north", "ro-south", "deputy-caro", False),
    ("caro", "ro-north", "deputy-caro", True),
    ("ro-north", "ro-south", "auditor", False),
    # Never the person, never one alone.
    ("caro", "ro-north", "caro", False),
    ("deputy-caro", "caro", "caro", False),
    ("caro", "caro", "deputy-caro", False),
    ("ro-north", "caro", "ro-north", False),
]


@pytest.mark.parametrize("kind", ["issue-card", "reset-factor"])
def test_two_officers_replace_a_key_only_as_far_as_they_reach(small_hall: Hall, kind: str) -> None:
    """Each pair tried for each kind of act: the area's own people, a returning officer, the centre."""
    small_hall.verify(N)
    for first, second, whose, allowed in PAIRS:
        # Another's earlier request that stands would be confirmed: each pair begins on a record without one.
        with transaction.atomic():
            assert replaced(first, second, whose, kind) is allowed, (first, second, whose)
            transaction.set_rollback(True)


def test_a_request_of_who_was_dismissed_meanwhile_is_not_confirmed(small_hall: Hall) -> None:
    """The second of the two then only asks anew."""
    small_hall.verify(N)
    act("deputy-north", "reset-factor", person="typist1-north", reason="lost")
    held = Appointment.objects.get(person__username="deputy-north")
    act("caro", "dismiss", appointment=held.pk)
    assert '"confirms":null' in act("ro-north", "reset-factor", person="typist1-north", reason="lost").payload
    assert '"confirms":null' not in act("caro", "reset-factor", person="typist1-north", reason="lost").payload


def test_a_caro_who_is_also_an_officer_of_an_area_acts_as_the_caro(small_hall: Hall) -> None:
    """Whichever appointment came first: the record says in which capacity."""
    newcomer("both", "returning-officer", N)
    act("caro", "appoint", person="both", role="caro", where="")
    assert act("both", "reset-factor", person="auditor", reason="lost").role == "caro"


def held_by(username: str) -> int:
    """The number of somebody's one appointment."""
    return Appointment.objects.get(person__username=username, ended=None).pk


def test_the_night_is_never_without_a_caro(small_hall: Hall) -> None:
    """A deputy ends no CARO's appointment and makes no CARO; the last at the centre stay. Law: art 6(1)."""
    new_person("next", "The next CARO", "x")
    another = {"person": "next", "role": "caro", "where": ""}
    with pytest.raises(Refused, match="another CARO first"):
        act("it-officer", "dismiss", appointment=held_by("caro"))
    small_hall.verify(N)
    with pytest.raises(Refused, match="the authority does"):
        act("deputy-caro", "dismiss", appointment=held_by("caro"))
    with pytest.raises(Refused, match="the authority does"):
        act("deputy-caro", "appoint", **another)
    with pytest.raises(Refused, match="own area"):
        act("ro-north", "appoint", **another)
    with pytest.raises(Refused, match="another CARO first"):
        act("caro", "dismiss", appointment=held_by("caro"))
    with pytest.raises(Refused, match="over the whole"):
        act("caro", "appoint", **another | {"where": N})
    act("deputy-caro", "dismiss", appointment=held_by("deputy-caro"))
    act("caro", "appoint", **another)
    act("next", "dismiss", appointment=held_by("caro"))
    with pytest.raises(Refused, match="another CARO first"):
        act("next", "dismiss", appointment=held_by("next"))


def test_the_last_deputy_stays_where_no_caro_was_appointed(small_hall: Hall) -> None:
    """Nobody else could then appoint anybody to the centre."""
    Appointment.objects.filter(role="caro").delete()
    with pytest.raises(Refused, match="never left empty"):
        act("deputy-caro", "dismiss", appointment=held_by("deputy-caro"))
    act("deputy-caro", "appoint", person="auditor", role="deputy-caro", where="")
    act("auditor", "dismiss", appointment=held_by("deputy-caro"))


def test_a_candidate_has_several_counting_agents_and_one_may_demand_recounts(small_hall: Hall) -> None:
    """Who is designated is said when appointed, on the form; else the first is. Law: r 29(3)-(4)."""
    officer = small_hall.seat("ro", N)
    for number in range(4):
        new_person(f"agent-{number}", f"Agent {number}", "x")
    about = {"role": "counting-agent", "where": N, "candidate": "bay"}
    assert "Where it is not said, the first one appointed is" in officer.page("/do/appoint/")
    officer.do("appoint", **about, person="agent-0", designated="no")
    officer.do("appoint", **about, person="agent-1")
    officer.do("appoint", **about, person="agent-2", designated="yes")
    assert officer.act("appoint", **about, person="agent-3", designated="yes") == 409
    assert "Agent 2 is designated" in officer.said
    officer.do("appoint", **about, person="agent-3")
    assert officer.act("appoint", **about, person="agent-3") == 409
    page = officer.page("/people/")
    assert page.count("counting agent, for Bob Bay") == 4
    assert page.count("for Bob Bay, may demand re-counts") == 1
    small_hall.verify(N)
    small_hall.seat("supervisor", N).do("issue-sheets", N, 1, sheets="1")
    for typist in ("typist1", "typist2"):
        small_hall.seat(typist, N).type_sheet(N, 1, "1", dict(small_hall.forms[N, 1].figures))
    small_hall.acknowledge(N, 1)
    small_hall.seat("supervisor", N).do("show", N, 1)
    for number in (0, 1, 3):
        with pytest.raises(Refused, match="not appointed to do this"):
            act(f"agent-{number}", "ask-recount", N, 1, asked_by="an agent", ground="close")
        assert "ask-recount" not in Seat(f"agent-{number}").page(f"/area/{N}/")
    act("agent-2", "ask-recount", N, 1, asked_by="an agent", ground="close")
    # South: nothing is said of either, so the first one appointed is it; who is no counting agent never.
    told = [act("caro", "appoint", person=f"agent-{one}", role="counting-agent", where=S, candidate="bay").payload
            for one in (0, 1)]  # fmt: skip
    assert ['"designated":true' in one for one in told] == [True, False]
    with pytest.raises(Refused, match="only a counting agent"):
        act("caro", "appoint", person="agent-0", role="typist", where=S, designated="yes")
    with pytest.raises(Refused, match="for which candidate"):
        act("caro", "appoint", person="agent-2", role="counting-agent", where=S, designated="yes")
    with pytest.raises(Refused, match="there is no candidate"):
        act("caro", "appoint", person="agent-2", role="counting-agent", where=S, candidate="nobody")


def test_the_list_of_boxes_is_the_officers_once_verification_has_begun(small_hall: Hall) -> None:
    """The installer, and whoever else, adds none any more; the button is gone with it."""
    row = {"rows": [{"box": "9", "station": "", "postal": False}], "report": []}
    act("it-officer", "import-boxes", N, **row)
    act("typist1-north", "found", N, box="9", papers=11)
    late = {"rows": [{"box": "10", "station": "", "postal": False}], "report": []}
    for username in ("it-officer", "supervisor-north"):
        assert "/stations/" not in Seat(username).page(f"/area/{N}/")
        with pytest.raises(Refused, match="only the returning officer or a deputy"):
            act(username, "import-boxes", N, **late)
    assert "/stations/" in small_hall.seat("ro", N).page(f"/area/{N}/")
    act("it-officer", "import-boxes", S, **late)
    act("deputy-north", "import-boxes", N, **late)
