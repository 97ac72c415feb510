"""Writing a plan: only what is new or different becomes an entry, so the same sheet twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from debo.exchange.plan import Figures, Plan
from debo.ledger import acts
from debo.ledger.replicated import REGISTRY
from debo.measures.models import Observation
from debo.measures.recounts import keeping_first

#: Parameters of one query stay below SQLite's limit.
AT_ONCE = 500


@dataclass(frozen=True)
class Comparison:
    """What of a plan the hub doesn't have yet, what it has otherwise, and how much it has already."""

    new: list[Figures]
    changed: list[Figures]
    unchanged: int


def compare(plan: Plan, channel: str) -> Comparison:
    """Set the plan beside what the channel holds; of a changed row only the fields that differ are kept."""
    declaration = REGISTRY["observation"]
    ids = {_id(figures): figures for figures in plan.figures}
    known = {}
    every = sorted(ids)
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        for row in Observation.objects.filter(channel=channel, record__in=some):
            known[row.record] = {name: getattr(row, name) for name in declaration.fields}
    new, changed, unchanged = [], [], 0
    for record, figures in ids.items():
        if record not in known:
            new.append(figures)
            continue
        differing = {name: value for name, value in figures.values.items() if known[record][name] != value}
        if known[record]["withdrawn"]:
            differing["withdrawn"] = False
        if differing:
            kept = keeping_first(known[record], differing)
            changed.append(Figures(figures.row, figures.measure, figures.facility, figures.period, kept))
        else:
            unchanged += 1
    return Comparison(new, changed, unchanged)


def write(comparison: Comparison, channel: str, author: str) -> int:
    """Write what is new and what changed, in one transaction; returns the number of entries."""
    return len(
        acts.write_many([_act(figures, channel, author) for figures in comparison.new + comparison.changed])
    )


def _id(figures: Figures) -> str:
    measure, facility, period = figures.key
    return REGISTRY["observation"].record_id({"measure": measure, "facility": facility, "period": period})


def _act(figures: Figures, channel: str, author: str) -> acts.Draft:
    measure, facility, period = figures.key
    values = {"measure": measure, "facility": facility, "period": period, **figures.values}
    return acts.Draft(author, channel, "observation", values)
