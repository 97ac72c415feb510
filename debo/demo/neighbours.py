"""How facilities of the demonstration help one another: a board, loans both ways, a referral, thanks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast
from debo.demo.catalogue import demo_id

#: Facility, kind, about, words, days ago.
BOARD = [
    ("hc2", "ask", "know_how", "Who has a list for the kit that fits on one page?", 40),
    ("hc4", "ask", "supplies", "Our cuff is broken. Who can lend one until the new one comes?", 9),
    ("hospital", "offer", "visit", "Come and see our huddle, any Monday at seven.", 60),
    ("hc3", "offer", "data", "We can help with drawing the first run chart.", 25),
]
ANSWERED = [("hc1", 0, "We do. It hangs in our delivery room; take a picture.", 38, True)]
#: Lends, borrows, what, unit, days ago, out, back, forgiven.
LOANS: list[tuple[str, str, str, str, int, int, int | None, int | None]] = [
    ("hc1", "hc2", "Oxytocin", "ampoules", 70, 20, 15, 5),
    ("hospital", "hc1", "Syphilis tests", "tests", 20, 30, None, None),
]
SPARE = ("hc5", "Magnesium sulphate", "ampoules", 40, "MG-4471", 75)


def _lead(cast: Cast, facility: str) -> str:
    return cast.lead("hospital-delivery" if facility == "hospital" else facility)


def neighbours(cast: Cast, until: date, channel: str) -> Iterator[Act]:
    """The board, two loans, something that expires soon, a referral with what came of it, thanks."""

    def act(facility: str, type_: str, days: int, values: dict[str, Any], record: str | None = None) -> Act:
        day = until - timedelta(days=days)
        told = {"facility": demo_id("place", facility), "day": day.isoformat(), **values}
        return Act(_lead(cast, facility), channel, type_, told, record, day)

    for i, (facility, kind, about, text, days) in enumerate(BOARD):
        words = {"kind": kind, "about": about, "text": text}
        yield act(facility, "notice", days, words, demo_id("notice", i))
    for facility, number, text, days, helped in ANSWERED:
        reply = demo_id("reply", number)
        yield act(facility, "reply", days, {"notice": demo_id("notice", number), "text": text}, reply)
        if helped:
            yield act(BOARD[number][0], "helped", days - 3, {"reply": reply})
    for loan in LOANS:
        yield from _lent(act, loan)
    facility, item, unit, quantity, batch, left = SPARE
    expires = (until + timedelta(days=left)).isoformat()
    spare = {
        "item": item,
        "unit": unit,
        "quantity": quantity,
        "batch": batch,
        "expires": expires,
        "gift": True,
    }
    yield act(facility, "spare", 6, spare, demo_id("spare", 0))
    sent = {
        "to": demo_id("place", "hospital"),
        "kind": "bleeding",
        "asked": "Was the drip right for the road?",
    }
    yield act("hc1", "referral", 16, sent, demo_id("referral", 0))
    learned = {
        "referral": demo_id("referral", 0), "arrived": "yes", "went_well": "Your call came before the car.",
        "learned": "A second line on the road would help.",
    }  # fmt: skip
    yield act("hospital", "feedback", 14, learned)
    visited = {"host": demo_id("place", "hospital"), "about": "know_how", "learned": "Everybody speaks once."}
    yield act("hc1", "joint_visit", 33, visited, demo_id("joint_visit", 0))
    thanks = {"to": demo_id("place", "hc1"), "kind": "answered", "text": "Your list hangs in our room now."}
    yield act("hc2", "thanks", 30, thanks, demo_id("thanks", 0))


def _lent(act: Any, loan: tuple[str, str, str, str, int, int, int | None, int | None]) -> Iterator[Act]:
    lender, borrower, item, unit, days, out, back, forgiven = loan
    what = {"item": item, "unit": unit, "quantity": out}
    need, record = demo_id("need", item), demo_id("loan", item)
    yield act(borrower, "need", days + 2, what, need)
    sides = {"lender": demo_id("place", lender), "borrower": demo_id("place", borrower)}
    yield act(lender, "loan", days, {**what, **sides, "need": need}, record)
    for way, quantity, after in (("out", out, 0), ("back", back, 30)):
        if quantity is None:
            continue
        for side, facility in (("lender", lender), ("borrower", borrower)):
            passed = {"loan": record, "way": way, "part": "1", "side": side, "quantity": quantity}
            yield act(facility, "passed", days - after, passed)
    if forgiven:
        yield act(lender, "forgiven", days - 32, {"loan": record, "quantity": forgiven})
