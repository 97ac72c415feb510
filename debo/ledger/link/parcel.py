"""Entries on their way from hub to hub, each with the proof of who wrote it.

    {"columns": …, "proofs": [{"by": device, "signature": text, "of": [row | hash, …]}, …],
     "keys": {device: key}}

A proof is the signature of a device over hashes in the order in which it signed them: of rows of this parcel
by their number, of others of the same channel by their hash. Where a phone signed a draft and something
released together, before phones signed each channel by itself, its signature can't be shown without the
draft's hash; then the hub that took it in bears witness with a signature of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from debo.ledger import hub, models
from debo.ledger.canonical import NotCanonicalError
from debo.ledger.columns import ColumnsError, decode, encode
from debo.ledger.entry import Entry
from debo.ledger.identity import is_device_id
from debo.ledger.intake import Handed, hand_in
from debo.ledger.link.errors import Untrue
from debo.ledger.link.homes import must_cross
from debo.ledger.link.models import ChannelSignature
from debo.ledger.quarantine import as_entry, was_judged_elsewhere
from debo.ledger.replicated import key_of
from debo.ledger.signing import PublicKeyError, from_base64url, load_public_key, sign, to_base64url, verifies

_AT_ONCE = 500
_HASH = 32
#: A batch of a phone has at most so many rows.
_LONGEST_PROOF = 2_000


@dataclass(frozen=True)
class Proof:
    """`by` signed `hashes`, in this order."""

    by: str
    signature: str
    hashes: tuple[bytes, ...]


@dataclass
class Parcel:
    """What was read and is proved: each entry, and for each the proof that names its hash."""

    handed: list[Handed] = field(default_factory=list)
    proofs: dict[bytes, list[Proof]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, str] = field(default_factory=dict)

    def proof_of(self, one: Handed) -> Proof | None:
        """The device's own signature when there is one, else a hub's witness, else None."""
        found = self.proofs.get(one.hash, [])
        return next((proof for proof in found if proof.by == one.entry.device), found[0] if found else None)


# --- writing ----------------------------------------------------------------------------------------------


def wrap(kept: Sequence[models.Entry]) -> dict[str, Any]:
    """The parcel of these entries; StaysHomeError when one of them must not leave this hub."""
    entries = [_shown(one) for one in kept]
    must_cross(entries)
    proofs = _proofs(kept)
    rows = {bytes(one.hash): i for i, one in enumerate(kept)}
    named = {one.device for one in entries} | {proof.by for proof in proofs}
    keys = models.Device.objects.filter(id__in=named).values_list("id", "public_key")
    return {
        "columns": encode(entries, key_of),
        "proofs": [
            {
                "by": one.by,
                "signature": one.signature,
                "of": [rows[hash_] if hash_ in rows else to_base64url(hash_) for hash_ in one.hashes],
            }
            for one in proofs
        ],
        "keys": dict(keys),
    }


def _shown(kept: models.Entry) -> Entry:
    """The entry as it crosses: of one that this hub itself set aside only its place and hash.

    So it takes its number at the home too, and what a stranger wrote on a lost phone isn't passed on.
    """
    is_aside = kept.seq is None and kept.reason != "other_hub" and not was_judged_elsewhere(kept)
    entry = as_entry(kept)
    return replace(entry, set={}, base={}, erased=bytes(kept.hash).hex()) if is_aside else entry


def _proofs(kept: Sequence[models.Entry]) -> list[Proof]:
    """As few as prove all of them; what no signature can be shown for, this hub bears witness of."""
    batches = {
        one.pk: one
        for one in models.Batch.objects.select_related("device").filter(pk__in={e.batch_id for e in kept})
    }
    apart = {
        (one.batch_id, one.channel): one for one in ChannelSignature.objects.filter(batch__in=list(batches))
    }
    by_place: dict[tuple[int, str], list[models.Entry]] = defaultdict(list)
    for one in kept:
        by_place[one.batch_id, one.channel].append(one)
    whole = _of_one_channel(by_place, batches)
    proofs, unproved = [], []
    for place, entries in by_place.items():
        batch = batches[place[0]]
        if place in apart:
            proofs.append(Proof(batch.device_id, apart[place].signature, _split(apart[place].hashes)))
        elif place in whole and batch.signature and batch.witness_id is None:
            proofs.append(Proof(batch.device_id, batch.signature, _split(batch.hashes)))
        else:
            unproved += [bytes(one.hash) for one in entries]
    return [*proofs, *_witness(unproved)]


def _of_one_channel(
    by_place: dict[tuple[int, str], list[models.Entry]], batches: dict[int, models.Batch]
) -> set[tuple[int, str]]:
    """The batches of which every hash is of an entry in the one channel: showing them tells nothing else."""
    whole = set()
    wanted: dict[str, set[bytes]] = defaultdict(set)
    for batch, channel in by_place:
        wanted[channel] |= set(_split(batches[batch].hashes))
    known: dict[str, set[bytes]] = {
        channel: _known_in(
            channel, hashes, {one.device for p, es in by_place.items() if p[1] == channel for one in es}
        )
        for channel, hashes in wanted.items()
    }
    for batch, channel in by_place:
        if set(_split(batches[batch].hashes)) <= known[channel]:
            whole.add((batch, channel))
    return whole


def _known_in(channel: str, hashes: Collection[bytes], devices: Collection[str]) -> set[bytes]:
    found: set[bytes] = set()
    waiting = iter(sorted(hashes))
    while some := list(islice(waiting, _AT_ONCE)):
        kept = models.Entry.objects.filter(channel=channel, device__in=devices, hash__in=some)
        found |= {bytes(one) for one in kept.values_list("hash", flat=True)}
    return found


def _witness(hashes: list[bytes]) -> Iterator[Proof]:
    if hashes:
        this = hub.this_hub()
        yield Proof(this.device_id, sign(hub.private_key(this), hashes), tuple(hashes))


def _split(hashes: bytes | memoryview) -> tuple[bytes, ...]:
    raw = bytes(hashes)
    return tuple(raw[i : i + _HASH] for i in range(0, len(raw), _HASH))


# --- reading ----------------------------------------------------------------------------------------------


def unwrap(told: Any) -> Parcel:
    """Read a parcel and try its signatures; Untrue when it isn't whole, is private, or isn't proved."""
    if not isinstance(told, dict):
        raise Untrue(reason="no parcel")
    try:
        handed = [hand_in(entry) for entry in decode(told.get("columns"), key_of)]
    except (ColumnsError, NotCanonicalError) as error:
        raise Untrue(reason="columns") from error
    try:
        must_cross([one.entry for one in handed])
    except ValueError as error:
        raise Untrue(reason="private channel") from error
    parcel = Parcel(handed, keys=_keys(told.get("keys")))
    for one in _list(told.get("proofs"), len(handed)):
        proof = _proof(one, handed)
        key = parcel.keys.get(proof.by)
        if key is None or not verifies(key, proof.hashes, proof.signature):
            raise Untrue(reason="signature")
        for hash_ in proof.hashes:
            parcel.proofs[hash_].append(proof)
    for one in handed:
        if parcel.proof_of(one) is None:
            raise Untrue(reason="no signature")
        if one.entry.device not in parcel.keys:
            raise Untrue(reason="no key")
    return parcel


def _list(told: Any, most: int) -> list[Any]:
    if not isinstance(told, list) or len(told) > 2 * most + 1:
        raise Untrue(reason="proofs")
    return told


def _keys(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or not all(is_device_id(one) for one in told):
        raise Untrue(reason="keys")
    for key in told.values():
        try:
            load_public_key(key if isinstance(key, str) else "")
        except PublicKeyError as error:
            raise Untrue(reason="keys") from error
    return told


def _proof(told: Any, handed: Sequence[Handed]) -> Proof:
    try:
        of, by, signature = told["of"], told["by"], told["signature"]
        hashes = tuple(_hash(one, handed) for one in of)
    except (TypeError, KeyError, IndexError, ValueError) as error:
        raise Untrue(reason="proofs") from error
    if not is_device_id(by) or not isinstance(signature, str) or not 0 < len(hashes) <= _LONGEST_PROOF:
        raise Untrue(reason="proofs")
    return Proof(by, signature, hashes)


def _hash(told: Any, handed: Sequence[Handed]) -> bytes:
    if type(told) is int:
        if told < 0:
            raise IndexError
        return handed[told].hash
    raw = from_base64url(told)
    if len(raw) != _HASH:
        raise ValueError("not a hash")
    return raw
