"""What a test does in a hub's own process (hubs.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from debo.ledger import acts, devices, erasing, hub, models, quarantine
from debo.ledger.asked import read
from debo.ledger.exchange import exchange
from debo.ledger.identity import new_record_id
from debo.ledger.link import envelope, foreign, turns
from debo.ledger.link import message as messages
from debo.ledger.link.models import HomeElsewhere, Link
from debo.ledger.refold import refold
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.hub_state import hub_state

#: Small messages, so that every story turns some.
MOST = 4


def give_rights(rights: Mapping[str, Any]) -> None:
    FixedAccess.reset()
    for person, channel, standings, places in rights.get("allow", ()):
        FixedAccess.allow(person, channel, *standings, places=places)
    FixedAccess.roles = {channel: set(people) for channel, people in rights.get("roles", {}).items()}
    FixedAccess.office_channels = set(rights.get("offices", ()))


def new_epoch() -> str:
    return hub.new_epoch()


def keys() -> tuple[str, str]:
    this = hub.this_hub()
    return this.device_id, this.device.public_key


def make_below(name: str, device: str, key: str) -> str:
    link = Link.objects.create(uid=new_record_id(), name=name, is_above=False, public_key=key)
    foreign.learn(link, {device: key})
    return link.uid


def make_above(name: str, uid: str, device: str, key: str) -> None:
    link = Link.objects.create(uid=uid, name=name, is_above=True, public_key=key)
    foreign.learn(link, {device: key})


def ask_above(name: str) -> tuple[bytes, str, bool]:
    link = Link.objects.get(name=name)
    said = turns.say(link, "below", MOST)
    raw = envelope.seal({**said.parts, "turn": envelope.next_turn(link)})
    return raw, envelope.sign_request(raw), said.has_more


def answer(raw: bytes, signature: str) -> tuple[bytes, str]:
    turns.MOST_ENTRIES = MOST
    return envelope.answer(raw, signature, "above")


def hear_above(name: str, asked: bytes, raw: bytes, signature: str) -> tuple[bool, str]:
    link = Link.objects.get(name=name)
    told = envelope.open_answer(link, asked, raw, signature)
    if turns.hear(link, messages.read(told)):
        erasing.scrub()
    quiet = {"v", "link", "from", "epoch", "knows", "time", "name", "holds"}
    mine = json.loads(asked)
    lasting = [{k: v for k, v in one.items() if k not in {"time", "turn"}} for one in (mine, told)]
    return bool(told.keys() - quiet), json.dumps(lasting, sort_keys=True)


def enrol(device: str, key: str, people: list[str]) -> str:
    token = devices.enrol(device, key)
    for person in people:
        devices.join(models.Device.objects.get(id=device), person)
    return token


def sync(device: str, asked: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(exchange(models.Device.objects.get(id=device), read(asked))))
    return told


def write(author: str, channel: str, type_: str, values: dict[str, Any], record: str | None = None) -> str:
    return acts.write(author, channel, type_, values, record)


def state(channel: str) -> dict[str, Any]:
    return hub_state(channel)


def digest(channel: str) -> str:
    found = models.Channel.objects.filter(name=channel).first()
    return found.digest if found else "0" * 16


def channels() -> list[str]:
    return sorted(set(models.Entry.objects.values_list("channel", flat=True)))


def entries(channel: str) -> list[tuple[str, int, bool, str]]:
    """(device, n, accepted, reason) of what a hub has of a channel."""
    kept = models.Entry.objects.filter(channel=channel).order_by("device", "n")
    return [(one.device, one.n, one.seq is not None, one.reason) for one in kept]


def texts() -> str:
    """All that a hub's tables say of entries, forks and links: to look for what must not be there."""
    kept = [*models.Entry.objects.values_list("channel", "set"), *models.Fork.objects.values_list("content")]
    return json.dumps([list(map(str, one)) for one in kept])


def hashes() -> list[str]:
    """Every hash that stands anywhere in proofs here."""
    found = []
    for raw in models.Batch.objects.values_list("hashes", flat=True):
        text = bytes(raw)
        found += [text[i : i + 32].hex() for i in range(0, len(text), 32)]
    return found


def signers(channel: str) -> dict[str, str]:
    """Device → who signed the batches in which its entries are kept: itself, or a hub."""
    kept = models.Entry.objects.filter(channel=channel).select_related("batch")
    return {one.device: one.batch.device_id for one in kept}


def check() -> list[str]:
    return [f"{one.channel}: {one.what}" for one in refold().faults]


def revoke(device: str) -> None:
    devices.revoke(models.Device.objects.get(id=device), by="", why=models.LOST)


def vouch_for_lost() -> int:
    return quarantine.retry(quarantine.set_aside().filter(reason="revoked_device"), despite_loss=True)


def retry_all() -> int:
    return quarantine.retry_all()


def forked(device: str) -> bool:
    return models.Device.objects.get(id=device).forked_at is not None


def link_state(name: str) -> tuple[str, str, bool]:
    link = Link.objects.get(name=name)
    return link.trouble, link.detail, link.ended_at is not None


def homes() -> dict[str, str]:
    return {one.channel: one.link.name for one in HomeElsewhere.objects.select_related("link")}


def heard(name: str) -> dict[str, Any]:
    return Link.objects.get(name=name).heard_of()


def erase(channel: str, type_: str, record: str) -> None:
    said = {"of_type": type_, "of_record": record, "asked_by": "person", "day": "2026-11-26"}
    acts.write(hub.this_hub().device_id, channel, erasing.TYPE, said)


def said_parts(name: str) -> dict[str, Any]:
    """What this hub would say to another now."""
    return turns.say(Link.objects.get(name=name), "x", 100).parts


def sealed(parts: dict[str, Any], name: str) -> tuple[bytes, str]:
    """Anything, signed by this hub as a message to the hub above."""
    link = Link.objects.get(name=name)
    raw = envelope.seal({**parts, "link": link.uid, "turn": envelope.next_turn(link)})
    return raw, envelope.sign_request(raw)


def end_link(name: str) -> None:
    turns.end(Link.objects.get(name=name))
