"""The sign of life is given to whoever asks, by whatever name."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings


@pytest.mark.django_db
def test_the_sign_of_life_is_given_by_whatever_name(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["hub.example.org"]
    by_address = Client(headers={"host": "127.0.0.1:8000"})
    answer = by_address.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers["Content-Security-Policy"]
    # The name still counts for everything else.
    assert by_address.get("/api/hub").status_code == 400
    assert Client(headers={"host": "hub.example.org"}).get("/api/hub").status_code == 200


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_no_life(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    assert Client().get("/healthz").status_code == 503
