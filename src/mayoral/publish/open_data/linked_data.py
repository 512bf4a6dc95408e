"""An election described for search engines and catalogues: schema.org and DCAT in one JSON-LD document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mayoral.publish.contents.content import Seal
from mayoral.publish.counted import Counted
from mayoral.publish.open_data.record import as_of, elected, election_id
from mayoral.publish.publisher import LICENCE, Publisher

CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "url": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
}
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "toml": "application/toml",
    "txt": "text/plain",
    "zip": "application/zip",
    "xml": "application/xml",
    "atom": "application/atom+xml",
}


def media_type(name: str) -> str:
    """The media type of a file by its name."""
    return MEDIA.get(name.rpartition(".")[2], "application/octet-stream")


def dataset(counted: Counted, files: Mapping[str, Seal], publisher: Publisher) -> dict[str, Any]:
    """The Dataset and the Event of one election, with a distribution for each file, by name."""
    contest, known = counted.election.contest, election_id(counted.election)
    page = publisher.address(f"elections/{known}/")
    poll = str(contest.poll_date)
    event: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{page}#event",
        "name": contest.title,
        "startDate": poll,
        "endDate": poll,
        "eventStatus": "EventCancelled" if contest.abandoned else "EventScheduled",
        "location": {"@type": "AdministrativeArea", "name": contest.office_title or contest.title},
    }
    people = [
        {"@type": "Person", "@id": f"{page}#candidate-{one.id}", "name": one.name} for one in contest.candidates
    ]
    chosen = elected(counted)
    about = {"@type": "Dataset", "@id": f"{page}#data", "dct:type": "election results"}
    about_winner = {} if chosen is None else {"mentions": {"@id": f"{page}#candidate-{chosen}"}}
    sources = [one.url or one.title for one in counted.election.sources]
    described: dict[str, Any] = {
        **about,
        **about_winner,
        "additionalType": "dcat:Dataset",
        "name": f"Results: {contest.title}",
        "description": f"Votes by area and count, rejected papers and sources: {contest.title}.",
        "url": page,
        "identifier": known,
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": publisher.name},
        "temporalCoverage": poll,
        "spatialCoverage": [{"@type": "AdministrativeArea", "name": one.name, "identifier": one.id}
                            for one in contest.areas],
        "dateModified": as_of(counted.election).isoformat(),
        "isBasedOn": sources,
        "variableMeasured": ["votes", "rejected papers", "ballot papers", "electorate"],
        "about": {"@id": f"{page}#event"},
        "distribution": _distributions(files, f"{page}data/"),
    }  # fmt: skip
    return {"@context": CONTEXT, "@graph": [described, event, *people]}


def catalogue(ids: Iterable[str], files: Mapping[str, Seal], publisher: Publisher) -> dict[str, Any]:
    """The catalogue of all datasets, with the files of the whole record."""
    return {
        "@context": CONTEXT,
        "@type": ["DataCatalog", "dcat:Catalog"],
        "@id": publisher.address("data/#catalogue"),
        "name": "Elections of combined-authority mayors",
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": publisher.name},
        "dataset": [{"@id": f"{publisher.address(f'elections/{one}/')}#data"} for one in ids],
        "distribution": _distributions(files, publisher.base),
    }


def _distributions(files: Mapping[str, Seal], under: str) -> list[dict[str, Any]]:
    return [
        {
            "@type": ["DataDownload", "dcat:Distribution"],
            "name": name,
            "contentUrl": f"{under}{name}",
            "encodingFormat": media_type(name),
            "contentSize": str(sealed.size),
            "sha256": sealed.sha256,
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": sealed.sha256,
            },
        }
        for name, sealed in files.items()
    ]
