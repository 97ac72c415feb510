"""The people and channels of stories about linked hubs, and what each hub's records let them do."""

from __future__ import annotations

from typing import Any

from debo.ledger.signing import public_text
from tests.integration.ledger.conftest import uid
from tests.integration.ledger.link.hubs import TestHub
from tests.integration.ledger.phone import Phone

#: Almaz is a midwife and Tolosa heads the office in Gomma woreda; Lensa is an officer of the region, Obsa of
#: the zone between.
ALMAZ, TOLOSA, LENSA, OBSA = uid("a1"), uid("b2"), uid("c3"), uid("d4")
CLINIC, GOMMA_OFFICE, ZONE_OFFICE, REGION_OFFICE = uid("f1"), uid("f2"), uid("f3"), uid("f4")
MEASURE = uid("e1")
GOMMA, REGION = "collaborative:" + uid("c0"), "collaborative:" + uid("c9")
TEAM, AT_CLINIC = "team:" + uid("70"), "facility:" + CLINIC
OFFICE, ZONE, TOP = ("facility:" + one for one in (GOMMA_OFFICE, ZONE_OFFICE, REGION_OFFICE))
OF_ALMAZ = "person:" + ALMAZ
PRIVATE = (TEAM, OF_ALMAZ, "study:" + uid("50"), "hub")

_ALLOW = [
    (ALMAZ, GOMMA, ["member"], [CLINIC]),
    (ALMAZ, TEAM, ["member"], []),
    (ALMAZ, OF_ALMAZ, ["self"], []),
    (ALMAZ, REGION, ["reader"], []),
    (TOLOSA, GOMMA, ["steward"], []),
    (TOLOSA, OFFICE, ["steward"], []),
    (TOLOSA, AT_CLINIC, ["steward"], []),
    (TOLOSA, REGION, ["member"], [GOMMA_OFFICE]),
    (LENSA, GOMMA, ["member"], [CLINIC]),
    (LENSA, REGION, ["steward", "member"], [CLINIC]),
    (LENSA, TOP, ["steward"], []),
    (OBSA, GOMMA, ["official"], []),
    (OBSA, REGION, ["official"], []),
]
_ROLES = {OFFICE: [TOLOSA], AT_CLINIC: [ALMAZ], ZONE: [OBSA], TOP: [LENSA]}

#: The rights are the same everywhere, as they are once the offices' channels have crossed.
RIGHTS: dict[str, Any] = {"allow": _ALLOW, "roles": _ROLES, "offices": [OFFICE, ZONE, TOP]}


def rights(**changes: Any) -> dict[str, Any]:
    return {**RIGHTS, **changes}


def phone_at(hub: TestHub, *people: str) -> Phone:
    """A phone that joined at a hub."""
    phone = Phone(list(people))
    phone.token = hub.ask("enrol", phone.id, public_text(phone.key), list(people))
    return phone


def meet(phone: Phone, hub: TestHub) -> dict[str, Any]:
    """The phone exchanges with its hub."""
    return phone.exchange(lambda asked: hub.ask("sync", phone.id, asked))


def count(period: str, numerator: int) -> dict[str, Any]:
    return {"measure": MEASURE, "facility": CLINIC, "period": period, "numerator": numerator}


def event(text: str) -> dict[str, Any]:
    return {"facility": CLINIC, "day": "2026-11-20", "text": text}
