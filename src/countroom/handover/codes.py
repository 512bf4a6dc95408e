"""A letter as a few QR codes: each holds a part, and whoever scans them pastes them in any order.

A part is `MAYORAL1 2/5 1A2B3C4D …`: which of how many, the letter it belongs to, and a piece of the letter in
base 32, whose last four bytes tell whether the part is as it was printed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zlib

import segno

from mayoral.contest.findings import Refused

MARK = "MAYORAL1"
MOST_PARTS = 40
LONGEST = 1_000_000
"""More bytes than any letter has: what unfolds to more is none."""
PIECE = 400
"""The bytes in one code: QR version 17, which the camera of a telephone reads from a screen and from paper."""
_PART = re.compile(r"\s*([0-9]{1,2})\s*/\s*([0-9]{1,2})\s+([0-9A-F]{8})\s+([A-Z2-7\s]+)", re.ASCII)


def parts_of(letter: str) -> tuple[str, ...]:
    """The parts of a letter, in order."""
    packed = zlib.compress(letter.encode(), 9)
    pieces = [packed[start : start + PIECE] for start in range(0, len(packed), PIECE)]
    short = hashlib.sha256(packed).hexdigest()[:8].upper()
    return tuple(_part(place, len(pieces), short, piece) for place, piece in enumerate(pieces, 1))


def _part(place: int, of: int, short: str, piece: bytes) -> str:
    head = f"{MARK} {place}/{of} {short} "
    check = zlib.crc32(head.encode() + piece).to_bytes(4, "big")
    return head + base64.b32encode(piece + check).decode().rstrip("=")


def letter_from(pasted: str) -> str:
    """The letter whose parts were pasted: in any order, twice, broken over lines.

    Raises Refused with the part that is not as it was printed, or with those that are missing.
    """
    before, *texts = pasted.split(MARK)
    if before.strip() or not texts:
        raise Refused(f"what was pasted is no letter: each scanned code begins with {MARK}, such as {MARK} 1/3")
    found: dict[int, bytes] = {}
    letters: set[tuple[int, str]] = set()
    for text in texts:
        place, of, short, piece = _read(text)
        letters.add((of, short))
        if len(letters) > 1:
            raise Refused("these codes are of two letters: paste those of one letter only")
        found[place] = piece
    ((of, short),) = letters
    missing = [str(one) for one in range(1, of + 1) if one not in found]
    if missing:
        raise Refused(
            f"still missing of {of} codes: {', '.join(missing)}. Scan them and paste them below the others"
        )
    return _unpacked(b"".join(found[one] for one in sorted(found)), short)


def _read(text: str) -> tuple[int, int, str, bytes]:
    """The place, the number of parts, the letter and the piece of one part. Raises Refused."""
    read = _PART.fullmatch(text)
    if read is None:
        told = " ".join(text.split())[:24]
        raise Refused(f"“{MARK} {told}…” is not a code as it was printed: scan it again")
    place, of, short, coded = int(read[1]), int(read[2]), read[3], "".join(read[4].split())
    again = Refused(f"code {place} of {of} is not as it was printed: scan it again")
    try:
        raw = base64.b32decode(coded + "=" * (-len(coded) % 8))
    except ValueError as problem:
        raise again from problem
    if not 1 <= place <= of <= MOST_PARTS or _part(place, of, short, raw[:-4]).rpartition(" ")[2] != coded:
        raise again
    return place, of, short, raw[:-4]


def _unpacked(packed: bytes, short: str) -> str:
    if hashlib.sha256(packed).hexdigest()[:8].upper() != short:
        raise Refused("the codes do not make up their letter: scan all of them again")
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(packed, LONGEST)
        return raw.decode() if unpacking.eof else ""
    except (zlib.error, UnicodeDecodeError) as problem:
        raise Refused("the codes do not make up a letter: scan all of them again") from problem


def picture(part: str, words: str) -> str:
    """A part as the SVG of a QR code, with words for who cannot see it."""
    code = segno.make(part, error="m", mode="alphanumeric", boost_error=False, micro=False)
    out = io.BytesIO()
    code.save(out, "svg", xmldecl=False, nl=False, omitsize=True, border=4, title=words, svgclass="letter-code")
    return out.getvalue().decode()
