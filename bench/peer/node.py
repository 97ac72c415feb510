"""A node of Morango (the engine of Kolibri's exchange) with one table of counts.

Runs in the environment that `bench/morango.py` makes, with Morango's own Django; Debo imports nothing of it.

    python -m node   DATABASE found             a certificate, printed as JSON
    python -m node   DATABASE serve PORT        the hub
    python -m node   DATABASE phone PORT FILE   hand in, phase after phase: "new 10000", "change 50", "quiet"
"""

import json
import random
import sys
import time
import uuid
from functools import partial
from itertools import product
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

PROFILE = "counts"
SCOPE = "everything"


def set_up(database):
    """Django with Morango and the table of counts, on this database."""
    settings.configure(
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database, "OPTIONS": {"timeout": 60}}
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "rest_framework",
            "morango",
            "counts",
        ],
        ROOT_URLCONF="morango.urls",
        SECRET_KEY="of no use to anybody",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        REST_FRAMEWORK={"UNAUTHENTICATED_USER": None},
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")


def scope():
    """Everything under the root's own partition may be read and written."""
    from morango.models import ScopeDefinition

    return ScopeDefinition.objects.get_or_create(
        id=SCOPE,
        defaults={
            "profile": PROFILE,
            "version": 1,
            "primary_scope_param_key": "root",
            "description": "",
            "read_filter_template": "",
            "write_filter_template": "",
            "read_write_filter_template": "${root}",
        },
    )[0]


def found():
    """The hub's root certificate, and one for the phone that the root has signed."""
    from morango.models.certificates import Certificate, Key

    scope()
    root = Certificate.generate_root_certificate(SCOPE)
    phone = Certificate(
        parent=root,
        profile=PROFILE,
        scope_definition_id=SCOPE,
        scope_version=1,
        scope_params=root.scope_params,
    )
    phone.private_key = Key()
    phone.id = phone.calculate_uuid()
    root.sign_certificate(phone)
    phone.save()
    chain = [{"serialized": one.serialized, "signature": one.signature} for one in (root, phone)]
    print(json.dumps({"chain": chain, "key": phone.private_key.get_private_key_string()}))


class Server(ThreadingMixIn, WSGIServer):
    """A thread a request, as Kolibri's own server has."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_words):
        """Nothing."""


def serve(port):
    """Answer until somebody ends it."""
    from django.core.wsgi import get_wsgi_application

    make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet).serve_forever()


def phone(port, certificates):
    """Act out the phases that come on standard input; a line of JSON for each."""
    from morango.models.certificates import Certificate, Filter, Key
    from morango.sync.controller import MorangoProfileController

    scope()
    saved = []
    for one in certificates["chain"]:
        saved.append(Certificate.deserialize(one["serialized"], one["signature"]))
        if len(saved) == 2:
            saved[1].private_key = Key(private_key_string=certificates["key"])
        saved[-1].save()
    root, own = saved
    for line in sys.stdin:
        act(root.id, *line.split())
        connection = MorangoProfileController(PROFILE).create_network_connection(f"http://127.0.0.1:{port}/")
        requests = []
        connection.session.hooks["response"].append(partial(count, requests))
        began = time.monotonic()
        client = connection.create_sync_session(own, root)
        push = client.get_push_client()
        push.initialize(Filter(root.id))
        push.run()
        push.finalize()
        connection.close_sync_session(client.sync_session)
        took = time.monotonic() - began
        told = {
            "seconds": took,
            "requests": len(requests),
            "bytes": connection.bytes_sent + connection.bytes_received,
        }
        print(json.dumps(told), flush=True)


def count(requests, *_answer, **_more):
    """One more request has come back."""
    requests.append(1)


def act(root, what, count="0"):
    """Write so many new counts, or change so many."""
    from counts.models import Count

    if what == "new":
        Count.objects.bulk_create(prepared(root, int(count)), batch_size=1000)
    if what == "change":
        for one in Count.objects.order_by("id")[: int(count)]:
            one.numerator += 1
            one.save()


def prepared(root, count):
    """Counts with the identifiers that Morango would give them when saved one by one."""
    from counts.models import Count

    chance = random.Random(count)
    measures, facilities = (
        [str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(most)] for most in (6, 5)
    )
    periods = [f"e{year}-{month:02}" for year in range(1900, 2100) for month in range(1, 13)]
    made = []
    for measure, facility, period in chance.sample(list(product(measures, facilities, periods)), count):
        numbers = {"numerator": chance.randint(0, 20), "denominator": chance.randint(20, 60)}
        one = Count(root=root, measure=measure, facility=facility, period=period, **numbers)
        one.id = one.calculate_uuid()
        made.append(one)
    return made


def main(database, what, *more):
    """Be a node."""
    set_up(database)
    if what == "found":
        found()
    elif what == "serve":
        serve(int(more[0]))
    else:
        phone(int(more[0]), json.loads(Path(more[1]).read_text()))


if __name__ == "__main__":
    main(*sys.argv[1:])
