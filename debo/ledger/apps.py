"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Named, so that the admin can say what it holds."""

    name = "debo.ledger"
    label = "ledger"
    verbose_name = "Ledger"
