"""An election folder written: the same values always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from mayoral.contest.contest import Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.outcomes import Lot
from mayoral.contest.record import Conflict, Declared, Election, Printed, Source
from mayoral.files.elections import CONTEST, DECLARED
from mayoral.files.returns import ACCOUNTS, CONFLICTS, LOTS, PUBLISHED, returns_text, table_text


def write_election(election: Election, folder: Path) -> None:
    """Write a folder that `read_election` reads back as an equal value; papers are not written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts_of(election).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def replace_file(path: Path, parts: Iterable[str]) -> None:
    """Write a text file wholly or not at all: what stands there stays until the last part is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def texts_of(election: Election) -> Mapping[str, str]:
    """The files of an election folder by name."""
    texts = {CONTEST: _toml(_election(election))}
    if election.declared is not None:
        texts[DECLARED] = _toml(_declared(election.declared))
    if election.returns:
        texts["returns.csv"] = returns_text(election.contest, election.returns)
    if election.lots:
        texts["lots.csv"] = table_text(LOTS, map(_lot, election.lots))
    if election.accounts:
        texts["accounts.csv"] = table_text(ACCOUNTS, map(_fields, election.accounts))
    if election.printed:
        texts["published.csv"] = table_text(PUBLISHED, map(_printed, election.printed))
    if election.conflicts:
        texts["conflicts.csv"] = table_text(CONFLICTS, map(_conflict, election.conflicts))
    return texts


def _toml(values: Mapping[str, Any]) -> str:
    import tomli_w  # noqa: PLC0415 - only writing needs it, and every command starts without it

    return tomli_w.dumps(_known(values))


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those not known, dates and words of closed lists as TOML writes them."""
    return {key: _plain(one) for key, one in values.items() if one is not None and one not in ("", (), [])}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    match value:
        case KnownDate():
            return value.exact or str(value)
        case Enum():
            return value.value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Mapping():
            return _known(value)
        case tuple() | list():
            return [_plain(one) for one in value]
    return value


def _fields(one: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the nouns
    """The fields of a noun by name, what they hold left as it is."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _election(election: Election) -> dict[str, Any]:
    contest: Contest = election.contest
    return {
        "id": contest.id,
        "title": contest.title,
        "office": contest.office,
        "poll_date": contest.poll_date,
        "method": contest.method,
        "method_law": contest.method_law,
        "original_poll_date": election.original_poll_date,
        "nominations_closed": election.nominations_closed,
        "declared_on": election.declared_on,
        "previous": election.previous,
        "next": election.next,
        "same_day": election.same_day,
        "abandoned": contest.abandoned,
        "notes": election.notes,
        "rules": None if contest.rules is None else _fields(contest.rules),
        "areas": [_fields(one) for one in contest.areas],
        "candidates": [_fields(one) for one in contest.candidates],
        "selections": [_fields(one) for one in election.selections],
        "sources": [_source(one) for one in election.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    told = ("id", source.id), ("title", source.title), ("publisher", source.publisher), ("url", source.url)
    return dict(told) | {"kind": source.kind, "from": _one_or_more(source.derived_from), "how": source.how}


def _one_or_more(words: tuple[str, ...]) -> str | tuple[str, ...]:
    return words[0] if len(words) == 1 else words


def _declared(declared: Declared) -> dict[str, Any]:
    return {
        "elected": declared.elected,
        "at_count": declared.at_count,
        "declared_on": declared.declared_on,
        "source": declared.source,
        "recomputable": None if declared.recomputable else False,
        "why": declared.why,
        "counts": [{"number": number, "votes": votes} for number, votes in (declared.counts or {}).items()],
    }


def _lot(lot: Lot) -> dict[str, object]:
    on: date | None = lot.on
    return {
        "count": lot.count,
        "for": lot.purpose.value,
        "among": ";".join(lot.among),
        "drawn": lot.drawn,
        "on": on,
        "witness": lot.witness,
        "source": lot.source,
    }


def _printed(one: Printed) -> dict[str, object]:
    return _fields(one) | {"base": one.base.value if one.base else ""}


def _conflict(one: Conflict) -> dict[str, object]:
    measure = one.measure if isinstance(one.measure, str) else one.measure.value
    return _fields(one) | {"measure": measure}
