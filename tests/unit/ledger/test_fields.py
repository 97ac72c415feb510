"""Each kind of field takes what it declares, strictly, and names what is wrong with anything else."""

from typing import Any

import pytest

from debo.ledger.fields import (
    Choice,
    Count,
    Day,
    ElementCounts,
    Elements,
    Flag,
    Keys,
    LongText,
    Number,
    Period,
    RecordField,
    Ref,
    Text,
    Words,
)

COLOURS = [("blue", "Blue"), ("orange", "Orange")]
ELEMENT = {"key": "oxytocin", "label": {"en": "Oxytocin within a minute", "am": "ኦክሲቶሲን"}}

CASES: list[tuple[RecordField, Any, str | None]] = [
    (Text(max_length=3), "ሻይ", None),
    (Text(max_length=3), "", None),
    (Text(max_length=3), "four", "too_long"),
    (Text(), 5, "wrong_type"),
    (LongText(), "line\nline", None),
    (LongText(), "x" * 4_001, "too_long"),
    (LongText(), ["x"], "wrong_type"),
    (Choice(choices=COLOURS), "blue", None),
    (Choice(choices=COLOURS), "Blue", "not_a_choice"),
    (Choice(choices=COLOURS), "", "not_a_choice"),
    (Choice(choices=COLOURS), 1, "wrong_type"),
    (Ref(to="place"), "01890000-0000-7000-8000-000000000001", None),
    (Ref(to="place"), "01890000-0000-7000-8000-00000000000A", "wrong_type"),
    (Ref(to="place"), "01890000000070008000000000000001", "wrong_type"),
    (Count(), 0, None),
    (Count(), 999_999_999, None),
    (Count(), 1_000_000_000, "out_of_range"),
    (Count(), -1, "out_of_range"),
    (Count(), 5.0, "wrong_type"),
    (Count(), True, "wrong_type"),
    (Count(), "5", "wrong_type"),
    (Number(), 5, None),
    (Number(), -2.5, None),
    (Number(), 1e13, "out_of_range"),
    (Number(), float("nan"), "out_of_range"),
    (Number(), True, "wrong_type"),
    (Flag(), False, None),
    (Flag(), 0, "wrong_type"),
    (Day(), "2026-02-28", None),
    (Day(), "2026-02-29", "out_of_range"),
    (Day(), "2026-W01-1", "wrong_type"),
    (Day(), "20260228", "wrong_type"),
    (Day(), "٢٠٢٦-٠١-٠١", "wrong_type"),
    (Day(), 20260228, "wrong_type"),
    (Period(), "e2018-01", None),
    (Period(), "2026-03", None),
    (Period(), "2026W05", None),
    (Period(), "e2018-13", "out_of_range"),
    (Period(), "Meskerem", "out_of_range"),
    (Period(), 201801, "wrong_type"),
    (Words(), {"am": "ሻይ"}, None),
    (Words(), {}, "wrong_type"),
    (Words(), {"fr": "thé"}, "wrong_type"),
    (Words(), {"en": None}, "wrong_type"),
    (Words(), "tea", "wrong_type"),
    (Words(), {"en": "x" * 1_001}, "too_long"),
    (Elements(), [ELEMENT], None),
    (Elements(), [{**ELEMENT, "help": {"en": "10 IU into the muscle"}}], None),
    (Elements(), [], "wrong_type"),
    (Elements(), [ELEMENT, ELEMENT], "wrong_type"),
    (Elements(), [{**ELEMENT, "key": ""}], "too_long"),
    (Elements(), [{**ELEMENT, "key": "k" * 41}], "too_long"),
    (Elements(), [{"key": "x"}], "wrong_type"),
    (Elements(), [{**ELEMENT, "label": "Oxytocin"}], "wrong_type"),
    (Elements(), [{**ELEMENT, "help": "text"}], "wrong_type"),
    (Elements(), ["oxytocin"], "wrong_type"),
    (Elements(), [{**ELEMENT, "key": str(n)} for n in range(31)], "wrong_type"),
    (Elements(), {"key": "x"}, "wrong_type"),
    (ElementCounts(), {"oxytocin": {"done": 17, "not_documented": 2}}, None),
    (ElementCounts(), {}, None),
    (ElementCounts(), {"oxytocin": {"done": -1}}, "out_of_range"),
    (ElementCounts(), {"oxytocin": {"done": "17"}}, "wrong_type"),
    (ElementCounts(), {"oxytocin": {"forgotten": 1}}, "wrong_type"),
    (ElementCounts(), {"oxytocin": 17}, "wrong_type"),
    (ElementCounts(), [], "wrong_type"),
    (ElementCounts(), {str(n): {} for n in range(31)}, "wrong_type"),
    (Keys(of=tuple(COLOURS)), ["orange"], None),
    (Keys(of=tuple(COLOURS)), [], None),
    (Keys(of=tuple(COLOURS)), ["red"], "not_a_choice"),
    (Keys(), ["anything"], None),
    (Keys(), [1], "wrong_type"),
    (Keys(), "orange", "wrong_type"),
]


@pytest.mark.parametrize(("field", "value", "code"), CASES, ids=lambda one: str(one)[:40])
def test_a_field_judges_a_value(field: RecordField, value: Any, code: str | None) -> None:
    assert field.check_value(value) == code


def test_labels_help_and_choices_may_change_without_a_migration() -> None:
    field = Choice("Colour", choices=COLOURS, help_text="Yours", required=True, max_length=9)
    *_, kwargs = field.deconstruct()
    assert kwargs == {"max_length": 9, "null": True}
    *_, kwargs = Ref("Place", to="place").deconstruct()
    assert kwargs == {"max_length": 36, "null": True, "db_index": True, "to": "place"}
