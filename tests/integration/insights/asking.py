"""Somebody at a phone who asks for dashboards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.integration.ledger.phone import Phone


@dataclass
class Asking:
    """A person on a device of their own."""

    person: str

    def __post_init__(self) -> None:
        phone = Phone([self.person]).enrol()
        self.headers = {"Authorization": f"Debo {phone.id}:{phone.token}", "Debo-Person": self.person}

    def get(self, path: str = "", **asked: Any) -> Any:
        """The answer, whatever it is."""
        return Client().get(f"/api/insights{path}", asked, headers=self.headers)

    def told(self, path: str = "", **asked: Any) -> Any:
        """What it says; it must be given."""
        answer = self.get(path, **asked)
        assert answer.status_code == 200, answer.content
        return answer.json()
