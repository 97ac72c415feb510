"""How the page of a record's history writes values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from debo.ledger import history

register = template.Library()


@register.filter
def plain(value: Any) -> str:
    """A value as a person writes it."""
    return history.plain(value)


@register.filter
def of(values: Mapping[str, Any], label: str) -> Any:
    """What stands under a label; nothing when there is nothing."""
    return values.get(label, ())
