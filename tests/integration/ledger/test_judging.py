"""Each reason for which an entry is set aside, met through the exchange, with the words its author reads."""

from collections.abc import Callable
from typing import Any

import pytest

from debo.ledger import rules
from debo.ledger.acts import write
from debo.ledger.entry import Entry
from debo.ledger.models import Entry as Kept
from debo.ledger.reasons import REASONS, Verdict
from debo.ledger.replicated import declarations
from debo.ledger.rules import Context, Objection, rule
from tests.integration.ledger.conftest import (
    ALMAZ,
    AT_FACILITY,
    FACILITY,
    HANNA,
    MEASURE,
    OTHER_FACILITY,
    STEWARD,
    TEAM,
    WOREDA,
    uid,
)
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

COUNT: dict[str, Any] = {"measure": MEASURE, "facility": FACILITY, "period": "e2018-01", "numerator": 5}
EVENT: dict[str, Any] = {"facility": FACILITY, "day": "2026-01-03", "text": "Stock-out"}


def observe(**changes: Any) -> Callable[[Phone], Entry]:
    return lambda phone: phone.write(WOREDA, "observation", **{**COUNT, **changes})


def happen(channel: str = WOREDA, **changes: Any) -> Callable[[Phone], Entry]:
    return lambda phone: phone.write(channel, "event", **{**EVENT, **changes})


def forge(phone: Phone) -> Entry:
    return phone.write_as(HANNA, WOREDA, "event", None, EVENT)


def far(phone: Phone) -> Entry:
    phone.stamp = 10_000_001
    return phone.write(WOREDA, "event", **EVENT)


def without_fields(phone: Phone) -> Entry:
    return phone.write(WOREDA, "event")


def on_what_nobody_wrote(phone: Phone) -> Entry:
    entry = phone.write(WOREDA, "event", **EVENT)
    base = {"text": [f"{entry.stamp}@{entry.device}"]}
    hidden = Entry(phone.id, WOREDA, 1, entry.stamp, ALMAZ, 0, "event", entry.record, {"text": "x"}, base)
    phone.own[WOREDA] = [hidden]
    return hidden


CASES: list[tuple[str, Callable[[Phone], Entry], str, str]] = [
    ("a type nobody declared", lambda p: p.write(WOREDA, "lending", amount=2), "unknown_type", ""),
    ("a text for a count", observe(numerator="17"), "wrong_type", "numerator"),
    ("a fraction for a count", observe(numerator=1.5), "wrong_type", "numerator"),
    ("true for a count", observe(numerator=True), "wrong_type", "numerator"),
    ("a list for a text", happen(text=["x"]), "wrong_type", "text"),
    ("an object for a day", happen(day={}), "wrong_type", "day"),
    ("a measure that is no id", observe(measure="syphilis"), "wrong_type", "measure"),
    ("below zero", observe(numerator=-1), "out_of_range", "numerator"),
    ("more than anybody counts", observe(numerator=10**9), "out_of_range", "numerator"),
    ("a 30th of February", happen(day="2026-02-30"), "out_of_range", "day"),
    ("a fourteenth month", observe(period="e2018-14"), "out_of_range", "period"),
    ("a text without end", happen(text="x" * 201), "too_long", "text"),
    ("a sampling nobody knows", observe(sampling="the best ones"), "not_a_choice", "sampling"),
    ("no period", lambda p: p.write(WOREDA, "observation", uid("99"), numerator=3), "missing_key", "measure"),
    ("an emptied key", observe(period=None), "missing_key", "period"),
    ("another record's id", lambda p: p.write(WOREDA, "observation", uid("99"), **COUNT), "wrong_record", ""),
    ("a channel nobody gave her", happen("team:" + uid("71")), "forbidden_channel", ""),
    ("a channel of a kind nobody knows", happen("kebele:" + uid("71")), "forbidden_channel", ""),
    ("a type that isn't at home there", happen(AT_FACILITY), "forbidden_channel", ""),
    ("a place she may not change", lambda p: p.write(WOREDA, "place", kind="woreda"), "forbidden_write", ""),
    ("about another facility", happen(facility=OTHER_FACILITY), "forbidden_write", ""),
    ("about no facility at all", lambda p: p.write(WOREDA, "event", text="x"), "forbidden_write", ""),
    ("under a name that hasn't joined", forge, "forged_author", ""),
    ("a stamp from the far future", far, "far_stamp", ""),
    ("larger than 64 kB", happen(text="ጤ" * 22_000), "too_large", ""),
    ("five megabytes", happen(text="x" * 5_000_000), "too_large", ""),
    ("an entry that says nothing", without_fields, "malformed", ""),
    ("a field that is no name", lambda p: p.write(WOREDA, "event", None, **{"Bad-Name": 1}), "malformed", ""),
    ("a record that is no id", lambda p: p.write(WOREDA, "event", "x", **EVENT), "malformed", ""),
    ("a NUL in a text", happen(text="a\x00b"), "malformed", ""),
    ("a NUL deep inside", happen(later={"x": ["\x00"]}), "malformed", ""),
    ("a base that hides its own value", on_what_nobody_wrote, "malformed", ""),
]


@pytest.mark.parametrize(("name", "write_it", "reason", "field"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_entry_is_set_aside_with_its_reason_and_kept(
    name: str, write_it: Callable[[Phone], Entry], reason: str, field: str
) -> None:
    almaz, hanna = Phone([ALMAZ]).enrol(), Phone([HANNA]).enrol()
    bad = write_it(almaz)
    good = almaz.write(TEAM, "event", **EVENT)
    if reason == "far_stamp":
        almaz.own[TEAM] = []
    answer = almaz.direct(almaz.request())
    told = [one for one in answer["attention"] if one["channel"] == bad.channel]
    assert [one["reason"] for one in told] == [reason]
    assert told[0]["words"].get("field", "") == field
    assert all(told[0]["words"][language].strip() for language in ("en", "am", "om"))
    assert answer["acks"][bad.channel] == 1
    kept = Kept.objects.get(channel=bad.channel)
    assert kept.seq is None
    assert (kept.set == "{}") == (reason == "too_large" or not bad.set)
    hanna.exchange()
    assert hanna.entries == {}
    if reason != "far_stamp":
        assert Kept.objects.get(channel=good.channel).seq == 1


def test_every_reason_of_the_protocol_has_been_met_here() -> None:
    # What a lost phone hands in is met in tests/integration/test_revoking.py.
    # What another hub is home to is met in link/.
    met = {reason for _, _, reason, _ in CASES} | {"impossible", "revoked_device", "other_hub"}
    assert met == set(REASONS)


def test_the_words_name_the_field_by_its_label() -> None:
    words = Verdict("too_long", field="text", label="What happened").words()
    assert words["en"].count("What happened") == 1
    assert words["code"] == "too_long"


def test_a_rule_of_a_room_above_sets_aside_with_its_own_code_and_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "_RULES", {})
    seen: list[Any] = []

    @rule("event")
    def no_tuesdays(values: Any, context: Context) -> Objection | None:
        seen.append((values, dict(context.before), context.changed, context.channel, context.author))
        return ("tuesday", "Not on a Tuesday.") if values.get("day") == "2026-01-06" else None

    almaz = Phone([ALMAZ]).enrol()
    entry = almaz.write(WOREDA, "event", **EVENT)
    almaz.write(WOREDA, "event", entry.record, day="2026-01-06")
    almaz.write(WOREDA, "event", entry.record, text="Later")
    answer = almaz.direct(almaz.request())
    (told,) = answer["attention"]
    assert (told["n"], told["reason"], told["words"]["code"]) == (2, "impossible", "tuesday")
    assert told["words"]["am"] == "Not on a Tuesday."
    values, before, changed, channel, author = seen[2]
    # What was refused has left no trace in what the next entry is judged by.
    assert before == {**EVENT, **dict.fromkeys(before.keys() - EVENT.keys())}
    assert values["text"] == "Later"
    assert (changed, channel, author) == (frozenset({"text"}), WOREDA, ALMAZ)


def test_a_rule_finds_other_records_here_first_then_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Any] = []

    def look(_: Any, context: Context) -> None:
        place = context.find("place", FACILITY)
        found.append((place and place["code"], context.find("place", None), context.query("event").count()))

    monkeypatch.setattr(rules, "_RULES", {"event": [look]})
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(WOREDA, "event", **EVENT)
    almaz.write(TEAM, "event", **EVENT)
    almaz.write(WOREDA, "event", **EVENT)
    almaz.exchange()
    write(STEWARD, WOREDA, "place", {"kind": "health_centre", "code": "HC-1"}, record=FACILITY)
    almaz.write(TEAM, "event", **EVENT)
    almaz.exchange()
    # The batch's own earlier entries are there when a rule asks.
    assert [one[2] for one in found] == [0, 1, 2, 3]
    assert [one[0] for one in found] == [None, None, None, "HC-1"]
    assert {one[1] for one in found} == {None}


def test_every_declared_type_names_channels_and_standings_that_exist() -> None:
    kinds = {"collaborative", "team", "facility", "person", "study", "public", "hub"}
    standings = {"member", "staff", "head", "mentor", "official", "steward", "self"}
    for declared in declarations():
        assert set(declared.channels) <= kinds
        for writers in declared.channels.values():
            assert writers.standings <= standings
            assert writers.own is None or writers.own in declared.fields
        assert set(declared.key) <= set(declared.fields)
