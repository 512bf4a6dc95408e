"""Three voting methods, each two small functions; they differ in nothing else.

`vote` says for whom a paper counts at a count; `rule` says what follows from the totals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Lot, Ruling
from mayoral.contest.papers import Paper, Vote
from mayoral.methods import alternative_vote, first_past_the_post, supplementary_vote


@dataclass(frozen=True, slots=True)
class VotingMethod:
    """A method as a pair: `vote(paper, remaining, number)` and `rule(contest, counts, lots)`."""

    vote: Callable[[Paper, frozenset[CandidateId], int], Vote]
    rule: Callable[[Contest, Sequence[Count], Sequence[Lot]], Ruling]


METHODS: Final = {
    Method.FIRST_PAST_THE_POST: VotingMethod(first_past_the_post.vote, first_past_the_post.rule),
    Method.SUPPLEMENTARY_VOTE: VotingMethod(supplementary_vote.vote, supplementary_vote.rule),
    Method.ALTERNATIVE_VOTE: VotingMethod(alternative_vote.vote, alternative_vote.rule),
}
