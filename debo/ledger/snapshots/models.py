"""What the hub keeps of a snapshot: only a cache, made of the entries and made again at any time."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """What of a channel stood at number `seq`. Without segments when the entries themselves are smaller."""

    #: The first 32 hex digits of SHA-256 over the segments' texts: the same content has the same id.
    id = models.CharField(max_length=32, primary_key=True)
    channel = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    digest = models.CharField(max_length=16)
    segments = models.PositiveIntegerField(default=0)
    #: The first so many hold what is timeless and the newest 90 days; what is older than `since` follows.
    recent = models.PositiveIntegerField(default=0)
    since = models.CharField(max_length=10)
    #: What all of it costs on the line: as gzip, as brotli, and as the entries it stands for.
    gzip_bytes = models.BigIntegerField(default=0)
    brotli_bytes = models.BigIntegerField(default=0)
    entries_bytes = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The app whose tables these are."""

        app_label = "ledger"
        indexes = [models.Index("channel", "seq", name="snapshot_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.seq}"


class Segment(models.Model):
    """A piece of a snapshot, as it goes over the line in either encoding."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    gzip = models.BinaryField()
    brotli = models.BinaryField()

    class Meta:
        """Keys, and the app whose tables these are."""

        app_label = "ledger"
        constraints = [models.UniqueConstraint("snapshot", "number", name="segment_once")]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.number}"
