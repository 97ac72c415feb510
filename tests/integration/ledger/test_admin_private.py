"""Not even the hub's steward reads a team's drafts through Debo; each way in is tried."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from debo.improvement.models import Event
from debo.ledger.acts import write
from debo.ledger.models import Entry, Fork
from debo.measures.models import Measure
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, STEWARD, TEAM, WOREDA
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

DRAFT = "We ran out of oxytocin"
SHARED = "The road was closed"


@pytest.fixture
def draft(rights: Any) -> Event:
    """A team's draft beside a record that the team has released."""
    almaz = Phone([ALMAZ]).enrol()
    for channel, text in ((TEAM, DRAFT), (WOREDA, SHARED)):
        almaz.write(channel, "event", text=text, facility=FACILITY, day="2026-01-05")
    almaz.exchange()
    return Event.objects.get(text=DRAFT)


def test_a_list_leaves_the_drafts_out_however_it_is_asked(admin: Client, draft: Event) -> None:
    for query in ("", "?q=oxytocin", f"?q={draft.record}", f"?channel={TEAM}", f"?id={draft.pk}"):
        answer = admin.get("/admin/improvement/event/" + query)
        assert DRAFT not in answer.content.decode(), query
    assert SHARED in admin.get("/admin/improvement/event/").content.decode()


@pytest.mark.parametrize("way", ["change", "history", "delete"])
def test_a_drafts_address_answers_404(admin: Client, draft: Event, way: str) -> None:
    address = f"/admin/improvement/event/{draft.pk}/{way}/"
    assert admin.get(address).status_code == 404
    assert admin.get(address + "?_to_field=record").status_code in {400, 404}
    assert (
        admin.post(address, {"text": "changed", "facility": FACILITY, "day": "2026-01-05"}).status_code == 404
    )
    assert Event.objects.get(pk=draft.pk).text == DRAFT
    released = Event.objects.get(text=SHARED)
    assert admin.get(f"/admin/improvement/event/{released.pk}/{way}/").status_code in {200, 403}


def test_nothing_is_added_to_a_teams_channel(admin: Client, draft: Event) -> None:
    address = "/admin/improvement/event/add/"
    assert TEAM not in admin.get(address).content.decode()
    before = Entry.objects.count()
    form = {"channel": TEAM, "text": "from the administration", "facility": FACILITY, "day": "2026-01-06"}
    assert admin.post(address, form).status_code == 200
    assert Entry.objects.count() == before
    kept = f"person:{ALMAZ}", f"study:{FACILITY}"
    assert not any(admin.post(address, {**form, "channel": one}).status_code == 302 for one in kept)


def test_a_teams_own_records_are_offered_in_no_list_and_kept_where_they_stand(
    admin: Client, draft: Event
) -> None:
    write(ALMAZ, TEAM, "measure", {"name": {"en": "Secret count"}, "unit": "count"}, record=MEASURE)
    write(ALMAZ, WOREDA, "event", {"measure": MEASURE}, record=Event.objects.get(text=SHARED).record)
    released = Event.objects.get(text=SHARED)
    address = f"/admin/improvement/event/{released.pk}/change/"
    page = admin.get(address).content.decode()
    assert "Secret count" not in page + admin.get("/admin/improvement/event/add/").content.decode()
    assert MEASURE in page
    form = {"text": SHARED, "facility": FACILITY, "day": "2026-01-07", "measure": MEASURE}
    admin.post(address, form)
    assert Measure.objects.get().channel == TEAM


def test_of_what_a_team_wrote_and_was_set_aside_the_reason_is_shown_and_no_value(
    admin: Client, draft: Event
) -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(TEAM, "event", text="A secret worry", facility=FACILITY, day="soon")
    almaz.write(WOREDA, "event", text="An open worry", facility=FACILITY, day="soon")
    almaz.exchange()
    aside = [Entry.objects.get(seq=None, channel=one).pk for one in (TEAM, WOREDA)]
    pages = [admin.get(f"/admin/ledger/setaside/{one}/change/").content.decode() for one in aside]
    for page in pages:
        assert "wrong_type" in page or "out_of_range" in page
        assert almaz.id in page
    assert "A secret worry" not in pages[0]
    assert "An open worry" in pages[1]
    assert "A secret worry" not in admin.get("/admin/ledger/setaside/").content.decode()


def test_what_is_not_shown_cannot_be_asked_for_letter_by_letter(admin: Client, draft: Event) -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(TEAM, "event", text="A secret worry", facility=FACILITY, day="soon")
    almaz.exchange()
    assert admin.get("/admin/ledger/setaside/?set__contains=secret").status_code == 400
    assert admin.get("/admin/ledger/setaside/?reason__exact=wrong_type").status_code == 200
    assert admin.get("/admin/ledger/fork/?content__contains=secret").status_code == 400


def test_the_other_version_of_a_draft_is_not_shown_either(admin: Client, draft: Event) -> None:
    fork = Fork.objects.create(device="a" * 16, channel=TEAM, n=1, hash=b"", content='{"text":"Another"}')
    page = admin.get(f"/admin/ledger/fork/{fork.pk}/change/").content.decode()
    assert "a" * 16 in page
    assert "Another" not in page
    Fork.objects.update(channel=WOREDA)
    assert "Another" in admin.get(f"/admin/ledger/fork/{fork.pk}/change/").content.decode()


def test_the_front_page_names_no_draft(admin: Client, draft: Event) -> None:
    assert DRAFT not in admin.get("/admin/").content.decode()
    assert STEWARD in admin.get("/admin/").content.decode()
