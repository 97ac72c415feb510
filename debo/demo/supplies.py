"""What a facility of the demonstration watches: two items counted week by week, and an answered word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from debo.demo.act import Act
from debo.demo.cast import Cast
from debo.demo.catalogue import demo_id

FACILITY = "hc1"
#: What is left by weeks from the end, and what a week needs. The tests run low: 10 / 8 × 7 = 8 days.
LEFT = {
    "tests": ({5: 52, 4: 44, 3: 35, 2: 27, 1: 18, 0: 10}, 8),
    "oxytocin": ({5: 20, 3: 8, 2: 30, 0: 18}, 5),
}
ITEMS = {
    "tests": {
        "name": {"en": "Syphilis tests", "am": "የቂጥኝ ምርመራ ኪት", "om": "Qorannoo sifilisii"},
        "unit": "tests",
        "keeper": "laboratory",
    },
    "oxytocin": {
        "name": {"en": "Oxytocin", "am": "ኦክሲቶሲን", "om": "Oksiitoosinii"},
        "unit": "ampoules",
        "keeper": "pharmacy",
    },
}
WORD_AT = 14


def supplies(cast: Cast, until: date) -> Iterator[Act]:
    """The items, their counts, and the word about oxytocin of three weeks ago, answered and settled."""
    lead, place = cast.lead(FACILITY), demo_id("place", FACILITY)
    channel = f"facility:{place}"
    begun = until - timedelta(weeks=6)
    for key, item in ITEMS.items():
        record = demo_id("watched_item", key)
        yield Act(
            lead, channel, "watched_item", {**item, "facility": place, "word_at": WORD_AT}, record, begun
        )
        counted, weekly = LEFT[key]
        for weeks, left in counted.items():
            day = until - timedelta(weeks=weeks)
            values = {
                "item": record, "facility": place, "day": day.isoformat(), "left": left, "weekly": weekly,
            }  # fmt: skip
            yield Act(lead, channel, "stock", values, None, day)
    day = until - timedelta(weeks=3)
    word = {
        "item": demo_id("watched_item", "oxytocin"), "facility": place, "day": day.isoformat(),
        "days_left": 11, "words": "Market week brings more births.", "reply": "here",
        "replied_on": day.isoformat(), "settled_on": (day + timedelta(days=2)).isoformat(),
    }  # fmt: skip
    yield Act(lead, channel, "early_word", word, demo_id("early_word", "oxytocin"), day)
