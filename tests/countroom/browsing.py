"""A real browser against a real server of its own: found wherever it is, or a clear failure."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, Response
from playwright.sync_api import Error as BrowserError

PASSWORD = "rehearsal-of-the-count"  # noqa: S105 - of a rehearsal


def browser_path(playwright: Playwright) -> str:
    """The browser to test in: $TEST_BROWSER, Playwright's own, then the machine's. Fails saying what to do."""
    own = playwright.chromium.executable_path
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("TEST_BROWSER", ""), own, *(shutil.which(name) or "" for name in names)]
    usable = next((one for one in found if one and Path(one).is_file()), None)
    if usable is None:
        raise FileNotFoundError("no browser: set TEST_BROWSER, or install chromium-headless-shell")
    return usable


def chromium(playwright: Playwright, *flags: str) -> Browser:
    """A Chromium of one's own, started with more flags where any are given."""
    return playwright.chromium.launch(executable_path=browser_path(playwright), args=list(flags))


def content(page: Page) -> str:
    """The page as it stands now; one that follows the night may show itself anew at that very moment."""
    for _ in range(9):
        try:
            return page.content()
        except BrowserError:
            page.wait_for_load_state()
    return page.content()


def go(page: Page, address: str) -> Response | None:
    """The answer to opening an address; a page that follows the night may show itself anew at that very moment."""
    for _ in range(5):
        try:
            return page.goto(address)
        except BrowserError as problem:
            if not any(one in problem.message for one in ("ERR_ABORTED", "interrupted by another navigation")):
                raise
            page.wait_for_load_state()
    return page.goto(address)


@dataclass
class Server:
    """A count room served as anyone would serve it, in a process that can be killed."""

    folder: Path
    database: str = ""
    process: subprocess.Popen[bytes] | None = None
    port: int = 0

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def _environment(self) -> dict[str, str]:
        kept = {key: one for key, one in os.environ.items() if not key.startswith(("COUNTROOM_", "DJANGO_"))}
        more = {"COUNTROOM_DATABASE": self.database} if self.database else {}
        return {**kept, **more, "COUNTROOM_FOLDER": str(self.folder), "PYTHONUNBUFFERED": "1"}

    def run(self, *arguments: str) -> str:
        """One command of `countroom` run to its end, and what it printed."""
        command = [sys.executable, "-m", "countroom", *arguments]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *more: str) -> None:
        """Start serving, and wait until it answers."""
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "countroom", "serve", "--port", str(self.port), *more]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(1000):
            try:
                urllib.request.urlopen(f"{self.address}/account/login/").close()  # noqa: S310 - our own server
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.03)
            else:
                return
        raise TimeoutError((self.folder / "log").read_text())

    def kill(self) -> None:
        """Kill -9, as a pulled cable would: the server and its publisher, nothing asked."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def sign_in(browser: Browser, server: Server, username: str) -> Page:
    """A person signed in in a browser of their own, at the page of all their ways."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    go(page, f"{server.address}/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda address: "/account/" not in address)
    page.goto(f"{server.address}/")  # a page that does not follow the night, and so never reloads by itself
    return page
