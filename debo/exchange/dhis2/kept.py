"""What the hub keeps for its exchange with DHIS2: tables of its own, which no phone carries.

They stand beside the records and not in the ledger (docs/decisions/0050-dhis2.md): an id of one ministry's
server is of no use on a phone without a network. A backup and a move copy them like every table. A link that
ends stays as a row with its end, so that who linked what, and when, can still be told.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CALENDARS = [("gregorian", _("Gregorian")), ("ethiopian", _("Ethiopian"))]


class Instance(models.Model):
    """A DHIS2 server, or what came from one in files; `name` is how the command line speaks of it."""

    name = models.CharField(max_length=60, unique=True)
    address = models.CharField(max_length=300, blank=True)
    calendar = models.CharField(max_length=12, choices=CALENDARS, default="gregorian")
    version = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Known(models.Model):
    """Something that DHIS2 named: a unit, an element, an option combo, a data set, an indicator.

    `facts` are what an exchange needs to know of it, by kind (debo/exchange/dhis2/metadata.py).
    """

    instance = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    uid = models.CharField(max_length=40)
    code = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("instance", "kind", "uid", name="dhis2_known_once")]

    def __str__(self) -> str:
        """Its name and id."""
        return f"{self.name} ({self.uid})"


class UnitLink(models.Model):
    """A unit of DHIS2 is a place of Debo's, in one collaborative, until `ended`."""

    instance = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    uid = models.CharField(max_length=40)
    place = models.CharField(max_length=36)
    #: made (brought in from there), code (the same code), name (the same name), hand (a person said so).
    how = models.CharField(max_length=10)
    by = models.CharField(max_length=36)
    at = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "instance", "channel", "uid", condition=Q(ended=None), name="dhis2_unit_linked_once"
            ),
            models.UniqueConstraint(
                "instance", "channel", "place", condition=Q(ended=None), name="dhis2_place_linked_once"
            ),
        ]

    def __str__(self) -> str:
        """The two ids."""
        return f"{self.uid} = {self.place}"


PARTS = [("numerator", _("Numerator")), ("denominator", _("Denominator"))]


class Source(models.Model):
    """A part of a measure is counted in DHIS2 by this expression, such as #{fbfJHSPpUQD}, until `ended`.

    `yearly`: the expression's figures are for a year, of which a month gets its days' share.
    """

    instance = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    measure = models.CharField(max_length=36)
    part = models.CharField(max_length=12, choices=PARTS)
    expression = models.CharField(max_length=2000)
    yearly = models.BooleanField(default=False)
    factor = models.FloatField(default=1)
    by = models.CharField(max_length=36)
    at = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "instance", "channel", "measure", "part", condition=Q(ended=None), name="dhis2_source_once"
            )
        ]

    def __str__(self) -> str:
        """The measure's part and where it comes from."""
        return f"{self.measure} {self.part} = {self.expression}"


class YearFigure(models.Model):
    """A year's figure of an element, such as expected pregnancies, for the months that need a share of it."""

    instance = models.CharField(max_length=60)
    element = models.CharField(max_length=40)
    combo = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    year = models.CharField(max_length=20)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "instance", "element", "combo", "unit", "year", name="dhis2_year_figure_once"
            )
        ]

    def __str__(self) -> str:
        """What and when."""
        return f"{self.element} {self.unit} {self.year}"


#: What tells one cell of DHIS2 from another, beside the instance and the attribute option combo.
SENT_CELL = ("element", "combo", "unit", "period")


class Sent(models.Model):
    """What DHIS2 was last told of one of its cells, or told us; an export holds only what is different now.

    `exchange` is 0 for what DHIS2 said itself.
    """

    instance = models.CharField(max_length=60)
    element = models.CharField(max_length=40)
    combo = models.CharField(max_length=40, blank=True)
    attribute = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    value = models.CharField(max_length=20, blank=True)
    comment = models.TextField(blank=True)
    deleted = models.BooleanField(default=False)
    exchange = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "instance", "element", "combo", "attribute", "unit", "period", name="dhis2_sent_once"
            )
        ]

    def __str__(self) -> str:
        """The cell."""
        return f"{self.element} {self.unit} {self.period}"


DIRECTIONS = [("import", _("In")), ("export", _("Out"))]
STATES = [
    ("tried", _("Tried, nothing written")),
    ("running", _("Under way")),
    ("stopped", _("Stopped; the next run goes on")),
    ("done", _("Done")),
    ("part", _("Done in part")),
]


class Exchange(models.Model):
    """One exchange with DHIS2: who, when, what went in or out, how much, and what either side refused."""

    instance = models.CharField(_("DHIS2"), max_length=60)
    channel = models.CharField(max_length=60, blank=True)
    direction = models.CharField(_("Direction"), max_length=6, choices=DIRECTIONS)
    what = models.CharField(_("What"), max_length=40)
    #: A file's name, or a server's address; never a password or token.
    where = models.CharField(_("From or to"), max_length=300)
    by = models.CharField(max_length=36)
    began = models.DateTimeField(_("Began"), auto_now_add=True)
    ended = models.DateTimeField(_("Ended"), null=True)
    state = models.CharField(_("State"), max_length=10, choices=STATES, default="running")
    counts = models.JSONField(_("Counts"), default=dict)
    conflicts = models.JSONField(_("Refused"), default=list)
    #: What was asked, so that a stopped exchange is known again and goes on.
    asked = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Exchange with DHIS2")
        verbose_name_plural = _("Exchanges with DHIS2")

    def __str__(self) -> str:
        """Its number and what it was about."""
        return f"{self.pk}: {self.direction} {self.what}"
