"""The timetable as people see it: on the command line, and parsed back from iCalendar."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from icalendar import Calendar
from icalendar import Event as Entry

from mayoral.cli import main
from mayoral.cli.timetable import poll_of
from mayoral.contest.findings import Refused
from mayoral.contest.timetable import BEFORE_THE_POLL, Event, Poll, timetable
from mayoral.files.elections import read_election
from mayoral.files.offices import read_holidays
from mayoral.publish.feeds.calendar import LONDON, Feed, icalendar
from mayoral.publish.transcripts.timetable import EVENT_NAMES

ROOT = Path(__file__).parent.parent
LEDGER, ELECTIONS = ROOT / "offices", ROOT / "elections"
HOLIDAYS = read_holidays(LEDGER)
MANCHESTER = "mayor.greater-manchester-ca.2024-05-02"


def given(known: str) -> Poll:
    """The days that a real folder and the ledger give."""
    return poll_of(read_election(ELECTIONS / known, LEDGER), LEDGER)


def entries(written: bytes) -> dict[str, Entry]:
    """The entries of a calendar by their ids."""
    return {str(one["uid"]): one for one in Calendar.from_ical(written).walk("VEVENT")}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints, having ended well."""
    assert main([*arguments, "--offices", str(LEDGER)]) == 0
    return capsys.readouterr().out


def test_every_event_has_words() -> None:
    """The catalogue misses none."""
    assert set(EVENT_NAMES) == set(Event)


# What folder and ledger give -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("election", "begins", "ends"),
    [
        ("mayor.liverpool-city-ca.2017-05-04", "2017-05-08", "2021-05-09"),
        ("mayor.york-and-north-yorkshire.2024-05-02", "2024-05-07", "None"),
        ("mayor.greater-lincolnshire-cca.2025-05-01", "2025-05-06", "None"),
        ("mayor.north-of-tyne.2019-05-02", "2019-05-06", "2024-05-07"),
        ("mayor.greater-manchester-ca.2024-05-02", "2024-05-06", "None"),
        ("mayor.greater-manchester-ca.by.2026-07-30", "2026-08-03", "None"),
    ],
)
def test_terms_of_real_mayors(election: str, begins: str, ends: str) -> None:
    """The ledger's day wins; a resignation is not the end of a term, and a by-election begins none."""
    days = {one.event: one.day for one in timetable(given(election), HOLIDAYS)}
    assert (str(days[Event.TERM_BEGINS]), str(days[Event.TERM_ENDS])) == (begins, ends)


def test_the_polls_of_2020_keep_both_days() -> None:
    """Greater Manchester: 7 May 2020 became 6 May 2021."""
    poll = given("mayor.greater-manchester-ca.2021-05-06")
    assert (poll.first_fixed, poll.day) == (date(2020, 5, 7), date(2021, 5, 6))


# The command -----------------------------------------------------------------------------------------


def test_the_command_prints_each_day_once_with_its_hours_and_law(capsys: pytest.CaptureFixture[str]) -> None:
    """Nominations for Greater Manchester closed on 5 April 2024 at 16:00."""
    out = printed(capsys, "timetable", str(ELECTIONS / MANCHESTER))
    lines = out.splitlines()
    assert lines[0] == "Mayor of Greater Manchester, 2 May 2024"
    (closing,) = (line for line in lines if "Nominations, deposits" in line)
    assert "by 16:00" in closing
    assert sum(line.startswith("Fri 5 April 2024") for line in lines) == 1
    assert any(line.startswith("not known") and "Term of office ends" in line for line in lines)
    cited = {line.split(" ")[0] for line in lines if line.startswith("[")}
    used = {f"[{line.rpartition('[')[2]}" for line in lines if line.endswith("]") and not line.startswith("[")}
    assert used == cited


def test_a_poll_on_a_date_needs_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """6 May 2027: notice of election by 31 March."""
    out = printed(capsys, "timetable", "2027-05-06")
    assert out.startswith("Poll on 6 May 2027\n")
    assert "Wed 31 March 2027" in out


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("2027-13-06", 2, "is not a date"),
        ("2035-05-06", 1, "bank holidays of 2035 are not known"),
        (str(ELECTIONS / "selection.labour.london.2015-09"), 1, "party's own selection"),
        ("mayor.nowhere.2027-05-06", 2, "no such election folder"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(
    capsys: pytest.CaptureFixture[str], asked: str, status: int, words: str
) -> None:
    """With a sentence, and nothing on standard output."""
    assert main(["timetable", asked, "--offices", str(LEDGER)]) == status
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_a_poll_of_which_only_the_month_is_known_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Working days cannot be counted from a month."""
    folder = Path(copytree(ELECTIONS / MANCHESTER, tmp_path / MANCHESTER))
    page = folder / "election.toml"
    page.write_text(page.read_text("utf-8").replace("poll_date = 2024-05-02", 'poll_date = "2024-05"'), "utf-8")
    assert main(["timetable", str(folder), "--offices", str(LEDGER)]) == 1
    assert "day of the poll is not known" in capsys.readouterr().err


# iCalendar -------------------------------------------------------------------------------------------


def test_a_calendar_gives_back_every_known_day(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Dates without hours, deadlines in London time, and the citation in each description."""
    assert main(["timetable", str(ELECTIONS / MANCHESTER), "--ics", "--offices", str(LEDGER)]) == 0
    written = capfdbinary.readouterr().out
    found = entries(written)
    days = timetable(given(MANCHESTER), HOLIDAYS)
    assert set(found) == {f"{MANCHESTER}-{one.event.value}" for one in days if one.day is not None}
    for one in days:
        if one.day is None:
            continue
        entry = found[f"{MANCHESTER}-{one.event.value}"]
        starts, at = entry["dtstart"].dt, one.opens or one.closes
        assert starts == (one.day if at is None else datetime.combine(one.day, at, LONDON))
        assert entry["dtstart"].params.get("VALUE") == ("DATE" if at is None else None)
        assert entry["dtstart"].params.get("TZID") == (None if at is None else "Europe/London")
        assert ("dtend" in entry) == (one.opens is not None and one.closes is not None)
        assert one.citation in entry["description"]
        assert (entry["sequence"], entry["status"]) == (0, "CONFIRMED")
    poll = found[f"{MANCHESTER}-poll"]
    assert poll["dtend"].dt == datetime(2024, 5, 2, 22, tzinfo=LONDON)
    assert b"BEGIN:VTIMEZONE" in written
    assert b"TZID:Europe/London" in written


def test_the_same_facts_give_the_same_bytes_and_a_declaration_a_later_stamp() -> None:
    """No clock: the stamp is the first day of the timetable until the declaration is known."""
    days = timetable(Poll(date(2027, 5, 6)), HOLIDAYS)
    feed = Feed("mayor.somewhere.2027-05-06", "Mayor of Somewhere")
    assert icalendar(feed, days) == icalendar(feed, days)
    (stamp,) = {one["dtstamp"].dt for one in entries(icalendar(feed, days)).values()}
    assert stamp == datetime(2027, 3, 31, tzinfo=UTC)
    after = timetable(Poll(date(2027, 5, 6), declared=date(2027, 5, 7)), HOLIDAYS)
    later = entries(icalendar(Feed(feed.id, feed.title, None, date(2027, 5, 7)), after))
    assert {one["dtstamp"].dt for one in later.values()} == {datetime(2027, 5, 7, tzinfo=UTC)}
    assert f"{feed.id}-return-of-deposits" in later


def test_a_countermanded_poll_cancels_every_entry_in_a_later_edition() -> None:
    """A calendar takes the higher sequence, and shows that the poll does not go on. Law: r 65."""
    days = timetable(Poll(date(2027, 5, 6)), HOLIDAYS)
    off = Feed("mayor.somewhere.2027-05-06", 'Mayor of "Some, where";', "a candidate died")
    found = entries(icalendar(off, days))
    assert {(one["status"], one["sequence"]) for one in found.values()} == {("CANCELLED", 1)}
    assert all("a candidate died" in one["description"] for one in found.values())
    assert all(one["summary"].endswith(': Mayor of "Some, where";') for one in found.values())
    assert len(found) >= len(BEFORE_THE_POLL)


def test_the_day_from_which_a_poll_was_put_off_is_a_cancelled_entry() -> None:
    """7 May 2020 stays in the calendar of 6 May 2021, crossed out."""
    poll = Poll(date(2021, 5, 6), first_fixed=date(2020, 5, 7))
    found = entries(icalendar(Feed("x", "X"), timetable(poll, HOLIDAYS)))
    assert (found["x-poll-first-fixed"]["status"], found["x-poll"]["status"]) == ("CANCELLED", "CONFIRMED")


def test_without_the_library_a_calendar_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain install has no iCalendar; the text needs nothing."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(Refused, match=r"mayoral\[site\]"):
        icalendar(Feed("x", "X"), timetable(Poll(date(2027, 5, 6)), HOLIDAYS))
