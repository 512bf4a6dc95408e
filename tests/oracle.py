"""A second, naive count, written from the law and sharing no line with the product.

Plain dictionaries, strings and whole numbers; every paper is read afresh at every count.
Law: LDEDCA 2009 Sch 5B para 4-5; SI 2017/67 Sch 1 r 16, 51, 54-59 (on second preferences
as before SI 2022/1353). The alternative vote is a party's own: its variants are `rules`.

A paper is `(area, marks)`, `marks[i]` being the set of candidates marked at rank (or in
column) i + 1. A lot is `(count, "election" | "exclusion", frozenset, drawn)`; an order
drawn beforehand is `("order", [highest, ..., lowest])`.

In a count, `None` is "does not arise, or not known"; `rejected_by_head` has only heads that
occurred; `remaining` and `eliminated` divide the candidates of that count, or are empty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

Marks = tuple[frozenset[str], ...]
Papers = Sequence[tuple[str, Marks]]
Names = Collection[str]
Rules = Mapping[str, str]
Lots = Sequence[Any] | None
Figures = dict[str, Any]
Result = dict[str, Any]
Reading = tuple[str, str]  # what becomes of a paper, and for whom or under which head
Reader = Callable[[Marks], Reading]

FPTP, SV, AV = "first-past-the-post", "supplementary-vote", "alternative-vote"
MANY, UNMARKED = "more-than-one", "unmarked-or-uncertain"
AV_RULES = {"more_than_half_of": "continuing", "stop": "majority"}
AV_RULES |= {"tie": "lot", "overvote": "ends-the-paper"}


def oracle_papers(
    method: str, candidates: Names, papers: Papers, rules: Rules | None = None, lots: Lots = None
) -> Result:
    """The result of an election from its ballot papers."""
    names = list(candidates)
    unknown = {c for _, marks in papers for rank in marks for c in rank} - set(names)
    if unknown or method not in (FPTP, SV, AV):
        raise ValueError(f"not a method: {method}; or not candidates: {sorted(unknown)}")
    if len(names) < 2:
        return _no_poll(names)
    if method == AV:
        return _alternative_vote(names, papers, {**AV_RULES, **(rules or {})}, lots)
    first, known = _count(1, names, papers, _first_column), ("added", "pool", "for_eliminated")

    def second(remaining: set[str]) -> Figures:
        return _count(2, remaining, papers, partial(_second_column, remaining), known)

    return _one_or_two_counts(method, first, second, lots)


def oracle_returns(
    method: str,
    candidates: Names,
    areas_first: Mapping[str, Mapping[str, int]],
    areas_second: Mapping[str, Mapping[str, int]] | None = None,
    lots: Lots = None,
) -> Result:
    """The same from the areas' figures: first preferences, and second for those who remain."""
    names = list(candidates)
    if method not in (FPTP, SV):
        raise ValueError(f"area figures do not settle: {method}")
    if len(names) < 2:
        return _no_poll(names)
    areas = {area: _blank(names) for area in areas_first}
    for area, figures in areas.items():
        figures["votes"] = {c: areas_first[area][c] for c in names}
        figures["valid"] = sum(figures["votes"].values())
    first = _add_up(1, names, areas)

    def second(remaining: set[str]) -> Figures:
        areas = {area: _blank(remaining, ("added", "pool")) for area in areas_first}
        for area, figures in areas.items():
            votes, added = areas_first[area], (areas_second or {})[area]
            figures["added"] = {c: added[c] for c in remaining}
            figures["votes"] = {c: votes[c] + added[c] for c in remaining}
            figures["valid"] = sum(figures["votes"].values())
            figures["pool"] = sum(votes[c] for c in names if c not in remaining)
            if sum(figures["added"].values()) > figures["pool"]:
                raise ValueError(f"{area}: more second preferences than papers looked at")
        return _add_up(2, remaining, areas, ("added", "pool"))

    return _one_or_two_counts(method, first, second, lots)


def _first_column(marks: Marks) -> Reading:
    """One clear mark in the first column is a vote. Law: r 51(1), (5) heads (b) and (d)."""
    column = marks[0] if marks else frozenset()
    if len(column) == 1:
        return "vote", next(iter(column))
    return "head", MANY if column else UNMARKED


def _second_column(remaining: set[str], marks: Marks) -> Reading:
    """What a paper gives at the second count. Law: Sch 5B para 5(7); r 55(1)-(3).

    Nothing without a valid first preference; and if that remains, the paper stays there.
    """
    kind, choice = _first_column(marks)
    if kind == "head" or choice in remaining:
        return ("out" if kind == "head" else "vote"), choice
    kind, choice = _first_column(marks[1:])
    if kind == "vote":
        kind = "added" if choice in remaining else "for_eliminated"
    return kind, choice


def _ranked(remaining: set[str], overvote: str, number: int, marks: Marks) -> Reading:
    """For which remaining candidate a ranked paper stands, or its head at the first count.

    Blank ranks are passed over. With no preference to read but some mark, the first mark
    met was over-voted (`ends-the-paper`) or all were (`skip`): more than one, either way.
    """
    order: list[str] = []
    for rank in marks:
        if len(rank) > 1 and overvote == "ends-the-paper":
            break
        order += rank if len(rank) == 1 else ()  # named again: met at the earlier place first
    if usable := [candidate for candidate in order if candidate in remaining]:
        return "vote", usable[0]
    if order:
        return "non_transferable", ""
    return ("head" if number == 1 else "out"), (MANY if any(marks) else UNMARKED)


def _blank(standing: Names, known: Names = ()) -> Figures:
    """Figures before any paper is looked at: 0, or `None` for what is not among `known`."""
    none = dict.fromkeys(standing, 0)
    figures: Figures = {"votes": dict(none), "added": {}, "valid": 0, "rejected_by_head": {}}
    figures |= dict.fromkeys(["pool", "for_eliminated", "non_transferable"])
    return figures | {key: dict(none) if key == "added" else 0 for key in known}


def _count(n: int, standing: Names, papers: Papers, read: Reader, known: Names = ()) -> Figures:
    """Every area's papers, one by one, and then the areas added up. Law: r 54, 56."""
    areas: dict[str, Figures] = {}
    for area, marks in papers:
        figures = areas.setdefault(area, _blank(standing, known))
        kind, whom = read(marks)
        if kind in ("vote", "added"):
            figures["votes"][whom] += 1
            figures["valid"] += 1
        if kind == "added":
            figures["added"][whom] += 1
        if kind == "head":
            figures["rejected_by_head"] |= {whom: figures["rejected_by_head"].get(whom, 0) + 1}
        if kind in ("for_eliminated", "non_transferable"):
            figures[kind] += 1
        if "pool" in known and kind in ("added", "head", "for_eliminated"):
            figures["pool"] += 1
    return _add_up(n, standing, areas, known)


def _add_up(number: int, standing: Names, areas: dict[str, Figures], known: Names = ()) -> Figures:
    """The areas' figures summed into those of the whole authority. Law: r 59(7)."""
    total = _blank(standing, known)
    for key, value in (pair for figures in areas.values() for pair in figures.items()):
        if isinstance(value, dict):
            for k, v in value.items():
                total[key][k] = total[key].get(k, 0) + v
        elif value is not None:
            total[key] += value
    return {"number": number, **total, "remaining": set(), "eliminated": set(), "areas": areas}


def _result(outcome: str, counts: list[Figures], elected: str | None = None) -> Result:
    at = counts[-1]["number"] if counts and elected is not None else None
    result = {"outcome": outcome, "elected": elected, "elected_at_count": at, "counts": counts}
    return result | {"equality": set(), "equality_for": None}


def _equality(counts: list[Figures], among: set[str], purpose: str) -> Result:
    return _result("equality", counts) | {"equality": among, "equality_for": purpose}


def _no_poll(names: list[str]) -> Result:
    """One candidate is elected without a poll; for none there is nothing to count. r 16."""
    return _result("uncontested", [], names[0]) if names else _result("no-candidates", [])


def _lot(lots: Lots, number: int, purpose: str, among: set[str]) -> str | None:
    """Whom a lot picked, if one was drawn at this count for just these. Law: r 59(12)."""
    drawn = {x[3] for x in lots or () if tuple(x[:3]) == (number, purpose, among)}
    return drawn.pop() if len(drawn) == 1 and drawn <= among else None


def _most_votes(counts: list[Figures], lots: Lots) -> Result:
    """Most votes at the last count, a tie at the top by lot. r 59(11)-(12); para 5(9)-(10)."""
    votes, number = counts[-1]["votes"], counts[-1]["number"]
    top = {c for c in votes if votes[c] == max(votes.values())}
    picked = next(iter(top)) if len(top) == 1 else _lot(lots, number, "election", top)
    if picked is None:
        return _equality(counts, top, "election")
    return _result("declaration", counts, picked)


def _one_or_two_counts(method: str, first: Figures, second: Callable[[set[str]], Figures], lots: Lots) -> Result:
    """Most votes; with three or more under SV, by two counts. Law: Sch 5B para 4, 5(2)-(10).

    More than half of all valid first preferences elects. Otherwise the two highest remain,
    and with them everyone level with the second; no lot parts them. Where nobody is
    eliminated there is no paper to look at again, and the first count decides.
    """
    votes = first["votes"]
    if method == FPTP or len(votes) == 2:
        return _most_votes([first], lots)
    for candidate, number in votes.items():
        if 2 * number > sum(votes.values()):
            return _result("declaration", [first], candidate)
    remaining = {c for c in votes if votes[c] >= sorted(votes.values())[-2]}
    if remaining == set(votes):
        return _most_votes([first], lots)
    first["remaining"], first["eliminated"] = remaining, set(votes) - remaining
    return _most_votes([first, second(remaining)], lots)


def _alternative_vote(standing: Names, papers: Papers, rules: Rules, lots: Lots) -> Result:
    """A party's selection: the lowest goes out, one a count, until somebody is elected."""
    orders = [list(x[1]) for x in lots or () if (x[0], rules["tie"]) == ("order", "drawn-order")]
    counts: list[Figures] = []
    while True:
        number = len(counts) + 1
        read = partial(_ranked, set(standing), rules["overvote"], number)
        counts.append(_count(number, standing, papers, read, ("non_transferable",)))
        votes = counts[-1]["votes"]
        if len(standing) == 2:
            if orders and len(set(votes.values())) == 1:
                return _result("declaration", counts, min(standing, key=orders[0].index))
            return _most_votes(counts, lots)
        base = counts[-1 if rules["more_than_half_of"] == "continuing" else 0]["valid"]
        for candidate in standing:
            if rules["stop"] == "majority" and 2 * votes[candidate] > base:
                return _result("declaration", counts, candidate)
        lowest = {c for c in standing if votes[c] == min(votes.values())}
        for earlier in reversed(counts[:-1] if rules["tie"] == "earlier-count" else []):
            fewest = min(earlier["votes"][c] for c in lowest)
            lowest = {c for c in lowest if earlier["votes"][c] == fewest}
        out = next(iter(lowest)) if len(lowest) == 1 else _lot(lots, number, "exclusion", lowest)
        out = max(lowest, key=orders[0].index) if orders else out
        if out is None:
            return _equality(counts, lowest, "exclusion")
        standing = [c for c in standing if c != out]
        counts[-1]["remaining"], counts[-1]["eliminated"] = set(standing), {out}
