"""Insights as a Django app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Listens to the ledger."""

    name = "debo.insights"
    label = "insights"
    verbose_name = "Insights"

    def ready(self) -> None:
        """Import the listeners; importing registers them."""
        from debo.insights import noting  # noqa: F401, PLC0415
