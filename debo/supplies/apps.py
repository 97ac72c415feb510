"""Supplies as a Django app."""

from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.supplies"
    label = "supplies"
    verbose_name = "Supplies"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.supplies import rules  # noqa: F401, PLC0415
