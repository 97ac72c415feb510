"""Woredas, facilities and phones enough to weigh a hub with, and a phone that costs the machine little.

Importing it needs Django's settings, so benches import it after `open_hub()`. The records are written by
acts, the phones enrolled without the door of joining; from then on everything goes through HTTP.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger import acts, devices
from debo.ledger.acts import Draft
from debo.ledger.columns import encode
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_hash
from debo.ledger.identity import derive, new_device_id, new_record_id
from debo.ledger.models import Device
from debo.ledger.replicated import key_of
from debo.ledger.signing import public_text, sign

#: As large as the demonstration's woreda.
FACILITIES = 38
MEASURES = 20
SINCE = "2024-01-01"


@dataclass
class ThinPhone:
    """Keeps where it stands, and none of what it reads: its own work mustn't be counted as the hub's."""

    person: str
    place: str
    collaborative: str
    measures: list[str]
    id: str = field(default_factory=new_device_id)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    token: str = ""
    epoch: str | None = None
    grants: str | None = None
    cursors: dict[str, int] = field(default_factory=dict)
    written: int = 0
    _months: Iterator[tuple[int, int, str]] = field(default=iter(()))
    _chance: random.Random = field(default_factory=lambda: random.Random(1))

    def enrol(self) -> ThinPhone:
        """Known to the hub from now on; the counts it will write are in no order, as in the other benches."""
        self.token = devices.enrol(self.id, public_text(self.key))
        devices.join(Device.objects.get(id=self.id), self.person)
        months = list(product(range(1900, 2100), range(1, 13), self.measures))
        self._chance.shuffle(months)
        self._months = iter(months)
        return self

    @property
    def authorization(self) -> str:
        """The header that says who it is."""
        return f"Debo {self.id}:{self.token}"

    def write(self, wanted: int) -> list[Entry]:
        """So many new counts of its own place."""
        return [self._count() for _ in range(wanted)]

    def _count(self) -> Entry:
        year, month, measure = next(self._months)
        values: dict[str, Any] = {"measure": measure, "facility": self.place, "period": f"e{year}-{month:02}"}
        values |= {"numerator": self._chance.randint(0, 20), "denominator": self._chance.randint(20, 60)}
        record = derive("observation", ("measure", "facility", "period"), values) or ""
        self.written += 1
        n, at = self.written, 1_767_225_600 + self.written
        stamp = 1_000_000 + n
        return Entry(
            self.id, self.collaborative, n, stamp, self.person, at, "observation", record, values, {}
        )

    def request(self, entries: list[Entry]) -> dict[str, Any]:
        """A request as it goes over the wire."""
        asked: dict[str, Any] = {"v": 1, "epoch": self.epoch, "cursors": self.cursors, "grants": self.grants}
        if entries:
            hashes = [entry_hash(entry) for entry in entries]
            asked |= {"batch": encode(entries, key_of), "signature": sign(self.key, hashes)}
        copied: dict[str, Any] = json.loads(json.dumps(asked))
        return copied

    def hear(self, answer: dict[str, Any]) -> bool:
        """Note where it stands now; whether there is more to fetch."""
        if "attention" in answer or "gaps" in answer:
            raise RuntimeError(f"set aside: {answer}"[:500])
        self.epoch = answer["epoch"]
        self.cursors |= answer["cursors"]
        self.grants = answer["grants"]["hash"] if "grants" in answer else self.grants
        return bool(answer.get("more"))


def found(woredas: int) -> list[ThinPhone]:
    """Found so many woredas, each with its facilities, teams and measures, and a phone for each team."""
    steward, phones = new_record_id(), []
    for _ in range(woredas):
        phones += _found_woreda(steward)
    return phones


def _found_woreda(steward: str) -> list[ThinPhone]:
    woreda, collaborative = new_record_id(), new_record_id()
    channel = f"collaborative:{collaborative}"
    measures = [new_record_id() for _ in range(MEASURES)]
    drafts = [_draft(steward, channel, "place", woreda, name={"en": "Woreda"}, kind="woreda")]
    charter = {"name": {"en": "Safer births"}, "woreda": woreda, "starts": SINCE}
    drafts.append(_draft(steward, channel, "collaborative", collaborative, **charter))
    drafts += [_draft(steward, channel, "measure", one, **_measure(i)) for i, one in enumerate(measures)]
    phones = []
    for i in range(FACILITIES):
        place, team, person = new_record_id(), new_record_id(), new_record_id()
        facility = f"facility:{place}"
        centre = {"name": {"en": f"Health centre {i}"}, "kind": "health_centre", "parent": woreda}
        member = {"team": team, "person": person, "part": "lead", "since": SINCE}
        drafts += [
            _draft(steward, channel, "place", place, **centre),
            _draft(steward, channel, "team", team, name={"en": f"Team {i}"}, place=place),
            _draft(steward, facility, "person", person, name=f"Person {i}"),
            _draft(steward, facility, "team_member", None, **member),
        ]
        phones.append(ThinPhone(person, place, channel, measures))
    acts.write_many(drafts)
    return [phone.enrol() for phone in phones]


def _draft(steward: str, channel: str, type_: str, record: str | None, **values: Any) -> Draft:
    return Draft(steward, channel, type_, values, record)


def _measure(i: int) -> dict[str, Any]:
    name = {"en": f"Measure {i}"}
    kinds = {"kind": "process", "direction": "up", "unit": "percent"}
    return {
        "name": name,
        "numerator": name,
        "denominator": name,
        **kinds,
        "period_kind": "ethiopian_month",
        "denominator_kind": "register",
    }
