"""A count for a measure, a place and a period, as Morango's documentation asks for a table to be declared."""

from django.db import models
from morango.models import SyncableModel


class Count(SyncableModel):
    """One count."""

    morango_model_name = "count"
    morango_profile = "counts"

    root = models.CharField(max_length=32)
    measure = models.CharField(max_length=36)
    facility = models.CharField(max_length=36)
    period = models.CharField(max_length=8)
    numerator = models.IntegerField()
    denominator = models.IntegerField()

    class Meta:
        app_label = "counts"

    def calculate_source_id(self):
        """Nature's own key."""
        return f"{self.measure}:{self.facility}:{self.period}"

    def calculate_partition(self):
        """All in one."""
        return self.root
