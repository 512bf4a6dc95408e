"""Two count rooms without a line between them: an area's own, the centre's, and who carries letters."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import requests
from live import LiveNight, room
from seats import Sent

from mayoral.files.acts import BEGINNING, TAKE_IN, Act, hash_of, line_of


@dataclass
class Rooms:
    """The centre's count room and that of one area, each with its own database, record and key."""

    centre: LiveNight
    apart: LiveNight
    area: str

    def exchange_keys(self) -> None:
        """Each room is told the other's key, as before the night."""
        here, there = (one.server.run("key").splitlines()[0] for one in (self.centre, self.apart))
        self.centre.server.run("trust", there, "--area", self.area)
        self.apart.server.run("trust", here)

    def to_centre(self, by_codes: bool = False) -> None:  # noqa: FBT002 - by file or by codes
        """The area's latest letter carried to the CARO; the test fails where it is refused."""
        answer = self.carry("ro", "caro", self.latest("ro"), by_codes=by_codes)
        assert answer.status_code == 302, told_in(answer.text)

    def to_area(self, by_codes: bool = False, words: str = "") -> None:  # noqa: FBT002 - by file or by codes
        """The CARO's latest letter, or the latest with these words, carried to the area."""
        answer = self.carry("caro", "ro", self.latest("caro", words), by_codes=by_codes)
        assert answer.status_code == 302, told_in(answer.text)

    def latest(self, role: str, words: str = "") -> str:
        """The address of the latest letter that somebody can carry, with words in its line where given."""
        page = self._seat(role).page(f"/area/{self.area}/letters/")
        found = re.findall(r'<a href="(/area/[^"]+/letters/\d+/)">([^<]*)</a>', page)
        return next(address for address, said in found if words in unescape(said))

    def carry(self, sender: str, receiver: str, address: str, *, by_codes: bool = False) -> requests.Response:
        """The answer of one room to a letter of the other."""
        if by_codes:
            texts = re.findall(r"<code>(MAYORAL1 [^<]*)</code>", self._seat(sender).page(address))
            random.Random(len(texts)).shuffle(texts)
            return self.hand_in(receiver, "\r\n".join([*texts, texts[0]]))
        file = self._seat(sender).page(f"{address.rstrip('/')}.json")
        return self.hand_in(receiver, file, as_file=True)

    def hand_in(self, receiver: str, text: str, *, as_file: bool = False) -> requests.Response:
        """The answer of a room to the text of a letter."""
        seat, path = self._seat(receiver), f"/area/{self.area}/letters/"
        form = seat.sent(path, {} if as_file else {"letter": text}, seat.page(path))
        files = {"file": ("letter.json", text.encode())} if as_file else None
        return Sent(form.session, form.address, form.data, files).post()

    def _seat(self, role: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - at HTTP
        return self.apart.seat("ro", self.area) if role == "ro" else self.centre.seat("caro")


def told_in(page: str) -> list[str]:
    """What a page says went wrong."""
    return [unescape(one) for one in re.findall(r'role="alert">(.*?)<', page)]


@contextmanager
def two_rooms(folder: Path, election: Path, area: str) -> Iterator[Rooms]:
    """A rehearsal of one election in two rooms; what is read back comes from the paper of whoever counted."""
    for name in ("centre", "apart"):
        (folder / name).mkdir()
    with room(folder / "centre", election) as centre, room(folder / "apart", election) as apart:
        rooms = Rooms(centre, apart, area)
        rooms.exchange_keys()
        yield rooms


def rerecorded(packet: bytes, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A night whose first letter is changed, every hash of its own record made anew to fit."""
    with zipfile.ZipFile(io.BytesIO(packet)) as opened:
        opened.extractall(folder)
    acts = [json.loads(line) for line in (folder / "acts.jsonl").read_text("utf-8").splitlines()]
    change(next(act for act in acts if act["kind"] == TAKE_IN)["payload"])
    previous, lines = BEGINNING, []
    for one in acts:
        bare = Act(**{**one, "previous": previous, "hash": ""})
        previous = hash_of(bare)
        lines.append(line_of(replace(bare, hash=previous)))
    (folder / "acts.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
    (folder / "head.txt").write_text(f"{len(acts)} {previous}\n", encoding="utf-8")
    return folder
