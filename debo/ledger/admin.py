"""The administration of every declared type, made from its declaration; saving is an act like any other.

Nothing can be deleted here: entries are for ever, and types that can be taken back have a field for it.
"""

# ruff: noqa: ARG002 - Django hands these arguments in, needed or not
from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from debo.ledger import models, quarantine
from debo.ledger.access import new_access, readable
from debo.ledger.acts import Draft, try_many, write
from debo.ledger.admin_fields import CHANNEL_LABEL, NamedField, form_field
from debo.ledger.channels import PRIVATE_KINDS, in_private, is_private, kind_of
from debo.ledger.devices import revoke
from debo.ledger.history import as_on, conflicts, end_of, history
from debo.ledger.history_words import WORDS
from debo.ledger.identity import new_record_id
from debo.ledger.naming import channel_name, clock_note, name_of, set_in_words, told_time
from debo.ledger.reasons import FINAL, read_words
from debo.ledger.replicated import REGISTRY, Declaration, Replicated, declarations
from debo.periods import PeriodError
from debo.periods.day import parse_day
from debo.periods.labels import Calendar, Language, day_label

#: Columns of a list; more don't fit a screen.
_COLUMNS = 4
_SEARCHED = frozenset({"text", "long_text", "words"})


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A record's fields; a new one also says its channel. What the rules refuse is said beside the form."""

    declaration: Declaration
    author: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, NamedField):
                field.keep(getattr(self.instance, name, None))

    def draft(self) -> Draft:
        """What saving this form would write."""
        names = [name for name in self.declaration.fields if name in self.cleaned_data]
        values = {name: self.cleaned_data[name] for name in names}
        row = self.instance
        if row.pk is not None:
            return Draft(self.author, row.channel, self.declaration.type, values, row.record)
        said = {name: value for name, value in values.items() if value is not None}
        record = None if self.declaration.key else row.record or new_record_id()
        row.record = record or ""
        return Draft(self.author, self.cleaned_data["channel"], self.declaration.type, said, record)

    def clean(self) -> dict[str, Any]:
        """Try the act and take it back: whoever typed it keeps what they typed when a rule refuses it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        with transaction.atomic():
            (written,) = try_many([self.draft()])
            transaction.set_rollback(True)
        if written.verdict is not None:
            raise forms.ValidationError(written.verdict.sentence_here(), written.verdict.reason)
        return cleaned


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One declared type."""

    declaration: Declaration
    actions = None
    list_per_page = 100
    object_history_template = "ledger/history.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What the administration may show: drafts of teams and what a person keeps aren't among it."""
        return super().get_queryset(request).exclude(in_private())

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The record, or 404: nobody learns here whether a team has such a draft."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **_kwargs: Any) -> Any:
        """The form for this type, made from the declaration."""
        fields: dict[str, Any] = {} if change else {"channel": self._channel_field()}
        fields |= {name: form_field(one) for name, one in self.declaration.fields.items()}
        meta = type("Meta", (), {"model": self.model, "fields": list(self.declaration.fields)})
        author = {"declaration": self.declaration, "author": request.user.get_username()}
        return type("Form", (RecordForm,), {**fields, **author, "Meta": meta})

    def _channel_field(self) -> forms.Field:
        kinds = set(self.declaration.channels) - PRIVATE_KINDS
        names = models.Channel.objects.order_by("name").values_list("name", flat=True)
        return forms.ChoiceField(
            label=CHANNEL_LABEL, choices=[(name, name) for name in names if kind_of(name) in kinds]
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where it is kept, its fields, and what two people said at once."""
        own = list(self.declaration.fields)
        return ["channel", *own] if obj is None else [*own, "kept_in", "said_at_once"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is shown of a record beside its fields."""
        return () if obj is None else ("kept_in", "said_at_once")

    @admin.display(description=_("Kept in"))
    def kept_in(self, row: Replicated) -> str:
        """The channel by its name, and as programs call it."""
        return f"{channel_name(row.channel)} ({row.channel})"

    @admin.display(description=_("Also written at the same time"))
    def said_at_once(self, row: Replicated) -> str:
        """Other values of concurrent edits; saving the form settles them."""
        said = [f"{label}: {value}" for label, value in conflicts(self.declaration, row)]
        return "; ".join(said) or "—"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write an entry under the steward's name."""
        draft: Draft = form.draft()
        record = write(draft.author, draft.channel, draft.type, draft.set, draft.record)
        obj.pk = self.model._base_manager.get(channel=draft.channel, record=record).pk

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record as it was on a day, and its entries; only in channels that the steward reads."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row) or not _may_read(request, row):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        day, refusal = _asked_day(request)
        until = end_of(day) if day else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("What was written about it"),
            "on": request.GET.get("on", ""),
            "until": until,
            "words": WORDS,
            "refusal": refusal,
            "day_words": day and _in_both_calendars(day),
            "state": as_on(self.declaration, row.channel, row.record, until),
            "subtitle": str(row),
            "entries": history(self.declaration, row.channel, row.record),
            "fields": {str(one.verbose_name): one for one in self.declaration.fields.values()},
            "opts": self.opts,
            "object": row,
        }
        return TemplateResponse(request, self.object_history_template, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


def _may_read(request: HttpRequest, row: Replicated) -> bool:
    """Drafts of a team, for instance, are its members' alone: their history isn't the steward's to read."""
    return row.channel in readable(new_access(), [request.user.get_username()])


def _asked_day(request: HttpRequest) -> tuple[date | None, str]:
    """The day of the address, and why it is none."""
    text = request.GET.get("on", "").strip()
    try:
        return (parse_day(text) if text else None), ""
    except PeriodError as error:
        return None, str(error)


def _in_both_calendars(day: date) -> str:
    said = (get_language() or "en")[:2]
    language: Language = "am" if said == "am" else "om" if said == "om" else "en"
    calendars: tuple[Calendar, Calendar] = ("ethiopian", "gregorian")
    return " · ".join(day_label(day, language, one) for one in calendars)


def register_records() -> None:
    """An administration page for every declared type."""
    for declared in declarations():
        kinds = {name: one.kind for name, one in declared.fields.items()}
        page = type(
            f"{declared.model.__name__}Admin",
            (RecordAdmin,),
            {
                "declaration": declared,
                "list_display": ("__str__", *list(kinds)[:_COLUMNS], "channel"),
                "list_filter": tuple(name for name, kind in kinds.items() if kind in {"choice", "flag"}),
                "search_fields": ("record", *(name for name, kind in kinds.items() if kind in _SEARCHED)),
            },
        )
        admin.site.register(declared.model, page)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the exchange keeps can be looked at, not changed."""

    #: What of a row in a private channel would tell what somebody wrote there.
    untold: tuple[str, ...] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All fields, but of an entry in a team's channel only what the steward needs to help."""
        fields = super().get_fields(request, obj)
        if obj is None or not self.untold or not is_private(obj.channel):
            return fields
        return [name for name in fields if name not in self.untold]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters that are offered: `?set__contains=` would tell what isn't shown."""
        return lookup.partition("__")[0] in {str(name) for name in self.list_filter}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(models.SetAside)
class SetAsideAdmin(ReadOnlyAdmin):
    """Why each waits, and a way to try it again."""

    list_display = ("type", "reason", "kept_in", "written_by", "device", "written_at")
    list_filter = ("reason", "type")
    fields = ("reason", "why", "kept_in", "written_by", "device", "n", "written_at", "type", "record", "said")
    untold = ("said", "why", "record")
    actions = ("try_again", "take_from_lost")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Entry]:
        """Those that wait, without what their authors have said anew since."""
        return super().get_queryset(request).filter(pk__in=quarantine.waiting().values("pk"))

    @admin.display(description=_("Kept in"))
    def kept_in(self, row: models.Entry) -> str:
        """The channel by its name."""
        return channel_name(row.channel)

    @admin.display(description=_("Who"))
    def written_by(self, row: models.Entry) -> str:
        """The author by name."""
        return name_of("person", row.author)

    @admin.display(description=_("Why"))
    def why(self, row: models.Entry) -> str:
        """What its author was told."""
        return read_words(row.words).get((translation.get_language() or "en")[:2], "") or "—"

    @admin.display(description=_("When"))
    def written_at(self, row: models.Entry) -> str:
        """By the hub's clock, as far as that of the device could be measured."""
        device = models.Device.objects.filter(id=row.device).first()
        offset = (device.clock_offset if device else None) or 0
        at = told_time(row.at, offset)
        if at is None:
            return "—"
        said = date_format(timezone.localtime(at), "Y-m-d H:i")
        note = clock_note(offset)
        return f"{said} ({note})" if note else said

    @admin.display(description=_("What"))
    def said(self, row: models.Entry) -> str:
        """Each field with its value."""
        values = set_in_words(REGISTRY.get(row.type), json.loads(row.set))
        return "; ".join(f"{label}: {value}" for label, value in values) or "—"

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request: HttpRequest, entries: QuerySet[models.Entry]) -> None:
        """Judge them anew, by today's rights and rules."""
        taken = quarantine.retry(entries.exclude(reason__in=FINAL))
        messages.info(
            request, _("{taken} of {chosen} were taken.").format(taken=taken, chosen=entries.count())
        )

    @admin.action(description=_("Take it, although the phone was lost"), permissions=["view"])
    def take_from_lost(self, request: HttpRequest, entries: QuerySet[models.Entry]) -> None:
        """The steward vouches for what a lost phone handed in; rights and rules are asked as ever."""
        chosen = entries.filter(reason="revoked_device")
        count = chosen.count()
        taken = quarantine.retry(chosen, despite_loss=True)
        messages.info(request, _("{taken} of {chosen} were taken.").format(taken=taken, chosen=count))


@admin.register(models.Device)
class DeviceAdmin(ReadOnlyAdmin):
    """Phones and other replicas; a lost one can be shut out."""

    list_display = ("id", "label", "last_seen", "clock_offset", "revoked_at", "forked_at")
    list_filter = ("revoked_at", "forked_at")
    actions = ("shut_out",)
    fields = ("id", "label", "enrolled_at", "last_seen", "clock_offset", "revoked_at", "forked_at")

    @admin.action(description=_("Shut out, because it is lost"), permissions=["view"])
    def shut_out(self, request: HttpRequest, devices: QuerySet[models.Device]) -> None:
        """From now on the hub gives these devices nothing, and sets aside what they hand in."""
        own = models.Hub.objects.values_list("device", flat=True)
        by = request.user.get_username()
        count = sum(revoke(one, by=by, why=models.LOST) for one in devices.exclude(pk__in=own))
        messages.info(request, _("{count} shut out.").format(count=count))


@admin.register(models.Rescued)
class RescuedAdmin(ReadOnlyAdmin):
    """What a rescue file brought and couldn't be taken: its author writes it again on a joined phone."""

    list_display = ("type", "why", "channel", "author", "device", "received_at")
    list_filter = ("why",)
    untold = ("content", "hash", "record")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Rescued]:
        """Those that nobody has written again since."""
        return super().get_queryset(request).filter(pk__in=[one.pk for one in quarantine.rescued()])


@admin.register(models.Fork)
class ForkAdmin(ReadOnlyAdmin):
    """Both versions of what a copied phone wrote twice."""

    untold = ("content", "hash")


register_records()

# A folder of its own; Django looks for it here.
from debo.ledger.link import admin as _links  # noqa: E402, F401
