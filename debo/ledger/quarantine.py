"""Entries that were set aside: who is told, and how they are tried again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q, QuerySet

from debo.ledger import models
from debo.ledger.asked import ACCEPTED, Told
from debo.ledger.devices import authors_on
from debo.ledger.entry import Entry
from debo.ledger.hub import this_hub
from debo.ledger.intake import Handed, Intake, hand_in
from debo.ledger.questions import IS_UNTOLD, ask
from debo.ledger.reasons import FINAL, read_words
from debo.ledger.replicated import REGISTRY
from debo.ledger.rows import adopt_field
from debo.ledger.turn import writing
from debo.version import VERSION

_AT_ONCE = 500


def set_aside() -> QuerySet[models.Entry]:
    """All entries that wait, oldest first: what the steward is shown."""
    return models.Entry.objects.filter(seq=None).order_by("id")


def waiting() -> QuerySet[models.Entry]:
    """Those of them that somebody should still look at: their authors haven't said the same anew since."""
    settled = [one.pk for one in set_aside() if _is_said_anew(one)]
    return set_aside().exclude(pk__in=settled)


def _is_said_anew(aside: models.Entry) -> bool:
    """Whether its author has since written each of its fields anew, and that was taken.

    Under a name that hadn't joined on the phone nobody knows who the author is; that stays to be looked at.
    """
    return aside.reason != "forged_author" and _is_taken_since(aside, json.loads(aside.set), aside.stamp + 1)


def rescued() -> list[models.Rescued]:
    """Entries of rescue files that couldn't be taken, and whose authors haven't written them anew since."""
    return [
        one
        for one in models.Rescued.objects.order_by("id")
        # What follows a gap may come as the very same entry; of anything else only a later one is an answer.
        if not _is_taken_since(one, json.loads(one.content)["set"], one.stamp + (one.why != "gap"))
    ]


def _is_taken_since(one: models.Entry | models.Rescued, fields: Mapping[str, object], stamp: int) -> bool:
    """Whether entries of the same author, from this stamp on, set each of these fields of the record."""
    later = models.Entry.objects.filter(
        seq__isnull=False, record=one.record, channel=one.channel, type=one.type, author=one.author
    )
    said: set[str] = set()
    for text in later.filter(stamp__gte=stamp).values_list("set", flat=True):
        said |= json.loads(text).keys()
    return bool(said) and said >= fields.keys()


def retry_all() -> int:
    """Try again everything that may fit now, after an upgrade; returns how many were taken."""
    again = set_aside().exclude(reason__in=FINAL)
    taken, last = 0, 0
    while some := list(again.filter(id__gt=last)[:_AT_ONCE]):
        taken += retry(some)
        last = some[-1].pk
    return taken


def retry_after_upgrade() -> None:
    """At every start: if another version ran last, give new fields their columns and try again what waits."""
    hub = this_hub()
    if hub.version == VERSION:
        return
    with writing():
        adopt_fields()
        retry_all()
        models.Hub.objects.filter(pk=hub.pk).update(version=VERSION)


def adopt_fields() -> int:
    """Fill the columns of fields that a newer version wrote before this one knew them; counts the values."""
    adopted = 0
    for newer in models.NewerField.objects.all():
        declared = REGISTRY.get(newer.type)
        if declared is not None and newer.field in declared.fields:
            adopted += adopt_field(declared, newer.field)
            newer.delete()
    return adopted


def retry_waiting(created: Collection[str]) -> int:
    """Try again what waited for a record that has come now.

    At a restored hub an edit may arrive before the entry that began its record.
    """
    if not created:
        return 0
    keyless = set_aside().filter(reason="missing_key")
    # Nearly always nothing waits; only then is it worth naming a thousand records.
    return retry(keyless.filter(record__in=created)) if keyless.exists() else 0


def retry(entries: Iterable[models.Entry], *, despite_loss: bool = False) -> int:
    """Judge these entries again; those that fit get a number now, and their devices are told.

    `despite_loss`: the steward vouches for what a phone handed in after it was reported lost.
    """
    entries = list(entries)
    taken = 0
    with writing():
        hub = models.Hub.objects.first()
        revoked = models.Device.objects.filter(revoked_at__isnull=False)
        lost = set(revoked.exclude(revoked_why=models.LEFT).values_list("id", flat=True))
        for device in sorted({entry.device for entry in entries}):
            is_hub = hub is not None and hub.device_id == device
            people = None if is_hub else authors_on(models.Device(id=device))
            is_doubted = device in lost and not despite_loss
            intake = Intake(people, is_doubted=is_doubted)
            own = [(one, _handed(one)) for one in entries if one.device == device]
            intake.prepare(handed.entry for _, handed in own)
            taken += sum(_try(intake, kept, handed) for kept, handed in own)
            intake.save()
    return taken


def _try(intake: Intake, kept: models.Entry, handed: Handed) -> bool:
    before = models.Entry.objects.filter(device=kept.device, channel=kept.channel, n=kept.n - 1)
    verdict = intake.judge(handed, before.values_list("stamp", flat=True).first() or 0)
    if verdict is None:
        kept.seq, kept.reason, kept.words = intake.number(handed), "", ""
        kept.late, kept.told = True, False
    elif verdict.reason == "other_hub" and was_judged_elsewhere(kept):
        # Its home has spoken; only that hub can try it again.
        return False
    elif verdict.reason != kept.reason:
        kept.reason, kept.words, kept.told = verdict.reason, verdict.stored(), False
    else:
        return False
    kept.save()
    return verdict is None


def was_judged_elsewhere(kept: models.Entry) -> bool:
    """Whether another hub, the home of its channel, set this entry aside."""
    return "hub" in read_words(kept.words)


def as_entry(kept: models.Entry) -> Entry:
    """The entry as it was handed in."""
    return Entry(
        kept.device,
        kept.channel,
        kept.n,
        kept.stamp,
        kept.author,
        kept.at,
        kept.type,
        kept.record,
        json.loads(kept.set),
        json.loads(kept.base),
        bytes(kept.hash).hex() if kept.erased else "",
    )


def _handed(kept: models.Entry) -> Handed:
    return hand_in(as_entry(kept))


#: More than a device can show at once; the rest is told when these were named as told.
_TOLD_AT_ONCE = 100


def untold(device: models.Device) -> dict[str, list[object]]:
    """`attention` and `accepted` of an answer: told again until the device says that it knows."""
    if not ask(IS_UNTOLD, device.id):
        return {"attention": [], "accepted": []}
    not_told = models.Entry.objects.filter(device=device.id, told=False).order_by("id")[:_TOLD_AT_ONCE]
    attention: list[object] = []
    accepted: list[object] = []
    for entry in not_told:
        if entry.seq is None:
            attention.append(
                {
                    "channel": entry.channel,
                    "n": entry.n,
                    "reason": entry.reason,
                    "words": read_words(entry.words),
                }
            )
        else:
            accepted.append([entry.channel, entry.n, ACCEPTED])
    return {"attention": attention, "accepted": accepted}


def tell_again(device: models.Device) -> None:
    """The device starts over, because the hub was restored, and has put away what it was told before."""
    own = models.Entry.objects.filter(device=device.id, told=True)
    own.filter(Q(seq=None) | Q(late=True)).update(told=False)


def mark_told(device: models.Device, told: Iterable[Told]) -> None:
    """The device knows what became of these entries of its own.

    It may still be speaking of the setting aside when the entry has been taken meanwhile, so what was heard
    is part of what is told.
    """
    for one in told:
        own = models.Entry.objects.filter(device=device.id, channel=one.channel, n=one.n, told=False)
        meant = own.filter(seq__isnull=not one.is_accepted)
        meant.exclude(words__contains=_AGAIN).update(told=True)
        # What it names is what it was told before another hub had judged: the news is told after it.
        for kept in meant.filter(words__contains=_AGAIN):
            kept.words = kept.words.replace(_AGAIN, "")
            kept.save(update_fields=["words"])


#: Beside the words of a verdict that came while the device hadn't yet confirmed an earlier one.
_AGAIN = ', "again": "1"'


def judged_elsewhere(kept: models.Entry, reason: str, words: Mapping[str, str], hub: str) -> None:
    """Another hub, the home of its channel, has set this entry aside: its author hears that hub's words."""
    said = {**words, "hub": hub, **({} if kept.told else {"again": "1"})}
    kept.reason, kept.words, kept.told = reason, json.dumps(said, ensure_ascii=False), False
    kept.save(update_fields=["reason", "words", "told"])
