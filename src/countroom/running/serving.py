"""The count room served, and its publisher beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from argparse import Namespace

import uvicorn
from django.conf import settings
from django.db import connection
from django.http.request import validate_host

from countroom.models import ContestRow
from countroom.running.database import migrate
from countroom.running.logs import configure
from countroom.running.publisher import write_snapshot
from mayoral.contest.findings import Refused

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - as it may be typed; no address that a browser opens


def serve(given: Namespace) -> int:
    """The count room served on one machine, with the publisher beside it; over TLS with a certificate.

    The publisher ends with it, however it ends: at the latest when the pipe between them closes.
    """
    opened = addresses(given)
    if (given.certificate is None) != (given.private_key is None):
        raise Refused("TLS needs both --certificate and --private-key")
    for file in filter(None, (given.certificate, given.private_key)):
        if not file.is_file():
            raise Refused(f"there is no file {file}")
    migrate(given)
    configure("INFO")
    # The server hands a signal on once it has shut down: a polite one ends as Ctrl-C does, so that all is ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "countroom", "publisher", "--beside"], stdin=subprocess.PIPE
    ) as beside:
        print(f"The count room ({settings.MODE}) is at {' and '.join(opened)}", flush=True)
        if given.host in EVERYWHERE and not settings.NAMED_HOSTS:
            print("No other machine opens it yet: say what this one is called in COUNTROOM_HOSTS", flush=True)
        try:
            uvicorn.run("countroom.asgi:application", host=given.host, port=given.port, log_config=None,
                        timeout_graceful_shutdown=2, ssl_certfile=given.certificate,
                        ssl_keyfile=given.private_key)  # fmt: skip
        finally:
            beside.terminate()
    return 0


def addresses(given: Namespace) -> list[str]:
    """The addresses at which a browser opens what is served. Raises Refused where it would open at none.

    Every host it answers to is named in `COUNTROOM_HOSTS`, but the machine's own: whatever else a request
    says it was sent to is turned away.
    """
    everywhere = given.host in EVERYWHERE
    own = f"[{given.host}]" if ":" in given.host else given.host
    named = [one for one in settings.NAMED_HOSTS if not one.startswith((".", "*"))]
    hosts = [own] if not everywhere and validate_host(own.lower(), settings.ALLOWED_HOSTS) else named
    if not hosts and not everywhere:
        raise Refused(f"no browser could open {given.host}: expected it, or a name of it, in COUNTROOM_HOSTS")
    scheme = "http" if given.certificate is None else "https"
    return [f"{scheme}://{one}:{given.port}/" for one in hosts or settings.OWN_HOSTS[:1]]


def publisher(given: Namespace) -> int:
    """Public snapshots written whenever something new is authorised.

    What cannot be written now is said once and tried again; with `--once` it is refused. With `--beside` it
    ends, the round under way finished, once standard input is closed: whoever started it is gone.
    """
    said = ""
    alone = threading.Event()
    if given.beside:
        threading.Thread(target=_heard_out, args=(alone,), daemon=True).start()
    while not alone.is_set():
        try:
            if given.once or ContestRow.objects.exists():
                write_snapshot()
            said = ""
        except (Refused, OSError) as problem:
            if given.once:
                raise
            if str(problem) != said:
                print(f"countroom: nothing is published now: {problem}", file=sys.stderr, flush=True)
            said = str(problem)
        if given.once:
            return 0
        connection.close()
        time.sleep(1)
    return 0


def _heard_out(alone: threading.Event) -> None:
    """Says when the other end of standard input is closed; whoever holds it need say nothing else."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    alone.set()
