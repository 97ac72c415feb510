"""The collaborative as a Django app."""

from django.apps import AppConfig


class CollaborativeConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.collaborative"
    label = "collaborative"
    verbose_name = "Collaborative"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.collaborative import rules  # noqa: F401, PLC0415
