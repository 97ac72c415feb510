"""The power goes before each statement and each commit that the hub makes in a week, one after the other.

A run is one week. Each of its steps is done once in a process of its own, and before each statement and
commit the hub's files are copied as they lie there: that is what a death at this moment leaves. (`kills`
kills for true; here every moment is to be met, and death itself is slow.) Most statements leave the files as
they were: a crash before any of them is the same crash, and is tried once.

For each copy that differs a new process starts on it, looks whether anything acknowledged is gone or the
numbers have a gap, and does the step again, as people and phones do. It must come to what a week without any
crash came to, on the hub and on the phones. Now and then the whole rest of the week is lived after a crash.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from django.conf import settings
from django.db import connection, connections

from debo.embedded import migrate
from debo.ledger import models
from debo.ledger.hash import EMPTY_DIGEST, toggled
from debo.ledger.replicated import REGISTRY
from tests.faults.attempts import Attempt
from tests.faults.week import Step, Week, acknowledged, give_rights, kept, written
from tests.integration.ledger.carried.by_hand import FarPhone

#: After how many crashes one lives the whole rest of the week.
REST_OF_WEEK_EVERY = 40
WRITTEN_TYPES = ("observation", "event")

T = TypeVar("T")


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """An empty hub's database, copied anew for every week and every crash."""
    migrate()
    give_rights()
    connections.close_all()
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    empty = folder / "empty"
    empty.mkdir()
    shutil.copy(database, empty)

    def attempt(seed: int) -> Counter[str]:
        put_back(empty, database.parent, database.name)
        return Crashes(seed, database, folder / "moments").all()

    yield attempt


def put_back(copy: Path, folder: Path, name: str) -> None:
    """The database's files as they were, and nothing beside them."""
    connections.close_all()
    for stale in folder.glob(f"{name}*"):
        stale.unlink()
    for file in copy.iterdir():
        shutil.copyfile(file, folder / file.name)


class Crashes:
    """One seed's week, and a crash at each moment of each of its steps."""

    def __init__(self, seed: int, database: Path, moments: Path) -> None:
        self.chance, self.database, self.moments = random.Random(seed), database, moments
        self.week = Week(random.Random(seed))
        self.coming = self.week.steps()
        self.counted: Counter[str] = Counter()

    def all(self) -> Counter[str]:
        """Live the week; at each step try all the crashes first."""
        for step in self.coming:
            step.on_phones()
            ends = list(self._crashes(step, kept()))
            put_back(self.moments / "0", self.database.parent, self.database.name)
            step.at_the_hub()
            expected = self._state()
            for moment, (found, after) in enumerate(ends):
                assert found == expected, f"{step.says}: another end after a crash at moment {moment}"
                assert after <= kept(), f"{step.says}: something else was kept at moment {moment}"
            self.counted["steps of a week"] += 1
        self._everybody_agrees()
        return self.counted

    def _crashes(self, step: Step, held: set[Any]) -> Iterator[tuple[str, set[Any]]]:
        for stale in self.moments.glob("*"):
            shutil.rmtree(stale)
        moments = in_a_fork(lambda: copies_of(self.database, self.moments, step))
        self.counted["crash points"] += len(moments)
        for moment in dict.fromkeys(moments):
            put_back(self.moments / str(moment), self.database.parent, self.database.name)
            lives_on = self.chance.random() < 1 / REST_OF_WEEK_EVERY
            try:
                yield in_a_fork(partial(self._after, step, held, lives_on))
            except AssertionError as error:
                raise AssertionError(f"{step.says}: after a crash at moment {moment}: {error}") from error
            self.counted["hubs started on what a crash left"] += 1
            self.counted["rest of the week lived after one"] += lives_on

    def _after(self, step: Step, held: set[Any], lives_on: bool) -> tuple[str, set[Any]]:
        """In a hub that is started on what a dead one left."""
        now = kept()
        assert held <= now, f"gone: {sorted(held - now)}"
        assert acknowledged(self.week.phones) <= now
        hubs_own = set(
            models.Entry.objects.filter(device=hubs_device()).values_list("device", "channel", "n")
        )
        assert now - hubs_own <= written(self.week.phones)
        numbers_are_gapless()
        step.at_the_hub()
        end = self._state()
        if lives_on:
            for later in self.coming:
                later.on_phones()
                later.at_the_hub()
            self._everybody_agrees()
        return end, now

    def _state(self) -> str:
        """What hub and phones hold, but for the hub's clock."""
        numbers_are_gapless()
        told = hashlib.sha256()
        fields = (
            "channel",
            "n",
            "device",
            "stamp",
            "author",
            "type",
            "record",
            "set",
            "base",
            "seq",
            "reason",
        )
        told.update(repr(list(models.Entry.objects.order_by(*fields[:3]).values_list(*fields))).encode())
        for type_ in WRITTEN_TYPES:
            rows = REGISTRY[type_].model._base_manager.order_by("channel", "record")
            told.update(repr([(row.channel, row.record, row.cells) for row in rows]).encode())
        told.update(repr(models.Waiting.objects.count()).encode())
        for phone in self.week.phones:
            told.update(repr(what_it_holds(phone)).encode())
        return told.hexdigest()

    def _everybody_agrees(self) -> None:
        """At the week's end all hold the same, and nothing waits."""
        digests = dict(models.Channel.objects.values_list("name", "digest"))
        assert written(self.week.phones) <= kept()
        for phone in self.week.phones:
            assert phone.unsent() == []
            for channel in phone.cursors:
                assert phone.digest(channel) == digests[channel], channel


def what_it_holds(phone: FarPhone) -> list[object]:
    """Places, cursors, acknowledgements and what waits for attention."""
    return [
        sorted(phone.entries),
        sorted(phone.cursors.items()),
        sorted(phone.acked.items()),
        sorted((place, one["reason"]) for place, one in phone.attention.items()),
        sorted(phone.accepted),
    ]


def hubs_device() -> str:
    """The hub's own name as a writer."""
    from debo.ledger.hub import this_hub

    return str(this_hub().device_id)


def numbers_are_gapless() -> None:
    """Each channel counts 1, 2, 3 …, and its digest is that of its entries."""
    rows = list(models.Entry.objects.exclude(seq=None).order_by("seq").values_list("channel", "seq", "hash"))
    for name, head, digest in models.Channel.objects.values_list("name", "head", "digest"):
        own = [(seq, hash_) for channel, seq, hash_ in rows if channel == name]
        assert [seq for seq, _ in own] == list(range(1, head + 1))
        summed = EMPTY_DIGEST
        for _, hash_ in own:
            summed = toggled(summed, bytes(hash_))
        assert summed == digest


def copies_of(database: Path, moments: Path, step: Step) -> list[int]:
    """Do the step. Before each statement and each commit, and after all, the hub's files are copied, unless
    they are as at an earlier moment. Per moment: which copy it is."""
    found: list[int] = []
    known: dict[bytes, int] = {}

    def copy() -> None:
        files = [file for file in database.parent.glob(f"{database.name}*") if not file.name.endswith("-shm")]
        told = hashlib.blake2b(b"".join(file.name.encode() + file.read_bytes() for file in sorted(files)))
        which = known.setdefault(told.digest(), len(found))
        if which == len(found):
            (moments / str(which)).mkdir(parents=True)
            for file in files:
                shutil.copyfile(file, moments / str(which) / file.name)
        found.append(which)

    def counted(execute: Callable[..., Any], *call: Any) -> Any:
        copy()
        return execute(*call)

    commit = connection._commit  # type: ignore[attr-defined]

    def counted_commit() -> Any:
        copy()
        return commit()

    with connection.execute_wrapper(counted), mock.patch.object(connection, "_commit", counted_commit):
        step.at_the_hub()
    copy()
    return found


def in_a_fork(act: Callable[[], T]) -> T:
    """What it answers in a process of its own; what it raises is raised here."""
    connections.close_all()
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        _answer(act, writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as answer:
        raw = answer.read()
    os.waitpid(pid, 0)
    found, error = pickle.loads(raw)
    if error is not None:
        raise AssertionError(error)
    return found  # type: ignore[no-any-return]


def _answer(act: Callable[[], object], line: int) -> None:
    """In the fork: answer and be gone, whatever happens."""
    import traceback

    try:
        said = pickle.dumps((act(), None))
    except BaseException:
        said = pickle.dumps((None, traceback.format_exc()))
    with os.fdopen(line, "wb") as answer:
        answer.write(said)
    os._exit(0)
