"""Canonical text, hashes, ids, digests and signatures satisfy vectors/hashes.json, which Node made."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.ledger.canonical import NotCanonicalError, canonical, replace_lone_surrogates
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, entry_text, toggled
from debo.ledger.identity import derive, derived_id
from debo.ledger.signing import PublicKeyError, load_public_key, verifies
from tests.unit.ledger.vectors import entry, load, names

VECTORS = load("hashes.json")


@pytest.mark.parametrize("case", VECTORS["hashes"], ids=names(VECTORS["hashes"]))
def test_an_entry_hashes_as_another_program_hashed_it(case: dict[str, Any]) -> None:
    made = entry(case["entry"])
    assert entry_text(made).decode() == case["canonical"]
    assert entry_hash(made).hex() == case["hash"]
    assert not made.is_malformed()


@pytest.mark.parametrize("case", VECTORS["ids"], ids=lambda case: str(case["type"]))
def test_a_natural_key_gives_the_id_another_program_gave_it(case: dict[str, Any]) -> None:
    assert derived_id(case["type"], case["key"]) == case["record"]


def test_a_key_with_a_missing_or_a_wrong_part_gives_no_id() -> None:
    assert derive("goal", ("measure", "facility"), {"measure": "m"}) is None
    assert derive("goal", ("measure", "facility"), {"measure": "m", "facility": 5}) is None
    assert derive("event", (), {"text": "x"}) is None


@pytest.mark.parametrize("case", VECTORS["signatures"], ids=names(VECTORS["signatures"]))
def test_a_signature_holds_for_its_own_hashes_in_their_order(case: dict[str, Any]) -> None:
    hashes = [bytes.fromhex(one) for one in case["hashes"]]
    assert verifies(VECTORS["public_key"], hashes, case["signature"]) is case["valid"]


@pytest.mark.parametrize("signature", [None, 5, ["x"]])
def test_a_signature_of_another_type_does_not_hold(signature: object) -> None:
    assert not verifies(VECTORS["public_key"], [], signature)


@pytest.mark.parametrize(
    "text",
    ["", "AAAA", VECTORS["public_key"][:-4], "A" + VECTORS["public_key"][1:], "BA" + "A" * 85, "ä" * 87],
)
def test_what_is_no_point_of_the_curve_is_no_key(text: str) -> None:
    with pytest.raises(PublicKeyError):
        load_public_key(text)


@pytest.mark.parametrize("case", VECTORS["digests"], ids=lambda case: str(case["digest"]))
def test_a_digest_is_the_same_in_any_order(case: dict[str, Any]) -> None:
    digest = EMPTY_DIGEST
    for one in reversed(case["hashes"]):
        digest = toggled(digest, bytes.fromhex(one))
    assert digest == case["digest"]


texts = st.text(alphabet='ab"\\\n\x01\x7f\u2028ጤ\ufb33\U0001f600', max_size=4)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(json_values)
def test_the_fast_canonical_text_is_that_of_rfc8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_a_whole_number_too_large_for_a_browser_is_written_as_a_browser_does() -> None:
    # JSON.stringify(JSON.parse('123456789012345678901')) in Node 20 and Chromium.
    assert canonical([123456789012345678901]) == b"[123456789012345680000]"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_what_json_cannot_say_has_no_canonical_text(value: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical({"x": value})


def test_half_an_emoji_becomes_what_a_browser_encodes_it_as() -> None:
    # new TextEncoder().encode('a\ud83d') is 61 ef bf bd in Node 20.
    assert replace_lone_surrogates({"x": ["a\ud83d"]}) == {"x": ["a\ufffd"]}
    assert replace_lone_surrogates("\ud83d\ude00") == "\U0001f600"
    assert replace_lone_surrogates(5) == 5
