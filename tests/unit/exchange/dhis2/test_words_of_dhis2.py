"""Expressions, kinds of place and summaries: DHIS2's own words, read by hand."""

from __future__ import annotations

from typing import Any

import pytest

from debo.exchange.dhis2.credentials import Credentials, CredentialsError, check_address, find_credentials
from debo.exchange.dhis2.expressions import ExpressionError, Term, expression_of, read_expression
from debo.exchange.dhis2.kinds_of_place import kind_of, says_closed
from debo.exchange.dhis2.lookup import LookupRefusedError, read_whole
from debo.exchange.dhis2.summary import read_summary


def test_sums_of_elements() -> None:
    text = "#{fbfJHSPpUQD.pq2XI5kz2BY}+ #{fbfJHSPpUQD.PT59n8BQbqM}-#{Jtf34kNZhzP}"
    terms = read_expression(text)
    assert terms == (
        Term("fbfJHSPpUQD", "pq2XI5kz2BY"),
        Term("fbfJHSPpUQD", "PT59n8BQbqM"),
        Term("Jtf34kNZhzP", "", -1),
    )
    assert read_expression(expression_of(terms)) == terms
    assert read_expression("#{a.HllvX50cXC0}") == (Term("a"),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-1", "no element at all"),
        ("", "empty"),
        ("#{a}*100", "a product or a share"),
        ("C{x}+#{a}", "a constant"),
        ("R{ds.REPORTING_RATE}", "how completely"),
        ("D{program.de}", "single cases"),
        ("N{indicator}", "another indicator"),
        ("#{a} #{b}", "isn't a sum"),
        ("#{a.b.c}", "attribute option combo"),
        ("if(#{a}>1,1,0)", "isn't a sum"),
    ],
)
def test_what_nobody_can_type(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        read_expression(text)


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("Abala Primary Hospital", 3, "hospital"),
        ("Korem Hospita", 4, "hospital"),
        ("MikililandHealth Center", 4, "health_centre"),
        ("01 Kebele Health post_Closed", 4, "health_post"),
        ("Yekatit 12 General Hospital Medical College", 4, "hospital"),
        ("Hayat Primery Clinc", 4, ""),
        ("Masha Woreda Health Office", 4, ""),
        ("Sheko Worda", 4, "woreda"),
        ("Addis Ketema Sub City", 3, "zone"),
        ("Afar Region", 2, "region"),
        ("Addis Ababa City Administration", 2, "region"),
        ("Abala City Administration", 4, "woreda"),
        ("Haro Gudina buufata fayyaa", 5, "health_centre"),
        ("ሀሮ ጤና ኬላ", 5, "health_post"),
    ],
)
def test_kinds_of_place(name: str, level: int, kind: str) -> None:
    assert kind_of(name, level, (), {}) == (kind, False)


def test_a_kind_by_level_alone_is_told() -> None:
    assert kind_of("Bassona Worana", 4, (), {}) == ("woreda", True)
    assert kind_of("Somewhere", 6, (), {}) == ("", True)
    assert kind_of("Hayat Clinic", 5, ("g1",), {"g1": "health_post"}) == ("health_post", False)


def test_closed_in_the_name() -> None:
    assert says_closed("03 Kebele Health Post_Closed")
    assert not says_closed("Enclosed Valley health post")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("53", 53), ("53.0", 53), ("999999999", 999_999_999)])
def test_whole_numbers(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["53.4", "true", "abc", "-1", "1000000000", "1e3", "2017-01-01", "٣"])
def test_what_is_no_count_is_refused_by_name(text: str) -> None:
    with pytest.raises(LookupRefusedError, match=text):
        read_whole(text)


COUNTS = {"imported": 1, "updated": 0, "ignored": 1, "deleted": 0}
CONFLICT = {"object": "uX", "value": "not found", "errorCode": "E7612", "indexes": [1]}


@pytest.mark.parametrize(
    ("answer", "rejected"),
    [
        ({"importCount": COUNTS, "status": "WARNING", "conflicts": [{"object": "uX", "value": "no"}]}, None),
        ({"importCount": COUNTS, "status": "WARNING", "conflicts": [CONFLICT], "rejectedIndexes": [1]}, {1}),
        ({"httpStatusCode": 409, "response": {"importCount": COUNTS, "conflicts": [CONFLICT]}}, {1}),
        ({"response": {"responseType": "ImportSummary", "status": "SUCCESS", "importCount": COUNTS}}, set()),
        ({"response": {"responseType": "ImportSummary", "status": "ERROR", "description": "locked"}}, None),
    ],
)
def test_summaries(answer: dict[str, Any], rejected: set[int] | None) -> None:
    found = read_summary(answer)
    assert found is not None
    assert found.rejected == (None if rejected is None else frozenset(rejected))


def test_no_summary() -> None:
    assert read_summary({"response": {"id": "x", "jobType": "DATAVALUE_IMPORT"}}) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://user:" + "pw@dhis.example.org", "seen by others"),
        ("http://dhis.example.org", "https"),
        ("https://dhis.example.org?token=x", "address alone"),
    ],
)
def test_addresses_that_give_secrets_away(address: str, reason: str) -> None:
    with pytest.raises(CredentialsError, match=reason) as refused:
        check_address(address)
    assert "pw" not in str(refused.value)


def test_good_addresses() -> None:
    assert check_address("https://dhis.example.org/hmis/api/") == "https://dhis.example.org/hmis"
    assert check_address("http://127.0.0.1:8080") == "http://127.0.0.1:8080"


def test_credentials(tmp_path: Any) -> None:
    path = tmp_path / "token"
    path.write_text("d2pat_x\n")
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match="Others can read"):
        find_credentials(path, {})
    path.chmod(0o600)
    assert find_credentials(path, {}) == Credentials(token="d2pat_x")
    path.write_text("admin:a:b")
    assert find_credentials(None, {"DEBO_DHIS2_CREDENTIALS": str(path)}) == Credentials("", "admin", "a:b")
    assert find_credentials(None, {"DEBO_DHIS2_TOKEN": "t"}) == Credentials(token="t")
    with pytest.raises(CredentialsError, match="No credentials"):
        find_credentials(None, {"DEBO_DHIS2_USER": "u"})
    assert "a:b" not in repr(find_credentials(path, {}))
    assert "t0k" not in repr(Credentials(token="t0k"))
