"""The key with which this count room signs its letters, and the keys of other rooms that it trusts.

The private part never leaves its file, which lies in the data folder and not in the database.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from countroom.night.state import NightSoFar
from countroom.paperwork.statements import short
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act

KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)
SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)


def key_file() -> Path:
    """Where the private part of this room's key lies."""
    return Path(settings.FOLDER) / "letter-key"


def make_key() -> None:
    """The key of this count room, made where there is none; only the server's own account may read it."""
    try:
        file = os.open(key_file(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")


def _private() -> Ed25519PrivateKey:
    try:
        text = key_file().read_text(encoding="ascii").strip()
    except (OSError, ValueError) as problem:
        raise Refused("this count room has no key to sign letters with: `countroom key` makes one") from problem
    if not KEY.fullmatch(text):
        raise Refused(f"{key_file().name} does not hold a key: 64 hexadecimal digits were expected")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))


def public_key() -> str:
    """The public part of this room's key. Raises Refused where there is no key."""
    return _private().public_key().public_bytes_raw().hex()


def sign(words: bytes) -> str:
    """The signature of this count room under words."""
    return _private().sign(words).hex()


def signed_by(key: str, words: bytes, signature: str) -> bool:
    """Whether a signature under words is that of a key."""
    if not (KEY.fullmatch(key) and SIGNATURE.fullmatch(signature)):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), words)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """The short form of a key, by which two people compare it over the telephone."""
    return short(hashlib.sha256(bytes.fromhex(key)).hexdigest())


def trusted(so_far: NightSoFar) -> Mapping[str, Act]:
    """The act that made each trusted key so, by area; the CARO's under no area. A later key takes its place."""
    return {act.payload["area"]: act for act in so_far.at("", 0) if act.kind == "trust-key"}
