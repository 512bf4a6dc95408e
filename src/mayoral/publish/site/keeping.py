"""A site on disk: only what changed is written, and what is withdrawn is remembered as gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mayoral.publish.contents.content import Content, pieces, seal

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many files were written because they are new or changed, left alone, or withdrawn."""

    written: int
    same: int
    gone: int


def keep(files: Iterable[tuple[str, Content]], folder: Path) -> Kept:
    """Write the files of a site into a folder; a file equal to what is there is not touched.

    The manifest lists every path published now and every one that was and is gone, so that a server can
    tell "never there" from "no longer". Only paths in an earlier manifest are ever deleted.
    """
    earlier = _manifest(folder)
    published: list[str] = []
    written = 0
    for path, data in files:
        published.append(path)
        written += _put(folder / path, data)
    gone = sorted({*earlier["published"], *earlier["gone"]} - set(published))
    withdrawn = [path for path in earlier["published"] if path in set(gone)]
    for path in withdrawn:
        (folder / path).unlink(missing_ok=True)
        _prune((folder / path).parent, folder)
    told = json.dumps({"published": sorted(published), "gone": gone}, ensure_ascii=False, indent=0)
    _put(folder / MANIFEST, f"{told}\n".encode())
    return Kept(written, len(published) - written, len(withdrawn))


def _manifest(folder: Path) -> dict[str, list[str]]:
    path = folder / MANIFEST
    if not path.is_file():
        return {"published": [], "gone": []}
    document = json.loads(path.read_text(encoding="utf-8"))
    return {key: [str(one) for one in document.get(key, ()) if _inside(str(one))] for key in ("published", "gone")}


def _inside(path: str) -> bool:
    """Whether a path of a manifest stays within the site."""
    return not path.startswith("/") and ".." not in path.split("/")


def _put(path: Path, content: Content) -> bool:
    """Whether the file had to be written."""
    if path.is_file() and _same(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as into:
        into.writelines(pieces(content))
    beside.replace(path)
    return True


def _same(path: Path, content: Content) -> bool:
    """Whether a file holds exactly this already."""
    if isinstance(content, bytes):
        return path.stat().st_size == len(content) and path.read_bytes() == content
    with path.open("rb") as there:
        return seal(there) == seal(content)


def _prune(folder: Path, top: Path) -> None:
    """Remove folders left empty, up to the site's own."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
