"""`mayoral serve`: this machine only, an ETag for every file; not yet, withdrawn and never are told apart."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mayoral.cli import main
from mayoral.cli.serve import server
from mayoral.publish.site.keeping import keep

PAGES = {
    "index.html": b"<p>home</p>",
    "404/index.html": b'<link href="../style.css">lost',
    "410/index.html": b"gone",
    "people/si\u00f4n/index.html": b"a person",
    "people/old/index.html": b"withdrawn later",
    "data/feed.atom": b"<feed/>",
    "results/mayor.x.2026-05-07/1.json": b"{}",
    "results/mayor.x.2026-05-07/2.json": b"{}",
    "results/mayor.x.2026-05-07/index.json": b'{"election": "mayor.x.2026-05-07", "latest": 2, "snapshots": []}',
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The address of a running server of a small site, one page of which was withdrawn."""
    folder = tmp_path / "site"
    keep(PAGES.items(), folder)
    keep([one for one in PAGES.items() if "old" not in one[0]], folder)
    (tmp_path / "secret.txt").write_text("not for everybody")
    running = server(folder, 0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_address[0], running.server_address[1]  # type: ignore[misc]
    running.shutdown()
    running.server_close()
    thread.join()


def ask(address: tuple[str, int], path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The answer to one request, its body read."""
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_a_page_is_served_with_an_etag_and_not_again_while_it_is_the_same(address: tuple[str, int]) -> None:
    """A client that has the page is told so in a line."""
    answer = ask(address, "/")
    assert (answer.status, answer.body) == (200, b"<p>home</p>")  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    again = ask(address, "/", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")  # type: ignore[attr-defined]
    assert ask(address, "/", If_None_Match='"other"').status == 200


def test_what_was_withdrawn_is_410_and_what_never_was_is_404(address: tuple[str, int]) -> None:
    """The manifest remembers; the links of the page shown lead from any depth."""
    assert ask(address, "/people/old/").status == 410
    assert ask(address, "/people/old/index.html").status == 410
    lost = ask(address, "/people/nobody/a/b/")
    assert lost.status == 404
    assert lost.body == b'<link href="/style.css">lost'  # type: ignore[attr-defined]


def test_a_snapshot_not_published_yet_is_told_from_one_that_never_was(address: tuple[str, int]) -> None:
    """After the newest of a night: 404 now, with when to ask again and the newest; elsewhere just 404."""
    night = "/results/mayor.x.2026-05-07"
    assert ask(address, f"{night}/2.json").status == 200
    for path in (f"{night}/3.json", f"{night}/999999.json"):
        answer = ask(address, path)
        assert (answer.status, answer.headers["Retry-After"]) == (404, "30")
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        told = json.loads(answer.body)  # type: ignore[attr-defined]
        assert (told["schema"], told["election"], told["latest"]) == (
            "mayoral.not-yet/1",
            "mayor.x.2026-05-07",
            2,
        )
    for path in (f"{night}/0.json", f"{night}/03.json", f"{night}/x.json", "/results/mayor.y.2026-05-07/3.json"):
        never = ask(address, path)
        assert (never.status, never.headers["Retry-After"]) == (404, None)
    head = ask(address, f"{night}/3.json", "HEAD")
    assert (head.status, head.headers["Retry-After"], head.body) == (404, "30", b"")  # type: ignore[attr-defined]


def test_folders_get_their_slash_and_names_their_letters(address: tuple[str, int]) -> None:
    """Relative links need the slash; a name may have any letter."""
    moved = ask(address, "/people/si%C3%B4n")
    assert (moved.status, moved.headers["Location"]) == (301, "/people/si%C3%B4n/")
    assert ask(address, "/people/si%C3%B4n/").status == 200
    assert ask(address, "/data/feed.atom").headers["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/people/..%2f..%2f..%2fsecret.txt", "/%00"]
)
def test_nothing_outside_the_site_is_served(address: tuple[str, int], path: str) -> None:
    """A path cannot climb out of the folder."""
    answer = ask(address, path)
    assert answer.status == 404
    assert b"everybody" not in answer.body  # type: ignore[attr-defined]


def test_a_head_request_has_the_headers_of_the_page_and_no_body(address: tuple[str, int]) -> None:
    """The length is that of the page."""
    answer = ask(address, "/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "11", b"")  # type: ignore[attr-defined]


def test_serve_refuses_a_folder_that_is_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says how to build one."""
    assert main(["serve", str(tmp_path)]) == 2
    assert "mayoral publish" in capsys.readouterr().err
