"""Who calls the hubs above, and when."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from debo.ledger.link import keeping
from debo.ledger.link.calling import Line, LineError
from debo.ledger.link.models import Link
from tests.integration.ledger.conftest import uid

THREADS = "import threading, debo.{module}; print([one.name for one in threading.enumerate()])"


@pytest.mark.django_db
def test_a_call_that_lasts_is_not_begun_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Link.objects.create(uid=uid("77"), name="Oromia", is_above=True, public_key="k")
    begun_meanwhile: list[int] = []
    taken_until: list[datetime | None] = []

    def line(_raw: bytes, _signature: str) -> tuple[bytes, str]:
        # Another process looks while the message is on its way.
        begun_meanwhile.append(keeping.call_due())
        taken_until.append(Link.objects.get(pk=one.pk).next_at)
        # The next message goes out so late that the link had long been due again.
        Link.objects.filter(pk=one.pk).update(next_at=None)
        raise LineError("down")

    def over_http(_link: Link) -> Line:
        return line

    monkeypatch.setattr(keeping, "over_http", over_http)
    assert keeping.call_due() == 1
    assert len(begun_meanwhile) > 1
    assert set(begun_meanwhile) == {0}
    assert all(until and until > timezone.now() + timedelta(minutes=14) for until in taken_until)


@pytest.mark.parametrize(("module", "keeps"), [("wsgi", False), ("served", True)])
def test_only_the_hub_that_is_served_calls_by_itself(module: str, keeps: bool) -> None:
    told = subprocess.run(
        [sys.executable, "-c", THREADS.format(module=module)], capture_output=True, text=True, check=True
    )
    assert ("'links'" in told.stdout) is keeps
