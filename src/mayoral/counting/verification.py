"""Ballot paper accounts checked box by box, before any vote is counted.

Law: SI 2017/67 Sch 1 r 45, 47. Boxes carry verification figures only (r 50).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mayoral.contest.findings import Field, Finding
from mayoral.contest.papers import BallotPaperAccount


def verify(accounts: Iterable[BallotPaperAccount]) -> tuple[Finding, ...]:
    """Findings over ballot paper accounts: those that do not close, and boxes that differ from theirs."""
    seen: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for account in accounts:
        if (account.area, account.box) in seen:
            found.append(Finding("E803", account.area, 0, {"box": account.box}))
        seen.add((account.area, account.box))
        found += _account(account)
    return tuple(found)


def _account(account: BallotPaperAccount) -> Iterator[Finding]:
    parts = {
        "issued": account.issued,
        "unused": account.unused,
        "spoilt": account.spoilt,
        "tendered": account.tendered,
    }
    known = {name: part for name, part in parts.items() if part is not None}
    total = sum(known.values())
    if account.entrusted is not None and known.keys() == parts.keys() and total != account.entrusted:
        fields: dict[str, Field] = {"box": account.box, "entrusted": account.entrusted, **known}
        yield Finding("E801", account.area, 0, {**fields, "residual": account.entrusted - total})
    if account.issued is not None and account.found is not None and account.found != account.issued:
        residual = account.issued - account.found
        fields = {"box": account.box, "issued": account.issued, "found": account.found, "residual": residual}
        yield Finding("W802", account.area, 0, fields)
