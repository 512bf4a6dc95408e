"""Terms and dates as pages tell them."""

from __future__ import annotations

from mayoral.contest.office import Term
from mayoral.publish import phrases as say
from mayoral.publish.wording import day


def span_words(term: Term) -> str:
    """A term from its first to its last day; an end not known is said to be so."""
    if term.since is None and term.until is None:
        return say.DATES_NOT_KNOWN
    if term.until is None:
        return say.SINCE.format(since=day(term.since))
    if term.since is None:
        return say.UNTIL.format(until=day(term.until))
    return say.FROM_TO.format(since=day(term.since), until=day(term.until))
