"""A server that is killed in a courier's hands, again and again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
from live import LiveNight
from seats import Sent


@dataclass
class Killing:
    """A courier in whose hands the server dies: after an acknowledgement or while it is at work.

    `every` is how many requests lie between two deaths.
    """

    night: LiveNight
    every: int
    chance: random.Random = field(default_factory=lambda: random.Random(2017))
    sent: int = 0
    after: int = 0
    during: int = 0
    kept: int = 0

    def __call__(self, sent: Sent) -> requests.Response:
        """The answer of the server, dead or alive in between."""
        turn = self.sent // self.every if self.sent % self.every == self.every - 1 else None
        if turn is not None and turn % 2:
            answer = self._during(sent)
        else:
            answer = sent.post()
            assert answer.status_code == 302, answer.text
            if turn is not None:
                self.after += 1
                self._restart()
        self.sent += 1
        if turn is not None:
            assert self.night.kept() == self.sent
        return answer

    def _during(self, sent: Sent) -> requests.Response:
        """Killed between nothing and a tenth of a second after the request; then the form is sent again."""
        statuses: list[int] = []
        sending = threading.Thread(target=_quietly, args=(sent, statuses))
        sending.start()
        time.sleep(self.chance.random() / 10)
        self.during += 1
        self.night.server.kill()
        sending.join()
        self.night.server.start()
        kept = self.night.kept()
        assert kept in (self.sent, self.sent + 1)
        assert kept >= self.sent + statuses.count(302), "acknowledged and lost"
        self.kept += kept - self.sent
        answer = sent.post()
        assert answer.status_code == 302, answer.text
        return answer

    def _restart(self) -> None:
        self.night.server.kill()
        self.night.server.start()


def _quietly(sent: Sent, statuses: list[int]) -> None:
    try:
        statuses.append(sent.post().status_code)
    except requests.RequestException:
        statuses.append(0)


def killed(night: LiveNight, every: int, play: Callable[[LiveNight], None]) -> Killing:
    """A night played under a server that dies again and again; the record verifies at its end."""
    courier = Killing(night, every)
    night.courier = courier
    play(night)
    assert night.kept() == courier.sent
    print(  # noqa: T201
        f"{courier.after} kills after an acknowledgement, {courier.during} during a request, "
        f"{courier.kept} of these recorded before the answer; {courier.sent} acts"
    )
    return courier
