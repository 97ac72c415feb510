"""Whatever happens on the way, all replicas end alike; and mistakes planted on purpose are found."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from debo.ledger import acts, ingest, intake, judge, merge
from debo.ledger import exchange as exchange_module
from debo.ledger import page as page_module
from debo.ledger.ingest import Outcome
from tests.faults.stories import made_up
from tests.generative.ledger_stories import KINDS, HubDied, Step, play, stories
from tests.integration.ledger.fixed_access import PATH, FixedAccess
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def rights(settings: Any) -> Iterator[None]:
    settings.DEBO_ACCESS = PATH
    FixedAccess.reset()
    yield
    FixedAccess.reset()


#: Two cores are shared by many tests here: slowness is no finding.
AT_EASE = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


@settings(AT_EASE, max_examples=12)
@given(stories)
def test_in_any_order_with_any_loss_all_replicas_end_alike(story: list[Step]) -> None:
    play(story)


def test_the_generator_meets_every_kind_of_step() -> None:
    met: set[str] = set()

    def meets_all(story: list[Step]) -> bool:
        met.update(step.kind for step in story)
        return met == KINDS

    find(stories, meets_all, settings=settings(AT_EASE, max_examples=100, phases=[Phase.generate]))
    assert met == KINDS


def arrival_wins(patch: pytest.MonkeyPatch) -> None:
    def last(_stored: Any, _current: Any, stamp: str, value: Any, _base: Any = ()) -> tuple[str, Any]:
        return stamp, value

    patch.setattr(judge, "merge_stored", last)


def ties_by_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "stamp_order", lambda stamp: int(stamp.partition("@")[0]))


def the_whole_record_is_merged(patch: pytest.MonkeyPatch) -> None:
    original = judge.propose

    def whole(entry: Any, row: Any) -> Any:
        proposal = original(entry, row)
        for name in row.cells.keys() - entry.set.keys():
            proposal.cells[name] = entry.full_stamp
        return proposal

    patch.setattr(intake, "propose", whole)


def no_duplicate_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ingest._Order, "sort", lambda _order, handed: [(one, 0) for one in handed])


def no_gap_check(patch: pytest.MonkeyPatch) -> None:
    original = ingest._Order.sort

    def without_the_first(self: Any, handed: Any) -> Any:
        return original(self, handed)[1:]

    patch.setattr(ingest._Order, "sort", without_the_first)


def acknowledged_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    original = ingest.ingest

    def too_early(device: Any, batch: Any, people: Any) -> Outcome:
        with contextlib.suppress(HubDied):
            return original(device, batch, people)
        return Outcome({one.entry.channel: one.entry.n for one in batch.handed}, {})

    patch.setattr(exchange_module, "ingest", too_early)


def the_hubs_clock_is_not_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(acts, "hub_stamp", lambda: 0)


def a_phones_clock_does_not_learn(patch: pytest.MonkeyPatch) -> None:
    original = Phone.add

    def deaf(self: Phone, entry: Any) -> None:
        before = self.stamp
        original(self, entry)
        self.stamp = before

    patch.setattr(Phone, "add", deaf)


def the_cursor_runs_ahead_of_the_page(patch: pytest.MonkeyPatch) -> None:
    original = page_module.after_cursor

    def ahead(page: Any, channel: str, head: int, cursor: int) -> None:
        original(page, channel, head, cursor)
        page.cursors[channel] = head

    patch.setattr(exchange_module, "after_cursor", ahead)


def own_entries_are_passed_on_by_n_alone(patch: pytest.MonkeyPatch) -> None:
    def only_greater(self: Phone, entry: Any) -> None:
        if entry.n > self.acked.get("highest", 0):
            original(self, entry)
            self.acked["highest"] = entry.n

    original = Phone.add
    patch.setattr(Phone, "add", only_greater)


def the_base_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    original = merge.merge_stored
    patch.setattr(judge, "merge_stored", lambda s, c, stamp, v, _base=(): original(s, c, stamp, v, ()))


def what_was_set_aside_is_merged_all_the_same(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "check_values", lambda _entry, _declaration: None)


#: Stories until a planted mistake must have been noticed.
PATIENCE = 200

PLANTS: list[Plant] = [
    arrival_wins,
    ties_by_arrival,
    the_whole_record_is_merged,
    no_duplicate_check,
    no_gap_check,
    acknowledged_before_the_commit,
    the_hubs_clock_is_not_kept,
    a_phones_clock_does_not_learn,
    the_cursor_runs_ahead_of_the_page,
    own_entries_are_passed_on_by_n_alone,
    the_base_is_forgotten,
    what_was_set_aside_is_merged_all_the_same,
]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_mistake_is_caught(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)

    # Found is enough: the smallest such story isn't asked for. Devices' names are chance, so a story that
    # goes wrong once needn't do so again.
    for seed in range(PATIENCE):
        FixedAccess.reset()
        try:
            play(made_up(random.Random(seed)))
        except Exception:  # whatever goes wrong, it was noticed
            return
    raise AssertionError(f"{PATIENCE} stories went by and nobody noticed")
