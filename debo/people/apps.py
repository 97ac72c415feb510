"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.people import rules  # noqa: F401, PLC0415
