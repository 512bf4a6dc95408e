"""Cards of numbered one-time codes, a second factor where phones are put away.

A card is kept as allauth keeps recovery codes, and checked by it: each code once, any of those left.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.dispatch import receiver

from countroom.models import Person
from mayoral.contest.findings import Refused

CODES = 20
log = structlog.get_logger()


def issue(person: Person) -> None:
    """A new card for a person; an earlier card, or recovery codes of their own, are void from now on."""
    _of(person).delete()
    codes = [f"{number:02}{secrets.randbelow(10**8):08}" for number in range(1, CODES + 1)]
    data = {
        "migrated_codes": codes,
        "card": secrets.token_hex(3),
        "printed": False,
        "viewed_at": time.time(),
    }
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data=data)


def has_card(person: Person) -> bool:
    """Whether a person holds a card; used up, it still is asked for, and opens nothing until another is issued."""
    return bool(_of(person).filter(data__has_key="card").exists())


def print_once(person: Person) -> tuple[str, list[str]]:
    """The card's serial and its codes, given out once. Raises Refused where there is none to print."""
    card = _of(person).filter(data__has_key="card").select_for_update().first()
    if card is None or card.data["printed"]:
        raise Refused("a card is printed once: issue a new one, which voids the old")
    card.data["printed"] = True
    card.save(update_fields=["data"])
    return str(card.data["card"]), list(card.data["migrated_codes"])


def _of(person: Person) -> Any:  # noqa: ANN401 - allauth's query set is untyped
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES)


@receiver(authenticator_used)
def tell(user: Person, authenticator: Authenticator, **_more: object) -> None:
    """A log line for every use of a second factor; of a card, which numbers are gone and how many are left."""
    told: dict[str, object] = {"person": user.pk, "kind": authenticator.type}
    if "card" in authenticator.data:
        left = {int(code[:2]) for code in authenticator.data["migrated_codes"]}
        gone = sorted(set(range(1, CODES + 1)) - left)
        told |= {"card": authenticator.data["card"], "numbers_gone": gone, "left": len(left)}
    log.info("second factor", **told)
