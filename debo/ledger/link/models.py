"""What a hub keeps of its links: the other hubs, whose channels it holds, and whose devices."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """Another hub that this one exchanges with. The lower one calls, the upper one answers.

    `heard` is what the other hub last said it holds and lacks; all of it can be lost and is then told again.
    """

    #: The same at both ends.
    uid = models.CharField(max_length=36, unique=True)
    name = models.CharField(max_length=100)
    #: Whether the other hub is the region's (this one calls) or the woreda's (it calls us).
    is_above = models.BooleanField()
    address = models.CharField(max_length=300, blank=True, default="")
    #: A file with the authority that signed the other hub's certificate, when it isn't a public one.
    authority = models.CharField(max_length=300, blank=True, default="")
    public_key = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    #: The number of the last message: one that was recorded on its way can't be played again.
    turn = models.BigIntegerField(default=0)
    #: The other hub's epoch, by which `HomeElsewhere` counts.
    epoch = models.CharField(max_length=16, blank=True, default="")
    heard = models.TextField(default="{}")
    last_contact = models.DateTimeField(null=True, blank=True)
    #: Not called again before then.
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    #: A code of `words.TROUBLES`; empty while all is well.
    trouble = models.CharField(max_length=40, blank=True, default="")
    #: What the code is about: a device, a channel, an error of the line.
    detail = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """Its name in the administration."""

        app_label = "ledger"
        verbose_name = _("Link to another hub")
        verbose_name_plural = _("Links to other hubs")

    def __str__(self) -> str:
        return self.name

    def heard_of(self) -> dict[str, Any]:
        """What the other hub last said."""
        said: dict[str, Any] = json.loads(self.heard)
        return said


class LinkCode(models.Model):
    """A code with which one hub below may link itself; a digest of it, as of a join code."""

    digest = models.CharField(max_length=64, unique=True)
    #: What the steward here calls the hub that is invited.
    name = models.CharField(max_length=100)
    #: JSON: this hub's place, which the other hub writes above its own.
    place = models.TextField(default="{}")
    #: The link that the new one goes on from, when the other hub has lost its key.
    replaces = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    #: The link that was made with it: a welcome that was lost on the way can be said again.
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"

    def __str__(self) -> str:
        return self.name


class HomeElsewhere(models.Model):
    """A channel that another hub is home to: that hub judges what is written there, this one follows."""

    channel = models.CharField(max_length=60, primary_key=True)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="channels")
    #: How far the home's numbers have been read, by which epoch of it.
    epoch = models.CharField(max_length=16, blank=True, default="")
    cursor = models.BigIntegerField(default=0)
    #: The home's last number and digest, as it last told them.
    head = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=16, blank=True, default="")
    #: Both sides compare what they have, device by device.
    is_in_repair = models.BooleanField(default=False)
    #: The pair of digests that no repair could make equal; looked at again when either changes.
    settled = models.CharField(max_length=33, blank=True, default="")

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"

    def __str__(self) -> str:
        return self.channel


class ForeignDevice(models.Model):
    """A device that joined at another hub; this one knows its key from there, and it never calls here."""

    device = models.OneToOneField("ledger.Device", on_delete=models.CASCADE, related_name="foreign")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="devices")

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"

    def __str__(self) -> str:
        return str(self.device_id)


class ChannelSignature(models.Model):
    """A device's signature over one channel's part of a mixed batch: proof that tells nothing of the rest.

    The hashes of drafts must not leave the hub even as hashes: what is counted can be guessed and compared.
    """

    batch = models.ForeignKey("ledger.Batch", on_delete=models.CASCADE, related_name="of_channels")
    channel = models.CharField(max_length=60)
    signature = models.CharField(max_length=90)
    hashes = models.BinaryField()

    class Meta:
        """Keys and indexes."""

        app_label = "ledger"
        constraints = [models.UniqueConstraint("batch", "channel", name="channel_signature_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.channel}"
