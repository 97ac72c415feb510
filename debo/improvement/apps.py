"""Improvement as a Django app."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Registers the rules of this room with the ledger."""

    name = "debo.improvement"
    label = "improvement"
    verbose_name = "Improvement"

    def ready(self) -> None:
        """Import the rules; importing registers them."""
        from debo.improvement import aim_rules, problem_rules, rules  # noqa: F401, PLC0415
