"""What a hub is called by the other: the first collaborative that is at home here."""

from __future__ import annotations

from debo.ledger.link.models import HomeElsewhere
from debo.ledger.replicated import REGISTRY


def hub_name() -> str:
    """The name in English, or in any language there is; "Debo" while the hub has none."""
    declared = REGISTRY.get("collaborative")
    if declared is None:
        return "Debo"
    rows = declared.model._base_manager.order_by("pk")
    first = rows.exclude(channel__in=HomeElsewhere.objects.values("channel")).first()
    return "Debo" if first is None else str(first)[:100]
