#!/usr/bin/env python3
"""Everything a developer does here, with nothing but Python: see `python3 dev.py --help`."""

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this line is for those who have an older one)
    sys.exit("mayoral needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

import tomllib

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "made-from"
LOCK = ROOT / "requirements" / "dev.txt"
LONG = ROOT / "requirements" / "long.txt"
UV_LOCK = ROOT / "requirements" / "uv.txt"
DEMO = ("mayor.cambridgeshire-and-peterborough.2017-05-04",)
FULLY_COVERED = "src/mayoral/analysis/*,src/mayoral/contest/*,src/mayoral/methods/*,src/mayoral/counting/*"


def tool(name: str) -> str:
    """The path of a program in the virtual environment."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def run(*command: str) -> int:
    """The exit status of a command run at the top of the project, its output shown as it comes."""
    # uv reads neither pip's index nor, unless told, the certificates of the machine.
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def step(name: str, *command: str) -> None:
    """One named step, run and timed; a failing step ends everything."""
    print(f"── {name}", flush=True)
    began = time.perf_counter()
    status = run(*command)
    took = time.perf_counter() - began
    if status:
        sys.exit(f"── {name} failed after {took:.1f} s")
    print(f"   done in {took:.1f} s", flush=True)


def made_from() -> str:
    """A fingerprint of all that decides what is in the virtual environment."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = (
        str(ROOT),
        sys.version,
        LOCK.read_text(encoding="utf-8"),
        repr((project["build-system"], project["project"], project["tool"]["hatch"])),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def install(*installer: str) -> int:
    """The exit status of installing the locked set, then the project itself in place."""
    return run(*installer, "--require-hashes", "-r", str(LOCK)) or run(
        *installer, "--no-deps", "--no-build-isolation", "-e", str(ROOT)
    )


def setup(arguments: argparse.Namespace) -> None:
    """Makes .venv with the locked tools and the command `mayoral`, unless it is there already."""
    fingerprint = made_from()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint:
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python cannot make a virtual environment: install its venv package (python3-venv).")
    began = time.perf_counter()
    print("── setup: making .venv", flush=True)
    venv.create(VENV, clear=True, with_pip=True)
    python = tool("python")
    pip = (python, "-m", "pip", "install", "--disable-pip-version-check")
    print("── setup: installing the locked tools", flush=True)
    status = 1
    if not arguments.pip and not run(*pip, "--quiet", "--require-hashes", "-r", str(UV_LOCK)):
        status = install(tool("uv"), "pip", "install", "--python", python)
    if status:
        print("── setup: installing with pip, which takes longer", flush=True)
        status = install(*pip)
    if status:
        sys.exit("── setup failed: the locked tools could not be installed; is there a network?")
    STAMP.write_text(fingerprint, encoding="utf-8")
    print(f"   done in {time.perf_counter() - began:.1f} s", flush=True)


def demo(_: argparse.Namespace) -> None:
    """Counts a real election, builds the public record, and opens a rehearsal of the count room."""
    for election in DEMO:
        step(f"mayoral count elections/{election}", tool("mayoral"), "count", f"elections/{election}")
    record = ("publish", "elections", "offices", "--to", "build/site")
    step(f"mayoral {' '.join(record)}", tool("mayoral"), *record)
    count_room()


def count_room() -> None:
    """Opens a rehearsal of the first demonstrated election in the count room, its accounts printed."""
    with tempfile.TemporaryDirectory(prefix="countroom-") as folder:
        os.environ.update({"COUNTROOM_FOLDER": folder, "COUNTROOM_MODE": "rehearsal"})
        step("countroom rehearse", tool("countroom"), "rehearse", f"elections/{DEMO[0]}")
        if sys.stdin.isatty():
            print("── countroom serve (Ctrl-C ends it)", flush=True)
            run(tool("countroom"), "serve")
        else:
            print("── the count room is opened only from a terminal: nobody is here to close it")


def test(arguments: argparse.Namespace) -> None:
    """Runs every check; with --long also the tests that take minutes."""
    marked = ("-m", "") if arguments.long else ()
    if arguments.long:
        python = ("--python", tool("python"))
        step(
            "what the long tests need", tool("uv"), "pip", "install", *python, "--require-hashes", "-r", str(LONG)
        )
    step("ruff check", tool("ruff"), "check")
    step("ruff format", tool("ruff"), "format", "--check")
    step("mypy", tool("mypy"))
    step("import-linter", tool("lint-imports"), "--no-logo")
    step("a browser", tool("python"), "tests/browser.py")
    step("pytest", tool("pytest"), "--cov", "--cov-report=", *marked)
    gate = ("--fail-under=100", f"--include={FULLY_COVERED}")
    step("coverage of the count", tool("coverage"), "report", *gate)
    print("── all passed")


def bench(arguments: argparse.Namespace) -> None:
    """Measures how fast it is; with --large also over a hundred million papers and beside other programs."""
    step("benchmarks", tool("python"), "benchmarks/run.py", *(("--large",) if arguments.large else ()))


def mutants(_: argparse.Namespace) -> None:
    """Changes the count in small ways and lists the changes that no test noticed."""
    step("mutmut run", tool("mutmut"), "run")
    step("mutants that survived", tool("mutmut"), "results")


def docs(_: argparse.Namespace) -> None:
    """Writes anew the pages that are made from code."""
    step("docs", tool("python"), "docs/generate.py")


def lock(_: argparse.Namespace) -> None:
    """Chooses the newest versions again and writes the locked sets in requirements/."""
    how = ("--universal", "--generate-hashes", "--python-version=3.11", "--upgrade", "--quiet")
    where = ("--no-header", "--no-emit-index-url")
    sets = (
        (UV_LOCK, ("requirements/uv.in",)),
        (LOCK, ("--all-extras", "pyproject.toml", "requirements/dev.in")),
        (LONG, ("--constraint", str(LOCK), "requirements/long.in")),
    )
    for written, inputs in sets:
        name = str(written.relative_to(ROOT))
        step(f"locking {name}", tool("uv"), "pip", "compile", *how, *where, "-o", name, *inputs)


COMMANDS = (setup, demo, test, bench, mutants, docs, lock)


def parser() -> argparse.ArgumentParser:
    """What may be asked on the command line: every command, each with its docstring as help."""
    top = argparse.ArgumentParser(prog="dev.py", description=str(__doc__).partition(":")[0])
    commands = top.add_subparsers(metavar="command", required=True)
    for command in COMMANDS:
        words = str(command.__doc__)
        below = commands.add_parser(command.__name__, help=words, description=words)
        below.set_defaults(command=command)
        below.add_argument("--pip", action="store_true", help="install with pip alone, not trying uv first")
        if command is bench:
            below.add_argument("--large", action="store_true", help="also the benchmarks that take many minutes")
        if command is test:
            below.add_argument("--long", action="store_true", help="also the tests marked long")
    return top


def main() -> None:
    """Does what was asked, after making sure that .venv is as it should be."""
    arguments = parser().parse_args()
    setup(arguments)
    if arguments.command is not setup:
        arguments.command(arguments)
    else:
        print(f"   ready: {tool('mayoral')}")


if __name__ == "__main__":
    main()
