"""Devices that joined at another hub: their keys are learned from there, and never change."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from debo.ledger import hub
from debo.ledger.devices import authors_on, join
from debo.ledger.link.errors import Untrue
from debo.ledger.link.models import ForeignDevice, Link
from debo.ledger.models import Device


def learn(link: Link, keys: Mapping[str, str]) -> None:
    """Keep the keys of devices that are new here; Untrue when an id is known with another key.

    A device that has this hub's own key is one under which it wrote before a restoration.
    """
    known = dict(Device.objects.filter(id__in=list(keys)).values_list("id", "public_key"))
    own_key = hub.this_hub().device.public_key
    for id_, key in sorted(keys.items()):
        if known.get(id_, key) != key:
            raise Untrue(reason=f"two devices are called {id_}")
        if id_ in known:
            continue
        # No token has an empty hash: such a device gets in by no door of this hub.
        is_own = key == own_key
        made = Device.objects.create(
            id=id_, public_key=key, token_hash="", label="hub" if is_own else link.name[:100]
        )
        if not is_own:
            ForeignDevice.objects.create(device=made, link=link)


def speaks_for(proof_by: str, device: str) -> bool:
    """Whether a proof needs nobody's word: the device signed itself, or this hub once bore witness of it."""
    if proof_by == device:
        return True
    key = Device.objects.filter(id=proof_by).values_list("public_key", flat=True).first()
    return key is not None and key == hub.this_hub().device.public_key


def links_of(devices: Collection[str]) -> dict[str, int]:
    """Device → the link it is known through; devices of this hub aren't named."""
    found = ForeignDevice.objects.filter(device__in=devices)
    return dict(found.values_list("device_id", "link_id"))


def vouch(device: str, authors: Collection[str]) -> None:
    """Note that these people, all of the other hub, write on this device of theirs."""
    known = authors_on(Device(id=device))
    for person in sorted(set(authors) - set(known)):
        join(Device(id=device), person)
