"""What is asked about figures that add up and still look wrong: of areas, of their boxes and of their parts.

Questions, which stop nothing, are on no record and become public nowhere. Votes are compared by area, and by the
parts of an area that are kept apart; boxes by their verification figures, since votes by box do not exist.
Law: SI 2017/67 Sch 1 r 50(2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countroom.night.boxes import boxes
from countroom.night.figures import added_up
from countroom.night.parts import parts
from countroom.night.stages import SEEN_BY_CENTRE, Stage
from countroom.night.state import NightSoFar
from countroom.night.wording import count_words
from mayoral.analysis.look_again import LookedAt, look_again, units_of
from mayoral.analysis.peers import STATED, apart
from mayoral.contest.contest import AreaId
from mayoral.contest.returns import Return, Status
from mayoral.files.acts import figures_from
from mayoral.publish.look_again import about, asked_words, box_limits_words, limits_words, not_compared
from mayoral.publish.wording import Names, listed

_ACCEPTED = frozenset({Stage.ACCEPTED, Stage.FINAL})
_READ = "Have the sheet read again from the paper before {what}."


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: about which area or box, at which count, in one sentence, with figures and what to do."""

    place: str
    name: str
    count: int
    sentence: str
    figures: tuple[str, ...]
    follow: str


@dataclass(frozen=True, slots=True)
class Looking:
    """The questions at one place, what was compared and what not, and the limits they are asked by."""

    asked: tuple[Asked, ...]
    notes: tuple[str, ...]
    limits: str


def areas_to_ask_about(so_far: NightSoFar) -> Looking | None:
    """What the centre asks about the statements it has been sent, count by count.

    None before the first is sent, and once the result is declared or the poll abandoned: nothing is read
    again then. Statements that were not sent, or are counted again, are neither asked about nor compared with.
    """
    if so_far.declared is not None or so_far.abandoned is not None:
        return None
    looked = {number: one for number in (1, 2) if (one := _looked(so_far, number)) is not None}
    asked = tuple(told for number, one in looked.items() for told in _asked(so_far, number, one))
    notes = tuple(words for number, one in looked.items() for words in _notes(so_far, number, one, "areas"))
    return Looking(asked, notes, limits_words(STATED)) if looked else None


def _looked(so_far: NightSoFar, number: int) -> LookedAt | None:
    """A count as far as its statements are sent; of a second count those under a direction that stands."""
    if number == 2 and not so_far.direction_stands:
        return None
    sent = [area.id for area in so_far.contest.areas if so_far.stage(area.id, number) in SEEN_BY_CENTRE]
    returns = [one for area in sent if (one := so_far.stated(area, number)) is not None]
    between = so_far.contest.standing if number == 1 else so_far.directed
    return look_again(so_far.contest, units_of(returns, number), between) if returns else None


def _asked(so_far: NightSoFar, number: int, looked: LookedAt, area: str = "") -> Iterator[Asked]:
    for one in looked.asked:
        words = asked_words(so_far.contest, one)
        accepted = so_far.stage(area or one.unit, number) in _ACCEPTED
        what = "the result is declared" if accepted else "the statement is drawn up" if area else "accepting"
        name = Names(so_far.contest).where(one.unit)
        yield Asked(one.unit, name, number, words.sentence, words.figures, _READ.format(what=what))


def _notes(so_far: NightSoFar, number: int, looked: LookedAt, units: str) -> Iterator[str]:
    count = count_words(number, so_far.contest)
    if looked.votes and not looked.asked:
        yield f"{count}: nothing to ask about the figures of {len(looked.votes)} {units}."
    yield from (f"{count}: {words}" for words in not_compared(so_far.contest, looked))


def parts_to_ask_about(so_far: NightSoFar, area: str, number: int) -> Looking | None:
    """What is asked about the mini-count areas and teams of an area, held beside one another once agreed.

    None where no part is kept apart, and once the result is declared or the poll abandoned.
    """
    agreed = [one for one in parts(so_far, area, number) if one.sheets and one.agreed == one.sheets]
    if not agreed or so_far.declared is not None or so_far.abandoned is not None:
        return None
    returns = [_return_of(so_far, area, number, one.name) for one in agreed]
    between = so_far.contest.standing if number == 1 else so_far.directed
    looked = look_again(so_far.contest, units_of(returns, number), between)
    asked, notes = _asked(so_far, number, looked, area), _notes(so_far, number, looked, "parts")
    return Looking(tuple(asked), tuple(notes), limits_words(STATED))


def _return_of(so_far: NightSoFar, area: str, number: int, part: str) -> Return:
    """What a part's sheets say together, as a return of that part."""
    sheets = [one.figures for one in so_far.live_sheets(area, number) if one.part == part]
    figures = figures_from(added_up(one for one in sheets if one is not None))
    return Return(AreaId(part), number, figures, 1, Status.PROVISIONAL)


def boxes_to_ask_about(so_far: NightSoFar, area: str) -> Looking | None:
    """What is asked about the boxes of an area: the papers found of those entrusted to the station.

    A station list gives no electorate by box, and papers found against those issued are a variance already
    (W802). None where no box is listed, and once the result is declared or the poll abandoned.
    """
    every = boxes(so_far, area)
    if not every or so_far.declared is not None or so_far.abandoned is not None:
        return None
    known = {
        one.name: (one.found, one.account["entrusted"])
        for one in every
        if one.found is not None and one.account is not None
    }
    open_still = so_far.stage(area, 0) is Stage.VERIFYING
    follow = (
        "Have the box counted again, and its account read again from the paper, before verification is closed."
        if open_still
        else "Have its account read again from the paper; verification may have to be opened again."
    )
    asked = tuple(
        Asked(
            one.unit,
            f"Box {one.unit}",
            0,
            f"Far {'more' if one.part > one.expected else 'fewer'} papers than the other boxes’ share would give.",
            (f"{one.part:,} papers found of {one.whole:,} entrusted; about {about(one.expected)} expected",),
            follow,
        )
        for one in apart(known, STATED)
    )
    return Looking(asked, tuple(_box_notes(known, [one.name for one in every], asked)), box_limits_words(STATED))


def _box_notes(known: dict[str, tuple[int, int]], every: list[str], asked: tuple[Asked, ...]) -> Iterator[str]:
    if len(known) < STATED.units:
        yield f"Boxes are not compared yet: it takes {STATED.units} with an account and papers found."
        return
    if not asked:
        yield f"Nothing to ask about {len(known)} boxes."
    lacking = [one for one in every if one not in known]
    if lacking:
        yield f"Not compared, without an account or papers found: {listed(lacking)}."
