"""A real Chromium for the tests: found, or installed, or a clear failure; never skipped.

Run by itself it makes sure that there is one: `python tests/browser.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
)
FAILURE = (
    "No Chromium was found and none could be installed. Install one with "
    "`playwright install chromium-headless-shell` or your system's package `chromium`, "
    "or name one in TEST_BROWSER."
)


def launch_arguments() -> dict[str, object]:
    """What Playwright is to launch Chromium with. Raises RuntimeError where there is none."""
    found = executable()
    arguments: dict[str, object] = {"args": ["--no-sandbox"] if _root() else []}
    return arguments if found is None else {**arguments, "executable_path": found}


def executable() -> str | None:
    """The path of a Chromium; None where Playwright has its own. Raises RuntimeError where there is none."""
    named = os.environ.get("TEST_BROWSER")
    if named:
        if not shutil.which(named):
            raise RuntimeError(f"TEST_BROWSER names {named}, which cannot be run")
        return named
    if _playwrights_own():
        return None
    found = next((path for name in SYSTEM if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(FAILURE)
    return found


def _playwrights_own() -> bool:
    """Whether Playwright has downloaded a Chromium that its version launches without a head."""
    asked = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: p.chromium.launch(args=['--no-sandbox']).close()"
    )
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    default = Path.home() / (
        "Library/Caches/ms-playwright" if sys.platform == "darwin" else ".cache/ms-playwright"
    )
    if os.name == "nt":
        default = Path.home() / "AppData/Local/ms-playwright"
    folder = Path(kept) if kept and kept != "0" else default
    if kept != "0" and not any(folder.glob("chromium*")):
        return False
    return subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).returncode == 0


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install() -> None:
    """Installs a Chromium where none is found: Playwright's, else, as root, the system's. Raises RuntimeError."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]]
    if _root() and shutil.which("apt-get"):
        attempts += [["apt-get", "update"], ["apt-get", "install", "-y", "chromium-headless-shell"]]
        attempts += [["apt-get", "install", "-y", "chromium"]]
    for attempt in [[], *attempts]:
        if attempt:
            print(" ".join(attempt), flush=True)  # noqa: T201 - the user waits for this
            subprocess.run(attempt, check=False)
        try:
            executable()
        except RuntimeError:
            continue
        return
    raise RuntimeError(FAILURE)


if __name__ == "__main__":
    try:
        install()
    except RuntimeError as problem:
        sys.exit(str(problem))
