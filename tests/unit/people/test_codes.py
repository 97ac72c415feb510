"""Join codes as people read, type and mistype them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.people.codes import ALPHABET, digest, new_code, normalised, shown


@pytest.mark.parametrize(
    "typed", ["ABCD-01EF", "abcd01ef", " abcd 01ef ", "ABCD-OIEF", "abcd-olef", "A B C D 0 1 E F"]
)
def test_a_tired_person_types_the_right_code(typed: str) -> None:
    assert normalised(typed) == "ABCD01EF"
    assert digest(typed) == digest("ABCD-01EF")


def test_codes_have_two_groups_of_four_letters_of_crockfords_alphabet() -> None:
    for _ in range(50):
        code = new_code()
        assert len(code) == 9
        assert code[4] == "-"
        assert set(code.replace("-", "")) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@settings(max_examples=100)
@given(st.text(alphabet=ALPHABET, min_size=8, max_size=8))
def test_a_shown_code_reads_as_itself(code: str) -> None:
    assert normalised(shown(code)) == code


def test_other_codes_have_other_digests() -> None:
    assert digest("ABCD-01EF") != digest("ABCD-01EG")
