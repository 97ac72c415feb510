"""How the page of a record's history writes values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from debo.ledger import history
from debo.ledger.fields import RecordField
from debo.ledger.history import Written
from debo.ledger.naming import clock_note, readable

register = template.Library()


@register.simple_tag
def said(fields: Mapping[str, RecordField], label: str, value: Any) -> str:
    """A value of the field with this label: records and choices by name, the rest as a person writes it."""
    one = fields.get(label)
    return history.plain(value) if one is None or isinstance(value, bool) else readable(one, value)


@register.filter
def clock(entry: Written) -> str:
    """By how much the clock was wrong with which an entry was written; empty when it was right."""
    if entry.at is None or entry.corrected is None:
        return ""
    return clock_note(round((entry.at - entry.corrected).total_seconds()))


@register.filter
def of(values: Mapping[str, Any], label: str) -> Any:
    """What stands under a label; nothing when there is nothing."""
    return values.get(label, ())
