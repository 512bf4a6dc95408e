"""How the count of returns grows with the number of areas: it should be a straight line."""

from __future__ import annotations

import gc
import time
from random import Random

from rows import Row

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Declaration
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.count import count

CANDIDATES = 20
AREAS = (10, 100, 1_000, 10_000, 100_000)
AT_MOST = 3.0


def measure() -> list[Row]:
    """Microseconds of processor time an area and candidate at each size, and the largest beside the best."""
    rows = []
    for areas in AREAS:
        contest, returns = made_up(areas)
        each = 1e6 * _least(contest, returns, 3 if areas >= 100_000 else 5) / (areas * CANDIDATES)
        what = f"count {areas:,} areas × {CANDIDATES} candidates"
        rows.append(Row(what, each, "µs an area and candidate", "first past the post", AT_MOST))
    contest, returns = made_up(10_000, Method.SUPPLEMENTARY_VOTE)
    each = 1e6 * _least(contest, returns, 5) / (10_000 * CANDIDATES)
    what = f"count 10,000 areas × {CANDIDATES} candidates, both counts"
    rows.append(Row(what, each, "µs an area and candidate", "supplementary vote", AT_MOST))
    linear = rows[len(AREAS) - 1].figure / min(row.figure for row in rows[1 : len(AREAS)])
    rows.append(Row("growth from 100 to 100,000 areas", linear, "× the best of them", "1 is a straight line"))
    return rows


def made_up(areas: int, method: Method = Method.FIRST_PAST_THE_POST) -> tuple[Contest, list[Return]]:
    """A contest and its returns, always the same for a size; under the supplementary vote with a second count."""
    chance = Random(areas)
    who = [CandidateId(f"candidate-{number}") for number in range(CANDIDATES)]
    places = tuple(Area(AreaId(f"area-{number}"), f"Area {number}") for number in range(areas))
    contest = Contest(None, "Made up", method, "", places, tuple(Candidate(one, str(one)) for one in who))
    returns = []
    for area in places:
        # The first two stand out, so that they are the ones who remain.
        votes: dict[Entry, int] = {
            (Measure.VOTES, one): chance.randrange(900, 1_000) * (2 if place < 2 else 1)
            for place, one in enumerate(who)
        }
        returns.append(Return(area.id, 1, votes))
        if method is Method.SUPPLEMENTARY_VOTE:
            second: dict[Entry, int] = {
                (Measure.SECOND_PREFERENCES, one): chance.randrange(500) for one in who[:2]
            }
            returns.append(Return(area.id, 2, second))
    return contest, returns


def _least(contest: Contest, returns: list[Return], times: int) -> float:
    least = float("inf")
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        outcome = count(contest, returns)
        least = min(least, time.process_time() - began)
        if not isinstance(outcome, Declaration):
            raise TypeError(f"this contest should be decided, not {outcome}")
    return least
