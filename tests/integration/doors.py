"""A new phone at the hub's doors, over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from debo.ledger.identity import new_device_id
from debo.ledger.signing import public_text


@dataclass
class Visitor:
    """A device that knocks; keeps its token once it was let in."""

    device: str = field(default_factory=new_device_id)
    public_key: str = field(default_factory=lambda: public_text(ec.generate_private_key(ec.SECP256R1())))
    token: str = ""
    client: Client = field(default_factory=Client)

    def post(self, door: str, body: Any, *, person: str = "", language: str = "en") -> Any:
        """POST to a door and return the answer; keeps a token it is given."""
        headers = {"Accept-Language": language}
        if self.token:
            headers["Authorization"] = f"Debo {self.device}:{self.token}"
        if person:
            headers["Debo-Person"] = person
        answer = self.client.post(
            f"/api/{door}", json.dumps(body), content_type="application/json", headers=headers
        )
        if answer.status_code == 200 and "token" in answer.json():
            self.token = answer.json()["token"]
        return answer

    def join(self, code: str, pin: str) -> Any:
        """Join with a code and a PIN; with its token when it has one."""
        body = {"code": code, "pin": pin, "device": self.device, "public_key": self.public_key}
        return self.post("join", {**body, "token": self.token} if self.token else body)
