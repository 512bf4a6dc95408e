"""Where the ledger of offices is, and the little of it that a count needs."""

from __future__ import annotations

from pathlib import Path

import mayoral
from mayoral.contest.law import OfficeKind
from mayoral.files.reading import Table, Unreadable


def ledger(beside: Path | None = None) -> Path:
    """The folder of the ledger: beside the elections, in the working folder, or the one installed here."""
    code = Path(mayoral.__file__).parent
    tried = [] if beside is None else [beside.resolve().parent.parent / "offices"]
    tried += [Path("offices"), code / "_ledger", code.parent.parent / "offices"]
    for folder in tried:
        if (folder / "parties.csv").is_file():
            return folder
    raise Unreadable(tried[0], 0, "there is no ledger of offices here (a folder with parties.csv)")


def title_and_kind(page: Path) -> tuple[str, OfficeKind]:
    """The title of an office and the kind of its authority, all else on its page unread. Raises Unreadable."""
    top = Table.of(page)
    authority = top.table("authority")
    if authority is None:
        raise top.refuse("[authority] is missing")
    return top.text_at("title"), authority.choice("kind", OfficeKind)
