"""Files that no phone would make: carried files and rescue files, cut, flipped, mutated and signed again.

A carried file's messages are mutated before they are sealed, so that seal and signature are right and what is
inside is not; a rescue file's payload likewise. Whatever comes, the carried door answers 200 with its
reasons or a kind problem below 500, the rescue reader takes it or says what is wrong; both quickly, and whole
files of the same phones are taken as before.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import transaction
from django.test import Client

from debo.embedded import migrate
from debo.ledger.carried.api import KIND
from debo.ledger.carried.layout import TO_HUB
from debo.ledger.carried.sealing import packed
from debo.ledger.carried.writing import Maker, Ring, write
from debo.ledger.errors import Refusal
from debo.ledger.rescued import RescueError, take
from tests.faults.attempts import Attempt
from tests.faults.fuzz import MOST_KILOBYTES, SLOWEST_SECONDS, most_kilobytes, mutate, mutated_bytes
from tests.faults.hub_process import give_rights
from tests.integration.ledger.carried.by_hand import FarPhone, parts
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, TEAM, WOREDA
from tests.integration.ledger.test_rescue import rescue_file, signed

MUTATIONS = 25
CLIENT = Client()
WORDS = ("title", "detail", "safe", "next")


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """One database for all: every attempt ends with a rollback."""
    migrate()
    give_rights()
    yield attempt


def attempt(seed: int) -> Counter[str]:
    """A phone far away and all that can become of its files; then good ones."""
    chance, counted = random.Random(seed), Counter[str]()
    with transaction.atomic():
        phone = far_phone(chance)
        for _ in range(MUTATIONS):
            for act in (carried, rescued):
                with transaction.atomic():
                    counted[act(phone, chance)] += 1
                    transaction.set_rollback(True)
        for file in phone.hand_over():
            assert hand_in(file) == "carried files read"
        take(rescue_file(phone))
        phone.exchange()
        assert phone.unsent() == []
        transaction.set_rollback(True)
    most = most_kilobytes()
    assert most < MOST_KILOBYTES, f"{most} kB of memory"
    return counted


def far_phone(chance: random.Random) -> FarPhone:
    """A phone with something to hand in."""
    phone = FarPhone([ALMAZ]).enrol()
    for _ in range(chance.randint(2, 8)):
        key = {"measure": MEASURE, "facility": FACILITY, "period": f"e20{chance.randint(10, 18)}-01"}
        phone.write(chance.choice([WOREDA, TEAM]), "observation", **key, numerator=chance.randint(0, 9))
    phone.write(WOREDA, "event", facility=FACILITY, day="2026-01-02", text="ኦክሲቶሲን አልነበረም")
    return phone


def carried(phone: FarPhone, chance: random.Random) -> str:
    """A carried file that is odd inside, or outside, or both."""
    messages = phone.messages(chance.randint(1, 4))
    if chance.random() < 0.6:
        for _ in range(chance.randint(1, 3)):
            mutate(messages, chance)
    with suppress(TypeError, ValueError, AttributeError, RecursionError):
        ring = Ring(0, {phone.hub["device"]: phone.hub["carry_key"]})
        sealed = ((0, packed(message)) for message in messages)
        file = b"".join(parts(write(Maker(phone.id, phone.key), TO_HUB, [ring], sealed, None)))
        for _ in range(chance.randint(0, 2)):
            file = mutated_bytes(file, chance) or b"\0"
        return hand_in(file)
    return "messages that can't be sealed"


def hand_in(file: bytes) -> str:
    """Through the whole application; says how it was answered."""
    began = time.monotonic()
    answer = CLIENT.post("/api/carried", file, content_type=KIND)
    assert answer.status_code < 500, f"{answer.status_code} to {file[:400]!r}"
    assert time.monotonic() - began < SLOWEST_SECONDS, f"too long over {file[:400]!r}"
    told = answer.json()
    if answer.status_code != 200:
        assert all(told[name].strip() for name in WORDS)
        return f"carried files answered {answer.status_code}"
    for refused in told["refused"]:
        assert refused["reason"]
        assert refused["words"]
    return "carried files refused in part or whole" if told["refused"] else "carried files read"


def rescued(phone: FarPhone, chance: random.Random) -> str:
    """A rescue file that is odd: signed again, or not."""
    text = rescue_file(phone)
    if chance.random() < 0.6:
        payload = json.loads(json.loads(text)["payload"])
        for _ in range(chance.randint(1, 3)):
            mutate(payload, chance)
        with suppress(UnicodeEncodeError):
            text = signed(phone.key, json.dumps(payload, ensure_ascii=chance.random() < 0.5))
    else:
        outer = json.loads(text)
        mutate(outer, chance)
        text = json.dumps(outer)
    if chance.random() < 0.4:
        text = mutated_bytes(text.encode(), chance).decode(errors="replace")
    began = time.monotonic()
    try:
        take(text)
    except (RescueError, Refusal):
        return "rescue files refused"
    finally:
        assert time.monotonic() - began < SLOWEST_SECONDS, f"too long over {text[:400]!r}"
    return "rescue files taken"
