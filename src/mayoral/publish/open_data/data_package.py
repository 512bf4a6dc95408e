"""A Data Package, version 2, of tidy tables: `datapackage.json` (datapackage.org, version 2.0)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mayoral.publish.contents.content import Seal
from mayoral.publish.open_data.dictionary import BY_NAME, Column, Table
from mayoral.publish.publisher import LICENCE, Publisher

_PROFILES = "https://datapackage.org/profiles/2.0"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a package is called, what it holds, and the day it speaks of."""

    name: str
    title: str
    description: str
    as_of: str


def data_package(files: Mapping[str, Seal], heading: Heading, publisher: Publisher) -> dict[str, Any]:
    """The descriptor of CSV files of the data dictionary, by file name, from the seal of each.

    A version of a package is the hash over those of its files: the same figures are the same version.
    """
    present = {name.removesuffix(".csv") for name in files}
    whole = hashlib.sha256("".join(files[name].sha256 for name in sorted(files)).encode()).hexdigest()
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": heading.name,
        "id": publisher.address(f"data/{heading.name}"),
        "title": heading.title,
        "description": heading.description,
        "version": f"1.0.0+sha256.{whole[:16]}",
        "created": f"{heading.as_of}T00:00:00Z",
        "licenses": [{"name": "CC0-1.0", "path": LICENCE, "title": "CC0 1.0 (the compilation; facts are free)"}],
        "contributors": [{"title": publisher.name, "roles": ["publisher"]}],
        "resources": [
            _resource(BY_NAME[name.removesuffix(".csv")], name, one, present) for name, one in files.items()
        ],
    }


def _resource(table: Table, name: str, sealed: Seal, present: set[str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": name,
        "type": "table",
        "$schema": f"{_PROFILES}/dataresource.json",
        "description": table.words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": sealed.size,
        "hash": f"sha256:{sealed.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": _schema(table, present),
    }


def _schema(table: Table, present: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(one, table) for one in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {"fields": list(BY_NAME[one].key), "reference": {"resource": one, "fields": list(BY_NAME[one].key)}}
        for one in table.refers
        if one in present
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.words}
    constraints: dict[str, Any] = {"required": True} if column.name in table.key else {}
    if column.kind == "integer" and column.name != "added":
        constraints["minimum"] = 0
    return field | ({"constraints": constraints} if constraints else {})
