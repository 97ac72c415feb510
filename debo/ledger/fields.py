"""The kinds of value a record may hold: a Django field that also says its kind on the wire.

`check_value` is strict: it looks at what JSON brought, never converts, and answers a code (wrong_type,
out_of_range, too_long, not_a_choice), or None when all is well.
Null is allowed everywhere but in a key: a field that was never filled is missing, which is not zero.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models

from debo.ledger.identity import is_uuid
from debo.periods import PeriodError, parse

#: Languages a text may be given in; every reader gets their own, else English, else any there is.
LANGUAGES = ("en", "am", "om")

#: `e2019-13`, `g2026-12`, `w2026-52`: no period's id is longer.
LONGEST_PERIOD = 12

#: Python's own reader also takes `2026-W01-1`, which no other side of Debo does.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Id(models.CharField):  # type: ignore[type-arg]
    """A short name that is looked up whole."""

    def db_type(self, connection: Any) -> str | None:
        """PostgreSQL's type by its full name.

        Django gives each indexed `varchar` a second index for searches by a beginning, which nobody makes.
        """
        found = super().db_type(connection)
        return None if found is None else found.replace("varchar(", "character varying(")


class RecordField(models.Field):  # type: ignore[type-arg]
    """What every declared field has: a kind for the schema and a strict check."""

    kind = "text"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        self.required: bool = kwargs.pop("required", False)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", not self.required)
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration needs: words, lists of words and forms may change without one."""
        name, path, args, kwargs = super().deconstruct()
        for of_forms in ("verbose_name", "help_text", "choices", "blank"):
            kwargs.pop(of_forms, None)
        return name, path, args, kwargs

    def check_value(self, value: Any) -> str | None:
        """None if `value` (never None) fits this field; else the code of what is wrong with it."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """What forms and TypeScript need to know beside kind, label, help and required."""
        return {}

    def day_of(self, value: Any) -> date | None:  # noqa: ARG002 - other kinds look at it
        """The last day that `value` speaks of; None for what is no day, or none that can be read."""
        return None


class Text(RecordField, models.CharField):  # type: ignore[type-arg]
    """One line of words."""

    kind = "text"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(verbose_name, **kwargs)

    def check_value(self, value: Any) -> str | None:
        """A text, not too long."""
        if not isinstance(value, str):
            return "wrong_type"
        return "too_long" if self.max_length is not None and len(value) > self.max_length else None

    def schema(self) -> dict[str, Any]:
        """The longest text a form may take."""
        return {"max": self.max_length}


class LongText(RecordField, models.TextField):  # type: ignore[type-arg]
    """Several lines of words, at most `max_length` characters."""

    kind = "long_text"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(verbose_name, **kwargs)

    check_value = Text.check_value
    schema = Text.schema


class Choice(Text):
    """One word out of a list; the list is data: `choices=[(value, label), …]`."""

    kind = "choice"

    def check_value(self, value: Any) -> str | None:
        """A word of the list."""
        if not isinstance(value, str):
            return "wrong_type"
        return None if any(value == key for key, _ in self.flatchoices) else "not_a_choice"

    def schema(self) -> dict[str, Any]:
        """The words of the list with their labels."""
        return {"choices": [{"value": key, "label": label} for key, label in self.flatchoices]}


class Ref(RecordField, Id):
    """The id of a record of another type. No foreign key: it may arrive before what it names."""

    kind = "ref"

    def __init__(self, verbose_name: Any = None, *, to: str = "", **kwargs: Any) -> None:
        self.to = to
        kwargs["max_length"] = 36
        self.is_indexed: bool = kwargs.setdefault("db_index", True)
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        """Name the type in migrations too, and whether there is an index: here there is one unless said."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "to": self.to, "db_index": self.is_indexed}

    def check_value(self, value: Any) -> str | None:
        """A record's id."""
        return None if is_uuid(value) else "wrong_type"

    def schema(self) -> dict[str, Any]:
        """The type of record that is named."""
        return {"to": self.to}


class Count(RecordField, models.BigIntegerField):  # type: ignore[type-arg]
    """A whole number, zero or more, that a person counted."""

    kind = "count"
    LARGEST = 999_999_999

    def check_value(self, value: Any) -> str | None:
        """A whole number from zero to LARGEST."""
        return check_count(value)


def check_count(value: Any) -> str | None:
    """None if `value` is a whole number that somebody can have counted; else a code."""
    if not isinstance(value, int) or isinstance(value, bool):
        return "wrong_type"
    return None if 0 <= value <= Count.LARGEST else "out_of_range"


class Number(RecordField, models.FloatField):  # type: ignore[type-arg]
    """A measured number (minutes, degrees); finite."""

    kind = "number"

    def check_value(self, value: Any) -> str | None:
        """A number of human size."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            return "wrong_type"
        return None if abs(value) <= 1e12 else "out_of_range"


class Flag(RecordField, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no."""

    kind = "flag"

    def check_value(self, value: Any) -> str | None:
        """True or false."""
        return None if isinstance(value, bool) else "wrong_type"


class Day(RecordField, models.CharField):  # type: ignore[type-arg]
    """A day, always stored as a Gregorian ISO date and shown in the reader's calendar."""

    kind = "day"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(verbose_name, **kwargs)

    def check_value(self, value: Any) -> str | None:
        """A day that exists, as YYYY-MM-DD."""
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            return "wrong_type"
        try:
            date.fromisoformat(value)
        except ValueError:
            return "out_of_range"
        return None

    def day_of(self, value: Any) -> date | None:
        """That day."""
        return date.fromisoformat(value) if self.check_value(value) is None else None


class Period(RecordField, Id):
    """The id of a reporting period (debo.periods), which tells its own kind."""

    kind = "period"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs["max_length"] = LONGEST_PERIOD
        self.is_indexed: bool = kwargs.setdefault("db_index", True)
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        """Name in migrations whether there is an index: here there is one unless said."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "db_index": self.is_indexed}

    def check_value(self, value: Any) -> str | None:
        """The id of a period that exists."""
        if not isinstance(value, str):
            return "wrong_type"
        return None if len(value) <= LONGEST_PERIOD and _is_period(value) else "out_of_range"

    def day_of(self, value: Any) -> date | None:
        """The period's last day."""
        return parse(value).last_day if self.check_value(value) is None else None


# A batch names the same few periods over and over.
@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    try:
        parse(text)
    except PeriodError:
        return False
    return True


class Words(RecordField, models.JSONField):
    """A text in up to three languages: {"en": …, "am": …, "om": …}, at least one of them."""

    kind = "words"
    LONGEST = 1000

    def check_value(self, value: Any) -> str | None:
        """Texts by language, at least one."""
        return check_words(value, self.LONGEST)


def check_words(value: Any, longest: int) -> str | None:
    """None if `value` is a text in some of the three languages, none longer than `longest`; else a code."""
    if not isinstance(value, dict) or not value or not set(value) <= set(LANGUAGES):
        return "wrong_type"
    if not all(isinstance(text, str) for text in value.values()):
        return "wrong_type"
    return "too_long" if any(len(text) > longest for text in value.values()) else None


class Elements(RecordField, models.JSONField):
    """The elements of a bundle, in order: [{"key": "oxytocin", "label": {words}, "help": {words}?}, …]."""

    kind = "elements"
    MOST = 30
    LONGEST_KEY = 40

    def check_value(self, value: Any) -> str | None:
        """One to thirty elements, each with a key of its own."""
        if not isinstance(value, list) or not 0 < len(value) <= self.MOST:
            return "wrong_type"
        for one in value:
            if not isinstance(one, dict) or not isinstance(one.get("key"), str):
                return "wrong_type"
            if not 0 < len(one["key"]) <= self.LONGEST_KEY:
                return "too_long"
            words = [one.get("label"), *([one["help"]] if "help" in one else [])]
            if found := next((code for code in (check_words(w, Words.LONGEST) for w in words) if code), None):
                return found
        return None if len({one["key"] for one in value}) == len(value) else "wrong_type"


class ElementCounts(RecordField, models.JSONField):
    """Per element of a bundle: {"oxytocin": {"done": 17, "not_applicable": 1, "not_documented": 2}, …}.

    Done + not done + not applicable + not documented = births reviewed; not documented counts as not done,
    not applicable leaves the denominator of that element (DOMAIN 1.3).
    """

    kind = "element_counts"
    PARTS = frozenset({"done", "not_done", "not_applicable", "not_documented"})

    def check_value(self, value: Any) -> str | None:
        """Counts by element and part."""
        if not isinstance(value, dict) or len(value) > Elements.MOST:
            return "wrong_type"
        if not all(isinstance(parts, dict) and set(parts) <= self.PARTS for parts in value.values()):
            return "wrong_type"
        codes = [check_count(count) for parts in value.values() for count in parts.values()]
        return next((code for code in codes if code), None)


class Keys(RecordField, models.JSONField):
    """A list of short words, such as the kinds of facility that report a measure."""

    kind = "keys"

    def __init__(
        self, verbose_name: Any = None, *, of: tuple[tuple[str, Any], ...] = (), **kwargs: Any
    ) -> None:
        self.of = of
        super().__init__(verbose_name, **kwargs)

    def check_value(self, value: Any) -> str | None:
        """Words of the list."""
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return "wrong_type"
        return None if not self.of or set(value) <= {key for key, _ in self.of} else "not_a_choice"

    def schema(self) -> dict[str, Any]:
        """The words of the list with their labels."""
        return {"choices": [{"value": key, "label": label} for key, label in self.of]}
