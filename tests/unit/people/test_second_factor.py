"""The codes are those of RFC 6238, appendix B (SHA-1), cut to six digits; each works once."""

import base64

import pyotp
import pytest

from debo.people import second_factor
from debo.people.keys import SecondFactor
from debo.people.refusals import Wait

pytestmark = pytest.mark.django_db

#: The RFC's secret is the ASCII text 12345678901234567890.
SECRET = base64.b32encode(b"12345678901234567890").decode()

#: (seconds since 1970, the RFC's eight digits)
RFC = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


def enrolled(secret: str = SECRET) -> SecondFactor:
    kept = SecondFactor(person="almaz", sealed=second_factor._seal(secret))
    kept.save()
    return kept


@pytest.mark.parametrize(("at", "digits"), RFC)
def test_the_codes_of_the_rfc_are_taken_at_their_time(at: int, digits: str) -> None:
    enrolled()
    assert second_factor.confirm("almaz", digits[-6:], at) is not None


def test_a_code_works_once_and_no_older_one_after_it() -> None:
    enrolled()
    app = pyotp.TOTP(SECRET)
    assert second_factor.confirm("almaz", app.at(1000), 1000)
    assert not second_factor.passes("almaz", app.at(1000), 1000)
    assert second_factor.passes("almaz", app.at(1030), 1030)
    assert not second_factor.passes("almaz", app.at(1000), 1030)


@pytest.mark.parametrize(("off", "passes"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_a_step_off_either_way(off: int, passes: bool) -> None:
    enrolled()
    second_factor.confirm("almaz", pyotp.TOTP(SECRET).at(300), 300)
    assert second_factor.passes("almaz", pyotp.TOTP(SECRET).at(3000 + off), 3000) is passes


def test_blanks_dont_matter_and_other_texts_are_no_code() -> None:
    enrolled()
    code = pyotp.TOTP(SECRET).at(900)
    for wrong in ("", "000000", code + "0", "x" * 40, "١٢٣٤٥٦"):
        assert second_factor.confirm("almaz", wrong, 900) is None
    assert second_factor.confirm("almaz", f" {code[:3]} {code[3:]} ", 900) is not None


def test_a_recovery_code_opens_once() -> None:
    enrolled()
    recovery = second_factor.confirm("almaz", pyotp.TOTP(SECRET).at(300), 300)
    assert recovery is not None
    assert len(set(recovery)) == 8
    assert second_factor.passes("almaz", recovery[3].lower())
    assert not second_factor.passes("almaz", recovery[3])
    assert second_factor.passes("almaz", recovery[4])


def test_nothing_is_kept_that_makes_codes() -> None:
    enrolment = second_factor.begin("almaz", "Almaz")
    recovery = second_factor.confirm("almaz", pyotp.TOTP(enrolment.secret).now())
    kept = SecondFactor.objects.get()
    assert recovery is not None
    assert enrolment.secret not in kept.sealed
    assert not set(recovery) & set(kept.recovery)
    assert "svg" in enrolment.qr


def test_asked_again_before_it_is_confirmed_the_secret_is_the_same() -> None:
    assert second_factor.begin("almaz", "").secret == second_factor.begin("almaz", "").secret
    second_factor.confirm("almaz", pyotp.TOTP(second_factor.begin("almaz", "").secret).now())
    with pytest.raises(ValueError, match="already"):
        second_factor.begin("almaz", "")


def test_guessing_slows_down() -> None:
    for _ in range(5):
        second_factor.check_pace("almaz")
    with pytest.raises(Wait):
        second_factor.check_pace("almaz")
    second_factor.forget_tries("almaz")
    second_factor.check_pace("almaz")
