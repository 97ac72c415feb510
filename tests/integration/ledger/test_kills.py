"""What was acknowledged is in the hub, though the server was killed in the middle of its work."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from pathlib import Path

from tests.integration.ledger.phone import Phone
from tests.integration.ledger.served_hub import ALMAZ, TOLOSA, Hub, event


def kill_with_children(pid: int) -> None:
    """SIGKILL, as a power cut would: nobody gets to tidy up."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    os.kill(pid, signal.SIGKILL)
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def push_until_it_breaks(hub: Hub, phone: Phone) -> None:
    try:
        while True:
            for _ in range(40):
                event(phone, f"{len(phone.entries)}")
            phone.receive(hub.sync(phone, phone.request()))
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return


def wait_for_an_answer(phone: Phone, pushing: threading.Thread) -> None:
    """Until the hub has taken something of this round: on a busy machine the first answer may be late."""
    before = dict(phone.acked)
    end = time.monotonic() + 30
    while phone.acked == before and pushing.is_alive() and time.monotonic() < end:
        time.sleep(0.01)
    assert phone.acked != before


def test_nothing_acknowledged_is_lost_when_the_hub_is_killed(tmp_path: Path) -> None:
    hub = Hub(tmp_path)
    almaz = hub.join(ALMAZ)
    try:
        for wait in (0.15, 0.4, 0.7):
            pushing = threading.Thread(target=push_until_it_breaks, args=(hub, almaz))
            pushing.start()
            wait_for_an_answer(almaz, pushing)
            time.sleep(wait)
            kill_with_children(hub.process.pid)
            hub.process.wait(20)
            pushing.join(60)
            hub.start()
        acknowledged = dict(almaz.acked)
        almaz.exchange(lambda request: hub.sync(almaz, request))
        reader = hub.join(TOLOSA)
        at_the_hub = reader.entries.keys()
        for channel, own in almaz.own.items():
            # What was acknowledged before the last kill, and what was handed in again after it.
            assert acknowledged[channel] >= 40
            assert {(almaz.id, channel, entry.n) for entry in own} <= at_the_hub
            assert almaz.acked[channel] == len(own)
        assert almaz.repairs == 0
    finally:
        hub.process.terminate()
        hub.process.wait(20)
