"""`[[sources]]`: where figures come from."""

from __future__ import annotations

from mayoral.contest.record import Kind, Source
from mayoral.files.reading import Table


def read_source(table: Table) -> Source:
    """One of `[[sources]]`."""
    table.only("id", "title", "publisher", "url", "kind", "from", "how")
    kind, derived_from, how = table.choice("kind", Kind), table.texts("from"), table.text_at("how", "")
    if kind is Kind.DERIVED and not (derived_from and how):
        raise table.refuse("a derived source says `from` what and `how`")
    where = (table.text_at("publisher", ""), table.text_at("url", ""))
    return Source(table.identity(), table.text_at("title"), kind, *where, derived_from, how)
