"""The administration writes acts: what the steward saves there is an entry like any other."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from debo.ledger.acts import write
from debo.ledger.models import Device, Entry
from debo.ledger.replicated import declarations
from debo.measures.models import Observation
from debo.people.models import Place, RoleHeld
from tests.integration.ledger.conftest import ALMAZ, AT_FACILITY, FACILITY, MEASURE, STEWARD, WOREDA
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

NAME = {"name_0": "Haro Gudina", "name_1": "ሃሮ ጉዲና", "name_2": ""}


@pytest.fixture
def place() -> Place:
    write(STEWARD, WOREDA, "place", {"name": {"en": "Haro"}, "kind": "health_centre"}, record=FACILITY)
    return Place.objects.get()


def test_every_declared_type_has_its_pages(admin: Client, place: Place) -> None:
    for declared in declarations():
        address = f"/admin/{declared.model._meta.app_label}/{declared.model._meta.model_name}/"
        assert admin.get(address).status_code == 200
        assert admin.get(address + "?q=a").status_code == 200
        assert admin.get(address + "add/").status_code == 200


def test_what_the_steward_adds_is_an_entry_under_her_name(admin: Client, place: Place) -> None:
    answer = admin.post("/admin/people/place/add/", {"channel": WOREDA, "kind": "health_post", **NAME})
    assert answer.status_code == 302, answer.content
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.author, entry.type, entry.channel) == (STEWARD, "place", WOREDA)
    added = Place.objects.get(kind="health_post")
    assert added.name == {"en": "Haro Gudina", "am": "ሃሮ ጉዲና"}
    almaz = Phone([ALMAZ]).enrol()
    almaz.exchange()
    assert (WOREDA, "place", added.record) in almaz.cells


def test_a_change_writes_only_what_changed(admin: Client, place: Place) -> None:
    form = {"kind": "hospital", "name_0": "Haro", "name_1": "", "name_2": ""}
    assert admin.post(f"/admin/people/place/{place.pk}/change/", form).status_code == 302
    assert Entry.objects.order_by("-id")[0].set == '{"kind":"hospital"}'
    assert Place.objects.get().kind == "hospital"
    assert admin.post(f"/admin/people/place/{place.pk}/change/", form).status_code == 302
    assert Entry.objects.count() == 2


def test_a_type_with_a_natural_key_gets_the_same_record_as_on_a_phone(admin: Client, place: Place) -> None:
    count = {"channel": WOREDA, "measure": "", "facility": FACILITY, "period": "e2018-01", "numerator": "3"}
    refused = admin.post("/admin/measures/observation/add/", count)
    assert refused.status_code == 200
    write(STEWARD, WOREDA, "measure", {"name": {"en": "ANC"}, "unit": "count"}, record=MEASURE)
    answer = admin.post("/admin/measures/observation/add/", {**count, "measure": MEASURE})
    assert answer.status_code == 302
    almaz = Phone([ALMAZ]).enrol()
    entry = almaz.write(
        WOREDA, "observation", measure=MEASURE, facility=FACILITY, period="e2018-01", numerator=4
    )
    assert Observation.objects.get().record == entry.record


def test_what_a_rule_refuses_stays_in_the_form_with_the_reason(admin: Client, place: Place) -> None:
    role = {
        "channel": AT_FACILITY,
        "person": ALMAZ,
        "role": "midwife",
        "place": FACILITY,
        "since": "2026-02-01",
        "until": "2026-01-01",
    }
    write(STEWARD, AT_FACILITY, "person", {"name": "Almaz"}, record=ALMAZ)
    before = Entry.objects.count()
    answer = admin.post("/admin/people/roleheld/add/", role)
    assert answer.status_code == 200
    assert "lies before the first" in answer.content.decode()
    assert "2026-02-01" in answer.content.decode()
    assert Entry.objects.count() == before
    assert not RoleHeld.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("since", "2026-02-30", "can’t be right"),
        ("code", "x" * 41, "too long"),
        ("parent", "nowhere", "valid choice"),
    ],
)
def test_a_value_of_the_wrong_kind_is_said_at_its_field(
    admin: Client, place: Place, field: str, value: str, sentence: str
) -> None:
    form = {"kind": "hospital", **NAME, field: value}
    page = admin.post(f"/admin/people/place/{place.pk}/change/", form).content.decode()
    assert sentence.replace("’", "&#x27;") in page.replace("’", "&#x27;")
    assert Entry.objects.count() == 1


def test_a_conflict_is_shown_and_settled_by_saving(admin: Client, place: Place) -> None:
    for numerator in (1, 2):
        phone = Phone([ALMAZ]).enrol()
        phone.write(
            WOREDA,
            "observation",
            measure=MEASURE,
            facility=FACILITY,
            period="e2018-01",
            numerator=numerator,
            denominator=4,
        )
        phone.exchange()
    write(STEWARD, WOREDA, "measure", {"name": {"en": "ANC"}, "unit": "count"}, record=MEASURE)
    row = Observation.objects.get()
    assert row.numerator is not None
    address = f"/admin/measures/observation/{row.pk}/change/"
    assert f"Numerator: {3 - row.numerator}" in admin.get(address).content.decode()
    form = {
        "measure": MEASURE,
        "facility": FACILITY,
        "period": "e2018-01",
        "numerator": str(row.numerator),
        "denominator": "4",
    }
    assert admin.post(address, form).status_code == 302
    assert "Numerator: " not in admin.get(address).content.decode()


def test_the_history_tells_who_wrote_what_and_what_was_set_aside(admin: Client, place: Place) -> None:
    almaz = Phone([ALMAZ], at=10**15).enrol()
    almaz.exchange()
    almaz.write(WOREDA, "place", FACILITY, code="HC-9")
    almaz.exchange()
    page = admin.get(f"/admin/people/place/{place.pk}/history/").content.decode()
    assert STEWARD in page
    assert "Health centre" in page or "health_centre" in page
    assert almaz.id in page
    assert "forbidden_write" in page
    assert "HC-9" in page
    assert admin.get("/admin/people/place/999/history/").status_code == 404


def test_nothing_can_be_deleted_or_changed_beside_the_ledger(admin: Client, place: Place) -> None:
    assert admin.post(f"/admin/people/place/{place.pk}/delete/", {"post": "yes"}).status_code == 403
    for address in ("ledger/setaside/add/", "ledger/device/add/", "ledger/fork/add/"):
        assert admin.post("/admin/" + address, {}).status_code == 403
    device = Device.objects.get()
    assert admin.post(f"/admin/ledger/device/{device.pk}/change/", {"label": "x"}).status_code == 403
    assert admin.post(f"/admin/ledger/device/{device.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_lost_phone_is_shut_out_but_never_the_hub_itself(admin: Client, place: Place) -> None:
    almaz = Phone([ALMAZ]).enrol()
    chosen = {"action": "shut_out", "_selected_action": list(Device.objects.values_list("pk", flat=True))}
    assert admin.get("/admin/ledger/device/").status_code == 200
    assert admin.post("/admin/ledger/device/", chosen).status_code == 302
    assert list(Device.objects.exclude(revoked_at=None)) == [Device.objects.get(id=almaz.id)]


def test_entries_that_wait_are_listed_and_tried_again(admin: Client, place: Place, rights: Any) -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(WOREDA, "place", FACILITY, code="HC-9")
    almaz.exchange()
    assert "forbidden_write" in admin.get("/admin/ledger/setaside/").content.decode()
    rights.allow(ALMAZ, WOREDA, "steward")
    chosen = {"action": "try_again", "_selected_action": [str(Entry.objects.get(seq=None).pk)]}
    assert admin.post("/admin/ledger/setaside/", chosen).status_code == 302
    assert Place.objects.get().code == "HC-9"


def test_people_and_places_are_named_and_times_put_right(admin: Client, place: Place, rights: Any) -> None:
    write(STEWARD, AT_FACILITY, "person", {"name": "Almaz Tesfaye"}, record=ALMAZ)
    almaz = Phone([ALMAZ]).enrol()
    at = int(datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Africa/Addis_Ababa")).timestamp())
    almaz.at = at + 90
    almaz.write(WOREDA, "place", FACILITY, parent=FACILITY, name={"en": "New Haro"}, kind="hospital")
    almaz.exchange()
    Device.objects.filter(id=almaz.id).update(clock_offset=90)
    waiting = Entry.objects.get(seq=None)
    history = admin.get(f"/admin/people/place/{place.pk}/history/").content.decode()
    aside = admin.get(f"/admin/ledger/setaside/{waiting.pk}/change/").content.decode()
    for page in (history, aside):
        assert "Almaz Tesfaye" in page
        assert ALMAZ not in page
        assert "New Haro" in page
        assert ": Haro" in page
        assert "Hospital" in page
        assert "clock was 90 s ahead" in page
    # By the hub's clock, in Addis Ababa.
    assert "2026-11-23 09:30" in aside
    assert "collaborative" in admin.get("/admin/ledger/setaside/").content.decode()
