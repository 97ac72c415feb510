"""What carrying costs: a facility's month as a file, and the memory of reading 50 MB.

    .venv/bin/python -m bench.carry

Goals: a month of one facility in at most 6 kB; reading a file of 50 MB needs less than 40 MB more than
reading one of 50 kB. A month here is thirty measures counted once, with a note on each fifth, drafted in the
team and shown to the collaborative: 2 entries a count.
"""

from __future__ import annotations

import io
import os
import random
import resource
import subprocess
import sys
import tempfile

from debo.ledger.carried.layout import LAST, MORE, TO_HUB, Head, Segment
from debo.ledger.carried.opening import Opened, Reader, open_all
from debo.ledger.carried.sealing import new_key, packed, seal, wrap
from debo.ledger.signing import public_text

COUNTS = 30
MOST_MONTH = 6_000
MOST_MORE = 40 * 1024 * 1024


def main() -> None:
    """Measure and print."""
    month()
    small, large = (memory(size) for size in (50_000, 50_000_000))
    verdict = "met" if large - small <= MOST_MORE else "MISSED"
    print(
        f"memory to read 50 MB: {(large - small) / 1e6:.1f} MB more than 50 kB "
        f"(goal {MOST_MORE / 1e6:.0f}: {verdict}; {large / 1e6:.0f} MB in all)"
    )


def month() -> None:
    """A month's counts of one facility, as a phone hands them over."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEBO_DATA": folder, "DJANGO_SETTINGS_MODULE": "debo.settings"}
        from debo.embedded import open_hub  # noqa: PLC0415

        open_hub(may_make=True)
        from tests.integration.ledger.carried.by_hand import FarPhone  # noqa: PLC0415
        from tests.integration.ledger.conftest import ALMAZ, FACILITY, TEAM, WOREDA, uid  # noqa: PLC0415

        phone = FarPhone([ALMAZ]).enrol()
        chance = random.Random(1)
        for channel in (TEAM, WOREDA):
            for i in range(COUNTS):
                values = {"measure": uid(f"e{i:03}"), "facility": FACILITY, "period": "e2019-02"}
                values |= {"numerator": chance.randint(0, 60), "denominator": chance.randint(60, 90)}  # type: ignore[dict-item]
                note = {"note": f"Counted again with the register of ward {i}"} if i % 5 == 0 else {}
                phone.write(channel, "observation", **values, **note)
        size = sum(map(len, phone.hand_over()))
    verdict = "met" if size <= MOST_MONTH else "MISSED"
    print(f"a facility's month, {2 * COUNTS} entries: {size:,} B (goal {MOST_MONTH:,}: {verdict})")


def memory(size: int) -> int:
    """The most memory a fresh process needs to read a file of this size; bytes."""
    command = [sys.executable, "-m", "bench.carry", str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told)


def read_one(size: int) -> int:
    """Write a file of this size piece by piece, read it as a stream, and say the process' peak in bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    signer, reader = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    maker, hub, key = "a" * 16, "b" * 16, new_key()
    start = Head(maker, bytes(16), TO_HUB, 0, 1)
    head = Head(maker, bytes(16), TO_HUB, 0, 1, (wrap(start, hub, public_text(reader), {0: key}),))
    plain = packed({"v": 1, "text": random.Random(1).randbytes(22_000).hex()})
    count = max(1, size // len(plain))
    with tempfile.TemporaryFile() as file:
        file.write(head.raw)
        for place in range(count):
            last = LAST if place == count - 1 else MORE
            file.write(seal(head, Segment(place, 0, last, plain), key, signer).raw)
        file.seek(0, io.SEEK_SET)
        opener = Reader(hub, reader, lambda _: public_text(signer))
        if sum(isinstance(one, Opened) for one in open_all(file, opener)) != count:
            raise RuntimeError("not every segment was read")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(read_one(int(sys.argv[1])))
    else:
        main()
