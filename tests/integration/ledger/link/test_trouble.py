"""Lines that drop, hubs that are killed or restored, chains, lost phones, copies, erasure."""

from __future__ import annotations

import pytest

from tests.integration.ledger.link.conftest import MakeHub
from tests.integration.ledger.link.hubs import HubDied, Said, TestHub, exchange, link
from tests.integration.ledger.link.land import (
    ALMAZ,
    GOMMA,
    LENSA,
    OBSA,
    OFFICE,
    REGION,
    RIGHTS,
    TOLOSA,
    ZONE,
    event,
    meet,
    phone_at,
)
from tests.integration.ledger.link.test_two_hubs import alike, found_offices
from tests.integration.ledger.phone import Phone


@pytest.fixture
def hubs(make_hub: MakeHub) -> tuple[TestHub, TestHub]:
    made = make_hub("gomma"), make_hub("oromia")
    for hub in made:
        hub.allow(RIGHTS)
    found_offices(*made)
    link(*made)
    return made


def write_some(phone: Phone, channel: str, how_many: int) -> None:
    for i in range(how_many):
        phone.write(channel, "event", **event(f"{phone.id} {i}"))


@pytest.mark.parametrize("after", range(1, 9))
def test_a_turn_that_is_cut_is_taken_again(hubs: tuple[TestHub, TestHub], after: int) -> None:
    gomma, oromia = hubs
    almaz, lensa = phone_at(gomma, ALMAZ), phone_at(oromia, LENSA)
    write_some(almaz, GOMMA, 9)
    write_some(lensa, REGION, 5)
    meet(almaz, gomma)
    meet(lensa, oromia)
    steps = 0

    def cut(_where: str) -> None:
        nonlocal steps
        steps += 1
        if steps == after:
            raise HubDied

    with pytest.raises(HubDied):
        exchange(gomma, oromia, cut)
    # The one that was in the middle dies with it, without tidying up.
    victim = gomma if after % 2 else oromia
    victim.kill()
    victim.start()
    exchange(gomma, oromia)
    alike(GOMMA, gomma, oromia)
    alike(REGION, gomma, oromia)


def test_a_message_from_before_isnt_played_again(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    raw, signature, _ = gomma.ask("ask_above", "oromia")
    oromia.ask("answer", raw, signature)
    with pytest.raises(Said) as said:
        oromia.ask("answer", raw, signature)
    assert said.value.code == "old_turn"


@pytest.mark.parametrize("who", ["gomma", "oromia"])
@pytest.mark.parametrize("has_exchanged", [True, False])
def test_a_restored_hub_is_healed_from_the_other(
    hubs: tuple[TestHub, TestHub], who: str, has_exchanged: bool
) -> None:
    gomma, oromia = hubs
    lost = gomma if who == "gomma" else oromia
    almaz, lensa = phone_at(gomma, ALMAZ), phone_at(oromia, LENSA)
    write_some(almaz, GOMMA, 3)
    write_some(lensa, REGION, 3)
    meet(almaz, gomma)
    meet(lensa, oromia)
    exchange(gomma, oromia)
    lost.back_up()
    write_some(almaz, GOMMA, 5)
    write_some(lensa, REGION, 5)
    write_some(lensa, GOMMA, 2)
    # What only the hub itself wrote: phones can't bring it back, the other hub can.
    gomma.ask("write", TOLOSA, GOMMA, "event", event("at the woreda's own hub"))
    oromia.ask("write", LENSA, REGION, "event", event("at the region's own hub"))
    meet(almaz, gomma)
    meet(lensa, oromia)
    if has_exchanged:
        exchange(gomma, oromia)
        exchange(gomma, oromia)
    lost.restore()
    exchange(gomma, oromia)
    meet(almaz, gomma)
    meet(lensa, oromia)
    exchange(gomma, oromia)
    exchange(gomma, oromia)
    alike(GOMMA, gomma, oromia)
    alike(REGION, gomma, oromia)
    meet(lensa, oromia)
    meet(almaz, gomma)
    # Rounds of nothing new find nothing to do.
    assert exchange(gomma, oromia) == 1
    if has_exchanged:
        assert "own hub" in gomma.ask("texts")
        for name in ("the woreda's", "the region's"):
            assert name in gomma.ask("texts")
            assert name in oromia.ask("texts")
    assert lensa.unsent() == almaz.unsent() == []
    assert {e.n for e in lensa.own[GOMMA]} == {
        n for d, n, ok, _ in gomma.ask("entries", GOMMA) if d == lensa.id and ok
    }


def test_a_chain_of_woreda_zone_and_region(make_hub: MakeHub) -> None:
    gomma, jimma, oromia = make_hub("gomma"), make_hub("jimma"), make_hub("oromia")
    for hub in (gomma, jimma, oromia):
        hub.allow(RIGHTS)
    found_offices(gomma, oromia)
    jimma.ask("write", OBSA, ZONE, "person", {"name": "Obsa"})
    link(gomma, jimma)
    link(jimma, oromia)
    almaz, lensa = phone_at(gomma, ALMAZ), phone_at(oromia, LENSA)
    write_some(almaz, GOMMA, 6)
    write_some(lensa, REGION, 6)
    meet(almaz, gomma)
    meet(lensa, oromia)

    def around() -> None:
        for _ in range(3):
            exchange(gomma, jimma)
            exchange(jimma, oromia)

    around()
    for channel in (GOMMA, REGION):
        alike(channel, gomma, jimma, oromia)
    # The phones' own signatures have come through the hub between.
    assert oromia.ask("signers", GOMMA)[almaz.id] == almaz.id
    good = lensa.write(GOMMA, "event", **event("an answer through the zone"))
    bad = lensa.write(GOMMA, "event", facility=RIGHTS["allow"][0][3][0], day="2026-02-30", text="no such day")
    meet(lensa, oromia)
    around()
    meet(lensa, oromia)
    meet(almaz, gomma)
    alike(GOMMA, gomma, jimma, oromia)
    assert almaz.value(good, "text") == "an answer through the zone"
    assert lensa.attention[GOMMA, bad.n]["reason"] == "out_of_range"
    assert lensa.attention[GOMMA, bad.n]["words"]["hub"] == "gomma"
    assert exchange(gomma, jimma) == exchange(jimma, oromia) == 1


def test_a_circle_of_links_sends_nothing_around(make_hub: MakeHub) -> None:
    gomma, jimma, oromia = make_hub("gomma"), make_hub("jimma"), make_hub("oromia")
    for hub in (gomma, jimma, oromia):
        hub.allow(RIGHTS)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    link(gomma, jimma)
    link(jimma, oromia)
    link(gomma, oromia)
    for _ in range(3):
        exchange(gomma, jimma)
        exchange(jimma, oromia)
        exchange(gomma, oromia)
    alike(GOMMA, gomma, jimma, oromia)
    assert [exchange(gomma, jimma), exchange(jimma, oromia), exchange(gomma, oromia)] == [1, 1, 1]
    assert GOMMA not in gomma.ask("homes")


def test_two_woredas_hear_nothing_of_each_other(make_hub: MakeHub) -> None:
    gomma, goma, oromia = make_hub("gomma"), make_hub("mana"), make_hub("oromia")
    for hub in (gomma, goma, oromia):
        hub.allow(RIGHTS)
    link(gomma, oromia)
    link(goma, oromia)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    exchange(goma, oromia)
    assert goma.ask("channels") == []


def test_what_a_lost_phone_brings_waits_and_doesnt_block(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    lensa = phone_at(oromia, LENSA)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    oromia.ask("revoke", lensa.id)
    lensa.write(GOMMA, "event", **event("perhaps a stranger"))
    with pytest.raises(Said) as said:
        meet(lensa, oromia)
    assert said.value.code == "revoked_device"
    exchange(gomma, oromia)
    assert "a stranger" not in gomma.ask("texts")
    oromia.ask("vouch_for_lost")
    exchange(gomma, oromia)
    assert "a stranger" in gomma.ask("texts")
    alike(GOMMA, gomma, oromia)
    assert [ok for d, _, ok, _ in gomma.ask("entries", GOMMA) if d == lensa.id] == [True]


def test_a_bad_entry_doesnt_block_the_next(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    lensa = phone_at(oromia, LENSA)
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    lensa.write_as(ALMAZ, GOMMA, "event", None, event("under another's name"))
    lensa.write(GOMMA, "event", **event("under her own"))
    meet(lensa, oromia)
    exchange(gomma, oromia)
    alike(GOMMA, gomma, oromia)
    found = [(n, ok) for d, n, ok, _ in gomma.ask("entries", GOMMA) if d == lensa.id]
    assert found == [(1, False), (2, True)]
    assert "under another's name" not in gomma.ask("texts")


def test_erasure_by_law_crosses_and_all_of_it_verifies(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    gomma.ask("write", TOLOSA, OFFICE, "person", {"name": "Tolosa Bekele"}, TOLOSA)
    exchange(gomma, oromia)
    assert "Tolosa Bekele" in oromia.ask("texts")
    gomma.ask("erase", OFFICE, "person", TOLOSA)
    exchange(gomma, oromia)
    for hub in hubs:
        assert "Tolosa Bekele" not in hub.ask("texts")
    alike(OFFICE, gomma, oromia)
    if "://" not in oromia.database:
        from pathlib import Path

        assert b"Tolosa Bekele" not in Path(oromia.database).read_bytes()


def test_what_was_erased_before_the_link_comes_without_content(make_hub: MakeHub) -> None:
    gomma, oromia = make_hub("gomma"), make_hub("oromia")
    for hub in (gomma, oromia):
        hub.allow(RIGHTS)
    gomma.ask("write", TOLOSA, OFFICE, "person", {"name": "Tolosa Bekele"}, TOLOSA)
    gomma.ask("erase", OFFICE, "person", TOLOSA)
    link(gomma, oromia)
    exchange(gomma, oromia)
    assert "Tolosa Bekele" not in oromia.ask("texts")
    alike(OFFICE, gomma, oromia)


def test_a_copied_phone_is_noticed_across_hubs(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    gomma.ask("write", TOLOSA, GOMMA, "event", event("ours"))
    exchange(gomma, oromia)
    lensa = phone_at(oromia, LENSA)
    write_some(lensa, GOMMA, 1)
    meet(lensa, oromia)
    exchange(gomma, oromia)
    clone = Phone([LENSA], id=lensa.id, key=lensa.key, stamp=lensa.stamp)
    clone.own = {channel: list(own) for channel, own in lensa.own.items()}
    clone.acked = dict(lensa.acked)
    lensa.write(GOMMA, "event", **event("one version"))
    clone.write(GOMMA, "event", **event("another version"))
    meet(lensa, oromia)
    exchange(gomma, oromia)
    with pytest.raises(Said) as said:
        oromia.ask("sync", clone.id, clone.request(clone.own[GOMMA][1:]))
    assert said.value.code == "forked_device"
    alike(GOMMA, gomma, oromia)


def test_an_ended_link_is_refused(hubs: tuple[TestHub, TestHub]) -> None:
    gomma, oromia = hubs
    oromia.ask("end_link", "gomma")
    raw, signature, _ = gomma.ask("ask_above", "oromia")
    with pytest.raises(Said) as said:
        oromia.ask("answer", raw, signature)
    assert said.value.code == "link_ended"
