"""The hub as it is served, by `debo serve` or any other WSGI server: it answers, and keeps its links.

Whoever only imports the application, as a test or a tool does, imports `debo.wsgi`: nothing runs beside it.
"""

from __future__ import annotations

from debo.wsgi import application

__all__ = ["application"]


def _keep_links() -> None:
    from debo.ledger.link.keeping import keep_links  # noqa: PLC0415 - Django has to be set up before

    keep_links()


_keep_links()
