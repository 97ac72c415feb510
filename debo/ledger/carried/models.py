"""What the hub remembers of carried files: how far a device had read, what waits, which files have come."""

from __future__ import annotations

from django.db import models


class ReadTo(models.Model):
    """How far a device had read when it made the last file that came: its own word, not what was sent."""

    device = models.OneToOneField("ledger.Device", on_delete=models.CASCADE, related_name="read_to")
    epoch = models.CharField(max_length=16, blank=True)
    #: JSON: channel → number.
    cursors = models.TextField(default="{}")
    #: The hash of the grants it knew.
    grants = models.CharField(max_length=100, blank=True)
    #: The device's stamp then: an older file that comes later changes nothing here.
    stamp = models.BigIntegerField(default=0)

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"

    def __str__(self) -> str:
        return f"{self.device_id} {self.stamp}"


class Waiting(models.Model):
    """A batch that came before the one in front of it; tried again after each other one of its device."""

    device = models.ForeignKey("ledger.Device", on_delete=models.CASCADE, related_name="waiting")
    #: SHA-256 of `asked`, so that the same file twice waits once.
    hash = models.CharField(max_length=64)
    #: The message as it was opened, JSON.
    asked = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Keys and indexes."""

        app_label = "ledger"
        constraints = [models.UniqueConstraint("device", "hash", name="waiting_once")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.received_at:%Y-%m-%d %H:%M}"


class Arrived(models.Model):
    """A part of a handing over that was read here: what its receipt can be compared with."""

    code = models.CharField(max_length=9, primary_key=True)
    device = models.ForeignKey("ledger.Device", on_delete=models.CASCADE, related_name="arrived")
    #: Seconds since 1970 by the device's clock.
    made_at = models.BigIntegerField()
    part = models.PositiveIntegerField()
    #: Whether its last segment was read.
    whole = models.BooleanField(default=False)
    #: JSON: channel → [first n, last n].
    lines = models.TextField(default="{}")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"

    def __str__(self) -> str:
        return self.code
