"""The doors people come in by, as HTTP (docs/protocol.md, section 5). Each only reads, asks and tells."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Field, Router, Schema

from debo.ledger.access import new_access, readable
from debo.ledger.devices import authenticate, people_on
from debo.ledger.errors import Refusal
from debo.ledger.hub import this_hub, told_keys
from debo.ledger.locks import open_locks
from debo.ledger.signing import to_base64url
from debo.people import invitations, joining, patience, revoking, setting_up
from debo.people.admin_session import open_admin
from debo.people.refusals import NotJoined, UnknownCode, Wait, WrongPin, WrongSetupCode

router = Router(tags=["people"])

#: How an acting person is named; said by hand, because the headers are read where every door reads them.
ACTING: dict[str, Any] = {
    "parameters": [
        {"in": "header", "name": "Authorization", "required": True, "schema": {"type": "string"},
         "description": "Debo <device>:<token>"},
        {"in": "header", "name": "Debo-Person", "required": True, "schema": {"type": "string"},
         "description": "Who is acting; joined on the device."},
    ]
}  # fmt: skip

Code = Annotated[
    str, Field(max_length=40, description="As it was written down; case, dashes and blanks don't matter.")
]
Pin = Annotated[str, Field(max_length=8, description="4 to 8 digits.")]
DeviceId = Annotated[str, Field(max_length=16, description="16 hexadecimal digits.")]
PublicKey = Annotated[str, Field(max_length=100, description="base64url of the uncompressed P-256 point.")]
CarryKey = Annotated[
    str | None, Field(max_length=100, description="Likewise; carried files for the device are sealed to it.")
]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Id = Annotated[str, Field(max_length=36)]


class Problem(Schema):
    """application/problem+json: what happened, what is safe, what to do next, in the reader's language."""

    type: str
    status: int
    title: str
    detail: str
    safe: str
    next: str


class LookIn(Schema):
    """A join code."""

    code: Code


class LookOut(Schema):
    """Whom a code lets in. `place` is a name in up to three languages; `role` a key of the roles' list."""

    person: str
    name: str
    place: dict[str, str]
    role: str
    has_pin: bool


class LockIn(Schema):
    """A copy of a key with which a phone seals a channel, sealed to this hub (base64url)."""

    channel: Annotated[str, Field(max_length=100)]
    sealed: Annotated[str, Field(max_length=200)]


Locks = Annotated[
    list[LockIn], Field(max_length=2_000, description="The hub's copies of the keys on this phone.")
]


class LocksIn(Schema):
    """The copies that are to be opened."""

    locks: Locks


class LocksOut(Schema):
    """Channel -> its key on this phone (base64url), of those that the acting person may read."""

    keys: dict[str, str]


class JoinIn(Schema):
    """A code, a PIN and a device; `token` when the hub knows the device already, `former` when the browser
    cleared what this device was before."""

    code: Code
    pin: Pin
    device: DeviceId
    public_key: PublicKey
    token: Annotated[str | None, Field(max_length=100)] = None
    carry_key: CarryKey = None
    former: Annotated[str | None, Field(max_length=16)] = None
    proof: Annotated[str | None, Field(max_length=100, description="In place of a token: a signature.")] = (
        None
    )
    locks: Locks = []


class Former(Schema):
    """What the hub has of a device that its browser cleared: entries, and the last contact (seconds)."""

    entries: int
    seen: int | None


class Welcome(Schema):
    """What a phone needs to begin: its token, who joined, and what everybody on this phone may do."""

    device: str
    token: str
    person: str
    name: str
    grants: dict[str, Any]
    epoch: str
    time: int
    hub: dict[str, str]
    former: Former | None = None
    keys: dict[str, str] = {}


class SetupIn(Schema):
    """The code that the hub's window shows, and who sets up what."""

    code: Code
    name: Name
    pin: Pin
    collaborative: Name
    woreda: Name
    device: DeviceId
    public_key: PublicKey
    carry_key: CarryKey = None


class InvitationIn(Schema):
    """Who is invited, and for how many days the code opens. `reset` lets them choose a new PIN."""

    person: Id
    days: Annotated[int, Field(ge=1, le=invitations.LONGEST_DAYS)] = invitations.DAYS
    reset: bool = False


class InvitationOut(Schema):
    """A join code, the address that holds it, and the same as a QR in SVG."""

    code: str
    expires: datetime
    url: str
    qr: str


class PhoneOut(Schema):
    """A device on which somebody has joined; `others`: how many more have; `revoked_why`: lost or left."""

    id: str
    label: str
    enrolled_at: datetime
    revoked_at: datetime | None
    revoked_why: str
    others: int


class PhonesIn(Schema):
    """Whose phones."""

    person: Id


class PhonesOut(Schema):
    """The phones of one person, newest first."""

    devices: list[PhoneOut]


class RevocationIn(Schema):
    """Whom or what to shut out: a person everywhere, or one device."""

    person: Id = ""
    device: Annotated[str, Field(max_length=16)] = ""
    why: Literal["lost", "left"]


class RevocationOut(Schema):
    """Devices shut out, devices that others go on using, and how many codes no longer open."""

    devices: list[str]
    left: list[str]
    codes: int


class AdminLinkOut(Schema):
    """A path that opens the administration once, within a minute."""

    url: str


@router.post(
    "join/look", response={200: LookOut, 404: Problem, 429: Problem}, summary="Whom does this code let in?"
)
def look(request: HttpRequest, asked: LookIn) -> joining.Look:
    """Answer with the person's name, so that they see it is theirs before they go on."""
    with guess_from(request):
        return joining.look(asked.code)


@router.post(
    "join",
    response={200: Welcome, 403: Problem, 404: Problem, 422: Problem, 429: Problem},
    summary="Join on a phone",
)
def join(request: HttpRequest, asked: JoinIn) -> dict[str, Any]:
    """Use a code up, choose or confirm the PIN, and enrol the phone."""
    phone = joining.Phone(
        asked.device, asked.public_key, asked.token or "", asked.former or "", asked.carry_key or "",
        asked.proof or "", _copies(asked.locks),
    )  # fmt: skip
    with guess_from(request):
        return _welcome(joining.join(asked.code, asked.pin, phone))


@router.post(
    "setup",
    response={200: Welcome, 403: Problem, 409: Problem, 422: Problem, 429: Problem},
    summary="Set up an empty hub",
)
def setup(request: HttpRequest, asked: SetupIn) -> dict[str, Any]:
    """Found the first collaborative; whoever does is its steward and the hub's."""
    founding = setting_up.Founding(asked.name, asked.collaborative, asked.woreda, _language())
    phone = joining.Phone(asked.device, asked.public_key, carry_key=asked.carry_key or "")
    with guess_from(request):
        return _welcome(setting_up.set_up(asked.code, asked.pin, founding, phone))


@router.post(
    "locks",
    response={200: LocksOut, 401: Problem, 403: Problem},
    summary="Open copies of keys that a phone holds",
    openapi_extra=ACTING,
)
def locks(request: HttpRequest, asked: LocksIn) -> dict[str, Any]:
    """Open what was sealed to this hub, for channels that the acting person may read now."""
    person = acting_person(request)
    keys = open_locks(_copies(asked.locks), readable(new_access(), [person]))
    return {"keys": _as_text(keys)}


@router.post(
    "invitations",
    response={200: InvitationOut, 401: Problem, 403: Problem, 422: Problem},
    summary="Invite somebody",
    openapi_extra=ACTING,
)
def invite(request: HttpRequest, asked: InvitationIn) -> invitations.Invitation:
    """Make a join code for somebody whose place the acting person looks after."""
    at_url = request.build_absolute_uri("/")
    return invitations.invite(
        asked.person, by=acting_person(request), at_url=at_url, days=asked.days, reset=asked.reset
    )


@router.post(
    "devices",
    response={200: PhonesOut, 401: Problem, 403: Problem, 422: Problem},
    summary="The phones of a person",
    openapi_extra=ACTING,
)
def phones(request: HttpRequest, asked: PhonesIn) -> dict[str, Any]:
    """The phones on which somebody has joined, for whoever may shut them out; not when they were used."""
    return {"devices": revoking.phones_of(asked.person, by=acting_person(request))}


@router.post(
    "revocations",
    response={200: RevocationOut, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    summary="Shut out a lost phone, or somebody who left",
    openapi_extra=ACTING,
)
def revoke(request: HttpRequest, asked: RevocationIn) -> revoking.Revoked:
    """Shut out; the phone hands in what it holds at its next contact and then forgets."""
    by = acting_person(request)
    return revoking.revoke_as(by, why=asked.why, person=asked.person, device=asked.device)


@router.post(
    "admin-session",
    response={200: AdminLinkOut, 401: Problem, 403: Problem},
    summary="Open the administration",
    openapi_extra=ACTING,
)
def admin_session(request: HttpRequest) -> dict[str, str]:
    """Give the hub's steward a link to the administration."""
    return {"url": open_admin(acting_person(request))}


#: What somebody meets who guesses codes or PINs.
WRONG_GUESSES = (UnknownCode, WrongPin, WrongSetupCode)


@contextmanager
def guess_from(request: HttpRequest) -> Iterator[None]:
    """Slow down an address from which many wrong codes and PINs come; refuses with Wait."""
    address = request.META.get("REMOTE_ADDR", "")
    seconds = patience.begin_try_from(address, timezone.now())
    if seconds:
        raise Wait(seconds=seconds)
    try:
        yield
    except WRONG_GUESSES:
        raise
    except Refusal:
        patience.take_back(address)
        raise
    patience.take_back(address)


def acting_person(request: HttpRequest) -> str:
    """Who is acting: `Debo-Person`, joined on the device that `Authorization` names; refuses with
    NotJoined."""
    device = authenticate(request.headers.get("Authorization", ""))
    person = request.headers.get("Debo-Person", "")
    if person not in people_on(device):
        raise NotJoined
    return person


def _copies(locks: list[LockIn]) -> tuple[tuple[str, str], ...]:
    return tuple((one.channel, one.sealed) for one in locks)


def _as_text(keys: Mapping[str, bytes]) -> dict[str, str]:
    return {channel: to_base64url(key) for channel, key in keys.items()}


def _welcome(joined: joining.Joined) -> dict[str, Any]:
    former = joined.former
    return {
        "former": former
        and {"entries": former.entries, "seen": former.seen and int(former.seen.timestamp())},
        "device": joined.device,
        "token": joined.token,
        "person": joined.person,
        "name": joined.name,
        "grants": joined.grants,
        "epoch": this_hub().epoch,
        "time": int(time.time()),
        "hub": told_keys(),
        "keys": _as_text(joined.keys),
    }


def _language() -> str:
    language = (translation.get_language() or "en")[:2]
    return language if language in ("en", "am", "om") else "en"
