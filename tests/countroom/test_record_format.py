"""The page of formats tells of the record as it is written."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from hall import ROOT, Hall

from countroom.paperwork.exporting import write_folder
from countroom.records import night


def test_the_record_is_as_the_page_of_formats_says(hall: Hall, tmp_path: Path) -> None:
    """Worked out again from the page alone: fields, order, spacing, hash, chain, head; and the time's form."""
    hall.verify("E07000010")
    write_folder(night(), tmp_path)
    room = (
        (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").partition("## The record of the count room")[2]
    )
    fields = set(re.findall(r"^\| `(\w+)` \|", room.partition("What is hashed")[0], re.MULTILINE))
    previous, lines = "0" * 64, (tmp_path / "acts.jsonl").read_text(encoding="utf-8").splitlines()
    for seq, line in enumerate(lines, 1):
        act = json.loads(line)
        assert set(act) == fields
        written = json.dumps(act, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert written == line
        told = act.pop("hash")
        bare = json.dumps(act, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert told == hashlib.sha256(bare.encode()).hexdigest()
        assert (act["seq"], act["previous"]) == (seq, previous)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", act["at"])
        previous = told
    assert (tmp_path / "head.txt").read_text() == f"{len(lines)} {previous}\n"
