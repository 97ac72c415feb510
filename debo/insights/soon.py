"""In a serving process the numbers are brought up to date beside the answers, by a thread of their own.

The phone that handed in a count needn't wait for the nation's sum. A moment of stillness ends a stream of
batches, which are then worked off together; a reader never waits for that, since `settle` is called before
every answer. In other processes (a command, a test) it is done at once.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from django.db import DatabaseError, connections

from debo.insights.settling import settle

#: Seconds without another batch after which what was noted is worked off, and the longest it may lie.
STILL: Final = 0.2
LONGEST: Final = 10.0
#: Seconds without work after which the database's connection is given back, and between two tries.
IDLE: Final = 5.0
AGAIN: Final = 1.0

_log = logging.getLogger("debo.insights")
_wanted = threading.Event()
_serving = threading.Event()


def keep_current() -> threading.Thread:
    """Begin to do it beside the answers; what a process that died had noted is worked off first."""
    thread = threading.Thread(target=_keep, name="insights", daemon=True)
    _wanted.set()
    _serving.set()
    thread.start()
    return thread


def settle_soon() -> None:
    """Have what was noted worked off: a moment later beside the answers where a process serves, else now."""
    if _serving.is_set():
        _wanted.set()
    else:
        settle()


def _keep() -> None:
    while True:
        if not _wanted.wait(IDLE):
            connections.close_all()
            _wanted.wait()
        _wait_for_stillness()
        try:
            settle()
        except DatabaseError:
            # Away, or busy with something long: the notes are kept, and this tries again.
            _log.warning("readings couldn't be brought up to date; trying again", exc_info=True)
            connections.close_all()
            time.sleep(AGAIN)
            _wanted.set()
        except Exception:
            # The notes stay; `debo check` tells, and a later version makes it good.
            _log.exception("readings couldn't be brought up to date")
            connections.close_all()


def _wait_for_stillness() -> None:
    until = time.monotonic() + LONGEST
    _wanted.clear()
    while _wanted.wait(STILL) and time.monotonic() < until:
        _wanted.clear()
    # Before settling: whoever notes something after this wakes the thread again.
    _wanted.clear()
