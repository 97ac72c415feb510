"""Stories of the week, by seed: four phones, two people on one of them, a restored hub, rights that end."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from debo.embedded import migrate
from tests.faults.attempts import Attempt
from tests.generative.ledger_stories import EVENTS, EXCHANGES, MOMENTS, PERIODS, WRITES, Step, play
from tests.integration.ledger.fixed_access import PATH, FixedAccess

LONGEST = 30


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """One database for all: every story ends with a rollback."""
    migrate()
    settings.DEBO_ACCESS = PATH
    yield attempt


def attempt(seed: int) -> Counter[str]:
    """Make the story of a seed up and act it out."""
    FixedAccess.reset()
    story = made_up(random.Random(seed))
    play(story)
    kinds = Counter(step.kind for step in story)
    return Counter(
        {
            "steps": len(story),
            "power cuts": kinds["hub_dies"],
            "restored hubs": kinds["restore"],
            "lost, late or doubled answers": sum(
                kinds[one] for one in ("answer_lost", "answer_late", "sent_twice")
            ),
        }
    )


def made_up(chance: random.Random) -> list[Step]:
    """A story; the same chance tells the same one."""
    return [step(chance) for _ in range(chance.randint(8, LONGEST))]


def step(chance: random.Random) -> Step:
    """What happens next."""
    fields = chance.sample(["numerator", "denominator", "value"], chance.randint(1, 3))
    return Step(
        phone=chance.randrange(4),
        kind=chance.choice(WRITES + WRITES + EXCHANGES + EXCHANGES + EVENTS),
        period=chance.randrange(len(PERIODS)),
        values=tuple(sorted((name, chance.choice([None, 0, 1, 2, 3])) for name in fields)),
        part=chance.randrange(4),
        moment=chance.randint(0, MOMENTS),
    )
