"""The folder a tally writes: every file wholly or not at all, and what cannot be written is said.

What can be known before is checked before; then a format that cannot hold these papers is left out and
told, and the others stand complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mayoral.cli.progress import Bar
from mayoral.contest.findings import Refused
from mayoral.files.elections import CONTEST
from mayoral.files.text import Unreadable
from mayoral.files.writing import replace_file

Files = Mapping[str, Callable[[], Iterable[str]]]
"""What gives the parts of each file, by its name."""


def check_asked(to: str, rarest: int) -> None:
    """Raises Unreadable where no folder can stand at this path, or for a threshold that would show one paper.

    An election folder is never written into: its returns were typed from a source, and a tally has its own.
    """
    folder = Path(to)
    standing = next((one for one in (folder, *folder.parents) if one.exists() or one.is_symlink()), folder)
    if standing.exists() and not standing.is_dir():
        raise Unreadable("--to", 0, f"`{standing}` is a file; expected a folder, or a path where one can be made")
    if (folder / CONTEST).exists():
        what = f"`{folder}` is an election folder, whose own files would be overwritten; expected another folder"
        raise Unreadable("--to", 0, what)
    if rarest < 2:
        what = f"`{rarest}`: what a single paper bears is never published; expected 2 or more"
        raise Unreadable("--rarest", 0, what)


def write_folder(folder: Path, files: Files, lines: int) -> tuple[str, ...]:
    """Write these files, about so many lines, and give back what was not written and why.

    A file of an earlier tally that cannot be written anew is taken away, for it would be of other papers.
    Raises Unreadable where the disk does not take a file, and KeyboardInterrupt with what was written so far.
    """
    written: list[str] = []
    refused = []
    try:
        with Bar(lines, f"Writing {folder}", "lines") as bar:
            for name, made in files.items():
                path = folder / name
                try:
                    replace_file(path, bar.through(made()))
                except Refused as problem:
                    path.unlink(missing_ok=True)
                    refused.append(f"{path} is not written: {problem}")
                    continue
                written.append(name)
    except OSError as problem:
        what = f"it cannot be written: {problem.strerror or problem}; {_so_far(written)}"
        raise Unreadable(path, 0, what) from problem
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"stopped; in {folder} {_so_far(written)}") from None
    return tuple(refused)


def _so_far(written: list[str]) -> str:
    return f"written so far: {', '.join(written)}" if written else "nothing was written"
