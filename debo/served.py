"""The hub as it is served, by `debo serve` or any other WSGI server: it answers, keeps its links and its
readings current.

Whoever only imports the application, as a test or a tool does, imports `debo.wsgi`: nothing runs beside it.
"""

from __future__ import annotations

from debo.wsgi import application

__all__ = ["application"]


def _keep_links() -> None:
    from debo.ledger.link.keeping import keep_links  # noqa: PLC0415 - Django has to be set up before

    keep_links()


def _keep_readings() -> None:
    from debo.insights.soon import keep_current  # noqa: PLC0415 - Django has to be set up before

    keep_current()


_keep_links()
_keep_readings()
