"""Every setting, read once from the environment; the hub runs with none of them set, on SQLite.

| variable | meaning | default |
|---|---|---|
| DEBO_DATA | folder of the embedded database and the hub's keys | ./data |
| DEBO_DATABASE | postgresql://user:password@host:port/name instead of SQLite | |
| DEBO_SECRET_FILE | file with the hub's secret; made when missing | DEBO_DATA/secret |
| DEBO_SECRET | the secret itself, where no file can be kept; goes before the file | |
| DEBO_DATABASE_FILE | file that holds DEBO_DATABASE, so that no password stands in the environment | |
| DEBO_PROXIES | addresses or networks of web servers in front that are believed | 127.0.0.1,::1 |
| DEBO_SECOND_FACTOR | 1: the administration opens only with a second factor, which must then be set up | 0 |
| DEBO_HOSTS | names under which the hub may be addressed, by commas | all |
| DEBO_LINK_MINUTES | minutes between two exchanges with a hub above; 0: only `debo link --now` | 10 |
| DEBO_DEBUG | 1 shows tracebacks; never on a hub that people use | 0 |
"""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from debo.languages import LANGUAGES
from debo.languages.hub import register_with_django


class SettingError(ValueError):
    """A setting has a value Debo can't use; the message names it and says what would do."""


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no setting; refuses anything but 0, 1 and nothing."""
    text = os.environ.get(name, "")
    if text not in ("", "0", "1"):
        raise SettingError(f"{name} is {text!r}; write 1 for yes or 0 for no.")
    return default if text == "" else text == "1"


def whole_number(name: str, default: int, most: int) -> int:
    """Read a setting that counts something; refuses anything but a whole number from 0 to `most`."""
    text = os.environ.get(name, "") or str(default)
    if not text.isdecimal() or int(text) > most:
        raise SettingError(f"{name} is {text!r}; write a whole number from 0 to {most}.")
    return int(text)


def secret(path: Path) -> str:
    """The hub's secret, made on first use and readable by its owner alone."""
    if not path.exists():
        # The folder too, when it is made here; one that is there keeps the mode that somebody gave it.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Created with its mode, so that there is no moment at which others could read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def given_secret() -> str:
    """DEBO_SECRET, or what the file of DEBO_SECRET_FILE holds; refuses a secret that could be guessed."""
    text = os.environ.get("DEBO_SECRET", "")
    if text and len(text) < SHORTEST_SECRET:
        raise SettingError(f"DEBO_SECRET is short; give at least {SHORTEST_SECRET} characters of chance.")
    return text or secret(Path(os.environ.get("DEBO_SECRET_FILE", str(DATA / "secret"))))


def from_file(name: str) -> str:
    """The setting `name`, or else the first line of the file that `name`_FILE names; empty without either."""
    path = os.environ.get(f"{name}_FILE", "")
    if os.environ.get(name) or not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE is {path!r}, which can't be read: {error.strerror}.") from error


def networks(name: str, default: str) -> list[str]:
    """Addresses and networks by commas; refuses what is neither."""
    found = [one.strip() for one in os.environ.get(name, default).split(",") if one.strip()]
    for one in found:
        try:
            ip_network(one, strict=False)
        except ValueError as error:
            raise SettingError(
                f"{name} has {one!r}; write addresses such as 127.0.0.1 or 10.0.0.0/8."
            ) from error
    return found


def database(address: str, data: Path) -> dict[str, object]:
    """Django's description of the database: SQLite in `data`, or the PostgreSQL that `address` names."""
    if address == "":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "debo.sqlite3",
            # IMMEDIATE: a writer waits for its turn at the start instead of failing in the middle.
            # FULL: what was acknowledged survives a power cut (promise 2).
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # A checkpoint each 16 MB instead of 4: ids lie in no order, so a thousand entries touch a
                # thousand pages, and most of those are touched again before they must be carried over.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
                    "PRAGMA wal_autocheckpoint=4000;"
                ),
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingError("DEBO_DATABASE must look like postgresql://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 60,
        # The database then plans a statement once for a connection, not each time it is asked.
        "OPTIONS": {"server_side_binding": True},
    }


#: 32 characters of a base 64 are 192 bits.
SHORTEST_SECRET = 32
BASE_DIR = Path(__file__).resolve().parent
DATA = Path(os.environ.get("DEBO_DATA", "data")).resolve()
DEBUG = flag("DEBO_DEBUG")
SECRET_KEY = given_secret()
ALLOWED_HOSTS = [name for name in os.environ.get("DEBO_HOSTS", "*").split(",") if name]
DATABASES = {"default": database(from_file("DEBO_DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "debo.urls"
WSGI_APPLICATION = "debo.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Brings the scripts of the page that shows the API, so that it needs no other site.
    "ninja",
    "debo.ledger",
    "debo.people",
    "debo.measures",
    "debo.improvement",
    "debo.collaborative",
    "debo.supplies",
    "debo.mentoring",
    "debo.spread",
    "debo.insights",
    "debo.exchange",
    "debo.reports",
]

MIDDLEWARE = [
    "debo.proxies.BelievedProxies",
    "debo.security_headers.SecurityHeaders",
    # Before anything asks by which name the hub was called.
    "debo.sign_of_life.SignOfLife",
    "debo.security_headers.CompressApi",
    "debo.closed_hub.ClosedHub",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "debo.people.second_factor_page.SecondFactorGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

register_with_django()
LANGUAGE_CODE = "en"
LANGUAGES = [*LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Addis_Ababa"

STATIC_URL = "/static/"
# The admin's files straight from the packages they came in: no collecting step before the first start.
WHITENOISE_USE_FINDERS = True
# The built app; `index.html` at the root, the service worker beside it so that it may serve the whole site.
WHITENOISE_ROOT = BASE_DIR / "app" if (BASE_DIR / "app").is_dir() else None
WHITENOISE_INDEX_FILE = True
# Files with a hash in their name never change; everything else is asked for again each time.
WHITENOISE_MAX_AGE = 0
# Nobody else's page needs our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/assets/[^/]+-[\w-]{8}\.\w+$"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# What goes wrong is told in the window where the hub runs; Django would send a letter to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"window": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["window"], "level": "ERROR", "propagate": False}},
}

#: Answers who may read and write what; the ledger knows only this name (it imports no room above it).
DEBO_ACCESS = "debo.people.access.Access"

#: Of whom X-Forwarded-For is believed (debo/proxies.py).
DEBO_PROXIES = networks("DEBO_PROXIES", "127.0.0.1,::1")
#: Whether the administration must have a second factor.
DEBO_SECOND_FACTOR = flag("DEBO_SECOND_FACTOR")

#: How often a hub above is called; its line may be slow and dear.
DEBO_LINK_MINUTES = whole_number("DEBO_LINK_MINUTES", 10, 10_080)
