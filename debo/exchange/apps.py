"""The exchange with other programs as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Keeps what an exchange with DHIS2 must remember."""

    name = "debo.exchange"
    label = "exchange"
    verbose_name = "Exchange"
