"""The settings of the count room: from the environment only, with the values of a rehearsal on one laptop."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent
MODE = os.environ.get("COUNTROOM_MODE", "rehearsal")
if MODE not in ("rehearsal", "live"):
    raise ImproperlyConfigured(f"COUNTROOM_MODE is `{MODE}`; expected rehearsal or live")
LIVE = MODE == "live"
FOLDER = Path(os.environ.get("COUNTROOM_FOLDER", "countroom-data")).resolve() / MODE
TRAINING = FOLDER / "training.json"  # there only where `countroom train` made the database
PUBLIC_FOLDER = Path(os.environ.get("COUNTROOM_PUBLIC", FOLDER / "public"))
# Names in an Atom feed are for ever: a live night has one only where its public address is told.
_ADDRESS = os.environ.get("COUNTROOM_PUBLIC_ADDRESS", "" if LIVE else "http://127.0.0.1:8400/public/")
PUBLIC_ADDRESS = _ADDRESS and f"{_ADDRESS.rstrip('/')}/"


def _database(url: str) -> dict[str, object]:
    """The database of a URL, `sqlite:///path` or `postgresql://…`, with the options each needs."""
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:]), "OPTIONS": options}
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.netloc.rpartition("@")[2].partition(":")[0]),
            "PORT": str(parts.port or ""),
        }
    raise ImproperlyConfigured(f"COUNTROOM_DATABASE is `{url}`; expected sqlite:///… or postgresql://…")


SECRET_KEY = os.environ.get("COUNTROOM_SECRET_KEY", "")  # Django refuses to sign anything with an empty one
DEBUG = False
NAMED_HOSTS = [one.strip() for one in os.environ.get("COUNTROOM_HOSTS", "").split(",") if one.strip()]
# The machine itself always opens its own room: docs/threat-model.md, "a stranger with a name of their own".
OWN_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*NAMED_HOSTS, *OWN_HOSTS]
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("COUNTROOM_ORIGINS", "").split(",") if one]
DATABASES = {
    "default": _database(os.environ.get("COUNTROOM_DATABASE", f"sqlite:///{FOLDER / 'countroom.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "countroom.Person"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "countroom",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "countroom.access.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "countroom.access.SameMode",
    "countroom.access.OneRuleEach",
    "countroom.access.SecondFactor",
]
ROOT_URLCONF = "countroom.urls"
ASGI_APPLICATION = "countroom.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "countroom.access.bar",
            ]
        },
    }
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HERE / "static"  # served from the installed package; nothing is collected anywhere
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# People
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "countroom.people.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Passwords: failures only make the next attempt wait (people/signing_in.py), so that nobody can lock a
# returning officer out. `login_failed` is left to codes of second factors, asked for after the password.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "30/10m/key", "reauthenticate": "20/m/user"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "countroom_cache"}}
MFA_ADAPTER = "countroom.people.signing_in.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = f"Count room ({MODE})"
SECOND_FACTOR = LIVE or os.environ.get("COUNTROOM_SECOND_FACTOR") == "yes"

# The browser
SECURE = LIVE or os.environ.get("COUNTROOM_SECURE") == "yes"
SESSION_COOKIE_NAME = f"countroom_{MODE}"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = f"countroom_{MODE}_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING_CONFIG = None
