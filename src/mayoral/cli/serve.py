"""`mayoral serve`."""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mayoral.files.reading import Unreadable
from mayoral.publish.feeds.on_disk import AGAIN_AFTER, not_yet
from mayoral.publish.site.keeping import MANIFEST

TYPES = {
    "": "application/octet-stream",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wikitext": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}


class Handler(SimpleHTTPRequestHandler):
    """Serves a site: a strong ETag for every file, 410 for what was withdrawn, 404 for what never was.

    A snapshot after the newest of a night is not found yet: its 404 says so, and when to ask again.
    """

    extensions_map = TYPES

    def do_GET(self) -> None:
        """Answer a request for a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        top = Path(self.directory).resolve()
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = (top / path).resolve() if "\0" not in path else top / MANIFEST / "none"
        if not file.is_relative_to(top):
            file = top / MANIFEST / "none"
        if file.is_dir() and path and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            self._send(HTTPStatus.OK, file, with_body=with_body)
            return
        status = HTTPStatus.GONE if self._gone(top, path) else HTTPStatus.NOT_FOUND
        later = not_yet(top, path) if status is HTTPStatus.NOT_FOUND else None
        if later is not None:
            self._not_yet(later, with_body=with_body)
            return
        self._send(status, top / str(status.value) / "index.html", with_body=with_body)

    def _not_yet(self, told: bytes, *, with_body: bool) -> None:
        """The answer for a snapshot that is not published yet: not found now, and when to ask again."""
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Retry-After", str(AGAIN_AFTER))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Type", TYPES[".json"])
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        if with_body:
            self.wfile.write(told)

    def _gone(self, top: Path, path: str) -> bool:
        """Whether a path was published once and is no longer."""
        manifest = top / MANIFEST
        if not manifest.is_file():
            return False
        gone = set(json.loads(manifest.read_text(encoding="utf-8"))["gone"])
        return path in gone or f"{path.rstrip('/')}/index.html".lstrip("/") in gone

    def _send(self, status: HTTPStatus, file: Path, *, with_body: bool) -> None:
        data = file.read_bytes() if file.is_file() else status.phrase.encode()
        if status is not HTTPStatus.OK:
            # These pages lie one folder deep and are shown at any address.
            data = data.replace(b'href="../', b'href="/')
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        known = {one.strip() for one in self.headers.get("If-None-Match", "").split(",")}
        fresh = status is HTTPStatus.OK and known & {tag, "*"}
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else status)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Content-Type-Options", "nosniff")
        if not fresh:
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if with_body and not fresh:
            self.wfile.write(data)


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of a site, bound to this machine only; port 0 takes any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def run(given: Namespace) -> int:
    """Serve a site on this machine until stopped."""
    folder = Path(given.site)
    if not (folder / "index.html").is_file():
        raise Unreadable(
            folder, 1, "there is no site here; build one with: mayoral publish elections offices --to site"
        )
    with server(folder, given.port) as running:
        print(f"http://127.0.0.1:{running.server_address[1]}/  (stop with Ctrl-C)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
