"""The house stands: imports point down, and each contract that says so catches a breach of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from somewhere import ROOT

SRC = ROOT / "src"
CONFIG = ROOT / "pyproject.toml"
CONTRACTS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
FORBIDDEN_ROOMS = {
    "base",
    "common",
    "core",
    "helpers",
    "manager",
    "misc",
    "service",
    "services",
    "shared",
    "utils",
}

# For each contract: the module that breaks it, and the line put into it.
BREACHES = {
    "Each floor uses only the floors below it": [
        ("contest/papers.py", "import mayoral.counting.count"),
        ("files/sources.py", "import mayoral.counting.count"),
        ("counting/count.py", "import mayoral.files.sources"),
        ("publish/wording.py", "import mayoral.cli"),
        ("attic.py", "import mayoral.contest"),
    ],
    "The count depends on nothing but what it is given": [
        ("contest/law.py", "import time"),
        ("methods/equality.py", "import random"),
        ("counting/count.py", "import logging"),
        ("counting/checks.py", "from pathlib import Path"),
        ("contest/papers.py", "import json"),
        ("methods/equality.py", "import secrets"),
        ("contest/outcomes.py", "import jinja2"),
    ],
    "The count is the standard library only": [
        ("counting/consolidation.py", "import polars"),
        ("methods/equality.py", "import rich"),
        ("contest/record.py", "import tomli_w"),
    ],
    "The library knows no web framework": [
        ("cli/screen.py", "import django"),
        ("contest/law.py", "from django.db import models"),
    ],
    "What is published was counted elsewhere": [
        ("publish/transcripts/tables.py", "import mayoral.counting.consolidation"),
        ("publish/wording.py", "import mayoral.methods"),
        ("publish/notices.py", "import mayoral.files.reading"),
    ],
    "One voting method does not know another": [
        ("methods/supplementary_vote.py", "import mayoral.methods.alternative_vote"),
        ("methods/first_past_the_post.py", "from mayoral.methods import supplementary_vote"),
    ],
    "In the count room screens stand on acts, acts on records, records on rows": [
        ("../countroom/actions/area.py", "import countroom.views.desks"),
        ("../countroom/records.py", "import countroom.actions.whole"),
        ("../countroom/models.py", "import countroom.records"),
        ("../countroom/night/figures.py", "import countroom.night.boxes"),
        ("../countroom/night/sheets.py", "import countroom.night.parts"),
        ("../countroom/night/wording.py", "import countroom.night.next_step"),
        ("../countroom/night/parts.py", "import countroom.night.expected"),
        ("../countroom/paperwork/printing.py", "import countroom.access"),
        ("../countroom/handover/codes.py", "import countroom.actions"),
    ],
    "Screens never count": [
        ("../countroom/views/centre.py", "import mayoral.counting.count"),
        ("../countroom/api.py", "import mayoral.methods"),
    ],
    "Rows hold no electoral rule": [("../countroom/models.py", "import mayoral.contest.law")],
    "No circles": [
        ("contest/dates.py", "import mayoral.contest.record"),
        ("files/sources.py", "import mayoral.files.elections"),
    ],
}


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over a copy of the source, by the contracts of this project."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    command = [sys.executable, "-c", code, str(source), "--config", str(CONFIG), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of src to break."""
    shutil.copytree(SRC, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src"


def test_every_contract_is_kept(copied: Path) -> None:
    """The house as it is."""
    told = lint(copied)
    assert told.returncode == 0, told.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in told.stdout


def test_every_contract_is_broken_here_once() -> None:
    """A contract added to pyproject.toml is shown to catch something, here."""
    assert set(BREACHES) == {one["name"] for one in CONTRACTS}


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught(copied: Path, contract: str) -> None:
    """Imports that a contract forbids: lint-imports fails, names the contract and every module that breaks it."""
    for module, line in BREACHES[contract]:
        with (copied / "mayoral" / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    told = lint(copied)
    assert told.returncode == 1
    assert f"{contract} BROKEN" in told.stdout, told.stdout
    broken = told.stdout[told.stdout.index("Broken contracts") :]
    for module, _ in BREACHES[contract]:
        assert module.removesuffix(".py").rpartition("/")[2] in broken, (module, broken)


def modules() -> list[Path]:
    """The Python files of the library and its web application."""
    return sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)


def test_a_file_is_short() -> None:
    """At most 250 lines: what is longer has two things in it."""
    assert [path for path in modules() if len(path.read_text(encoding="utf-8").splitlines()) > 250] == []


def test_a_package_is_small() -> None:
    """At most twelve modules side by side, its own face not counted; but every command has one of its own."""
    packages = {path.parent for path in modules()}
    crowded = {one.name: len(list(one.glob("[!_]*.py"))) for one in packages}
    assert {name: size for name, size in crowded.items() if size > 12 and name != "cli"} == {}


def test_a_room_is_named_for_what_is_in_it() -> None:
    """A room called helpers or common has not been understood yet."""
    names = {part for path in modules() for part in path.relative_to(SRC).with_suffix("").parts}
    assert names & FORBIDDEN_ROOMS == set()


def test_the_core_is_the_standard_library() -> None:
    """contest, methods, counting and analysis import nothing that must be installed."""
    code = (
        "import sys, importlib, pkgutil\n"
        "for room in ('contest', 'methods', 'counting', 'analysis'):\n"
        "    package = importlib.import_module(f'mayoral.{room}')\n"
        "    for one in pkgutil.iter_modules(package.__path__):\n"
        "        importlib.import_module(f'mayoral.{room}.{one.name}')\n"
        "print(*{name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))"
    )
    told = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(SRC)!r})\n{code}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert set(told.stdout.split()) <= {"mayoral", "__main__"}
