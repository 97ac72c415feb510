"""What the hub keeps of the exchange: devices, channels, entries and the proofs of who wrote them.

Ids are kept as text and `set` and `base` as JSON text, just as they came: the hub doesn't search in them, and
what was signed stays what it was.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from debo.ledger.channels import NAMED_KINDS
from debo.ledger.fields import Choice, Day, Text
from debo.ledger.hash import EMPTY_DIGEST
from debo.ledger.replicated import Ledger, Replicated, writers

#: Why a device is shut out: it may be in a stranger's hands, or its owner works elsewhere now.
LOST, LEFT = "lost", "left"


class Device(models.Model):
    """A replica: a phone, a browser, or the hub itself. Made anew whenever its storage is."""

    id = models.CharField(max_length=16, primary_key=True)
    public_key = models.CharField(max_length=100)
    #: The key that carried files for this device are sealed to; empty until the device has told it.
    carry_key = models.CharField(max_length=100, blank=True, default="")
    token_hash = models.CharField(max_length=64)
    label = models.CharField(max_length=100, blank=True)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=10, blank=True, default="")
    #: Who shut it out; empty when it was done at the hub's own console.
    revoked_by = models.CharField(max_length=36, blank=True, default="")
    #: Two stores claimed to be this device; nothing is taken from it any more.
    forked_at = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    #: The device's clock minus the hub's at the last contact, in seconds; only for people to read `at`
    #: rightly.
    clock_offset = models.IntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label or self.id

    @property
    def is_lost(self) -> bool:
        """Whether it may be in a stranger's hands: what it hands in waits for the steward."""
        return self.revoked_at is not None and self.revoked_why != LEFT


class DevicePerson(models.Model):
    """A person has joined on a device and may write there under their own name.

    After `ended_at` nothing comes to the device for them; what they wrote there before is still theirs.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="people")
    person = models.CharField(max_length=36, db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Keys and indexes."""

        constraints = [models.UniqueConstraint("device", "person", name="joined_once")]

    def __str__(self) -> str:
        return f"{self.person} @ {self.device_id}"


class Channel(models.Model):
    """`head`: the last number given here, under this row's lock; `stamp`: the greatest counter in it."""

    name = models.CharField(max_length=60, primary_key=True)
    head = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=16, default=EMPTY_DIGEST)
    stamp = models.BigIntegerField(default=0, db_index=True)

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """What one device signed at once: can be checked again, even after an entry's content was erased."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT)
    signature = models.CharField(max_length=90)
    #: The hub's device that signed in place of `device`, having checked a rescue file (witness.py).
    witness = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    #: The entries' 32-byte hashes, one after the other, in the order in which they were signed.
    hashes = models.BinaryField()
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.device_id} {self.received_at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """One entry. `seq` is its number in the channel; null while it is set aside."""

    channel = models.CharField(max_length=60)
    seq = models.BigIntegerField(null=True)
    device = models.CharField(max_length=16)
    n = models.BigIntegerField()
    stamp = models.BigIntegerField()
    author = models.CharField(max_length=60)
    at = models.BigIntegerField()
    type = models.CharField(max_length=60)
    record = models.CharField(max_length=60)
    set = models.TextField()
    base = models.TextField()
    hash = models.BinaryField()
    #: Written with its batch in one transaction, so the database needn't look for the batch at each entry.
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    #: Why it was set aside (a code of the protocol), and the rule's own code or the field that is meant.
    reason = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField(blank=True, default="")
    #: Taken after it had been set aside, so later in the channel than its n says.
    late = models.BooleanField(default=False)
    #: Whether its device knows what became of it; only entries set aside or taken late are ever untold.
    told = models.BooleanField(default=True)
    #: Its content was erased by law; place, number and hash stay.
    erased = models.BooleanField(default=False, db_default=False)

    class Meta:
        """Keys and indexes."""

        constraints = [
            models.UniqueConstraint("device", "channel", "n", name="entry_once"),
            models.UniqueConstraint("channel", "seq", name="seq_once"),
        ]
        indexes = [
            models.Index("record", name="entry_record"),
            models.Index("device", name="entry_untold", condition=Q(told=False)),
            models.Index("record", name="entry_aside", condition=Q(seq=None)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.device} {self.n}"


class SetAside(Entry):
    """Entries that wait, as the steward sees them."""

    class Meta:
        """Its name in the administration."""

        proxy = True
        verbose_name = _("Entry set aside")
        verbose_name_plural = _("Entries set aside")


class Fork(models.Model):
    """The other version of an entry that its device handed in twice: kept for the steward."""

    device = models.CharField(max_length=16, db_index=True)
    channel = models.CharField(max_length=60)
    n = models.BigIntegerField()
    hash = models.BinaryField()
    content = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Keys and indexes."""

        constraints = [models.UniqueConstraint("device", "channel", "n", "hash", name="fork_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.device} {self.n}"


RESCUED_WHY = [
    ("former", _("Written before the phone joined anew")),
    ("gap", _("An entry before it is missing")),
    ("copied", _("Two phones claim to be the one that wrote it")),
]


class Rescued(models.Model):
    """An entry of a rescue file that can't be taken under its device's name: kept, and shown to the steward.

    It is no entry of this hub: when its author writes it again (a phone that joins anew does so by itself),
    it has come, and is no longer listed.
    """

    device = models.CharField(max_length=16)
    why = models.CharField(max_length=10, choices=RESCUED_WHY)
    channel = models.CharField(max_length=60)
    author = models.CharField(max_length=60)
    type = models.CharField(max_length=60)
    record = models.CharField(max_length=60, db_index=True)
    stamp = models.BigIntegerField()
    #: The row as the file had it, as canonical JSON; by its hash the same file's second reading is harmless.
    content = models.TextField()
    hash = models.BinaryField(unique=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Its name in the administration."""

        verbose_name = _("Entry from a rescue file")
        verbose_name_plural = _("Entries from rescue files")

    def __str__(self) -> str:
        return f"{self.channel} {self.device} {self.stamp}"


ASKED_BY = [
    ("person", _("The person")),
    ("family", _("The family")),
    ("authority", _("A court or an authority")),
    ("steward", _("The steward, by the rules of the hub")),
]


class Erasure(Replicated):
    """Another record was erased by law in this channel (docs/protocol.md, 3a).

    Nobody writes it but the hub's own act (`debo erase`); of a person it names nothing but the id.
    """

    of_type = Text(_("Kind of record"), max_length=60, required=True)
    of_record = Text(_("Record"), max_length=36, required=True)
    asked_by = Choice(_("Asked for by"), choices=ASKED_BY, max_length=20)
    day = Day(_("Day"))

    ledger = Ledger(
        "erasure", dict.fromkeys([*sorted(NAMED_KINDS), "public"], writers()), key=("of_type", "of_record")
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="erasure_once")]
        indexes = [models.Index("channel", name="erasure_channel")]


class NewerField(models.Model):
    """A field that a newer version of Debo wrote and this one keeps unread, until an upgrade knows it."""

    type = models.CharField(max_length=60)
    field = models.CharField(max_length=40)

    class Meta:
        """Keys and indexes."""

        constraints = [models.UniqueConstraint("type", "field", name="newer_field_once")]

    def __str__(self) -> str:
        return f"{self.type}.{self.field}"


class Hub(models.Model):
    """The one row about this hub. `epoch` changes when it is restored from a backup."""

    epoch = models.CharField(max_length=16)
    epoch_since = models.DateTimeField(auto_now_add=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT)
    #: The hub's own signing key (PEM), encrypted with the hub's secret.
    private_key = models.TextField()
    #: The key that opens files carried here (PEM), encrypted likewise; made at the first need.
    carry_private_key = models.TextField(blank=True, default="")
    #: The device that carried files know this hub as; it stays when a restored hub goes on as another.
    carry_name = models.CharField(max_length=16, blank=True, default="")
    #: The version that last ran: another one tries again what was set aside.
    version = models.CharField(max_length=40, blank=True)
    #: Since then nothing is taken here any more: the hub moves, or has moved, to another database.
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.epoch


# Tables of a folder of its own; Django looks for them here.
from debo.ledger.carried.models import Arrived as Arrived  # noqa: E402, PLC0414 - told on
from debo.ledger.carried.models import ReadTo as ReadTo  # noqa: E402, PLC0414 - told on
from debo.ledger.carried.models import Waiting as Waiting  # noqa: E402, PLC0414 - told on
from debo.ledger.link.models import ChannelSignature as ChannelSignature  # noqa: E402, PLC0414 - told on
from debo.ledger.link.models import ForeignDevice as ForeignDevice  # noqa: E402, PLC0414 - told on
from debo.ledger.link.models import HomeElsewhere as HomeElsewhere  # noqa: E402, PLC0414 - told on
from debo.ledger.link.models import Link as Link  # noqa: E402, PLC0414 - told on
from debo.ledger.link.models import LinkCode as LinkCode  # noqa: E402, PLC0414 - told on
from debo.ledger.snapshots.models import Segment as Segment  # noqa: E402, PLC0414 - told on
from debo.ledger.snapshots.models import Snapshot as Snapshot  # noqa: E402, PLC0414 - told on
