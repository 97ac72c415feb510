"""Ids, values and times as people read them: a person's name, a place's, the words of a choice.

The ledger knows no record by heart: what a channel or a reference names is looked up by its declared type.
What has no name here, or was erased, is shown by its id.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from debo.ledger.channels import in_private
from debo.ledger.fields import Choice, Keys, RecordField, Ref, Words
from debo.ledger.replicated import REGISTRY, Declaration

#: Which type of record a kind of channel names, where the two have different names.
_NAMED_BY = {"facility": "place"}


def name_of(type_: str, record: str) -> str:
    """The record's name in the reader's language; its id when it has none here."""
    declared = REGISTRY.get(type_)
    rows = declared.model._base_manager.filter(record=record).exclude(in_private()) if declared else []
    return next((said for row in rows if (said := _said(row)) != record), record)


def _said(row: Any) -> str:
    name = getattr(row, "name", None)
    return in_words(name) if isinstance(name, dict) and name else str(row)


def channel_name(channel: str) -> str:
    """The channel as people call it: "team: Haro Gudina", never a private record's words."""
    kind, _colon, record = channel.partition(":")
    named = name_of(_NAMED_BY.get(kind, kind), record) if record else ""
    return f"{kind}: {named}" if named else kind


def in_words(value: dict[str, str]) -> str:
    """A text in the reader's language, else in English, else in any."""
    code = (translation.get_language() or "en")[:2]
    return value.get(code) or value.get("en") or next(iter(value.values()), "")


def readable(one: RecordField | None, value: Any) -> str:
    """A value of this field; of a field that a newer version wrote, as it stands."""
    if value is None:
        return "—"
    if isinstance(one, Ref) and isinstance(value, str):
        return name_of(one.to, value)
    if isinstance(one, Words) and isinstance(value, dict):
        return in_words({code: str(text) for code, text in value.items()})
    if isinstance(one, Choice | Keys):
        labels = dict(one.flatchoices) if isinstance(one, Choice) else dict(one.of)
        words = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(word, word)) for word in words if isinstance(word, str)) or str(value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def set_in_words(declared: Declaration | None, said: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and value of each field that an entry writes."""
    fields = declared.fields if declared else {}
    return [
        (str(fields[name].verbose_name) if name in fields else name, readable(fields.get(name), value))
        for name, value in said.items()
    ]


def told_time(at: int, offset: int | None) -> datetime | None:
    """When it was by the hub's clock, the device's being `offset` seconds ahead; None for no date."""
    try:
        return datetime.fromtimestamp(at, UTC) - timedelta(seconds=offset or 0)
    except (ValueError, OverflowError, OSError):
        return None


def clock_note(offset: int | None) -> str:
    """That a time was put right, and by how much; empty when the device's clock was right."""
    if not offset:
        return ""
    said = _("that clock was {seconds} s ahead") if offset > 0 else _("that clock was {seconds} s behind")
    return said.format(seconds=abs(offset))
