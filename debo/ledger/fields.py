"""The kinds of value a record may hold: a Django field that also says its kind on the wire and refuses wrong types.

`check_value` is strict: it looks at what JSON brought, never converts, and answers a code, or None when all is well.
Null is allowed everywhere but in a key: a field that was never filled is missing, which is not zero.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import models

from debo.periods import is_period_id

#: Languages a text may be given in; every reader gets their own, else English, else any there is.
LANGUAGES = ("en", "am", "om")

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class RecordField(models.Field):  # type: ignore[type-arg]
    """What every declared field has: a kind for the schema and a strict check."""

    kind = "text"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        self.required: bool = kwargs.pop("required", False)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", not self.required)
        super().__init__(label, **kwargs)

    def check_value(self, value: Any) -> str | None:
        """None if `value` (never None) fits; else `wrong_type`, `out_of_range`, `too_long` or `not_a_choice`."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """What forms and TypeScript need to know beside kind, label, help and required."""
        return {}


class Text(RecordField, models.CharField):  # type: ignore[type-arg]
    """One line of words."""

    kind = "text"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(label, **kwargs)

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "wrong_type"
        return "too_long" if self.max_length is not None and len(value) > self.max_length else None

    def schema(self) -> dict[str, Any]:
        return {"max": self.max_length}


class LongText(RecordField, models.TextField):  # type: ignore[type-arg]
    """Several lines of words, at most `max_length` characters."""

    kind = "long_text"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(label, **kwargs)

    check_value = Text.check_value
    schema = Text.schema


class Choice(Text):
    """One word out of a list; the list is data: `choices=[(value, label), …]`."""

    kind = "choice"

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "wrong_type"
        return None if any(value == key for key, _ in self.flatchoices) else "not_a_choice"

    def schema(self) -> dict[str, Any]:
        return {"choices": [{"value": key, "label": label} for key, label in self.flatchoices]}


class Ref(RecordField, models.CharField):  # type: ignore[type-arg]
    """The id of a record of another type. No foreign key: it may arrive before what it names."""

    kind = "ref"

    def __init__(self, label: Any = None, *, to: str = "", **kwargs: Any) -> None:
        self.to = to
        kwargs["max_length"] = 36
        kwargs.setdefault("db_index", True)
        super().__init__(label, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "to": self.to}

    def check_value(self, value: Any) -> str | None:
        return None if isinstance(value, str) and _UUID.fullmatch(value) else "wrong_type"

    def schema(self) -> dict[str, Any]:
        return {"to": self.to}


class Count(RecordField, models.BigIntegerField):  # type: ignore[type-arg]
    """A whole number, zero or more, that a person counted."""

    kind = "count"
    LARGEST = 999_999_999

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return "wrong_type"
        return None if 0 <= value <= self.LARGEST else "out_of_range"


class Number(RecordField, models.FloatField):  # type: ignore[type-arg]
    """A measured number (minutes, degrees); finite."""

    kind = "number"

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return "wrong_type"
        return None if abs(value) <= 1e12 else "out_of_range"


class Flag(RecordField, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no."""

    kind = "flag"

    def check_value(self, value: Any) -> str | None:
        return None if isinstance(value, bool) else "wrong_type"


class Day(RecordField, models.CharField):  # type: ignore[type-arg]
    """A day, always stored as a Gregorian ISO date and shown in the reader's calendar."""

    kind = "day"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(label, **kwargs)

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, str) or len(value) != 10:
            return "wrong_type"
        try:
            date.fromisoformat(value)
        except ValueError:
            return "out_of_range"
        return None


class Period(RecordField, models.CharField):  # type: ignore[type-arg]
    """The id of a reporting period (debo.periods), which tells its own kind."""

    kind = "period"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs["max_length"] = 12
        kwargs.setdefault("db_index", True)
        super().__init__(label, **kwargs)

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "wrong_type"
        return None if is_period_id(value) else "out_of_range"


class Words(RecordField, models.JSONField):  # type: ignore[misc]
    """A text in up to three languages: {"en": …, "am": …, "om": …}, at least one of them."""

    kind = "words"
    LONGEST = 1000

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, dict) or not value or not set(value) <= set(LANGUAGES):
            return "wrong_type"
        if not all(isinstance(text, str) for text in value.values()):
            return "wrong_type"
        return "too_long" if any(len(text) > self.LONGEST for text in value.values()) else None


class Elements(RecordField, models.JSONField):  # type: ignore[misc]
    """The elements of a clinical bundle, in order: [{"key": "oxytocin", "label": {words}, "help": {words}?}, …]."""

    kind = "elements"

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, list) or not value or len(value) > 30:
            return "wrong_type"
        ok = all(
            isinstance(one, dict)
            and isinstance(one.get("key"), str)
            and 0 < len(one["key"]) <= 40
            and isinstance(one.get("label"), dict)
            for one in value
        )
        return None if ok and len({one["key"] for one in value}) == len(value) else "wrong_type"


class ElementCounts(RecordField, models.JSONField):  # type: ignore[misc]
    """Per element of a bundle: {"oxytocin": {"done": 17, "not_applicable": 1, "not_documented": 2}, …}.

    Done + not done + not applicable + not documented = births reviewed; not documented counts as not done,
    not applicable leaves the denominator of that element (DOMAIN 1.3).
    """

    kind = "element_counts"
    PARTS = frozenset({"done", "not_done", "not_applicable", "not_documented"})

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, dict) or len(value) > 30:
            return "wrong_type"
        for parts in value.values():
            if not isinstance(parts, dict) or not set(parts) <= self.PARTS:
                return "wrong_type"
            for count in parts.values():
                if not isinstance(count, int) or isinstance(count, bool):
                    return "wrong_type"
                if not 0 <= count <= Count.LARGEST:
                    return "out_of_range"
        return None


class Keys(RecordField, models.JSONField):  # type: ignore[misc]
    """A list of short words, such as the kinds of facility that report a measure."""

    kind = "keys"

    def __init__(self, label: Any = None, *, of: tuple[tuple[str, Any], ...] = (), **kwargs: Any) -> None:
        self.of = of
        super().__init__(label, **kwargs)

    def check_value(self, value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return "wrong_type"
        return None if not self.of or set(value) <= {key for key, _ in self.of} else "not_a_choice"

    def schema(self) -> dict[str, Any]:
        return {"choices": [{"value": key, "label": label} for key, label in self.of]}
