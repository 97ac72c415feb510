"""Calling the hub above, turn by turn, until neither has anything new; the line may drop at any moment."""

from __future__ import annotations

import gzip
import http.client
import json
import ssl
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from debo.ledger import erasing
from debo.ledger.body import LIMIT
from debo.ledger.errors import Refusal
from debo.ledger.link import turns
from debo.ledger.link.envelope import END, next_turn, open_answer, seal, sign_request
from debo.ledger.link.errors import OldTurn, Untrue
from debo.ledger.link.message import read
from debo.ledger.link.models import Link

#: Sends bytes and a signature to a hub; brings bytes and a signature.
Line = Callable[[bytes, str], tuple[bytes, str]]

DOOR = "/api/link/exchange"
SIGNATURE = "Debo-Signature"
#: Seconds without a byte before a line counts as dropped.
TIMEOUT = 60
#: One call ends after so many turns; the rest goes with the next call.
MOST_TURNS = 2_000
FEWEST_ENTRIES, MOST_ENTRIES = 50, 1_000
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class LineError(OSError):
    """The other hub couldn't be reached, or didn't answer; what was told before is kept on both sides."""


class AddressError(ValueError):
    """No address of a hub; the message says what would do."""


@dataclass
class Called:
    """What a call did."""

    turns: int = 0
    sent: int = 0
    received: int = 0


class Pace:
    """How many entries a message holds: grows while the line holds, shrinks to a half when it drops."""

    def __init__(self) -> None:
        self.most = 250

    def went_well(self) -> None:
        """The next message may be larger."""
        self.most = min(MOST_ENTRIES, self.most * 2)

    def dropped(self) -> bool:
        """Try smaller; False when it is as small as it gets."""
        was, self.most = self.most, max(FEWEST_ENTRIES, self.most // 2)
        return self.most < was


def call(link: Link, name: str, line: Line | None = None) -> Called:
    """Exchange with the hub above until nothing is new; LineError or a Refusal when it breaks off before."""
    line = line or over_http(link)
    called, pace, before = Called(), Pace(), ""
    said, is_news = turns.say(link, name, pace.most), True
    while called.turns < MOST_TURNS and (is_news or said.has_more):
        try:
            parts, is_news = _turn(link, said.parts, line)
        except LineError:
            if not pace.dropped():
                raise
            said = turns.say(link, name, pace.most)
            continue
        pace.went_well()
        called.turns += 1
        called.sent += len(said.parts.get("page", {}).get("columns", {}).get("n", ()))
        called.sent += len(said.parts.get("offers", {}).get("columns", {}).get("n", ()))
        called.received += len(parts.get("page", {}).get("columns", {}).get("n", ()))
        # What can't be settled, such as digests that go on to differ, isn't said over and over.
        now = json.dumps([_lasting(said.parts), _lasting(parts)], sort_keys=True)
        if now == before:
            break
        before = now
        link.refresh_from_db()
        said = turns.say(link, name, pace.most)
    return called


def _lasting(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if name not in {"turn", "time"}}


def _turn(link: Link, parts: dict[str, Any], line: Line) -> tuple[dict[str, Any], bool]:
    """One message and its answer; says whether the answer brought anything."""
    for _again in range(2):
        raw = seal({**parts, "turn": next_turn(link)})
        try:
            answer, signature = line(raw, sign_request(raw))
            break
        except OldTurn as old:
            Link.objects.filter(pk=link.pk).update(turn=_number(old.values.get("turn")))
            link.refresh_from_db()
    else:
        raise LineError("the other hub's numbers run ahead")
    told = open_answer(link, raw, answer, signature)
    try:
        if turns.hear(link, read(told)):
            erasing.scrub()
    except Untrue as error:
        turns.refuse(link, error)
        raise
    news = told.keys() - {"v", "link", "from", "epoch", "knows", "time", "name", "holds", "turn"}
    return told, bool(news)


def _number(told: object) -> int:
    return told if isinstance(told, int) and 0 <= told < 2**53 else 0


def say_end(link: Link, line: Line | None = None) -> None:
    """Tell the hub above that the link has ended."""
    raw = seal({"v": 1, "link": link.uid, "turn": next_turn(link), END: True})
    (line or over_http(link))(raw, sign_request(raw))


# --- HTTP -------------------------------------------------------------------------------------------------


def checked_address(text: str) -> str:
    """The address of a hub, without a slash; AddressError unless TLS protects it or it is this machine."""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise AddressError(f"{text} is no address of a hub; write https://hub.region.example")
    if parts.scheme == "http" and parts.hostname not in _HERE:
        raise AddressError(f"{text} isn't protected; a link needs https:// (docs/deploying.md, part 3)")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def over_http(link: Link) -> Line:
    """The line to a hub above."""
    poster = Poster(link.address, link.authority)

    def send(raw: bytes, signature: str) -> tuple[bytes, str]:
        body, headers = poster.post(DOOR, raw, {"Authorization": f"Debo-Link {signature}"}, is_packed=True)
        return body, headers.get(SIGNATURE, "")

    return send


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A link's address is agreed on by two stewards; nothing on the way may change it."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Never."""
        return


class Poster:
    """Posts JSON to one hub, gzip both ways; certificates are verified, by a private authority if given."""

    def __init__(self, address: str, authority: str = "") -> None:
        self.address = checked_address(address)
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if self.address.startswith("https:"):
            try:
                context = ssl.create_default_context(cafile=authority or None)
            except OSError as error:
                raise LineError(f"the authority's file {authority} can't be read: {error}") from error
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self._opener = urllib.request.build_opener(*handlers)

    def post(
        self, door: str, raw: bytes, headers: dict[str, str], *, is_packed: bool = False
    ) -> tuple[bytes, Any]:
        """The unpacked answer and its headers; LineError, or the Refusal that the other hub gave."""
        packing = {"Content-Encoding": "gzip"} if is_packed else {}
        request = urllib.request.Request(  # noqa: S310 - http or https, looked at above
            self.address + door,
            gzip.compress(raw, 6, mtime=0) if is_packed else raw,
            {
                "Content-Type": "application/json",
                **packing,
                "Accept-Encoding": "gzip",
                "Accept-Language": "en",
                **headers,
            },
            method="POST",
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return _unpacked(answer), answer.headers
        except urllib.error.HTTPError as error:
            _refused(error)
        except (urllib.error.URLError, http.client.HTTPException, OSError, zlib.error, EOFError) as error:
            raise LineError(_in_words(error)) from error


def _unpacked(answer: Any) -> bytes:
    raw: bytes = answer.read(LIMIT + 1)
    if answer.headers.get("Content-Encoding") == "gzip":
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        raw = unpacker.decompress(raw, LIMIT + 1)
        if not unpacker.eof and len(raw) <= LIMIT:
            raise EOFError("the answer was cut off")
    if len(raw) > LIMIT:
        raise LineError("the answer is larger than any answer of a hub")
    return raw


def _refused(error: urllib.error.HTTPError) -> NoReturn:
    """What the other hub says in a problem, as its Refusal; anything else is a matter of the line."""
    try:
        told = json.loads(_unpacked(error))
        code = told["type"]
    except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error):
        raise LineError(f"the answer was {error.code} {error.reason}") from error
    if code == "old_turn":
        raise OldTurn(reason="", turn=told.get("turn")) from error
    if error.code in {429, 502, 503, 504}:
        raise LineError(str(told.get("title", error.reason))) from error
    raise Elsewhere(code, told) from error


class Elsewhere(Refusal):
    """The other hub refused, in its own words."""

    def __init__(self, code: str, told: dict[str, Any]) -> None:
        super().__init__(reason=told.get("reason", ""))
        self.code = str(code)[:40]
        self.told = told

    def __str__(self) -> str:
        return " ".join(str(self.told[part]) for part in ("title", "detail", "next") if self.told.get(part))


def _in_words(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"the certificate can't be trusted ({reason.verify_message})"
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__)
