"""The hub as a WSGI application, for granian (`debo serve`) or any other server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debo.settings")
application = get_wsgi_application()


def _keep_links() -> None:
    """Whoever serves the hub also keeps its links to hubs above."""
    from debo.ledger.link.keeping import keep_links  # noqa: PLC0415 - Django has to be set up before

    keep_links()


_keep_links()

# What was loaded stays, and a batch makes tens of thousands of objects that all go by themselves: looking for
# circles among them after each seven hundred was a twenty-fifth of a hub's work.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
