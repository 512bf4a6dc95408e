"""Signing in: nobody signs up, guesses are slowed down, and no account is ever locked.

A wait that only grows with failures, and never beyond two seconds, slows whoever guesses; who knows the
password gets in however many others fail under the same name or from the same address.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from countroom.models import Person
from countroom.people.cards import has_card

REMEMBERED = 900
LONGEST = 2.0
STEP = 0.1
FREE = 3


def wait(failures: int) -> float:
    """The seconds an attempt waits after so many failures: none for the first three, never above two."""
    return min(LONGEST, STEP * max(0, failures - FREE))


def has_second_factor(person: Person) -> bool:
    """Whether a person has a security key, a TOTP device or a card."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists()) or has_card(person)


def lacks_second_factor(person: Person) -> bool:
    """Whether a second factor is asked for in this mode and the person has none."""
    return bool(settings.SECOND_FACTOR) and not has_second_factor(person)


class Factors(DefaultMFAAdapter):
    """A card is a second factor of its own, where allauth takes recovery codes for an addition to one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code opens nothing. Type the one shown now, or one not yet crossed out.",
        "cannot_delete_authenticator": "This one cannot be taken away now.",
        "cannot_generate_recovery_codes": "Add a security key or an app first; recovery codes stand in for it.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ANN401 - allauth's
        """What a new key is called until its owner names it."""
        return f"Key {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:  # noqa: ANN401 - allauth's
        """Whether a second factor is asked for at login."""
        return bool(super().is_mfa_enabled(user, types)) or (isinstance(user, Person) and has_card(user))


class Accounts(DefaultAccountAdapter):
    """Accounts are made by those who appoint; failed attempts are counted in the database, for all processes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed: ask the returning officer for another.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_code": Factors.error_messages["incorrect_code"],
        "incorrect_password": "That is not your password. Type it again.",
        "rate_limited": "Too many attempts at once. Wait a minute and try again; nothing is locked.",
        "too_many_login_attempts": "Too many attempts at once. Wait a minute and try again; nothing is locked.",
        "username_password_mismatch": "This account and this password do not belong together. Type both again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's
        """A wait by what failed lately under this name and from this address; never a refusal."""
        self._login_failed_rl_usage = None
        failures = cache.get_many(self._keys(request, credentials)).values()
        time.sleep(wait(max(failures, default=0)))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's
        """One more failure of this name and of this address."""
        for key in self._keys(request, credentials):
            cache.add(key, 0, REMEMBERED)
            cache.incr(key)

    def _keys(self, request: HttpRequest, credentials: dict[str, Any]) -> list[str]:
        told = (f"name {credentials.get('username', '')}", f"address {self.get_client_ip(request)}")
        return [f"failed-{hashlib.sha256(one.encode()).hexdigest()}" for one in told]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:  # noqa: ANN401 - allauth's
        """The other ways in which a person may show once more that it is they."""
        said = {
            "reauthenticate": "Use your password instead",
            "mfa_reauthenticate": "Use a code of your app or card instead",
            "mfa_reauthenticate:webauthn": "Use your security key instead",
        }
        return [one | {"description": said[one["id"]]} for one in super().get_reauthentication_methods(user)]
