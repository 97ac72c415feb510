"""The OpenAPI document, its page, and the headers every page carries."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from hypothesis.errors import NonInteractiveExampleWarning

from debo.wsgi import application
from tests.integration import woreda

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is one transaction, and the end of a request would close its connection to PostgreSQL."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def test_the_document_has_a_page_that_needs_no_other_site(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 3
    assert all(address.startswith("/static/") for address in addresses)
    assert '"url": "/api/openapi.json"' in page
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        answer.close()


def test_every_door_says_what_it_is_for(client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    for path, doors in document["paths"].items():
        for verb, door in doors.items():
            assert door.get("summary"), f"{verb} {path}"
            assert door.get("description"), f"{verb} {path}"


@pytest.mark.parametrize(
    ("path", "wants", "lacks"),
    [
        ("/", "require-trusted-types-for 'script'", "unsafe-inline"),
        ("/api/hub", "require-trusted-types-for 'script'", "unsafe-inline"),
        ("/api/docs", "style-src 'self' 'unsafe-inline'", "require-trusted-types-for"),
        ("/admin/login/", "default-src 'self'", "require-trusted-types-for"),
    ],
)
def test_each_part_has_its_policy(client: Client, path: str, wants: str, lacks: str) -> None:
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    answer.close()
    assert wants in policy
    assert lacks not in policy
    for always in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert always in policy


def test_answers_of_the_api_are_compressed_and_kept_nowhere(client: Client) -> None:
    answer = client.get("/api/schema", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-store"
    # Nearly eighty kinds of record with all their labels and roles.
    assert len(answer.content) < 11_000


def test_an_unknown_door_gives_away_nothing(client: Client) -> None:
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    assert b"Traceback" not in answer.content


def test_the_document_is_what_the_doors_do(db: None) -> None:
    """Schemathesis makes requests from the document; no door may fail, whatever it is sent."""
    woreda.build()
    document = Client().get("/api/openapi.json").json()
    schema: Any = schemathesis.openapi.from_dict(document)
    schema.app = application
    asked = 0
    for operation in schema.get_all_operations():
        strategy = operation.ok().as_strategy()
        for case in _examples(strategy, 6):
            answer = case.call(base_url="http://testserver")
            asked += 1
            assert answer.status_code < 500, f"{case.method} {case.path}"
    assert asked >= 40


def _examples(strategy: Any, count: int) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NonInteractiveExampleWarning)
        return [strategy.example() for _ in range(count)]
