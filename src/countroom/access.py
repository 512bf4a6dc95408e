"""Who may open which page: one rule on every URL, or the application refuses to start."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from countroom.models import ContestRow, Person
from countroom.night.stages import AGENTS, CENTRE, FLOOR, RULES, Role
from countroom.people.reach import appointments_of
from countroom.people.signing_in import lacks_second_factor
from countroom.records import this_contest
from mayoral.publish.feeds.snapshots import STYLE

V = TypeVar("V", bound=Callable[..., Any])
Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Access:
    """The rule of a page: open to all, to anyone signed in (no roles named), or to some roles.

    `here` asks for an appointment in the area of the address or over the whole authority; `whole` for
    one over the whole authority, on pages that tell of all its areas together.
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    closed: bool = False
    here: bool = False
    whole: bool = False

    def lets_in(self, person: Person, area: str) -> bool:
        """Whether a person who is signed in may open the page about this area."""
        if self.closed:
            return False
        held = appointments_of(person)
        if self.here or self.whole:
            held = tuple(one for one in held if one.area is None or (not self.whole and one.area.code == area))
        return (not self.roles and not self.here) or any(not self.roles or one.role in self.roles for one in held)


EVERYONE = Access(public=True)
SIGNED_IN = Access()
CLOSED = Access(closed=True)
AT_THE_COUNT = Access(FLOOR | CENTRE | {Role.TYPIST, Role.ADJUDICATOR, Role.INSTALLER} | AGENTS, here=True)
ON_THE_FLOOR = Access(FLOOR | {Role.TYPIST}, here=True)
AT_THE_CENTRE = Access(CENTRE, whole=True)
READS_BACK = Access(CENTRE | {Role.SUPERVISOR, Role.TYPIST}, whole=True)
READS_THE_SCRIPT = Access(CENTRE | {Role.SUPERVISOR}, whole=True)
SEES_THE_CALCULATION = Access(CENTRE | {Role.CANDIDATE, Role.ELECTION_AGENT, Role.AUDITOR}, whole=True)
"""At the centre only candidates and election agents are shown figures, no counting agent. Law: r 59(5), (8)."""
SEES_THE_RECORD = Access(CENTRE | {Role.AUDITOR}, whole=True)
SEES_PROGRESS = Access(FLOOR | CENTRE | AGENTS | {Role.OBSERVER, Role.TYPIST, Role.ADJUDICATOR, Role.AUDITOR})
WITH_DOUBTFUL = Access(FLOOR | CENTRE | AGENTS | {Role.ADJUDICATOR, Role.AUDITOR}, here=True)
BY_HAND = Access(FLOOR | CENTRE, here=True)
APPOINTS = Access(CENTRE | {Role.RETURNING_OFFICER, Role.DEPUTY, Role.INSTALLER})

_OPEN = ("account_login", "mfa_authenticate", "mfa_trust", "mfa_login_webauthn", "account_inactive")
_OWN = (
    "account_logout", "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "mfa_reauthenticate_webauthn",
)  # fmt: skip
_SHUT = (
    "account_signup", "account_signup_by_passkey", "account_email", "account_set_password",
    "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_confirm_email", "account_email_verification_sent", "account_request_login_code",
    "account_confirm_login_code", "mfa_signup_webauthn", "account_verify_phone", "account_change_phone",
)  # fmt: skip
_BY_TOKEN = ("api-root", "openapi-json", "api-night", *(f"api-{rule.act}" for rule in RULES))
FOREIGN = (
    dict.fromkeys((*_OPEN, *_BY_TOKEN), EVERYONE) | dict.fromkeys(_OWN, SIGNED_IN) | dict.fromkeys(_SHUT, CLOSED)
)
"""The rules of pages that are not views of ours, by the name of their URL; the API asks for its own token."""


def open_to(access: Access) -> Callable[[V], V]:
    """Puts the rule on a view."""

    def mark(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Any, name: str | None) -> Access | None:  # noqa: ANN401 - a view is any callable
    """The rule of a page, or None where it has none."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else FOREIGN.get(name or "")


def pages(found: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern of the application with its whole address."""
    for one in get_resolver().url_patterns if found is None else found:
        address = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns, address)
        else:
            yield address, one


class OneRuleEach:
    """Middleware: refuses to start while a page lacks its rule, and keeps every page's rule."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        bare = [address for address, one in pages() if rule_of(one.callback, one.name) is None]
        if bare:
            raise ImproperlyConfigured(f"no access rule on: {', '.join(bare)}")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The refusal of a page, or None where it may be opened."""
        match = request.resolver_match
        rule = rule_of(view, match.url_name if match else None)
        if rule is None:
            return HttpResponse("no access rule", status=403)
        if rule.public:
            return None
        if not isinstance(request.user, Person):
            # Who only gave the server's name starts, once signed in, where their next act is.
            wanted = "" if request.path == "/" else f"?next={request.path}"
            return redirect(f"{reverse('account_login')}{wanted}")
        if rule.lets_in(request.user, str(kwargs.get("area", ""))):
            return None
        why = {"why": "You are not appointed to see this page."}
        return render(request, "countroom/refused.html", why, status=403)


class SameMode:
    """Middleware: a rehearsal's server never opens a live database, nor the other way about."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        mode = ContestRow.objects.values_list("mode", flat=True).first()
        if mode is not None and mode != settings.MODE:
            words = f"This server runs in {settings.MODE} mode; its database was made for {mode}."
            return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class SecondFactor:
    """Middleware: outside a rehearsal nobody appointed goes further than enrolling a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The way to enrolment, or None where a factor is there or none is asked for."""
        if not isinstance(request.user, Person) or not lacks_second_factor(request.user):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        rule = rule_of(view, name)
        if (name or "") in FOREIGN or (rule is not None and rule.public):
            return None
        return redirect("mfa_index")


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FEED_STYLE = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PUBLIC_POLICY = (
    f"default-src 'none'; style-src 'self' 'sha256-{_FEED_STYLE}'; img-src 'self' data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of what everybody may see: no script at all, and one style inside a page, by its hash."""


class Headers:
    """Middleware: nothing is fetched from elsewhere, nothing inline runs, nothing of staff pages is kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        everybody = request.path.startswith("/public/")
        response["Content-Security-Policy"] = PUBLIC_POLICY if everybody else POLICY
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not request.path.startswith((settings.STATIC_URL, "/public/")):
            response["Cache-Control"] = "no-store"
        return response


def bar(request: HttpRequest) -> dict[str, object]:
    """What every page shows at its head: mode, who sits here, whether they train; and, asked for, the contest."""
    person = getattr(request, "user", None)
    held = appointments_of(person) if isinstance(person, Person) else ()
    trains = not settings.LIVE and settings.TRAINING.is_file()
    return {"mode": settings.MODE, "held": held, "this_contest": this_contest, "trains": trains}
