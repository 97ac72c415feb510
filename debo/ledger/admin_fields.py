"""Form fields of the administration, one per kind of value; they clean to what JSON would have brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from debo.languages import LANGUAGES
from debo.ledger.channels import in_private
from debo.ledger.fields import LANGUAGES as CODES
from debo.ledger.fields import Keys, RecordField, Text
from debo.ledger.reasons import REASONS
from debo.ledger.replicated import REGISTRY

#: More records than fit a list one can choose from; beyond it the id is typed.
MOST_CHOICES = 1_000


class WordsWidget(forms.MultiWidget):
    """One line per language, each named in itself."""

    def __init__(self) -> None:
        super().__init__([forms.TextInput({"placeholder": name, "size": 60}) for _code, name in LANGUAGES])

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The texts in the order of the lines."""
        return [(value or {}).get(code, "") for code in CODES]


class WordsField(forms.MultiValueField):
    """A text in up to three languages; what is left empty isn't there."""

    widget = WordsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            [forms.CharField(required=False) for _code in CODES], require_all_fields=False, **kwargs
        )

    def compress(self, data_list: list[str]) -> dict[str, str] | None:
        """The texts that were given."""
        return {code: text for code, text in zip(CODES, data_list, strict=False) if text} or None


class KeysField(forms.MultipleChoiceField):
    """Words of a list; none chosen is nothing said."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """The words, or None."""
        return super().clean(value) or None


class AnswerField(forms.NullBooleanField):
    """Yes, no, or nothing said."""


class ChosenField(forms.ChoiceField):
    """One of a list, or None."""

    def clean(self, value: Any) -> Any:
        """The word, or None."""
        return super().clean(value) or None


class NamedField(ChosenField):
    """A record out of a list; one that stands there already may be kept though the list can't name it."""

    def keep(self, record: str | None) -> None:
        """Offer this record by its id: it is a team's own, or hasn't come here yet."""
        choices: list[Any] = list(self.choices)  # type: ignore[arg-type]  # given as a list, above
        if record and record not in {key for key, _words in choices}:
            self.choices = [*choices, (record, record)]


def form_field(one: RecordField) -> forms.Field:
    """The form field for a declared field, with the declaration's own check behind it."""
    asked: dict[str, Any] = {"label": one.verbose_name, "help_text": one.help_text, "required": one.required}
    made: forms.Field = _MAKERS[one.kind](one, asked)
    made.validators.append(_validator(one))
    return made


def _validator(one: RecordField) -> Any:
    def check(value: Any) -> None:
        code = one.check_value(value)
        if code is not None:
            raise ValidationError(str(REASONS[code]).replace("{field}", str(one.verbose_name)), code)

    return check


def _text(_one: RecordField, asked: dict[str, Any]) -> forms.Field:
    # The validator says it in our own words when a text is too long.
    return forms.CharField(empty_value=None, **asked)


def _long_text(_one: RecordField, asked: dict[str, Any]) -> forms.Field:
    return forms.CharField(empty_value=None, widget=forms.Textarea({"rows": 4}), **asked)


def _day(_one: RecordField, asked: dict[str, Any]) -> forms.Field:
    return forms.CharField(empty_value=None, widget=forms.TextInput({"type": "date"}), **asked)


def _choice(one: RecordField, asked: dict[str, Any]) -> forms.Field:
    return ChosenField(choices=[("", "—"), *(one.flatchoices if isinstance(one, Text) else [])], **asked)


def _keys(one: RecordField, asked: dict[str, Any]) -> forms.Field:
    words = one.of if isinstance(one, Keys) else ()
    return KeysField(choices=words, **asked) if words else _json(one, asked)


def _json(_one: RecordField, asked: dict[str, Any]) -> forms.Field:
    return forms.JSONField(widget=forms.Textarea({"rows": 6, "cols": 80}), **asked)


def _ref(one: RecordField, asked: dict[str, Any]) -> forms.Field:
    """A list to choose from while it isn't too long for that; else the id is typed."""
    records = REGISTRY[one.schema()["to"]].model._base_manager.exclude(in_private()).order_by("pk")
    if records.count() > MOST_CHOICES:
        return _text(one, asked)
    named = {row.record: str(row) for row in records}
    return NamedField(choices=[("", "—"), *sorted(named.items(), key=lambda item: item[1])], **asked)


_MAKERS: dict[str, Any] = {
    "text": _text,
    "period": _text,
    "long_text": _long_text,
    "day": _day,
    "choice": _choice,
    "ref": _ref,
    "count": lambda _one, asked: forms.IntegerField(**asked),
    "number": lambda _one, asked: forms.FloatField(**asked),
    "flag": lambda _one, asked: AnswerField(**{**asked, "required": False}),
    "words": lambda _one, asked: WordsField(**asked),
    "elements": _json,
    "element_counts": _json,
    "keys": _keys,
}

CHANNEL_LABEL = _("Where it is kept")
