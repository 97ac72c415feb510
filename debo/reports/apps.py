"""Reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.reports"
    label = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.reports import rules  # noqa: F401, PLC0415
