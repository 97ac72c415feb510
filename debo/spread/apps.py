"""Spread as a Django app."""

from django.apps import AppConfig


class SpreadConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.spread"
    label = "spread"
    verbose_name = "Spread"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.spread import rules  # noqa: F401, PLC0415
