"""The tables of this room: all of it is made from the records and can be made again
(docs/decisions/0051-readings.md).

No phone carries them and no backup holds them. Points lie packed in one row a series (points.py), so that a
dashboard reads some hundred short rows and not a hundred thousand observations.
"""

from __future__ import annotations

from django.db import models

from debo.ledger.fields import Id


class Series(models.Model):
    """One measure at one facility, as released in one collaborative: its points and how they read now."""

    channel = Id(max_length=60)
    measure = Id(max_length=36)
    facility = Id(max_length=36)
    #: Whether this collaborative listed the facility first: only such a series counts in roll-ups.
    home = models.BooleanField()
    #: Numbers of the first and the last period in which a count is expected; null: in none, or without an
    #: end.
    since = models.IntegerField(null=True)
    until = models.IntegerField(null=True)
    #: How its counts were read (figures.py), so that what they added can be taken away again.
    form = models.CharField(max_length=8)
    #: points.POINT, in the order of time.
    points = models.BinaryField()
    #: Key of debo.spc.reading.SENTENCES, and the numbers of the present phase.
    reading = models.CharField(max_length=24)
    n_obs = models.IntegerField()
    n_useful = models.IntegerField()
    longest_run = models.IntegerField()
    longest_run_max = models.IntegerField()
    crossings = models.IntegerField()
    crossings_min = models.IntegerField()
    centre = models.FloatField(null=True)
    #: 1 where most of the later half lies above the line, -1 below.
    later = models.SmallIntegerField()
    #: Number of the period in which the present phase begins; null: there is only one.
    phase = models.IntegerField(null=True)
    #: Of the present phase so many first points make the line; 0: all of them.
    frozen = models.IntegerField()
    #: Points of the last twelve periods that lie far from the others (WHO: 2 and 3 standard deviations).
    moderate = models.SmallIntegerField()
    extreme = models.SmallIntegerField()

    class Meta:
        constraints = [
            # A facility's measures lie side by side; one measure at many facilities is found one by one.
            models.UniqueConstraint("facility", "measure", "channel", name="insight_series_once"),
        ]
        indexes = [models.Index("channel", name="insight_series_channel")]

    def __str__(self) -> str:
        return f"{self.measure} @ {self.facility}"


class RollUp(models.Model):
    """One measure at a place with all that lies below it: sums by period, and how its facilities read."""

    place = Id(max_length=36)
    measure = Id(max_length=36)
    #: points.SUM, in the order of time.
    sums = models.BinaryField()
    #: points.VEIL: what of a count of deaths must not be shown; empty for other measures.
    veil = models.BinaryField(default=b"")
    #: Facilities with a count; with ten useful points or more; with a likely real change; for the better.
    counting = models.IntegerField()
    enough = models.IntegerField()
    changed = models.IntegerField()
    better = models.IntegerField()
    moderate = models.IntegerField()
    extreme = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("place", "measure", name="insight_rollup_once")]

    def __str__(self) -> str:
        return f"{self.measure} @ {self.place}"


class Site(models.Model):
    """Where a place lies: what it belongs to, by the collaborative that listed it first."""

    place = Id(max_length=36, unique=True)
    channel = Id(max_length=60)
    kind = models.CharField(max_length=20)
    #: Empty at the top.
    parent = Id(max_length=36, db_index=True)
    #: The places above, the nearest first, with blanks between.
    above = models.TextField()
    #: Whether there is a roll-up of it: it is no facility, or something belongs to it.
    has_sums = models.BooleanField()

    class Meta:
        indexes = [models.Index("channel", name="insight_site_channel")]

    def __str__(self) -> str:
        return str(self.place)


class Basis(models.Model):
    """What of a place, measure or charter the numbers here rest on, as it was when they were made."""

    channel = Id(max_length=60)
    record = Id(max_length=36)
    facts = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="insight_basis_once")]

    def __str__(self) -> str:
        return f"{self.record} in {self.channel}"


class MeasureHome(models.Model):
    """Which collaborative listed a measure first: how it is counted is said there."""

    measure = Id(max_length=36, unique=True)
    channel = Id(max_length=60)

    def __str__(self) -> str:
        return str(self.measure)


class Note(models.Model):
    """What has changed and isn't in the numbers yet; written with the records, taken away a moment later."""

    content = models.TextField()

    def __str__(self) -> str:
        return self.content[:60]


class State(models.Model):
    """One row: by which version of this room everything was made."""

    version = models.IntegerField()
    #: Another one whenever a place, a measure or a charter may have changed.
    ground = models.CharField(max_length=32, default="")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version)
