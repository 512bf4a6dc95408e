"""`mayoral verify`."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from mayoral.contest.outcomes import Outcome, elected_by
from mayoral.contest.record import Election
from mayoral.counting.count import count
from mayoral.files.acts import (
    RECORD,
    TAKE_IN,
    Act,
    Broken,
    accounts_of,
    acts_in,
    hash_of,
    lots_of,
    read_acts,
    returns_of,
    with_carried,
)
from mayoral.files.elections import read_election
from mayoral.files.nights import totals_of
from mayoral.files.offices import ledger
from mayoral.files.reading import Unreadable
from mayoral.files.writing import texts_of
from mayoral.publish.results import plain
from mayoral.publish.wording import outcome_words

HEAD = "head.txt"


def run(given: Namespace) -> int:
    """Replay a night's record, count again with the library only, and name the first act that was altered."""
    path = Path(given.record)
    if path.is_dir():
        return _verify(path, given.head)
    with tempfile.TemporaryDirectory() as folder:
        _unpack(path, Path(folder))
        return _verify(Path(folder), given.head)


def _unpack(path: Path, folder: Path) -> None:
    """The files of a zip, by their plain names only. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                (folder / Path(name).name).write_bytes(packed.read(name))
    except (OSError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as problem:
        raise Unreadable(
            path, 1, f"this is neither a folder nor a zip of a night's record: {problem}"
        ) from problem


def _verify(folder: Path, printed: str) -> int:
    acts, broken = read_acts(folder / RECORD)
    broken = broken or _head(folder, acts) or _letters(acts) or _against_folder(folder, acts)
    if broken is None and printed:
        bare = printed.replace(" ", "").lower()
        if not any(one.startswith(bare) for one in _heads(acts)):
            broken = Broken(len(acts), f"the head {printed}, printed on a statement, is not in this chain")
    if broken is not None:
        print(f"NOT as recorded. Act {broken.seq}: {broken.what}.")
        return 1
    election = read_election(folder, ledger(folder))
    ended = [str(act.payload["words"]) for act in acts if act.kind == "abandon"]
    contest = replace(election.contest, abandoned=ended[0] if ended else None)
    outcome = count(contest, election.returns, election.lots)
    wrong = _against_declaration(acts, outcome)
    if acts[0].payload.get("mode") != "live":
        print("A REHEARSAL: not a real election.")
    print(f"{len(acts)} acts, each as it was recorded. Head of the chain: {acts[-1].hash}")
    letters = sum(act.kind == TAKE_IN for act in acts)
    if letters:
        print(f"Letters carried by hand among them: {letters}, each holding acts as their own room recorded them.")
    print(f"Counted again from them: {outcome_words(election.contest, outcome)}")
    if wrong is not None:
        print(f"NOT what was declared. Act {wrong.seq}: {wrong.what}.")
        return 1
    return 0


def _head(folder: Path, acts: tuple[Act, ...]) -> Broken | None:
    """The record is as long as its head says, so that no act is missing at its end."""
    path = folder / HEAD
    if not path.is_file():
        return Broken(len(acts), f"{HEAD} is missing, which says how long the record is")
    expected = f"{len(acts)} {acts[-1].hash}\n"
    if path.read_bytes() != expected.encode():
        return Broken(len(acts) + 1, f"the record ends at act {len(acts)}, but {HEAD} says otherwise")
    return None


def _letters(acts: tuple[Act, ...]) -> Broken | None:
    """The first letter carried by hand that holds an act not as its own room recorded it, or None.

    Its signature was proved when it was taken in; here its contest, its mode and the hash of each act are.
    """
    for act in acts:
        if act.kind != TAKE_IN:
            continue
        if any(act.payload.get(one) != acts[0].payload.get(one) for one in ("contest", "mode")):
            return Broken(act.seq, "the letter taken in is of another contest or mode")
        try:
            wrong = next((one for one in acts_in(act.payload) if one.hash != hash_of(one)), None)
        except (KeyError, TypeError):
            return Broken(act.seq, "the letter taken in holds something that is no act")
        if wrong is not None:
            return Broken(act.seq, f"in the letter taken in, {wrong.kind} by {wrong.person} was altered")
    return None


def _heads(acts: tuple[Act, ...]) -> Iterator[str]:
    """Every head of this record and, of the records that letters came from, those the letters know."""
    for act in acts:
        yield act.hash
        for one in acts_in(act.payload) if act.kind == TAKE_IN else ():
            yield from (one.previous, one.hash)


def _against_folder(folder: Path, acts: tuple[Act, ...]) -> Broken | None:
    """The files of the folder say what the record says: the first act that a file contradicts, or None."""
    text = (folder / "election.toml").read_bytes() if (folder / "election.toml").is_file() else b""
    if acts[0].kind != "load" or acts[0].payload.get("contest") != hashlib.sha256(text).hexdigest():
        return Broken(1, "election.toml is not the contest that was loaded")
    if (folder / "declared.toml").exists():
        return Broken(1, "declared.toml is no part of a night's record: the declaration is an act")
    with tempfile.TemporaryDirectory() as alone:
        (Path(alone) / "election.toml").write_bytes(text)
        contest = read_election(Path(alone)).contest
    expected = texts_of(Election(contest, returns_of(acts), lots_of(acts), accounts_of(acts)))
    for name, kind in (("returns.csv", "state"), ("lots.csv", "draw-lot"), ("accounts.csv", "close-verification")):
        there = (folder / name).read_bytes() if (folder / name).is_file() else b""
        if there != expected.get(name, "").encode():
            return Broken(_first_differing(acts, kind, expected.get(name, ""), there), f"{name} differs from it")
    return None


def _first_differing(acts: tuple[Act, ...], kind: str, expected: str, there: bytes) -> int:
    """The act that gave the first line of a file that is not as recorded."""
    lines = there.decode(errors="replace").splitlines()
    pairs = zip_longest(expected.splitlines(), lines, fillvalue="")
    place = next((line.split(",") for line, other in pairs if line != other), [""])
    kinds = {"state": ("state", "final", "close-verification")}.get(kind, (kind,))
    about = [
        act for act in with_carried(acts) if act.kind in kinds and (kind == "draw-lot" or act.area == place[0])
    ]
    exact = [act for act in about if kind != "state" or str(act.count) == place[1]]
    return (exact or about or [acts[-1]])[-1].seq


def _against_declaration(acts: tuple[Act, ...], outcome: Outcome) -> Broken | None:
    declared = next((act for act in acts if act.kind == "declare"), None)
    if declared is None:
        return None
    if elected_by(outcome) != declared.payload["elected"]:
        return Broken(declared.seq, f"it declares {declared.payload['elected']}, which the figures do not give")
    counted = [{str(who): plain(votes) for who, votes in one.totals.votes.items()} for one in outcome.counts]
    if counted != declared.payload["counts"] or totals_of(outcome) != declared.payload["totals"]:
        return Broken(declared.seq, "its figures are not those of the returns")
    return None
