"""At the doors: guessing slows down by address, cookies keep to TLS, the administration asks for a code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from debo import proxies, steward_command
from debo import settings as read_settings
from debo.people import patience
from debo.people.admin_session import open_admin
from debo.people.invitations import make_invitation
from debo.people.keys import SecondFactor, WrongTries
from tests.integration import woreda
from tests.integration.doors import Visitor
from tests.integration.woreda import key

pytestmark = pytest.mark.django_db
STEWARD = "hub_steward"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def guess(address: str, code: str = "0000-0000", **headers: str) -> Any:
    client = Client(REMOTE_ADDR=address)
    return client.post("/api/join/look", {"code": code}, content_type="application/json", headers=headers)


def test_many_wrong_codes_from_one_address_must_wait_and_others_neednt() -> None:
    answers = [guess("192.0.2.7").status_code for _ in range(62)]
    assert answers == [404] * 60 + [429] * 2
    waiting = guess("192.0.2.7")
    assert 0 < int(waiting.headers["Retry-After"]) <= 30
    assert waiting.json()["type"] == "wait"
    assert guess("192.0.2.8").status_code == 404


def test_a_meeting_that_joins_through_one_router_waits_for_nobody() -> None:
    for _ in range(100):
        code = make_invitation(key("member"), by="", at_url="https://hub.example/").code
        assert guess("192.0.2.7", code).status_code == 200


def test_one_good_code_doesnt_buy_guesses() -> None:
    good = make_invitation(key("member"), by="", at_url="https://hub.example/").code
    statuses = []
    for _ in range(61):
        statuses += [guess("192.0.2.7").status_code, guess("192.0.2.7", good).status_code]
    assert statuses.count(404) == 60
    assert statuses[-1] == 429


def test_a_slip_of_the_finger_is_no_guess() -> None:
    code = make_invitation(key("member"), by="", at_url="https://hub.example/").code
    for _ in range(70):
        assert Visitor().join(code, "12").json()["type"] == "bad_pin"
    assert Visitor().join(code, "4711").status_code == 200


def test_wrong_tries_are_forgotten_after_a_day() -> None:
    now = timezone.now()
    for _ in range(59):
        patience.begin_try_from("192.0.2.7", now)
    tomorrow = now + timedelta(days=1, seconds=1)
    assert patience.begin_try_from("192.0.2.7", tomorrow) == 0
    assert WrongTries.objects.get().count == 1


#: REMOTE_ADDR, X-Forwarded-For, DEBO_PROXIES, who is meant: by hand.
FORWARDED = [
    ("203.0.113.5", "", ["127.0.0.1"], "203.0.113.5"),
    ("203.0.113.5", "192.0.2.1", ["127.0.0.1"], "203.0.113.5"),
    ("127.0.0.1", "192.0.2.1", ["127.0.0.1"], "192.0.2.1"),
    ("127.0.0.1", "192.0.2.66, 192.0.2.1", ["127.0.0.1"], "192.0.2.1"),
    ("127.0.0.1", "192.0.2.1, 10.0.0.3", ["127.0.0.1", "10.0.0.0/8"], "192.0.2.1"),
    ("127.0.0.1", "192.0.2.1, nonsense", ["127.0.0.1"], "127.0.0.1"),
    ("127.0.0.1", "", ["127.0.0.1"], "127.0.0.1"),
    ("127.0.0.1", "192.0.2.1", [], "127.0.0.1"),
    ("::1", "2001:db8::7", ["::1"], "2001:db8::7"),
    ("::1", "[2001:db8::7]:4711", ["::1"], "2001:db8::7"),
    ("127.0.0.1", "192.0.2.1:4711", ["127.0.0.1"], "192.0.2.1"),
]


@pytest.mark.parametrize(("sender", "forwarded", "believed", "meant"), FORWARDED)
def test_only_believed_proxies_say_who_is_there(
    sender: str, forwarded: str, believed: list[str], meant: str, settings: Settings
) -> None:
    settings.DEBO_PROXIES = believed
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    guess(sender, **headers)
    assert WrongTries.objects.get().key == f"address:{meant}"


@pytest.mark.parametrize("text", ["localhost", "127.0.0.1,proxy", "10.0.0.0/99"])
def test_a_proxy_that_is_no_address_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBO_PROXIES", text)
    with pytest.raises(read_settings.SettingError, match="DEBO_PROXIES"):
        read_settings.networks("DEBO_PROXIES", "")


def test_addresses_are_read_without_their_port() -> None:
    assert [proxies.bare(one) for one in ("1.2.3.4:5", "::1", " [::1]:5 ", "")] == [
        "1.2.3.4",
        "::1",
        "::1",
        "",
    ]


def opened() -> Client:
    browser = Client()
    browser.get(open_admin(key(STEWARD)))
    return browser


def test_behind_tls_cookies_and_browsers_keep_to_it() -> None:
    browser = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    entered = browser.get(open_admin(key(STEWARD)))
    cookie = entered.cookies["sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert entered.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert entered.headers["Cache-Control"] == "no-store"
    page = browser.get("/admin/")
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.cookies["csrftoken"]["secure"] is True


def test_a_stranger_cannot_say_that_it_came_by_tls() -> None:
    entered = Client(REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_PROTO="https").get(open_admin(key(STEWARD)))
    assert "Strict-Transport-Security" not in entered.headers
    assert not entered.cookies["sessionid"]["secure"]


def test_a_form_of_another_site_changes_nothing() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(open_admin(key(STEWARD)))
    assert browser.post("/admin/ledger/device/", {"action": "shut_out"}).status_code == 403
    assert browser.post("/admin/second-factor/", {"code": "000000"}).status_code == 403


def enrol(browser: Client) -> tuple[str, list[str]]:
    """Set the factor up as a person would: read the letters, type the digits, write the codes down."""
    shown = browser.get("/admin/second-factor/").context
    done = browser.post("/admin/second-factor/", {"code": pyotp.TOTP(shown["secret"]).now()})
    return shown["secret"], done.context["recovery"]


def later(secret: str) -> str:
    """The code of the next step, which the hub takes too and hasn't seen yet."""
    return pyotp.TOTP(secret).at(int(timezone.now().timestamp()) + 30)


def test_with_a_second_factor_the_link_alone_opens_nothing() -> None:
    browser = opened()
    secret, recovery = enrol(browser)
    assert browser.get("/admin/").status_code == 200
    again = opened()
    for path in ("/admin/", "/admin/ledger/device/", "/admin/people/person/"):
        assert again.get(path).headers["Location"] == "/admin/second-factor/"
    assert again.post("/admin/second-factor/", {"code": "000000"}).status_code == 403
    assert again.get("/admin/").status_code == 302
    assert again.post("/admin/second-factor/", {"code": later(secret)}).headers["Location"] == "/admin/"
    assert again.get("/admin/").status_code == 200
    third = opened()
    assert third.post("/admin/second-factor/", {"code": recovery[0]}).status_code == 302
    assert third.get("/admin/").status_code == 200


def test_guessing_the_second_factor_slows_down() -> None:
    secret, _ = enrol(opened())
    browser = opened()
    for _ in range(5):
        assert browser.post("/admin/second-factor/", {"code": "000000"}).status_code == 403
    refused = browser.post("/admin/second-factor/", {"code": later(secret)})
    assert refused.status_code == 403
    assert "30" in refused.context["problem"]


def test_a_hub_may_ask_everybody_for_a_second_factor(settings: Settings) -> None:
    settings.DEBO_SECOND_FACTOR = True
    browser = opened()
    assert browser.get("/admin/").headers["Location"] == "/admin/second-factor/"
    enrol(browser)
    assert browser.get("/admin/").status_code == 200


def test_nobody_sets_up_a_second_factor_without_the_link() -> None:
    assert Client().get("/admin/second-factor/").headers["Location"].startswith("/admin/login/")
    assert not SecondFactor.objects.exists()


def test_whoever_owns_the_machine_takes_a_lost_factor_away(capsys: pytest.CaptureFixture[str]) -> None:
    from argparse import Namespace

    enrol(opened())
    assert steward_command.run(Namespace(name="", url="https://hub.example")) == 0
    assert "second factor was taken away" in capsys.readouterr().out
    assert opened().get("/admin/").status_code == 200


def test_secrets_come_from_the_environment_or_a_file(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "database"
    file.write_text("postgresql://hub:word@localhost/debo\n")
    monkeypatch.delenv("DEBO_DATABASE", raising=False)
    monkeypatch.setenv("DEBO_DATABASE_FILE", str(file))
    assert read_settings.from_file("DEBO_DATABASE") == "postgresql://hub:word@localhost/debo"
    monkeypatch.setenv("DEBO_DATABASE", "postgresql://other@localhost/debo")
    assert read_settings.from_file("DEBO_DATABASE") == "postgresql://other@localhost/debo"
    monkeypatch.delenv("DEBO_DATABASE")
    monkeypatch.setenv("DEBO_DATABASE_FILE", str(tmp_path / "none"))
    with pytest.raises(read_settings.SettingError, match="DEBO_DATABASE_FILE"):
        read_settings.from_file("DEBO_DATABASE")
    monkeypatch.setenv("DEBO_SECRET", "short")
    with pytest.raises(read_settings.SettingError, match="DEBO_SECRET"):
        read_settings.given_secret()
    monkeypatch.setenv("DEBO_SECRET", "x" * 40)
    assert read_settings.given_secret() == "x" * 40
    monkeypatch.delenv("DEBO_SECRET")
    monkeypatch.setenv("DEBO_SECRET_FILE", str(tmp_path / "made" / "secret"))
    made = read_settings.given_secret()
    assert len(made) >= 48
    assert (tmp_path / "made" / "secret").stat().st_mode & 0o777 == 0o600
