"""Bytes that no phone would send, at the hub's one door: whole, in halves, mutated and signed all the same.

Every answer must be an answer of the protocol or a kind problem below 500, quickly; whoever comes after is
served as before. Where the structure is mutated the batch is signed again, so that it gets past the signature
and as far into the hub as it can.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client

from debo.embedded import migrate
from debo.ledger.columns import ColumnsError, decode
from debo.ledger.hash import entry_hash
from debo.ledger.replicated import key_of
from debo.ledger.signing import sign
from tests.faults.attempts import Attempt
from tests.faults.hub_process import give_rights
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, TEAM, WOREDA
from tests.integration.ledger.phone import Phone

MUTATIONS = 40
SLOWEST_SECONDS = 5.0
MOST_KILOBYTES = 500_000
#: One for all: each new one would look through all files of the app.
CLIENT = Client()
#: What has broken readers of JSON, of numbers and of texts before.
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, -0.0, 1e308, 2**53, 2**63, -(2**63), 10**400),
    *("", "\0", "\ud800", "ሀ" * 300, "12@", "@", "null", [], {}, [[]], [None], {"": None}, {"en": 1}),
    *([0] * 2000, {str(n): n for n in range(300)}),
]
ODD_BYTES = [
    b"",
    b"\0",
    b"\xff" * 9,
    b"[" * 40_000,
    b'{"v":1',
    b"\x1f\x8b\x08",
    b"NaN",
    b"1e999",
    b'"\\ud800"',
]


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """One database for all: every attempt ends with a rollback."""
    migrate()
    give_rights()
    yield attempt


def most_kilobytes() -> int:
    """The most memory that this process has held. Linux's `ru_maxrss` would begin with the parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1])


def attempt(seed: int) -> Counter[str]:
    """A phone's request, mutated in many ways; then the phone itself, which must be served."""
    chance, counted = random.Random(seed), Counter[str]()
    with transaction.atomic():
        phone = busy_phone(chance)
        for _ in range(MUTATIONS):
            with transaction.atomic():
                body, zipped = mutated(phone, chance)
                answer = send(phone, body, zipped)
                counted[f"answers {answer.status_code}"] += 1
                transaction.set_rollback(True)
        phone.exchange()
        assert phone.unsent() == []
        transaction.set_rollback(True)
    most = most_kilobytes()
    assert most < MOST_KILOBYTES, f"{most} kB of memory"
    return counted


def busy_phone(chance: random.Random) -> Phone:
    """A phone with something to hand in, new and changed, of several types."""
    phone = Phone([ALMAZ]).enrol()
    phone.exchange()
    for _ in range(chance.randint(1, 6)):
        key = {"measure": MEASURE, "facility": FACILITY, "period": f"e20{chance.randint(10, 18)}-01"}
        phone.write(chance.choice([WOREDA, TEAM]), "observation", **key, numerator=chance.randint(0, 9))
    phone.write(WOREDA, "event", facility=FACILITY, day="2026-01-02", text="ኦክሲቶሲን አልነበረም")
    return phone


def mutated(phone: Phone, chance: random.Random) -> tuple[bytes, bool]:
    """The request's bytes, and whether they say that they are zipped."""
    request = phone.request()
    if chance.random() < 0.6:
        for _ in range(chance.randint(1, 3)):
            mutate(request, chance)
        if chance.random() < 0.8:
            sign_again(phone, request)
        text = json.dumps(request).encode()
        return (gzip.compress(text), True) if chance.random() < 0.5 else (text, False)
    zipped = chance.random() < 0.5
    text = json.dumps(request).encode()
    return mutated_bytes(gzip.compress(text) if zipped else text, chance), zipped


def mutate(value: Any, chance: random.Random) -> None:
    """Put something odd into a random place of a structure of lists and objects."""
    while True:
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not places:
            return
        place = chance.choice(places)
        inner = value[place]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            value = inner
            continue
        what = chance.randrange(4)
        if what == 0:
            del value[place]
        elif what == 1 and isinstance(inner, int) and not isinstance(inner, bool):
            value[place] = inner + chance.choice([-1, 1, 1000, -(10**12)])
        elif what == 2 and isinstance(value, list):
            value.insert(place, inner)
        else:
            # A copy: what is odd would be mutated itself, and a seed would no longer tell the same run.
            value[place] = deepcopy(chance.choice(ODD))
        return


def sign_again(phone: Phone, request: dict[str, Any]) -> None:
    """Sign what the batch says now, if it can be read at all."""
    with suppress(
        ColumnsError, ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError
    ):
        request["signature"] = sign(phone.key, [entry_hash(one) for one in decode(request["batch"], key_of)])


def mutated_bytes(text: bytes, chance: random.Random) -> bytes:
    """Cut, flipped, doubled, or with something odd in the middle."""
    at = chance.randrange(len(text))
    what = chance.randrange(4)
    if what == 0:
        return text[:at]
    if what == 1:
        return text[:at] + bytes([text[at] ^ 1 << chance.randrange(8)]) + text[at + 1 :]
    if what == 2:
        return text[:at] + text[chance.randrange(len(text)) :]
    return text[:at] + chance.choice(ODD_BYTES) + text[at:]


def send(phone: Phone, body: bytes, zipped: bool) -> Any:
    """Through the whole application, without the network."""
    headers = {"Authorization": f"Debo {phone.id}:{phone.token}"}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    began = time.monotonic()
    answer = CLIENT.post("/api/sync", body, content_type="application/json", headers=headers)
    assert answer.status_code < 500, f"{answer.status_code} to {body[:2000]!r}"
    assert time.monotonic() - began < SLOWEST_SECONDS, f"too long over {body[:2000]!r}"
    if answer.status_code != 200:
        assert all(answer.json()[name].strip() for name in ("title", "detail", "safe", "next"))
    return answer
