"""Almaz asks by law to be forgotten: her name goes everywhere, her work and every digest stay."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import Settings

from debo.ledger import acts, hub, models
from debo.ledger.columns import decode, encode
from debo.ledger.entry import Entry
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, toggled
from debo.ledger.quarantine import as_entry
from debo.ledger.refold import refold
from debo.ledger.replicated import key_of
from debo.ledger.signing import verifies
from debo.people import erasing
from debo.people.access import name_of
from debo.people.admin_session import open_admin
from debo.people.keys import PinHash
from debo.people.models import Person, RoleHeld
from debo.people.pins import set_pin
from tests.integration import woreda
from tests.integration.ledger.hub_state import hub_state
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import LONG_AGO, channel, key

pytestmark = pytest.mark.django_db

NAME, PHONE_NUMBER = "Almaz Tesfaye", "0911223344"
HC1 = channel("hc1")


@pytest.fixture(autouse=True)
def land(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    woreda.build()


def asked(why: str = "asked in writing on 3 Hidar") -> erasing.Request:
    return erasing.Request(key("member"), "person", why, "2026-11-12")


def head_names_almaz() -> tuple[Phone, Entry]:
    """The head's phone writes her name; a colleague's reads it."""
    head = Phone([key("facility_head")]).enrol()
    head.exchange()
    said = {"name": NAME, "phone": PHONE_NUMBER}
    entry = head.write_as(key("facility_head"), HC1, "person", key("member"), said)
    head.exchange()
    return head, entry


def everything_kept() -> str:
    """Every text the ledger and the rooms above keep."""
    tables = [models.Entry, models.Fork, models.Device, Person, LogEntry]
    return json.dumps(
        [list(table._base_manager.values()) for table in tables], default=str, ensure_ascii=False
    )


def digest_of(name: str) -> str:
    digest = EMPTY_DIGEST
    for kept in models.Entry.objects.filter(channel=name, seq__isnull=False):
        digest = toggled(digest, entry_hash(as_entry(kept)))
    return digest


def test_the_name_goes_and_the_work_stays() -> None:
    _, entry = head_names_almaz()
    almaz = Phone([key("member")]).enrol()
    event = {"facility": key("hc1"), "day": LONG_AGO, "text": "her work"}
    almaz.write_as(key("member"), channel("team1"), "event", None, event)
    almaz.exchange()
    set_pin(key("member"), "4711")
    models.Device.objects.filter(id=almaz.id).update(label="Almaz's phone")
    before = {one.name: one.digest for one in models.Channel.objects.exclude(name=HC1)}
    report = erasing.erase(asked())
    assert (report.names, report.entries, report.channels) == ((NAME,), 1, (HC1,))
    assert NAME not in everything_kept()
    assert PHONE_NUMBER not in everything_kept()
    assert "Almaz" not in everything_kept()
    assert name_of(key("member")) == ""
    assert not PinHash.objects.exists()
    # The work, the roles and who wrote what stay, under an id that names nobody.
    assert models.Entry.objects.get(device=almaz.id).author == key("member")
    assert RoleHeld.objects.filter(person=key("member")).exists()
    kept = models.Entry.objects.get(device=entry.device, channel=HC1)
    assert (kept.set, kept.base, kept.erased, kept.n) == ("{}", "{}", True, entry.n)
    # And the ledger can still be checked: hash, digest, signature.
    assert bytes(kept.hash) == entry_hash(entry)
    assert models.Channel.objects.get(name=HC1).digest == digest_of(HC1)
    signer = models.Device.objects.get(id=entry.device)
    signed = bytes(kept.batch.hashes)
    hashes = [signed[i : i + 32] for i in range(0, len(signed), 32)]
    assert verifies(signer.public_key, hashes, kept.batch.signature)
    for name, digest in before.items():
        assert models.Channel.objects.get(name=name).digest == digest


def test_old_and_new_replicas_and_the_hub_are_equal_afterwards() -> None:
    head, _ = head_names_almaz()
    colleague = Phone([key("midwife")]).enrol()
    colleague.exchange()
    erasing.erase(asked())
    new = Phone([key("midwife")]).enrol()
    for phone in (head, colleague, new):
        phone.exchange()
        assert phone.digest(HC1) == models.Channel.objects.get(name=HC1).digest
        assert phone.state(HC1) == hub_state(HC1)
        assert NAME not in str(phone.entries)
        assert NAME not in str(phone.cells)
        assert phone.repairs == 0
    assert refold().faults == []


def test_a_late_entry_about_an_erased_person_takes_its_place_and_says_nothing() -> None:
    head, _ = head_names_almaz()
    head.write_as(key("facility_head"), HC1, "person", key("member"), {"name": NAME + " again"})
    outsider = Phone([key("outsider")]).enrol()
    outsider.write_as(key("outsider"), HC1, "person", key("member"), {"name": NAME})
    erasing.erase(asked())
    answer = head.exchange()
    assert answer["attention"] == []
    outsider.exchange()
    late = models.Entry.objects.get(device=head.id, n=2)
    assert (late.seq is not None, late.set, late.erased) == (True, "{}", True)
    aside = models.Entry.objects.get(device=outsider.id)
    assert (aside.seq, aside.set, aside.reason) == (None, "{}", "forbidden_channel")
    assert NAME not in everything_kept()
    assert head.digest(HC1) == models.Channel.objects.get(name=HC1).digest
    assert refold().faults == []


def test_nobody_erases_by_marking_an_entry() -> None:
    head, entry = head_names_almaz()
    hash_ = entry_hash(entry).hex()
    forged = Entry(head.id, HC1, 2, 99, key("facility_head"), 0, "person", key("member"), {}, {}, hash_)
    head.own[HC1].append(forged)
    said = {"of_type": "person", "of_record": key("member")}
    head.stamp = 100
    head.write_as(key("facility_head"), HC1, "erasure", None, said)
    answer = head.direct(head.request())
    assert [one["reason"] for one in answer["attention"]] == ["malformed", "forbidden_write"]
    assert name_of(key("member")) == NAME


def test_both_versions_of_a_forked_entry_are_erased() -> None:
    head, entry = head_names_almaz()
    other = json.dumps([entry.device, HC1, entry.n, 1, "x", 0, "person", key("member"), {"name": NAME}, {}])
    models.Fork.objects.create(device=head.id, channel=HC1, n=entry.n, hash=b"0" * 32, content=other)
    erasing.erase(asked())
    assert NAME not in models.Fork.objects.get().content


def test_what_the_administration_noted_names_nobody_afterwards() -> None:
    head_names_almaz()
    browser, row = Client(), Person.objects.get(record=key("member"))
    browser.get(open_admin(key("hub_steward")))
    browser.post(f"/admin/people/person/{row.pk}/change/", {"name": NAME + " Bekele", "phone": PHONE_NUMBER})
    assert NAME in LogEntry.objects.get().object_repr
    assert erasing.erase(asked()).names == (NAME, NAME + " Bekele")
    assert NAME not in everything_kept()


def test_the_report_says_where_the_name_stands_in_what_others_wrote() -> None:
    head_names_almaz()
    text = {"facility": key("hc1"), "day": LONG_AGO, "text": f"{NAME} taught us"}
    acts.write(key("hub_steward"), channel("A"), "event", text)
    assert erasing.look(key("member")).mentions == {"event": 1}


@pytest.mark.parametrize("why", ["", "  ", "Almaz wants it", "TESFAYE left"])
def test_a_reason_that_names_the_person_or_is_none_erases_nothing(why: str) -> None:
    head_names_almaz()
    with pytest.raises(erasing.NotErasedError):
        erasing.erase(asked(why))
    assert name_of(key("member")) == NAME
    assert not (Path(settings.DATA) / erasing.FILE).exists()


def test_nobody_is_erased_who_is_not_there() -> None:
    with pytest.raises(erasing.NotErasedError, match="no such person"):
        erasing.look(key("nobody"))


def test_a_backup_brought_back_is_erased_again() -> None:
    """The file beside the database says it; a line cut by a power cut is passed over."""
    head_names_almaz()
    line = json.dumps(
        {"person": key("member"), "asked_by": "person", "why": "x", "day": "2026-11-12", "by": ""}
    )
    path = Path(settings.DATA) / erasing.FILE
    path.write_text(line + "\n" + line[:20])
    assert erasing.erase_again() == 1
    assert NAME not in everything_kept()
    assert erasing.erase_again() == 0


def test_after_a_restoration_a_phone_offers_an_erased_entry_again_by_its_hash() -> None:
    head, entry = head_names_almaz()
    erasing.erase(asked())
    head.exchange()
    kept = models.Entry.objects.get(device=head.id)
    before = models.Channel.objects.get(name=HC1)
    # The hub is restored from before the head's entry came, and erased again.
    models.Channel.objects.filter(name=HC1).update(digest=toggled(before.digest, bytes(kept.hash)))
    kept.delete()
    hub.new_epoch()
    head.exchange()
    again = models.Entry.objects.get(device=head.id)
    assert (bytes(again.hash), again.set, again.erased) == (entry_hash(entry), "{}", True)
    assert models.Channel.objects.get(name=HC1).digest == before.digest


def test_an_erased_entry_travels_with_its_hash_only() -> None:
    entry = Entry("a" * 16, HC1, 1, 5, key("member"), 7, "person", key("member"), {}, {}, "ab" * 32)
    columns = encode([entry], key_of)
    assert columns["erased"] == [[0, "ab" * 32]]
    assert columns["shapes"] == [["person"]]
    assert decode(json.loads(json.dumps(columns)), key_of) == [entry]
    assert entry_hash(entry) == bytes.fromhex("ab" * 32)


def test_the_command_leaves_no_trace_of_the_name_in_the_database_file(tmp_path: Path) -> None:
    """In a process of its own, on a real file: also free pages and the write-ahead log are looked at."""
    written = tmp_path / "hub"
    # PostgreSQL's own files are its keeper's (docs/people.md).
    environment = {**os.environ, "DEBO_DATA": str(written), "DEBO_DATABASE": ""}

    def debo(*words: str) -> subprocess.CompletedProcess[str]:
        words = (sys.executable, "-m", "debo.cli", *words)
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    person = key("member")
    script = f"""
from debo.embedded import open_hub
open_hub(may_make=True)
from debo.ledger import acts
acts.write("{person}", "{HC1}", "person", {{"name": "{NAME}", "phone": "{PHONE_NUMBER}"}}, "{person}")
"""
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert NAME.encode() in _bytes_of(written)
    seen = debo("erase", "person", person)
    assert (seen.returncode, "Nothing was erased" in seen.stdout) == (0, True)
    assert NAME.encode() in _bytes_of(written)
    assert debo("erase", "person", person, "--yes").returncode == 2
    done = debo("erase", "person", person, "--why", "asked in writing", "--yes")
    assert done.returncode == 0, done.stderr
    assert NAME.encode() not in _bytes_of(written)
    assert PHONE_NUMBER.encode() not in _bytes_of(written)
    with sqlite3.connect(written / "debo.sqlite3") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _bytes_of(folder: Path) -> Any:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def test_the_hub_finds_itself_well_after_an_erasure() -> None:
    """Made anew from its entries every record is what it was, and each digest what the hashes say."""
    head_names_almaz()
    erasing.erase(asked())
    found = refold()
    assert found.faults == []
    assert found.entries > 0
