"""Mentoring as a Django app."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.mentoring"
    label = "mentoring"
    verbose_name = "Mentoring"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.mentoring import rules  # noqa: F401, PLC0415
