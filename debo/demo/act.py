"""What the demonstration writes: acts of its people, in the order in which they give one another rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Act:
    """One person's change to one record. `record` is None for a type whose key names it. `day`: when
    they did it."""

    author: str
    channel: str
    type: str
    values: dict[str, Any]
    record: str | None
    day: date
