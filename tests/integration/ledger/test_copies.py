"""A backup of a hub that works, and the hub that comes back from it; with served hubs and real phones."""

from __future__ import annotations

import random
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from debo.copies.backup import BackupError, look_into
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.served_hub import ALMAZ, DEBO, TOLOSA, Hub, event, exchange
from tests.integration.ledger.test_rescue import rescue_file
from tests.postgres import cluster, new_database


class Restored(Hub):
    """A hub that was filled from a backup before it is served."""

    def __init__(self, data: Path, backup: Path) -> None:
        self.backup = backup
        super().__init__(data)

    def start(self) -> None:
        """Restore, then serve."""
        restored = self.run("restore", str(self.backup))
        assert restored.returncode == 0, restored.stderr
        super().start()


def collaborative(phone: Phone) -> dict[str, Any]:
    """What a phone shows of the channel that both phones read."""
    return phone.state(next(name for name in phone.cursors if name.startswith("collaborative:")))


def push(hub: Hub, phone: Phone, times: int) -> None:
    for n in range(times):
        event(phone, f"while the backup is made {n}")
        exchange(hub, phone)


def test_what_came_after_the_backup_comes_back_from_the_phones(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    hub, backup = Hub(tmp_path / "first"), tmp_path / "hub.backup"
    try:
        almaz, tolosa = hub.join(ALMAZ), hub.join(TOLOSA)
        pushing = threading.Thread(target=push, args=(hub, almaz, 15))
        pushing.start()
        made = hub.run("backup", str(backup))
        pushing.join(120)
        assert made.returncode == 0, made.stderr
        assert "is there already" in hub.run("backup", str(backup)).stderr
        for phone in (almaz, tolosa):
            event(phone, "after the backup")
            exchange(hub, phone)
        exchange(hub, almaz)
    finally:
        hub.stop()
    before, epoch = collaborative(almaz), almaz.epoch
    assert collaborative(tolosa) == before
    again = Restored(tmp_path / "second", backup)
    try:
        assert "isn't empty" in again.run("restore", str(backup)).stderr
        for phone in (almaz, tolosa, almaz, tolosa):
            exchange(again, phone)
        assert almaz.epoch == tolosa.epoch != epoch
        assert collaborative(almaz) == collaborative(tolosa) == before
        # The hub's key works, though the first one's secret stayed behind.
        key = "from debo.embedded import open_django; open_django(); from debo.ledger import hub; "
        opened = again.python(key + "hub.private_key(hub.this_hub()); hub.carry_private_key(hub.this_hub())")
        assert opened.returncode == 0, opened.stderr
        well = again.run("check").stdout
        assert "all agree" in well
        assert "LOOK" not in well
    finally:
        again.stop()
    damaged(backup)


def damaged(backup: Path) -> None:
    """However a backup is cut or changed on its way, it is known before anything is restored."""
    whole, chance = backup.read_bytes(), random.Random(1)
    broken = backup.with_name("broken")
    for _ in range(12):
        at = chance.randrange(12, len(whole) - 1)
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        for content in (whole[:at], bytes(changed)):
            broken.write_bytes(content)
            with pytest.raises(BackupError):
                look_into(broken)
    assert look_into(backup).entries > 1000


def address_of(database: str) -> dict[str, str]:
    return {"DEBO_DATABASE": database}


def test_a_hub_at_work_moves_to_postgresql_and_back(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    with cluster() as address:
        there = new_database(address)
        hub = Hub(tmp_path / "hub", on_sqlite=True)
        try:
            almaz, tolosa = hub.join(ALMAZ), hub.join(TOLOSA)
            rescued(hub, tolosa, tmp_path / "rescue.json")
            pushing = threading.Thread(target=push_until_closed, args=(hub, almaz))
            pushing.start()
            (tmp_path / "address").write_text(there)
            hub.database |= {"DEBO_MOVE_TO_FILE": str(tmp_path / "address")}
            moved = hub.run("move", "--to")
            pushing.join(60)
            assert moved.returncode == 0, moved.stderr
            assert "row for row" in moved.stdout
            assert "all agree" in moved.stdout
            # Whoever comes to the old one is asked to come again; nothing is taken there.
            status, _, told = hub.ask(tolosa, tolosa.request())
            assert (status, told["type"]) == (503, "busy")
        finally:
            hub.stop()
        assert "was closed because it moves" in hub.run("serve").stderr
        assert "has moved there already" in hub.run("move", "--to", there).stderr
        hub.database = address_of(there)
        hub.start()
        goes_on(hub, almaz, tolosa)
        back = hub.run("move", "--to", "sqlite")
        hub.stop()
        assert back.returncode == 0, back.stderr
        hub.database = address_of("")
        hub.start()
        try:
            goes_on(hub, almaz, tolosa)
            assert "all agree" in hub.run("check", "--records").stdout
        finally:
            hub.stop()
        assert almaz.repairs == tolosa.repairs == 0


def rescued(hub: Hub, phone: Phone, file: Path) -> None:
    """A phone whose app doesn't start hands in by a file; the hub stays well and movable."""
    event(phone, "written before the app broke")
    file.write_text(rescue_file(phone), encoding="utf-8")
    taken = hub.run("rescue", str(file))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert "all agree" in hub.run("check", "--records").stdout


def push_until_closed(hub: Hub, phone: Phone) -> None:
    """Write until the hub says that it is busy; what it acknowledged has moved along."""
    while True:
        event(phone, f"while it moves {len(phone.entries)}")
        status, _, answer = hub.ask(phone, phone.request())
        if status == 503:
            return
        phone.receive(answer)


def goes_on(hub: Hub, almaz: Phone, tolosa: Phone) -> None:
    """The phones notice nothing: the same epoch, the same numbers, and no repair."""
    epoch = almaz.epoch
    event(almaz, "after the move")
    for phone in (almaz, tolosa, almaz):
        exchange(hub, phone)
    assert almaz.epoch == epoch
    assert collaborative(almaz) == collaborative(tolosa)


def test_a_move_that_was_killed_goes_on(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    with cluster() as address:
        there = new_database(address)
        hub = Hub(tmp_path / "hub", on_sqlite=True)
        try:
            almaz = hub.join(ALMAZ)
            command = [str(DEBO), "move", "--to", there]
            first = subprocess.Popen(command, env=hub.environment(), stdout=subprocess.PIPE, text=True)
            assert first.stdout is not None
            for told in first.stdout:
                if "closed" in told:
                    break
            first.kill()
            first.wait(20)
            first.stdout.close()
            assert hub.ask(almaz, almaz.request())[0] == 503
            assert hub.run("move", "--stay").returncode == 0
            event(almaz, "the move was killed")
            exchange(hub, almaz)
            again = hub.run("move", "--to", there)
            assert again.returncode == 0, again.stderr
        finally:
            hub.stop()
        hub.database = address_of(there)
        hub.start()
        try:
            exchange(hub, almaz)
            assert "all agree" in hub.run("check", "--records").stdout
        finally:
            hub.stop()
