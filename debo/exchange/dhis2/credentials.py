"""Who Debo is to a DHIS2 server: from the environment or a file, never from the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

#: A connection that leaves the machine must be encrypted: the token travels in it.
_OPEN_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class CredentialsError(ValueError):
    """There are no credentials, or the address can't be used; the message says what to do."""


@dataclass(frozen=True)
class Credentials:
    """A personal access token, or a user with a password. Neither is ever shown."""

    token: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)


def find_credentials(file: Path | None, environment: Mapping[str, str] = os.environ) -> Credentials:
    """From `file`, or DEBO_DHIS2_CREDENTIALS (a file), or DEBO_DHIS2_TOKEN, or DEBO_DHIS2_USER with
    DEBO_DHIS2_PASSWORD. Refuses with CredentialsError."""
    path = file or (
        Path(environment["DEBO_DHIS2_CREDENTIALS"]) if environment.get("DEBO_DHIS2_CREDENTIALS") else None
    )
    if path is not None:
        return _from_file(path)
    if token := environment.get("DEBO_DHIS2_TOKEN", "").strip():
        return Credentials(token=token)
    user, password = environment.get("DEBO_DHIS2_USER", ""), environment.get("DEBO_DHIS2_PASSWORD", "")
    if user and password:
        return Credentials(user=user, password=password)
    raise CredentialsError(
        "No credentials for DHIS2. Put a personal access token in a file only you can read and name it with "
        "--credentials FILE, or set DEBO_DHIS2_TOKEN. Nothing was changed."
    )


def _from_file(path: Path) -> Credentials:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise CredentialsError(f"{path} can't be read. Nothing was changed.") from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise CredentialsError(
            f"Others can read {path}. Make it yours alone (chmod 600 {path}). Nothing was changed."
        )
    user, colon, password = text.partition(":")
    if not text or "\n" in text:
        raise CredentialsError(
            f"{path} should hold one line: a token, or user:password. Nothing was changed."
        )
    return Credentials(user=user, password=password) if colon else Credentials(token=text)


def check_address(address: str) -> str:
    """The server's address without its last slash; refuses with CredentialsError one that would give secrets
    away."""
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise CredentialsError(
            "A user or password in the address would be seen by others. Leave it out, and give a file with "
            "--credentials. Nothing was changed."
        )
    if parts.query or parts.fragment:
        raise CredentialsError("Give the server's address alone, such as https://dhis.example.org.")
    if parts.scheme != "https" and parts.hostname not in _OPEN_HOSTS:
        raise CredentialsError("Give an address with https://, so that nobody on the way can read the token.")
    return address.rstrip("/").removesuffix("/api")


def is_address(text: str) -> bool:
    """Whether this is an address and not a file."""
    return text.startswith(("https://", "http://"))
