"""The hub as a WSGI application that only answers; `debo.served` is the one that a server should run."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debo.settings")
application = get_wsgi_application()

# What was loaded stays, and a batch makes tens of thousands of objects that all go by themselves: looking for
# circles among them after each seven hundred was a twenty-fifth of a hub's work.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
