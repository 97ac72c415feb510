"""Snapshots at the hub: who gets one, when it is made, in which order it comes, and who doesn't read it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import brotli
import pytest
from django.test import Client
from django.utils import timezone

from debo.ledger import acts, erasing
from debo.ledger.asked import read
from debo.ledger.columns import decode
from debo.ledger.errors import BrokenRequest, Busy
from debo.ledger.exchange import exchange
from debo.ledger.models import Channel, Device, Segment, Snapshot
from debo.ledger.replicated import key_of
from debo.ledger.snapshots import making, offering
from debo.ledger.snapshots.errors import NoSuchSegment
from debo.ledger.snapshots.order import referred
from debo.periods import parse, period_of
from debo.periods.period import Kind
from tests.integration.ledger.conftest import (
    ALMAZ,
    FACILITY,
    HANNA,
    MEASURE,
    STEWARD,
    TOLOSA,
    WOREDA,
    uid,
)  # fmt: skip
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.newcomer import Newcomer, plain_heads
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

PLACES = [uid(f"f{i}") for i in range(1, 13)]


def months(count: int, today: date) -> Iterator[str]:
    """The last so many Ethiopian months, newest first."""
    one = period_of(today, Kind.ETHIOPIAN_MONTH)
    for _ in range(count):
        yield one.id
        one = one.previous()


def fill(count: int = 60) -> None:
    """Twelve places with five years of one measure: 720 counts, oldest first, half of them corrected."""
    said = {"name": {"en": "Early breastfeeding"}, "numerator": {"en": "a"}}
    acts.write(STEWARD, WOREDA, "measure", said, MEASURE)
    periods, chance = list(months(count, timezone.localdate()))[::-1], random.Random(1)
    for some in (periods, periods[::2]):
        acts.write_many(
            acts.Draft(STEWARD, WOREDA, "observation", counted(period, place, chance.randrange(1000)))
            for period in some
            for place in PLACES
        )


def counted(period: str, place: str, numerator: int) -> dict[str, Any]:
    return {
        "measure": MEASURE,
        "facility": place,
        "period": period,
        "numerator": numerator % 50,
        "denominator": 50,
    }


def ask(phone: Phone, brotli: bool = True, **more: Any) -> dict[str, Any]:
    request = {**phone.request(), **more}
    return exchange(Device.objects.get(id=phone.id), read(request), brotli=brotli)


def offered(phone: Phone, **more: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = ask(phone, **more).get("snapshots", {}).get(WOREDA)
    return found


def rows_of(id_: str) -> list[list[Any]]:
    pieces = Segment.objects.filter(snapshot=id_).order_by("number")
    return [decode(json.loads(gzip.decompress(bytes(one.gzip)))["entries"], key_of) for one in pieces]


def test_a_newcomer_holds_what_the_hub_holds() -> None:
    fill()
    newcomer = Newcomer([ALMAZ]).enrol()
    newcomer.exchange()
    plain = Phone([ALMAZ]).enrol()
    plain.exchange()
    assert newcomer.pieces >= 2
    assert newcomer.digest(WOREDA) == plain.digest(WOREDA) == Channel.objects.get(name=WOREDA).digest
    assert newcomer.heads(WOREDA) == plain_heads([e for e in plain.entries.values() if e.channel == WOREDA])


def test_who_doesnt_know_snapshots_reads_entries_as_ever() -> None:
    fill()
    answer = ask(Phone([ALMAZ]).enrol())
    assert "snapshots" not in answer
    assert answer["entries"] is not None


def test_a_snapshot_is_for_who_knows_nothing_of_the_channel() -> None:
    fill()
    newcomer = Newcomer([ALMAZ]).enrol()
    assert offered(newcomer) is not None
    assert offered(newcomer, cursors={WOREDA: 0}) is None
    assert offered(newcomer, cursors={WOREDA: 3}) is None
    assert offered(newcomer, vectors={WOREDA: {}}) is None


def test_a_small_channel_travels_as_entries() -> None:
    fill(20)
    newcomer = Newcomer([ALMAZ]).enrol()
    assert Channel.objects.get(name=WOREDA).head < offering.LEAST_ENTRIES
    assert offered(newcomer) is None
    assert Snapshot.objects.count() == 0


def test_the_smaller_way_is_chosen() -> None:
    """What is written once and never edited is as small as entries where only gzip is to be had."""
    fill()
    kept = making.make(WOREDA, timezone.localdate())
    assert kept is not None
    newcomer = Newcomer([ALMAZ]).enrol()
    assert offered(newcomer, brotli=True) is not None
    Snapshot.objects.update(gzip_bytes=kept.entries_bytes)
    assert offered(newcomer, brotli=False) is None
    Snapshot.objects.update(brotli_bytes=kept.entries_bytes - kept.segments * making.REQUEST)
    assert offered(newcomer, brotli=True) is None


def test_it_is_made_once_and_again_when_a_fifth_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    made: list[str] = []
    original = making.make

    def noted(channel: str, today: date) -> Snapshot | None:
        made.append(channel)
        return original(channel, today)

    monkeypatch.setattr(offering, "make", noted)
    first = offered(Newcomer([ALMAZ]).enrol())
    acts.write(STEWARD, WOREDA, "observation", counted("e2001-01", FACILITY, 1))
    assert offered(Newcomer([TOLOSA]).enrol()) == first
    assert made == [WOREDA]
    acts.write(STEWARD, WOREDA, "observation", counted("e2001-04", FACILITY, 1))
    monkeypatch.setattr(offering, "LEAST_ENTRIES", 1)
    monkeypatch.setattr(offering, "_FIFTH", 10_000)
    second = offered(Newcomer([ALMAZ]).enrol())
    assert made == [WOREDA, WOREDA]
    assert first is not None
    assert second is not None
    assert second["seq"] == first["seq"] + 2
    # Who reads the first one may go on with it.
    assert offered(Newcomer([ALMAZ]).enrol(), snapshots={WOREDA: first["id"]}) == first
    # Only two are kept.
    for period in ("e2001-02", "e2001-03", "e2001-05", "e2001-06"):
        acts.write(STEWARD, WOREDA, "observation", counted(period, FACILITY, 1))
        offered(Newcomer([ALMAZ]).enrol())
    assert Snapshot.objects.filter(channel=WOREDA).count() == 2
    assert Segment.objects.exclude(snapshot__in=Snapshot.objects.all()).count() == 0


def test_what_others_name_comes_first_then_the_newest() -> None:
    fill()
    offer = offered(Newcomer([ALMAZ]).enrol())
    assert offer is not None
    pieces = rows_of(offer["id"])
    assert pieces[0][0].type == "measure"
    rows = [one for piece in pieces for one in piece if one.type == "observation"]
    periods = [one.set["period"] for one in rows if "period" in one.set]
    assert len(periods) == 720
    assert periods == sorted(periods, reverse=True)
    since = date.fromisoformat(offer["since"])
    assert since == timezone.localdate() - timedelta(days=90)

    of = {one.record: one.set["period"] for one in rows if "period" in one.set}

    def days(pieces: list[list[Any]]) -> list[date]:
        return [parse(of[one.record]).last_day for piece in pieces for one in piece if one.record in of]

    assert 0 < offer["recent"] < offer["segments"]
    assert min(days(pieces[: offer["recent"]])) >= since
    assert max(days(pieces[offer["recent"] :])) < since


def test_the_order_follows_from_the_declarations() -> None:
    assert {"place", "measure", "person", "team", "department", "bundle"} <= referred()
    assert not {"observation", "event", "cycle", "goal"} & referred()


def test_no_segment_is_larger_than_the_line_can_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("debo.ledger.snapshots.cutting.MOST_BYTES", 2_000)
    monkeypatch.setattr(making, "is_smaller", lambda *_, **__: True)
    fill()
    making.make(WOREDA, timezone.localdate())
    sizes = [len(one.gzip) for one in Segment.objects.all()]
    assert len(sizes) > 4
    assert max(sizes) <= 2_000


def test_nobody_reads_a_piece_of_a_channel_without_a_right(client: Client) -> None:
    fill()
    newcomer = Newcomer([ALMAZ]).enrol()
    offer = offered(newcomer)
    assert offer is not None
    address = f"/api/snapshots/{offer['id']}/0"

    def status(phone: Phone) -> int:
        answer = client.get(address, headers={"Authorization": f"Debo {phone.id}:{phone.token}"})
        return answer.status_code

    stranger, mentor = Phone([uid("99")]).enrol(), Phone([HANNA]).enrol()
    assert [status(newcomer), status(mentor), status(stranger)] == [200, 200, 404]
    assert client.get(address).status_code == 401
    # The right ends in the middle: nothing more comes, and what came is forgotten.
    newcomer.patience = 1
    newcomer.receive(newcomer.direct(newcomer.request()))
    assert newcomer.pieces == 1
    FixedAccess.withdraw(ALMAZ, WOREDA)
    assert status(newcomer) == 404
    with pytest.raises(NoSuchSegment):
        offering.piece(Device.objects.get(id=newcomer.id), offer["id"], 1)


def test_the_door_speaks_what_the_browser_understands(client: Client) -> None:
    fill()
    newcomer = Newcomer([ALMAZ]).enrol()
    offer = offered(newcomer)
    assert offer is not None

    def get(accepts: str, number: int = 0) -> Any:
        headers = {"Authorization": f"Debo {newcomer.id}:{newcomer.token}", "Accept-Encoding": accepts}
        return client.get(f"/api/snapshots/{offer['id']}/{number}", headers=headers)

    hard, soft, plain = get("gzip, deflate, br"), get("gzip;q=0.5"), get("identity")
    assert [one.headers.get("Content-Encoding") for one in (hard, soft, plain)] == ["br", "gzip", None]
    assert brotli.decompress(hard.content) == gzip.decompress(soft.content) == plain.content
    assert len(hard.content) < len(soft.content)
    assert json.loads(plain.content)["channel"] == WOREDA
    assert get("br;q=0, gzip").headers["Content-Encoding"] == "gzip"
    for number in (offer["segments"], 10**9):
        refused = get("identity", number)
        assert (refused.status_code, refused.json()["type"]) == (404, "no_such_segment")


def test_what_was_erased_by_law_is_in_no_snapshot() -> None:
    fill()
    name = "Chaltu the erased"
    acts.write(STEWARD, WOREDA, "place", {"name": {"en": name}, "kind": "health_post"}, uid("dead"))
    offer = offered(Newcomer([ALMAZ]).enrol())
    assert offer is not None
    assert holds(name)
    acts.write(STEWARD, WOREDA, erasing.TYPE, {"of_type": "place", "of_record": uid("dead")})
    assert Snapshot.objects.count() == Segment.objects.count() == 0
    newcomer = Newcomer([ALMAZ]).enrol()
    newcomer.exchange()
    assert newcomer.pieces > 0
    assert not holds(name)
    assert newcomer.digest(WOREDA) == Channel.objects.get(name=WOREDA).digest


def holds(name: str) -> bool:
    return any(name.encode() in gzip.decompress(bytes(one.gzip)) for one in Segment.objects.all())


def test_an_erasure_while_it_is_made_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log was read before the erasure and would be written down after it: it is made anew instead."""
    fill()
    name = "Chaltu the erased"
    acts.write(STEWARD, WOREDA, "place", {"name": {"en": name}, "kind": "health_post"}, uid("dead"))
    original, times = making._Maker.made, list[int]()

    def made(self: Any) -> Any:
        found = original(self)
        if not times:
            acts.write(STEWARD, WOREDA, erasing.TYPE, {"of_type": "place", "of_record": uid("dead")})
        times.append(1)
        return found

    monkeypatch.setattr(making._Maker, "made", made)
    assert making.make(WOREDA, timezone.localdate()) is not None
    assert len(times) == 2
    assert not holds(name)


def test_a_hub_that_moves_is_read_entry_by_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()

    def busy(*_: Any) -> Any:
        raise Busy

    monkeypatch.setattr(offering, "make", busy)
    answer = ask(Newcomer([ALMAZ]).enrol())
    assert "snapshots" not in answer
    assert answer["entries"] is not None


def test_no_snapshot_is_made_of_a_log_that_isnt_whole() -> None:
    fill()
    Channel.objects.filter(name=WOREDA).update(digest="00000000000000ff")
    assert making.make(WOREDA, timezone.localdate()) is None


def test_an_odd_request_is_refused() -> None:
    odds: tuple[Any, ...] = ([], {WOREDA: 1}, {"x" * 61: "a"}, {WOREDA: "x" * 61})
    for odd in odds:
        with pytest.raises(BrokenRequest):
            read({"v": 1, "snapshots": odd})
    assert read({"v": 1}).snapshots is None
    assert read({"v": 1, "snapshots": {}}).snapshots == {}
