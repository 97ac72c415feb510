"""The hub as a WSGI application that only answers; `debo.served` is the one that a server should run."""

from __future__ import annotations

import ctypes
import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debo.settings")
application = get_wsgi_application()

# Every door, loaded before the first who knocks, who would else wait for it.
import_module("debo.urls")

# What was loaded stays, and a batch makes tens of thousands of objects that all go by themselves: looking for
# circles among them after each seven hundred was a twenty-fifth of a hub's work.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)


def _give_large_blocks_back() -> None:
    """A PIN takes Argon2 19 MB for a moment. After the first one glibc would keep blocks of that size.

    One for each thread of each worker: up to 150 MB that nobody uses. Other C libraries don't, and have no
    such setting.
    """
    m_mmap_threshold, a_megabyte = -3, 1 << 20
    try:
        ctypes.CDLL(None).mallopt(m_mmap_threshold, a_megabyte)
    except (AttributeError, OSError, TypeError):
        return


_give_large_blocks_back()
