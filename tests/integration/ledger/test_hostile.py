"""What bad input gets, from the real server: `debo serve` in a process of its own, over HTTP.

Each answer is a problem with what happened, what is safe and what to do next; nothing is half stored, and the
rest goes on.
"""

from __future__ import annotations

import gzip
import json
import socket
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger.columns import encode
from debo.ledger.hash import entry_hash
from debo.ledger.replicated import key_of
from debo.ledger.signing import sign
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.served_hub import ALMAZ, CHALTU, TOLOSA, Hub, event, exchange


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    served = Hub(tmp_path_factory.mktemp("hub"))
    yield served
    served.process.terminate()
    served.process.wait(20)


@pytest.fixture
def almaz(hub: Hub) -> Phone:
    return hub.join(ALMAZ)


@pytest.fixture(scope="module")
def visitor(hub: Hub) -> Phone:
    """For what leaves no trace: one phone serves all such tests."""
    return hub.join(ALMAZ)


def is_problem(answer: tuple[int, dict[str, str], Any], status: int, code: str, reason: str = "") -> None:
    found, headers, problem = answer
    assert (found, problem["type"], problem.get("reason", "")) == (status, code, reason)
    assert headers["content-type"].startswith("application/problem+json")
    assert problem["status"] == status
    assert all(problem[name].strip() for name in ("title", "detail", "safe", "next"))


def test_a_count_goes_through_the_real_server(hub: Hub, almaz: Phone) -> None:
    tolosa = hub.join(TOLOSA)
    entry = event(almaz, "Oxytocin came back")
    exchange(hub, almaz)
    exchange(hub, tolosa)
    assert tolosa.value(entry, "text") == "Oxytocin came back"


@pytest.mark.parametrize("token", ["", "x", "Debo", "Debo :", "Debo aaaaaaaaaaaaaaaa:x", "Basic aaaa"])
def test_an_unknown_device_is_told_to_join_again(hub: Hub, token: str) -> None:
    is_problem(hub.ask_raw(Phone([]), b"{}", Authorization=token), 401, "unknown_device")


def test_another_devices_token_opens_nothing(hub: Hub, almaz: Phone) -> None:
    almaz.token = hub.join(TOLOSA).token
    is_problem(hub.ask(almaz, almaz.request()), 401, "unknown_device")


def test_the_problem_is_said_in_the_readers_language(hub: Hub, almaz: Phone) -> None:
    titles = {
        language: hub.ask(Phone([]), {}, **{"Accept-Language": language})[2]["title"]
        for language in ("en", "am", "om")
    }
    assert len(set(titles.values())) == 3


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (b"", "identity", "not_json"),
        (b"{", "identity", "not_json"),
        (b"\xff\xfe", "identity", "not_json"),
        (b'{"v":1,"stamp":NaN}', "identity", "not_json"),
        (b"[" * 200_000, "identity", "not_json"),
        (b'{"v":1}', "gzip", "not_gzip"),
        (gzip.compress(b'{"v":1}')[:-9], "gzip", "cut_off"),
        (gzip.compress(b'{"v":1}' + b" " * 99_999)[:60], "gzip", "cut_off"),
        (b'{"v":1}', "br", "unknown_encoding"),
    ],
    ids=["nothing", "half", "not UTF-8", "NaN", "deep", "not gzip", "cut gzip", "half gzip", "brotli"],
)
def test_a_broken_body_is_refused_whole(
    hub: Hub, visitor: Phone, body: bytes, encoding: str, reason: str
) -> None:
    is_problem(hub.ask_raw(visitor, body, **{"Content-Encoding": encoding}), 400, "broken_body", reason)
    assert exchange(hub, visitor)["v"] == 1


def test_a_gzip_bomb_is_refused_while_it_unpacks(hub: Hub, visitor: Phone) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
    assert len(bomb) < 400_000
    started = time.monotonic()
    is_problem(hub.ask_raw(visitor, bomb, **{"Content-Encoding": "gzip"}), 413, "too_large")
    assert time.monotonic() - started < 10


def test_a_body_that_ends_before_its_length_leaves_nothing(hub: Hub, almaz: Phone) -> None:
    event(almaz, "half sent")
    body = gzip.compress(json.dumps(almaz.request()).encode())
    head = (
        f"POST /api/sync HTTP/1.1\r\nHost: debo\r\nAuthorization: Debo {almaz.id}:{almaz.token}\r\n"
        f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", hub.port), 10) as line:
        line.sendall(head.encode() + body[: len(body) // 2])
        line.shutdown(socket.SHUT_WR)
        line.settimeout(5)
        try:
            answer = line.recv(65_536)
        except (TimeoutError, ConnectionError):
            answer = b""
    assert b" 200 " not in answer[:20]
    before = dict(almaz.acked)
    exchange(hub, almaz)
    assert almaz.acked != before


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ([], "not_an_object"),
        ("v1", "not_an_object"),
        ({}, "other_version"),
        ({"v": 2}, "other_version"),
        ({"v": True}, "other_version"),
        ({"v": 1, "cursors": []}, "cursors"),
        ({"v": 1, "cursors": {"public": -1}}, "cursors"),
        ({"v": 1, "cursors": {"public": 1.5}}, "cursors"),
        ({"v": 1, "cursors": {"p" * 61: 1}}, "cursors"),
        ({"v": 1, "digests": {"public": "xyz"}}, "digests"),
        ({"v": 1, "vectors": {"public": {"phone": 1}}}, "vectors"),
        ({"v": 1, "vectors": {"public": []}}, "vectors"),
        ({"v": 1, "told": {}}, "told"),
        ({"v": 1, "told": [["public"]]}, "told"),
        ({"v": 1, "told": [["public", 1, "lost"]]}, "told"),
        ({"v": 1, "epoch": 5}, "epoch"),
        ({"v": 1, "grants": "x" * 101}, "grants"),
        ({"v": 1, "time": "now"}, "time"),
    ],
)
def test_a_request_that_is_not_as_agreed_names_the_part(
    hub: Hub, visitor: Phone, request_: Any, reason: str
) -> None:
    is_problem(hub.ask(visitor, request_), 400, "broken_request", reason)


def test_parts_of_a_newer_version_are_passed_over(hub: Hub, visitor: Phone) -> None:
    assert hub.ask(visitor, {**visitor.request(), "later": [1]})[0] == 200


def test_a_batch_that_is_none_is_refused_whole_and_the_next_one_is_taken(hub: Hub, almaz: Phone) -> None:
    event(almaz, "first try")
    good = almaz.request()
    columns = good["batch"]
    broken: list[tuple[Any, str]] = [
        (5, "not_columns"),
        ({**columns, "n": []}, "unequal_columns"),
        ({**columns, "device": [1]}, "bad_index"),
        ({**columns, "stamp": [2**70]}, "bad_stamp"),
    ]
    for batch, reason in broken:
        is_problem(hub.ask(almaz, {**good, "batch": batch}), 400, "broken_batch", reason)
    is_problem(hub.ask(almaz, {**good, "signature": None}), 400, "broken_batch", "wrong_signature")
    is_problem(hub.ask(almaz, {**good, "signature": "A" * 86}), 400, "broken_batch", "wrong_signature")
    exchange(hub, almaz)
    assert almaz.attention == {}
    assert almaz.unsent() == []


def test_a_batch_signed_by_another_key_is_refused(hub: Hub, almaz: Phone) -> None:
    entry = event(almaz, "signed by a stranger")
    stranger = sign(ec.generate_private_key(ec.SECP256R1()), [entry_hash(entry)])
    asked = {**almaz.request(), "signature": stranger}
    is_problem(hub.ask(almaz, asked), 400, "broken_batch", "wrong_signature")


def test_rows_of_another_device_are_refused(hub: Hub, almaz: Phone) -> None:
    tolosa = hub.join(TOLOSA)
    entry = event(tolosa, "not mine")
    asked = {
        **almaz.request([]),
        "batch": encode([entry], key_of),
        "signature": sign(almaz.key, [entry_hash(entry)]),
    }
    is_problem(hub.ask(almaz, asked), 400, "broken_batch", "another_device")


def test_bad_entries_are_set_aside_and_the_rest_goes_on(hub: Hub, almaz: Phone) -> None:
    chaltu = hub.join(CHALTU)
    collaborative = event(almaz, "good, before").channel
    start = len(almaz.own[collaborative])
    almaz.write(collaborative, "lending", amount=2)
    event(almaz, ["not a text"])  # type: ignore[arg-type]
    almaz.write("team:01890000-0000-7000-8000-000000000bad", "event", day="2026-01-03", text="x")
    almaz.write_as(chaltu.people[0], collaborative, "event", None, {"text": "in her name"})
    event(almaz, "x" * 5_000_000)
    good = event(almaz, "good, after")
    exchange(hub, almaz)
    reasons = {
        n - start: told["reason"] for (place, n), told in almaz.attention.items() if place == collaborative
    }
    assert reasons == {1: "unknown_type", 2: "wrong_type", 3: "forged_author", 4: "too_large"}
    assert [told["reason"] for (place, _), told in almaz.attention.items() if place.startswith("team:")] == [
        "forbidden_channel"
    ]
    exchange(hub, chaltu)
    assert chaltu.value(good, "text") == "good, after"
    almaz.stamp += 20_000_000
    event(almaz, "from the far future")
    exchange(hub, almaz)
    assert sorted({told["reason"] for told in almaz.attention.values()}) == [
        "far_stamp",
        "forbidden_channel",
        "forged_author",
        "too_large",
        "unknown_type",
        "wrong_type",
    ]


def test_a_replayed_request_changes_nothing(hub: Hub, almaz: Phone) -> None:
    event(almaz, "said once")
    asked = almaz.request()
    first = hub.sync(almaz, asked)
    heads = [hub.sync(almaz, {**asked, "batch": None, "signature": None})["cursors"] for _ in range(2)]
    again = hub.sync(almaz, asked)
    assert first["acks"] == again["acks"]
    assert heads[0] == heads[1] == again["cursors"]


def test_a_phone_copied_to_another_is_told_apart(hub: Hub, almaz: Phone) -> None:
    event(almaz, "on the first")
    copy = Phone(almaz.people, id=almaz.id, key=almaz.key, token=almaz.token)
    copy.cursors, copy.grants, copy.epoch = dict(almaz.cursors), almaz.grants, almaz.epoch
    exchange(hub, almaz)
    event(copy, "on the copy")
    is_problem(hub.ask(copy, copy.request()), 409, "forked_device")
    is_problem(hub.ask(almaz, almaz.request()), 409, "forked_device")


def test_a_lone_half_of_an_emoji_does_not_block_the_phone(hub: Hub, almaz: Phone) -> None:
    tolosa = hub.join(TOLOSA)
    entry = event(almaz, "cut \ufffd")
    asked = json.dumps(almaz.request()).replace("\\ufffd", "\\ud83d")
    assert "\\ud83d" in asked
    answer = hub.ask_raw(almaz, asked.encode())
    assert answer[0] == 200
    almaz.receive(answer[2])
    exchange(hub, tolosa)
    assert tolosa.value(entry, "text") == "cut \ufffd"


def test_two_writers_at_once_keep_the_numbers_gapless_and_readers_miss_nothing(hub: Hub) -> None:
    writers = [hub.join(login) for login in (ALMAZ, TOLOSA, ALMAZ)]
    reader = hub.join(CHALTU)

    def write_and_send(phone: Phone) -> None:
        for round_ in range(6):
            for n in range(5):
                event(phone, f"{phone.id} {round_} {n}")
            exchange(hub, phone)

    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(write_and_send, phone) for phone in writers]
        while not all(one.done() for one in working):
            exchange(hub, reader)
        for one in working:
            one.result()
    for phone in (*writers, reader):
        exchange(hub, phone)
    for phone in writers:
        for channel, own in phone.own.items():
            assert {(phone.id, channel, entry.n) for entry in own} <= reader.entries.keys()
        assert phone.repairs == 0
    assert reader.repairs == 0
    collaborative = next(name for name in reader.cursors if name.startswith("collaborative:"))
    assert reader.state(collaborative) == writers[0].state(collaborative) == writers[2].state(collaborative)


def test_the_server_is_still_well_after_all_this(hub: Hub) -> None:
    assert hub.send("GET", "/healthz")[0] == 200
    assert "Traceback" not in (hub.data / "log").read_text()
