"""The documentation is true: pages made from code are current, links lead somewhere, examples run."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from somewhere import ROOT
from typed import run

PAGES = sorted(
    path for path in ROOT.rglob("*.md") if not {part for part in path.relative_to(ROOT).parts if part[0] == "."}
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
TYPED = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?(mayoral .*)$", re.MULTILINE)
ENDS_WITH_1 = {"mayoral check mayor.greater-manchester-ca.2021-05-06"}
"""Examples that show figures which do not agree."""
GOES_ON = {"mayoral serve site", "mayoral verify night.zip"}
"""Examples that run until they are stopped, or want a night that was exported."""


def generated() -> dict[Path, str]:
    """The pages docs/generate.py would write."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[Path, str] = module.pages()
    return pages


def test_pages_made_from_code_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this fails run `python3 dev.py docs` and commit what it wrote."""
    monkeypatch.setenv("COLUMNS", "80")
    for path, text in generated().items():
        assert path.read_text(encoding="utf-8") == text, path


@pytest.mark.parametrize("written", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(written: Path) -> None:
    """A relative link names a file or folder of the project."""
    for target in LINK.findall(written.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            assert (written.parent / target.partition("#")[0]).exists(), target


def examples() -> list[str]:
    """Every `mayoral …` typed in a block of a page, up to a pipe or a remark; the usage lines are not typed."""
    found: dict[str, None] = {}
    for page in PAGES:
        for _, block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in TYPED.findall(block):
                found[re.split(r"\s+(?:[|>#]|\[)", line)[0].strip()] = None
    return [line for line in found if line not in GOES_ON]


@pytest.mark.parametrize("line", examples())
def test_every_example_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed in a copy of the project's folder, it ends as the page says."""
    for name in ("elections", "offices", "docs", "examples"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    status, _, err = run(line.removeprefix("mayoral"), capsys)
    assert (status, err) == (int(line in ENDS_WITH_1), "")


def test_the_library_s_example_runs() -> None:
    """The Python of the README prints what it says."""
    (code,) = [
        block for language, block in FENCE.findall((ROOT / "README.md").read_text()) if language == "python"
    ]
    assert len([line for line in code.splitlines() if line]) <= 10
    assert _told(sys.executable, "-c", code) == "Ben Houchen is elected\n"


def kept() -> list[Path]:
    """The files of the project: those git would commit, or all where there is no git."""
    git = shutil.which("git")
    told = "" if git is None else _told(git, "ls-files", "-co", "--exclude-standard")
    made = {".venv", ".git", "mutants"}
    return [ROOT / name for name in told.splitlines()] or [
        path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)
    ]


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout


def test_locked_sets_hold_no_address() -> None:
    """A lock made behind a mirror works elsewhere: no index, no link, and a hash for everything."""
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        assert "--index-url" not in text
        assert "--hash=sha256:" in text


def test_no_file_holds_a_path_of_one_machine() -> None:
    """Homes, temporary and working folders of a machine mean nothing to anybody else."""
    foreign = re.compile(rb"(?<![\w.])/(?:home|root|tmp|work|Users|private|var/folders)/\w")
    for path in kept():
        if path.is_file() and path.suffix not in {".png", ".woff2", ".parquet"}:
            found = foreign.search(path.read_bytes())
            assert found is None, (path.relative_to(ROOT), found)
