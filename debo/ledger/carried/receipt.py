"""Receipts: what was handed over, and whether it is here now (docs/protocol.md, section 7)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.db.models import QuerySet

from debo.ledger import models
from debo.ledger.hash import EMPTY_DIGEST, toggled

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
_TEXT = re.compile(r"DEBO (\S{9}) ([0-9a-f]{16})((?: \S+ [0-9]+-[0-9]+ [0-9a-f]{16})*)")
_LINE = re.compile(r" (\S+) ([0-9]+)-([0-9]+) ([0-9a-f]{16})")
#: What people write for each other's letters (Crockford's base 32).
_MEANT = str.maketrans("OIL", "011")
#: A QR holds some 4,000 letters.
_LONGEST = 5_000


class ReceiptError(ValueError):
    """This text is no receipt."""


@dataclass(frozen=True)
class Line:
    """Entries of one channel, from n to n."""

    channel: str
    first: int
    last: int
    is_here: bool


@dataclass(frozen=True)
class Found:
    """`lines` are those of the receipt where it has any, else those of the file that came with its code."""

    device: models.Device | None
    has_arrived: bool
    lines: tuple[Line, ...]

    @property
    def is_all_here(self) -> bool:
        """Whether everything the receipt names is at the hub."""
        return all(line.is_here for line in self.lines) and (self.has_arrived or bool(self.lines))


def look_up(text: str) -> Found:
    """Look up a receipt's code, or compare the text of its QR entry by entry; else ReceiptError."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise ReceiptError
    whole = _TEXT.fullmatch(text)
    if whole is not None:
        device = models.Device.objects.filter(id=whole[2]).first()
        lines = tuple(_compared(whole[2], *one.groups()) for one in _LINE.finditer(whole[3]))
        return Found(device, _arrived(whole[1]) is not None, lines)
    code = text.upper().translate(_MEANT).replace(" ", "").replace("-", "")
    code = f"{code[:4]}-{code[4:]}"
    if _CODE.fullmatch(code) is None:
        raise ReceiptError
    arrived = _arrived(code)
    if arrived is None:
        return Found(None, has_arrived=False, lines=())
    kept = json.loads(arrived.lines)
    own = [_counted(arrived.device_id, channel, *ends) for channel, ends in kept.items()]
    return Found(arrived.device, has_arrived=True, lines=tuple(own))


def _arrived(code: str) -> models.Arrived | None:
    return models.Arrived.objects.select_related("device").filter(code=code).first()


def _compared(device: str, channel: str, first: str, last: str, digest: str) -> Line:
    """Whether exactly these entries are here: their hashes are compared."""
    here = EMPTY_DIGEST
    for hash_ in _entries(device, channel, int(first), int(last)).values_list("hash", flat=True).iterator():
        here = toggled(here, bytes(hash_))
    return Line(channel, int(first), int(last), here == digest)


def _counted(device: str, channel: str, first: int, last: int) -> Line:
    count = _entries(device, channel, first, last).count()
    return Line(channel, first, last, count == last - first + 1)


def _entries(device: str, channel: str, first: int, last: int) -> QuerySet[models.Entry]:
    largest = 2**62
    between = {"n__gte": min(first, largest), "n__lte": min(last, largest)}
    return models.Entry.objects.filter(device=device, channel=channel, **between)
