"""A night as plain files: an election folder with its record, which `mayoral verify` replays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from countroom.night.state import NightSoFar
from countroom.records import texts
from mayoral.files.acts import RECORD, line_of


def files_of(so_far: NightSoFar) -> dict[str, str]:
    """The files by name: the election folder, the acts, and how long the record is."""
    record = "".join(line_of(act) for act in so_far.acts)
    return {**texts(so_far), RECORD: record, "head.txt": f"{len(so_far.acts)} {so_far.head}\n"}


def write_folder(so_far: NightSoFar, folder: Path) -> None:
    """The night written into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files_of(so_far).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def packed(so_far: NightSoFar) -> bytes:
    """The night as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files_of(so_far).items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text.encode())
    return out.getvalue()
