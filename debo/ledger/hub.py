"""The hub itself: its epoch, and the device as which it writes for the admin, imports and demonstration."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from debo.ledger.identity import new_device_id
from debo.ledger.models import Device, Hub
from debo.ledger.questions import EPOCH, ask
from debo.ledger.signing import public_text

#: A broken phone must not make all others start over again and again.
EPOCH_LASTS_AT_LEAST = timedelta(days=1)


class LostKeyError(RuntimeError):
    """The hub's key can't be opened: the secret is another one than when the key was made."""


def this_hub() -> Hub:
    """The one row about this hub; made at the first need, with a device and a key of its own."""
    return Hub.objects.select_related("device").first() or _found()


def epoch() -> str:
    """The hub's epoch, without the rest of its row."""
    found = ask(EPOCH)
    return str(found[0][0]) if found else this_hub().epoch


def _found() -> Hub:
    key = ec.generate_private_key(ec.SECP256R1())
    with transaction.atomic():
        # Nobody has a token of this device: the hub never speaks to itself over the network.
        device = Device.objects.create(id=new_device_id(), public_key=public_text(key), label="hub")
        hub, _ = Hub.objects.get_or_create(
            pk=1,
            defaults={"epoch": secrets.token_hex(8), "device": device, "private_key": _sealed(key)},
        )
        if hub.device_id != device.id:
            device.delete()
    return Hub.objects.select_related("device").get(pk=1)


def _sealed(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(settings.SECRET_KEY.encode()),
    ).decode()


def private_key(hub: Hub) -> ec.EllipticCurvePrivateKey:
    """The hub's signing key; LostKeyError when the secret has been changed."""
    return _open(hub.private_key, settings.SECRET_KEY)


def carry_private_key(hub: Hub) -> ec.EllipticCurvePrivateKey:
    """The key that opens files carried to this hub; LostKeyError when the secret has been changed."""
    if not hub.carry_private_key:
        _make_carry_key(hub)
    return _open(hub.carry_private_key, settings.SECRET_KEY)


def _make_carry_key(hub: Hub) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    with transaction.atomic():
        # Of two that make one at once the first stays.
        made = {"carry_private_key": _sealed(key), "carry_name": hub.device_id}
        if Hub.objects.filter(pk=hub.pk, carry_private_key="").update(**made):
            Device.objects.filter(pk=hub.device_id).update(carry_key=public_text(key))
    hub.refresh_from_db()


def told_keys() -> dict[str, str]:
    """What a phone keeps of the hub for carried files: whose they are, and to which key they are sealed."""
    hub = this_hub()
    if not hub.carry_private_key:
        _make_carry_key(hub)
    return {"device": hub.carry_name, "public_key": hub.device.public_key, "carry_key": hub.device.carry_key}


@lru_cache(maxsize=4)
def _open(sealed: str, secret: str) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(sealed.encode(), secret.encode())
    except ValueError as error:
        raise LostKeyError("The hub's secret was changed: bring the former secret file back.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise LostKeyError("The hub's key is of another kind.")
    return key


def new_epoch() -> str:
    """Say that this hub was restored from a backup: devices then offer again what it no longer has.

    The hub goes on as a new device. Under its former name it may have written more than it now knows of, and
    the same numbers with other content would be a fork. Its keys stay: phones that meet it only through
    carried files know it by them.
    """
    hub, epoch = this_hub(), secrets.token_hex(8)
    former = hub.device
    with transaction.atomic():
        device = Device.objects.create(
            id=new_device_id(), public_key=former.public_key, carry_key=former.carry_key, label="hub"
        )
        Hub.objects.filter(pk=hub.pk).update(epoch=epoch, epoch_since=timezone.now(), device=device)
    return epoch


def renew_lost_keys() -> bool:
    """Give a hub that was restored without its secret new keys; says whether that was needed.

    To be called right after `new_epoch`, before anything was signed by the new device. Phones that met the
    hub only through carried files must meet it once to learn the new keys.
    """
    hub = this_hub()
    try:
        private_key(hub)
    except LostKeyError:
        key = ec.generate_private_key(ec.SECP256R1())
        with transaction.atomic():
            Device.objects.filter(pk=hub.device_id).update(public_key=public_text(key), carry_key="")
            Hub.objects.filter(pk=hub.pk).update(private_key=_sealed(key), carry_private_key="")
        return True
    return False


def suspect_restoration() -> str:
    """A device has read further than this hub can count: the hub was restored and nobody said so.

    At most once a day, so that one phone that counts wrongly can't keep all others busy.
    """
    hub = this_hub()
    is_due = timezone.now() - hub.epoch_since >= EPOCH_LASTS_AT_LEAST
    return new_epoch() if is_due else hub.epoch
