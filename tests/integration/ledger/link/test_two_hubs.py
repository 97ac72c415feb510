"""Gomma's hub and Oromia's: what is released crosses, drafts stay, and each channel is judged at its home."""

from __future__ import annotations

import pytest

from debo.ledger.hash import entry_hash
from tests.integration.ledger.link.conftest import MakeHub
from tests.integration.ledger.link.hubs import Said, TestHub, exchange, link
from tests.integration.ledger.link.land import (
    ALMAZ,
    CLINIC,
    GOMMA,
    LENSA,
    OFFICE,
    REGION,
    RIGHTS,
    TEAM,
    TOLOSA,
    TOP,
    count,
    event,
    meet,
    phone_at,
    rights,
)


@pytest.fixture
def gomma(make_hub: MakeHub) -> TestHub:
    hub = make_hub("gomma")
    hub.allow(RIGHTS)
    return hub


@pytest.fixture
def oromia(make_hub: MakeHub) -> TestHub:
    hub = make_hub("oromia")
    hub.allow(RIGHTS)
    return hub


def found_offices(gomma: TestHub, oromia: TestHub) -> None:
    """Each side's officials, so that the other knows whom it may believe."""
    gomma.ask("write", TOLOSA, OFFICE, "person", {"name": "Tolosa"})
    oromia.ask("write", LENSA, TOP, "person", {"name": "Lensa"})


def alike(channel: str, *hubs: TestHub) -> None:
    first, *others = hubs
    for other in others:
        assert other.ask("digest", channel) == first.ask("digest", channel), (
            channel,
            first.ask("entries", channel),
            other.ask("entries", channel),
        )
        assert other.ask("state", channel) == first.ask("state", channel)
    for hub in hubs:
        assert hub.ask("check") == []


def test_what_was_released_goes_up_and_what_the_region_writes_comes_down(
    gomma: TestHub, oromia: TestHub
) -> None:
    almaz, lensa = phone_at(gomma, ALMAZ), phone_at(oromia, LENSA)
    link(gomma, oromia)
    for month in range(1, 10):
        almaz.write(GOMMA, "observation", **count(f"e2018-{month:02}", month))
    meet(almaz, gomma)
    oromia.ask("write", LENSA, REGION, "collaborative", {"name": {"en": "Oromia"}}, REGION.partition(":")[2])
    exchange(gomma, oromia)
    alike(GOMMA, gomma, oromia)
    alike(REGION, gomma, oromia)
    meet(lensa, oromia)
    meet(almaz, gomma)
    assert lensa.state(GOMMA) == gomma.ask("state", GOMMA)
    assert almaz.state(REGION) == oromia.ask("state", REGION)
    assert gomma.ask("homes") == {REGION: "oromia"}
    assert oromia.ask("homes") == {GOMMA: "gomma"}


def test_drafts_never_leave_their_hub_not_even_as_hashes(gomma: TestHub, oromia: TestHub) -> None:
    almaz = phone_at(gomma, ALMAZ)
    link(gomma, oromia)
    draft = almaz.write(TEAM, "event", **event("a draft that nobody else reads"))
    almaz.write(GOMMA, "event", **event("what we show"))
    meet(almaz, gomma)
    exchange(gomma, oromia)
    alike(GOMMA, gomma, oromia)
    assert oromia.ask("channels") == [GOMMA]
    assert "a draft" not in oromia.ask("texts")
    assert entry_hash(draft).hex() not in oromia.ask("hashes")
    assert entry_hash(draft).hex() in gomma.ask("hashes")


def test_a_phones_own_signature_goes_along(gomma: TestHub, oromia: TestHub) -> None:
    almaz = phone_at(gomma, ALMAZ)
    link(gomma, oromia)
    almaz.write(GOMMA, "event", **event("alone in its batch"))
    meet(almaz, gomma)
    exchange(gomma, oromia)
    assert oromia.ask("signers", GOMMA) == {almaz.id: almaz.id}


def test_a_mixed_batch_is_proved_by_the_signature_of_its_channel(gomma: TestHub, oromia: TestHub) -> None:
    almaz = phone_at(gomma, ALMAZ)
    almaz.signs_channels = True
    link(gomma, oromia)
    almaz.write(TEAM, "event", **event("draft"))
    almaz.write(GOMMA, "event", **event("released"))
    meet(almaz, gomma)
    exchange(gomma, oromia)
    assert oromia.ask("signers", GOMMA) == {almaz.id: almaz.id}


def test_an_old_phones_mixed_batch_is_witnessed_by_its_hub(gomma: TestHub, oromia: TestHub) -> None:
    almaz = phone_at(gomma, ALMAZ)
    link(gomma, oromia)
    almaz.write(TEAM, "event", **event("draft"))
    almaz.write(GOMMA, "event", **event("released"))
    meet(almaz, gomma)
    exchange(gomma, oromia)
    assert oromia.ask("signers", GOMMA) == {almaz.id: gomma.ask("keys")[0]}


def test_what_the_region_writes_in_the_woreda_is_judged_there(gomma: TestHub, oromia: TestHub) -> None:
    found_offices(gomma, oromia)
    lensa, almaz = phone_at(oromia, LENSA), phone_at(gomma, ALMAZ)
    link(gomma, oromia)
    almaz.write(GOMMA, "event", **event("from the clinic"))
    meet(almaz, gomma)
    exchange(gomma, oromia)
    good = lensa.write(GOMMA, "event", **event("an answer"))
    bad = lensa.write(GOMMA, "event", facility=CLINIC, day="2026-02-30", text="no such day")
    meet(lensa, oromia)
    assert {(n, one["reason"]) for (_, n), one in lensa.attention.items()} == {
        (1, "other_hub"),
        (2, "other_hub"),
    }
    exchange(gomma, oromia)
    meet(lensa, oromia)
    meet(almaz, gomma)
    alike(GOMMA, gomma, oromia)
    assert almaz.value(good, "text") == "an answer"
    assert {(n, one["reason"]) for (_, n), one in lensa.attention.items()} == {(bad.n, "out_of_range")}
    assert lensa.attention[GOMMA, bad.n]["words"]["hub"] == "gomma"
    assert (GOMMA, good.n) in lensa.accepted
    assert lensa.state(GOMMA) == almaz.state(GOMMA) == gomma.ask("state", GOMMA)
    # Trying again at the region changes nothing: only the home can.
    assert oromia.ask("retry_all") == 0


def test_the_home_knows_who_may_write(gomma: TestHub, oromia: TestHub) -> None:
    found_offices(gomma, oromia)
    gomma.allow(rights(allow=[one for one in RIGHTS["allow"] if one[:2] != (LENSA, GOMMA)]))
    lensa = phone_at(oromia, LENSA)
    link(gomma, oromia)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    lensa.write(GOMMA, "event", **event("not hers to write"))
    meet(lensa, oromia)
    exchange(gomma, oromia)
    meet(lensa, oromia)
    assert [one["reason"] for one in lensa.attention.values()] == ["forbidden_channel"]
    alike(GOMMA, gomma, oromia)


def test_the_hub_itself_doesnt_write_where_another_is_home(gomma: TestHub, oromia: TestHub) -> None:
    link(gomma, oromia)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    with pytest.raises(Said, match="Another hub looks after this"):
        oromia.ask("write", LENSA, GOMMA, "event", event("theirs"))


def test_nothing_new_is_one_turn(gomma: TestHub, oromia: TestHub) -> None:
    link(gomma, oromia)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    assert exchange(gomma, oromia) == 1
