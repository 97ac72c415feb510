"""The file that a phone's rescue page saved: taken in once, in order, only from the phone that signed it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from debo import rescue_command
from debo.ledger import acts, erasing, quarantine
from debo.ledger.devices import leave
from debo.ledger.hub import this_hub
from debo.ledger.models import Batch, Device, Fork, Rescued
from debo.ledger.models import Entry as Kept
from debo.ledger.refold import refold
from debo.ledger.rescued import RescueError, take
from debo.ledger.rows import Rows
from debo.ledger.signing import to_base64url, verifies
from debo.ledger.witness import mark_bare
from tests.integration.ledger.conftest import ALMAZ, FACILITY, TEAM, WOREDA
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.test_stories import count

pytestmark = pytest.mark.django_db


def signed(key: ec.EllipticCurvePrivateKey, payload: str) -> str:
    r, s = decode_dss_signature(key.sign(b"debo-rescue-1\n" + payload.encode(), ec.ECDSA(hashes.SHA256())))
    signature = to_base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return json.dumps({"debo": "rescue", "v": 1, "payload": payload, "signature": signature})


def rescue_file(phone: Phone, rows: list[dict[str, Any]] | None = None) -> str:
    """What the rescue page makes of a phone's own entries."""
    parts = ("device", "channel", "n", "stamp", "author", "at", "type", "record", "set", "base")
    own = [{name: getattr(one, name) for name in parts} for entries in phone.own.values() for one in entries]
    return signed(phone.key, json.dumps({"device": phone.id, "at": 0, "entries": rows or own, "keys": []}))


def test_what_the_phone_could_not_send_reaches_the_hub_and_twice_changes_nothing() -> None:
    almaz = Phone([ALMAZ]).enrol()
    written = [count(almaz, n, f"e2018-0{n}") for n in (1, 2, 3)]
    file = rescue_file(almaz)
    assert [take(file).entries, take(file).entries] == [3, 3]
    assert [one.record for one in Kept.objects.filter(channel=WOREDA).order_by("seq")] == [
        one.record for one in written
    ]
    # When the app starts again after all, the hub knows everything already.
    almaz.exchange()
    assert Kept.objects.filter(device=almaz.id).count() == 3
    assert almaz.acked == {WOREDA: 3}


def test_what_does_not_fit_is_set_aside_and_counted() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    count(almaz, -4, "e2018-02")
    report = take(rescue_file(almaz))
    assert (report.entries, report.set_aside) == (2, 1)


def test_a_gap_is_told() -> None:
    almaz = Phone([ALMAZ]).enrol()
    for n in (1, 2):
        count(almaz, n, f"e2018-0{n}")
    rows = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"][1:]
    report = take(rescue_file(almaz, rows))
    assert (report.outcome.gaps, report.gaps) == ({WOREDA: 1}, 1)
    assert not Kept.objects.filter(device=almaz.id).exists()
    assert [one.why for one in quarantine.rescued()] == ["gap"]
    # The phone itself brings all of it, and nothing waits any more.
    almaz.exchange()
    assert quarantine.rescued() == []


def test_entries_of_a_former_device_and_sealed_ones_are_counted_not_lost_from_sight() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    [row] = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    former = {**row, "n": -1}
    sealed = {key: value for key, value in row.items() if key not in ("at", "set", "base")} | {"sealed": "AA"}
    report = take(rescue_file(almaz, [former, {**sealed, "n": 2}]))
    assert (report.entries, report.former, report.sealed) == (0, 1, 1)


HARMS = (
    "cut",
    "changed",
    "stranger",
    "other device",
    "no file",
    "bad entry",
    "deep",
    "deep inside",
    "half a pair",
)


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_is_not_whole_or_not_the_phones_is_refused_whole(harm: str) -> None:
    almaz, stranger = Phone([ALMAZ]).enrol(), Phone([ALMAZ])
    count(almaz, 1)
    file = rescue_file(almaz)
    outer = json.loads(file)
    rows = json.loads(outer["payload"])["entries"]
    harmed = {
        "cut": file[:-40],
        "changed": file.replace("e2018-01", "e2018-02"),
        "stranger": rescue_file(stranger, rows),
        "other device": signed(stranger.key, json.loads(file)["payload"]),
        "no file": "[]",
        "bad entry": rescue_file(almaz, [{**rows[0], "stamp": "x"}]),
        "deep": "[" * 40_000,
        "deep inside": signed(almaz.key, "[" * 40_000),
        "half a pair": json.dumps({**outer, "payload": outer["payload"].replace("e2018-01", "\ud800")}),
    }
    with pytest.raises(RescueError):
        take(harmed[harm])
    assert not Kept.objects.filter(device=almaz.id).exists()


def test_a_rescued_hub_stays_whole_and_its_proof_is_the_hubs_own_signature() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    count(almaz, 2, "e2018-02")
    take(rescue_file(almaz))
    found = refold()
    assert (found.faults, found.batches, found.bare) == ([], 1, 0)
    batch = Batch.objects.get()
    assert (batch.device_id, batch.witness) == (almaz.id, this_hub().device)
    # Neither the phone's key nor another phone's name would do.
    assert not verifies(batch.device.public_key, [bytes(batch.hashes)], batch.signature)
    other = Phone([ALMAZ]).enrol()
    for harm in (
        {"witness": other.id},
        {"device": other.id},
        {"witness": None},
        {"hashes": bytes(64)},
        {"signature": "A" * 86},
    ):
        Batch.objects.update(**harm)
        assert [one for one in refold().faults if "signature of batch" in one.what], harm
        Batch.objects.update(**{name: getattr(batch, f"{name}_id", getattr(batch, name)) for name in harm})
    assert refold().faults == []


def test_files_taken_before_witnesses_were_kept_are_the_hubs_word_and_a_lost_signature_is_not() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    take(rescue_file(almaz))
    Batch.objects.update(signature="", witness=None)
    assert "signature of batch" in refold().faults[0].what
    assert mark_bare(this_hub().device) == 1
    found = refold()
    assert (found.faults, found.bare) == ([], 1)


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_names_the_witness_of_files_that_were_taken_before() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("ledger", "0009_links")])
    try:
        old = executor.loader.project_state([("ledger", "0009_links")]).apps
        device = old.get_model("ledger", "Device").objects.create(id="a" * 16, public_key="x")
        hub = old.get_model("ledger", "Device").objects.create(id="b" * 16, public_key="y")
        old.get_model("ledger", "Hub").objects.create(epoch="e", device=hub, private_key="")
        batches = old.get_model("ledger", "Batch").objects
        batches.create(device=device, signature="", hashes=b"")
        batches.create(device=device, signature="A" * 86, hashes=b"")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    named = Batch.objects.order_by("signature").values_list("signature", "witness")
    assert list(named) == [("", "b" * 16), ("A" * 86, None)]


def test_a_hub_whose_key_is_lost_takes_nothing_and_says_so(settings: Settings) -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    this_hub()
    settings.SECRET_KEY = "another" * 6
    with pytest.raises(RescueError, match="bring the former secret file back"):
        take(rescue_file(almaz))
    assert not Kept.objects.filter(device=almaz.id).exists()


def test_an_author_who_left_the_phone_is_believed_as_on_the_line() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    leave(Device.objects.get(id=almaz.id), ALMAZ)
    report = take(rescue_file(almaz))
    assert (report.entries, report.set_aside) == (1, 0)


def test_what_was_written_under_a_former_name_waits_until_its_author_writes_it_again() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 7)
    [row] = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    file = rescue_file(almaz, [{**row, "n": -1, "device": "a" * 16, "stamp": row["stamp"] - 1}])
    assert [take(file).former, take(file).former] == [1, 1]
    [kept] = quarantine.rescued()
    assert (kept.why, kept.author, json.loads(kept.content)["set"]["numerator"]) == ("former", ALMAZ, 7)
    assert refold().faults == []
    assert not Kept.objects.filter(device=almaz.id).exists()
    almaz.exchange()
    assert quarantine.rescued() == []


def test_of_a_copied_phone_both_versions_are_kept_and_all_that_stands_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    whole = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    almaz.exchange()
    other = {**whole[0], "set": {**whole[0]["set"], "numerator": 2}}
    file = tmp_path / "file.json"
    file.write_text(rescue_file(almaz, [other, {**other, "n": 2, "stamp": 99}]))
    assert rescue_command.run(argparse.Namespace(file=file)) == 1
    said = capsys.readouterr().out
    assert "both versions are kept" in said
    assert "join anew" in said
    assert Fork.objects.count() == 1
    assert [one.why for one in quarantine.rescued()] == ["copied", "copied"]
    assert Kept.objects.filter(device=almaz.id).count() == 1
    # A second file of it changes nothing and says the same.
    assert rescue_command.run(argparse.Namespace(file=file)) == 1
    assert len(quarantine.rescued()) == 2


def test_what_a_team_wrote_under_a_former_name_is_listed_without_its_words(admin: Client) -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(TEAM, "event", text="A secret worry", facility=FACILITY, day="2026-01-05")
    [row] = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    take(rescue_file(almaz, [{**row, "n": -1}]))
    [kept] = quarantine.rescued()
    pages = [
        admin.get(f"/admin/ledger/rescued/{tail}").content.decode() for tail in ("", f"{kept.pk}/change/")
    ]
    assert almaz.id in pages[0]
    assert "joined anew" in pages[1]
    assert not any("A secret worry" in page for page in pages)


def test_who_is_erased_by_law_is_erased_here_too() -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(WOREDA, "event", text="A name", facility=FACILITY, day="2026-01-05")
    [row] = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    take(rescue_file(almaz, [{**row, "n": -1}]))
    with transaction.atomic():
        erasing.drop_content(erasing.Erased(WOREDA, "event", row["record"]), Rows())
    assert not Rescued.objects.exists()
    acts.write(ALMAZ, WOREDA, erasing.TYPE, {"of_type": "event", "of_record": row["record"]})
    take(rescue_file(almaz, [{**row, "n": -1}]))
    assert not Rescued.objects.exists()
