"""Measures as a Django app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.measures"
    label = "measures"
    verbose_name = "Measures"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.measures import accuracy_rules, rules  # noqa: F401, PLC0415
