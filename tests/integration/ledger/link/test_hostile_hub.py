"""A linked hub whose steward, or whoever took it over, means ill: nothing of what it forges is taken.

Each message is signed by the hub itself, so that only what it says is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger.columns import encode
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_hash
from debo.ledger.identity import new_device_id, new_record_id
from debo.ledger.replicated import key_of
from debo.ledger.signing import public_text, sign, to_base64url
from tests.integration.ledger.link.conftest import MakeHub
from tests.integration.ledger.link.hubs import Said, exchange, link
from tests.integration.ledger.link.land import (
    ALMAZ,
    AT_CLINIC,
    GOMMA,
    LENSA,
    OF_ALMAZ,
    REGION,
    RIGHTS,
    TEAM,
    TOLOSA,
    TOP,
    event,
    meet,
    phone_at,
)
from tests.integration.ledger.link.test_two_hubs import found_offices

OTHER = "collaborative:" + new_record_id()


class Forger:
    """Writes entries and parcels as it likes; its own devices have keys it knows."""

    def __init__(self) -> None:
        self.device, self.key = new_device_id(), ec.generate_private_key(ec.SECP256R1())

    def entry(self, channel: str, author: str, **parts: Any) -> Entry:
        values = event("forged")
        made = Entry(self.device, channel, 1, 50, author, 0, "event", new_record_id(), values, {})
        return replace(made, **parts)

    def parcel(
        self, *entries: Entry, key: ec.EllipticCurvePrivateKey | None = None, by: str = ""
    ) -> dict[str, Any]:
        key = key or self.key
        return {
            "columns": encode(entries, key_of),
            "proofs": [
                {
                    "by": by or entries[0].device,
                    "signature": sign(key, [entry_hash(one) for one in entries]),
                    "of": list(range(len(entries))),
                }
            ],
            "keys": {(by or entries[0].device): public_text(key), entries[0].device: public_text(key)},
        }


class Scene:
    """Gomma's hub has turned bad; Oromia's is what it attacks, and Mana's is another woreda's."""

    def __init__(self, make_hub: MakeHub) -> None:
        self.gomma, self.oromia, self.mana = make_hub("gomma"), make_hub("oromia"), make_hub("mana")
        for hub in (self.gomma, self.oromia, self.mana):
            hub.allow(RIGHTS)
        found_offices(self.gomma, self.oromia)
        self.lensa, self.almaz = phone_at(self.oromia, LENSA), phone_at(self.gomma, ALMAZ)
        self.almaz.write(GOMMA, "event", **event("true"))
        self.lensa.write(REGION, "event", **event("true"))
        meet(self.almaz, self.gomma)
        meet(self.lensa, self.oromia)
        self.mana.ask("write", TOLOSA, OTHER, "event", event("of another woreda"))
        link(self.gomma, self.oromia)
        link(self.mana, self.oromia)
        for below in (self.gomma, self.mana):
            exchange(below, self.oromia)
        self.forger = Forger()

    def send(self, **parts: Any) -> None:
        """A message as it would be, with these parts instead."""
        honest = self.gomma.ask("said_parts", "oromia")
        raw, signature = self.gomma.ask("sealed", {**honest, **parts}, "oromia")
        self.oromia.ask("answer", raw, signature)

    def page(self, channel: str, parcel: dict[str, Any]) -> None:
        """Claim to be the home of a channel and send this as accepted there."""
        cursor = 99
        self.send(
            homes={channel: [cursor, "0" * 16]}, page=parcel, begins={channel: 0}, cursors={channel: cursor}
        )

    def kept(self) -> list[Any]:
        return [self.oromia.ask("entries", one) for one in self.oromia.ask("channels")]


@pytest.fixture
def scene(make_hub: MakeHub) -> Scene:
    return Scene(make_hub)


Attack = Callable[[Scene], None]


def team_channel(scene: Scene) -> None:
    scene.page(GOMMA, scene.forger.parcel(scene.forger.entry(TEAM, ALMAZ)))


def private_home(scene: Scene) -> None:
    scene.send(homes={OF_ALMAZ: [1, "0" * 16]})


def asking_for_drafts(scene: Scene) -> None:
    scene.send(vectors={TEAM: {}})


def offered_team(scene: Scene) -> None:
    scene.send(offers=scene.forger.parcel(scene.forger.entry(TEAM, ALMAZ)))


def author_of_the_region(scene: Scene) -> None:
    scene.page(GOMMA, scene.forger.parcel(scene.forger.entry(GOMMA, LENSA)))


def phone_of_the_region(scene: Scene) -> None:
    """In the name of Lensa's own phone, with the hub's witness instead of its signature."""
    entry = replace(scene.forger.entry(GOMMA, LENSA), device=scene.lensa.id, n=1)
    parcel = scene.forger.parcel(entry, by=scene.forger.device)
    parcel["keys"][scene.lensa.id] = public_text(scene.lensa.key)
    parcel["keys"][scene.forger.device] = public_text(scene.forger.key)
    scene.page(GOMMA, parcel)


def another_key_for_a_phone(scene: Scene) -> None:
    entry = replace(scene.forger.entry(GOMMA, ALMAZ), device=scene.lensa.id)
    scene.page(GOMMA, scene.forger.parcel(entry))


def broken_signature(scene: Scene) -> None:
    parcel = scene.forger.parcel(scene.forger.entry(GOMMA, ALMAZ))
    parcel["proofs"][0]["signature"] = to_base64url(bytes(64))
    scene.page(GOMMA, parcel)


def changed_after_signing(scene: Scene) -> None:
    entry = scene.forger.entry(GOMMA, ALMAZ)
    parcel = scene.forger.parcel(entry)
    parcel["columns"] = encode([replace(entry, author=TOLOSA)], key_of)
    scene.page(GOMMA, parcel)


def no_proof(scene: Scene) -> None:
    parcel = scene.forger.parcel(scene.forger.entry(GOMMA, ALMAZ))
    scene.page(GOMMA, {**parcel, "proofs": []})


def far_stamp(scene: Scene) -> None:
    scene.page(GOMMA, scene.forger.parcel(replace(scene.forger.entry(GOMMA, ALMAZ), stamp=2**52)))


def the_same_twice(scene: Scene) -> None:
    entry = scene.forger.entry(GOMMA, ALMAZ)
    scene.page(GOMMA, scene.forger.parcel(entry, replace(entry, stamp=51)))


def device_of_another_hub(scene: Scene) -> None:
    """A phone of Mana's hub, which Oromia's knows by its key."""
    device = scene.mana.ask("keys")[0]
    entry = replace(scene.forger.entry(GOMMA, ALMAZ), device=device, n=9)
    scene.page(GOMMA, scene.forger.parcel(entry))


REFUSED: list[Attack] = [
    team_channel,
    private_home,
    asking_for_drafts,
    offered_team,
    author_of_the_region,
    phone_of_the_region,
    another_key_for_a_phone,
    broken_signature,
    changed_after_signing,
    no_proof,
    far_stamp,
    the_same_twice,
    device_of_another_hub,
]


@pytest.mark.parametrize("attack", REFUSED, ids=lambda one: one.__name__)
def test_it_is_refused_whole_and_the_steward_sees_it(scene: Scene, attack: Attack) -> None:
    before = scene.kept()
    with pytest.raises(Said) as said:
        attack(scene)
    assert said.value.code == "untrue"
    assert scene.kept() == before
    assert "forged" not in scene.oromia.ask("texts")
    assert scene.oromia.ask("link_state", "gomma")[0] == "untrue"
    # What is true goes on, and takes the trouble away.
    scene.almaz.write(GOMMA, "event", **event("still true"))
    meet(scene.almaz, scene.gomma)
    exchange(scene.gomma, scene.oromia)
    assert scene.oromia.ask("digest", GOMMA) == scene.gomma.ask("digest", GOMMA)
    assert scene.oromia.ask("link_state", "gomma")[0] == ""


@pytest.mark.parametrize(
    "channel", [REGION, OTHER, TOP], ids=["the region's", "another woreda's", "the region's office"]
)
def test_it_cant_be_home_to_what_is_anothers(scene: Scene, channel: str) -> None:
    before = scene.oromia.ask("state", channel)
    scene.page(channel, scene.forger.parcel(scene.forger.entry(channel, ALMAZ)))
    assert scene.oromia.ask("state", channel) == before
    assert "forged" not in scene.oromia.ask("texts")


@pytest.mark.parametrize("author", [LENSA, ALMAZ])
def test_it_vouches_only_for_people_of_its_own_office(scene: Scene, author: str) -> None:
    """Lensa is the region's, Almaz's roles never came up: as either it could write only what is set aside."""
    scene.send(
        offers=scene.forger.parcel(scene.forger.entry(REGION, author)),
        people={scene.forger.device: [author]},
    )
    found = [one for one in scene.oromia.ask("entries", REGION) if one[0] == scene.forger.device]
    assert found == [(scene.forger.device, 1, False, "forged_author")]


def test_its_own_official_is_judged_by_the_regions_rights(scene: Scene) -> None:
    scene.send(
        offers=scene.forger.parcel(scene.forger.entry(REGION, TOLOSA)),
        people={scene.forger.device: [TOLOSA]},
    )
    found = [one for one in scene.oromia.ask("entries", REGION) if one[0] == scene.forger.device]
    assert found == [(scene.forger.device, 1, False, "forbidden_write")]


def test_another_hub_cant_speak_for_it(scene: Scene) -> None:
    honest = scene.gomma.ask("said_parts", "oromia")
    raw, _ = scene.gomma.ask("sealed", honest, "oromia")
    _, wrong = scene.mana.ask("sealed", honest, "oromia")
    with pytest.raises(Said) as said:
        scene.oromia.ask("answer", raw, wrong)
    assert said.value.code == "unknown_link"


def test_nothing_private_is_ever_said(scene: Scene) -> None:
    """Whatever a hub holds, its messages name no channel that must stay."""
    scene.almaz.write(GOMMA, "event", **event("shown"))
    scene.almaz.write(TEAM, "event", **event("draft"))
    scene.almaz.write(OF_ALMAZ, "event", **event("own"))
    meet(scene.almaz, scene.gomma)
    scene.gomma.ask("write", TOLOSA, AT_CLINIC, "person", {"name": "Almaz"}, ALMAZ)
    said = json.dumps(scene.gomma.ask("said_parts", "oromia"))
    for word in ("team:", "person:", "study:", '"hub"', AT_CLINIC):
        assert word not in said
    assert GOMMA in said
