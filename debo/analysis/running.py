"""Doing the same work on every partition, here or on a Dask cluster, and getting the answers in order.

Answers come in the order of the partitions whoever was done first, and no more of them wait than twice what
the cluster works on, so memory here doesn't grow with the folder. A worker that is lost loses only work that
is done again elsewhere: the work is a pure function of files.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from debo.analysis.partition import Answer, Task, read_partition
from debo.analysis.refusals import ClusterError, need_dask
from debo.version import VERSION

if TYPE_CHECKING:
    from distributed import Client

#: Seconds until a scheduler, or its first worker, counts as unreachable.
PATIENCE: Final = 20

Work = Callable[[Task], Answer]


def answers(tasks: Sequence[Task], scheduler: str = "", *, patience: int = PATIENCE) -> Iterator[Answer]:
    """The answer of every task, in their order. Refuses with FolderError, or ClusterError when the scheduler
    or all its workers can't be reached, or run another version of Debo."""
    if not scheduler:
        yield from map(read_partition, tasks)
        return
    need_dask()
    with _client(scheduler, patience) as client:
        yield from _on_cluster(client, tasks)


@contextmanager
def _client(scheduler: str, patience: int) -> Iterator[Client]:
    from distributed import Client  # noqa: PLC0415

    # It tells of each lost connection with a traceback; ours is one sentence.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No scheduler answers at {scheduler} ({_said(error)}). Nothing was read or written. "
            "Start it with dask scheduler, name it as tcp://HOST:PORT, or leave --scheduler out to work here."
        ) from None
    try:
        _check_workers(client, scheduler, patience)
        yield client
    finally:
        client.close()


def _check_workers(client: Client, scheduler: str, patience: int) -> None:
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise ClusterError(
            f"The scheduler at {scheduler} has no worker. Nothing was read or written. Start some with "
            f"dask worker {scheduler} --nthreads 1, on machines that see the folder under the same name."
        ) from None
    with _telling_what_was_lost():
        # A worker without Debo can't even read the question, and says so in an exception.
        said = client.run(_version, on_error="return").values()
    versions = {one if isinstance(one, str) else "none" for one in said}
    if versions != {VERSION}:
        raise ClusterError(
            f"Not every worker at {scheduler} has Debo {VERSION}; found: {', '.join(sorted(versions))}. "
            "Nothing was read or written. Install the same on all, so that all numbers come from one program."
        )


def _version() -> str:
    return VERSION


def _on_cluster(client: Client, tasks: Sequence[Task]) -> Iterator[Answer]:
    waiting: deque[Any] = deque()
    ahead = iter(tasks)
    while True:
        with _telling_what_was_lost():
            # Fewer threads than before, when a worker was lost: then nothing more for now.
            room = max(2 * max(sum(client.nthreads().values()), 1) - len(waiting), 0)
            waiting.extend(client.submit(read_partition, task, pure=False) for task in islice(ahead, room))
            if not waiting:
                return
            answer: Answer = waiting.popleft().result()
        yield answer


@contextmanager
def _telling_what_was_lost() -> Iterator[None]:
    """Say in a person's words how a cluster failed; what a task itself refuses goes through as it is."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415

    try:
        yield
    except KilledWorker:
        raise ClusterError(
            "Several workers were lost one after the other while they read the same partition; perhaps it "
            "needs more memory than they have. Nothing was written. Give workers more memory "
            "(--memory-limit) or one thread each, or export with fewer counts a partition (--partition-rows)."
        ) from None
    except (CancelledError, OSError, TimeoutError) as error:
        raise ClusterError(
            f"The connection to the scheduler was lost ({_said(error)}). Nothing was written, and the folder "
            "is as it was. Give the same command again once the scheduler is back."
        ) from None


def _said(error: BaseException) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
