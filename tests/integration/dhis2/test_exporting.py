"""Released counts out to DHIS2: each once, corrections and what was taken back too; by file and by server."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from debo.exchange.dhis2 import web_api
from debo.exchange.dhis2.pushing import Manner
from debo.exchange.dhis2.reading import format_of, read_values
from debo.exchange.models import Exchange, Sent
from debo.ledger import acts
from debo.ledger.identity import new_record_id
from debo.people.keys import HubSteward
from tests.integration.dhis2.conftest import METADATA, Run, counts, release, value
from tests.integration.dhis2.dhis2_stand_in import PASSWORD, TOKEN, USER, Running, StandIn
from tests.integration.dhis2.test_importing import ANC, HARO, POP, SYP, TESTS, place

HARO_NAME, GUDINA_NAME = "Haro health centre", "Gudina health post"


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token.txt"
    path.write_text(TOKEN)
    path.chmod(0o600)
    return path


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits between tries are counted instead of waited for; a slow server is given up soon."""
    waited: list[float] = []
    start = web_api.Server.__init__

    def patient(self: web_api.Server, *args: Any, **kwargs: Any) -> None:
        start(self, *args, **{**kwargs, "sleep": waited.append, "timeout": 0.2})

    monkeypatch.setattr(web_api.Server, "__init__", patient)
    return waited


def written(path: Path) -> list[tuple[str, str, str, str | None, bool]]:
    return [
        (one.element, one.unit, one.period, one.value, one.deleted)
        for one in read_values(path, format_of(path))
    ]


def two_counts(hub: str) -> None:
    release(hub, TESTS, HARO_NAME, "2026-01", numerator=31, denominator=40)
    release(hub, TESTS, GUDINA_NAME, "2026-01", numerator=0, denominator=5)


@pytest.mark.parametrize("name", ["out.json", "out.xml", "out.csv", "out.adx.xml"])
def test_each_released_count_once(linked: Run, hub: str, tmp_path: Path, name: str) -> None:
    two_counts(hub)
    path = tmp_path / name
    assert linked("export", "dhis2", path, "--write") == 0
    assert sorted(written(path)) == [
        (ANC, HARO, "202601", "40", False),
        (ANC, "hPo00000001", "202601", "5", False),
        (SYP, HARO, "202601", "31", False),
        (SYP, "hPo00000001", "202601", "0", False),
    ]
    path.unlink()
    assert linked("export", "dhis2", path, "--write") == 0
    assert not path.exists()
    assert linked("export", "dhis2", path, "--again", "--write") == 0
    assert len(written(path)) == 4


def test_corrections_and_what_was_taken_back(linked: Run, hub: str, tmp_path: Path, capsys: Any) -> None:
    two_counts(hub)
    linked("export", "dhis2", tmp_path / "1.json", "--write")
    release(hub, TESTS, HARO_NAME, "2026-01", numerator=32)
    release(hub, TESTS, GUDINA_NAME, "2026-01", withdrawn=True)
    capsys.readouterr()
    assert linked("export", "dhis2", tmp_path / "2.json", "--write") == 0
    assert "new: 0   corrections: 1   taken back: 2   known there: 1" in capsys.readouterr().out
    assert sorted(written(tmp_path / "2.json")) == [
        (ANC, "hPo00000001", "202601", "5", True),
        (SYP, HARO, "202601", "32", False),
        (SYP, "hPo00000001", "202601", "0", True),
    ]
    linked("export", "dhis2", tmp_path / "3.json", "--write")
    assert not (tmp_path / "3.json").exists()
    release(hub, TESTS, GUDINA_NAME, "2026-01", withdrawn=False)
    linked("export", "dhis2", tmp_path / "4.json", "--write")
    assert [one[3:] for one in written(tmp_path / "4.json")] == [("5", False), ("0", False)]


def test_drafts_never_leave(linked: Run, hub: str, tmp_path: Path, capsys: Any) -> None:
    steward = HubSteward.objects.get().person
    team = new_record_id()
    acts.write(steward, hub, "team", {"name": {"en": "QI"}, "place": place(HARO_NAME).record}, record=team)
    from debo.measures.models import Measure

    draft = {
        "measure": Measure.objects.get(name__en=TESTS).record,
        "facility": place(HARO_NAME).record,
        "period": "2026-01",
        "numerator": 7,
        "denominator": 9,
    }
    acts.write(steward, f"team:{team}", "observation", draft)
    assert linked("export", "dhis2", tmp_path / "out.json", "--write") == 0
    assert "Nothing to write" in capsys.readouterr().out or not (tmp_path / "out.json").exists()
    assert Sent.objects.count() == 0


def test_two_measures_that_disagree_about_a_cell(linked: Run, hub: str, tmp_path: Path, capsys: Any) -> None:
    release(hub, TESTS, HARO_NAME, "2026-01", numerator=31, denominator=40)
    release(hub, "Antenatal coverage", HARO_NAME, "2026-01", numerator=41, denominator=85)
    assert linked("export", "dhis2", tmp_path / "out.json", "--write") == 1
    assert "one measure says 41 and another 40. Neither is sent" in capsys.readouterr().out.replace(
        "says 40 and another 41", "says 41 and another 40"
    )
    assert written(tmp_path / "out.json") == [(SYP, HARO, "202601", "31", False)]
    release(hub, "Antenatal coverage", HARO_NAME, "2026-01", numerator=40)
    assert linked("export", "dhis2", tmp_path / "out.json", "--write") == 0
    assert written(tmp_path / "out.json") == [(ANC, HARO, "202601", "40", False)]


def test_zeros_that_dhis2_doesnt_keep_are_told(linked: Run, hub: str, tmp_path: Path, capsys: Any) -> None:
    two_counts(hub)
    linked("export", "dhis2", tmp_path / "out.json")
    assert "1 zeros are for elements of which DHIS2 keeps no zeros" in capsys.readouterr().out
    assert not (tmp_path / "out.json").exists()


def test_adx_cant_say_deleted(linked: Run, hub: str, tmp_path: Path, capsys: Any) -> None:
    two_counts(hub)
    linked("export", "dhis2", tmp_path / "1.json", "--write")
    release(hub, TESTS, HARO_NAME, "2026-01", withdrawn=True)
    assert linked("export", "dhis2", tmp_path / "2.adx.xml", "--write") == 2
    assert "Use JSON, XML or CSV" in capsys.readouterr().err
    assert not list(tmp_path.glob("2.adx.xml*"))
    assert linked("export", "dhis2", tmp_path / "2.json", "--write") == 0
    assert [one[4] for one in written(tmp_path / "2.json")] == [True, True]


def stand_in(**more: Any) -> StandIn:
    return StandIn(metadata={word: list(objects) for word, objects in METADATA.items()}, **more)


@pytest.mark.parametrize("version", ["2.36.1", "2.37.9", "2.38.1", "2.40.3", "2.42.0"])
def test_push_to_every_version(linked: Run, hub: str, token: Path, version: str, capsys: Any) -> None:
    two_counts(hub)
    known = stand_in(version=version, closed_units={"hPo00000001"})
    with Running(known) as server:
        assert linked("export", "dhis2", "--to", server.address, "--credentials", token) == 1
        told = capsys.readouterr().out
        assert "it would take 2 and refuse 2" in told
        assert "Nothing was sent" in told
        assert (known.values, Sent.objects.count()) == ({}, 0)
        assert linked("export", "dhis2", "--to", server.address, "--credentials", token, "--write") == 1
        told = capsys.readouterr().out
        assert "Sent: 2 values" in told
        assert (
            "hPo00000001 in 202601 = 5: DHIS2 says: Organisation unit: `hPo00000001` is not in hier" in told
        )
        assert sorted(one["value"] for one in known.values.values()) == ["31", "40"]
        # What was refused is due again, and only that.
        known.closed_units.clear()
        assert linked("export", "dhis2", "--to", server.address, "--credentials", token, "--write") == 0
        assert sorted(one["value"] for one in known.values.values()) == ["0", "31", "40", "5"]
    states = list(Exchange.objects.filter(direction="export").order_by("pk").values_list("state", flat=True))
    assert states == ["tried", "part", "done"]
    assert set(known.authorizations) == {f"ApiToken {TOKEN}"}


def test_a_job_of_the_server(linked: Run, hub: str, token: Path) -> None:
    two_counts(hub)
    known = stand_in()
    with Running(known) as server:
        assert (
            linked("export", "dhis2", "--to", server.address, "--credentials", token, "--job", "--write") == 0
        )
    assert len(known.values) == 4
    assert any(
        path.startswith("/api/system/taskSummaries/DATAVALUE_IMPORT/") for _m, path, _q in known.requests
    )


def test_a_password_from_the_environment(linked: Run, hub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    two_counts(hub)
    monkeypatch.setenv("DEBO_DHIS2_USER", USER)
    monkeypatch.setenv("DEBO_DHIS2_PASSWORD", PASSWORD)
    with Running(known := stand_in()) as server:
        assert linked("export", "dhis2", "--to", server.address, "--write") == 0
    assert len(known.values) == 4


def test_a_line_that_breaks_goes_on_where_it_stopped(  # noqa: PLR0917 - fixtures
    linked: Run, hub: str, token: Path, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float], capsys: Any
) -> None:
    monkeypatch.setattr(Manner.__init__, "__defaults__", (False, False, 1))
    two_counts(hub)
    known = stand_in()
    with Running(known) as server:
        words = ("export", "dhis2", "--to", server.address, "--credentials", token, "--write")
        # info, four dry runs, one value taken; then the line is gone for good.
        known.faults.extend([None] * 6 + ["drop"] * 7)
        assert linked(*words) == 2
        assert "the line broke" in capsys.readouterr().err
        assert no_waiting == list(web_api.WAITS)
        assert len(known.values) == Sent.objects.count() == 1
        assert Exchange.objects.order_by("-pk")[0].state == "stopped"
        assert linked(*words) == 0
    assert len(known.values) == Sent.objects.count() == 4
    assert sum(len(body["dataValues"]) for body in known.bodies) == 4
    exchange = Exchange.objects.order_by("-pk")[0]
    assert (exchange.state, exchange.counts["taken"]) == ("done", 4)


def test_a_lost_answer_does_no_harm(linked: Run, hub: str, token: Path) -> None:
    two_counts(hub)
    known = stand_in()
    with Running(known) as server:
        known.faults.extend([None, 503, None, "lost", "slow", 429])
        assert linked("export", "dhis2", "--to", server.address, "--credentials", token, "--write") == 0
    assert len(known.values) == 4
    assert len(known.bodies) == 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(401, "has expired"), (403, "doesn't allow this account"), (404, "refused the request (404)"),
     (302, "sends us elsewhere"), ("html", "doesn't answer as DHIS2 does")],
)  # fmt: skip
def test_what_trying_again_cant_help(  # noqa: PLR0917 - fixtures
    linked: Run, hub: str, token: Path, fault: int | str, reason: str, no_waiting: list[float], capsys: Any
) -> None:
    two_counts(hub)
    known = stand_in()
    with Running(known) as server:
        known.faults.extend([None, fault])
        assert linked("export", "dhis2", "--to", server.address, "--credentials", token, "--write") == 2
    assert reason in capsys.readouterr().err
    assert (no_waiting, Sent.objects.count()) == ([], 0)


def test_secrets_stay_secret(
    linked: Run, hub: str, token: Path, capsys: Any, caplog: pytest.LogCaptureFixture
) -> None:
    two_counts(hub)
    wrong = token.with_name("wrong")
    wrong.write_text("d2pat_wrongwrongwrong")
    wrong.chmod(0o600)
    stream = io.StringIO()
    logging.getLogger("dhis2_client").addHandler(handler := logging.StreamHandler(stream))
    with Running(stand_in()) as server, caplog.at_level(logging.DEBUG):
        assert linked("export", "dhis2", "--to", server.address, "--credentials", wrong, "--write") == 2
        linked("export", "dhis2", "--to", server.address, "--credentials", token, "--write")
    logging.getLogger("dhis2_client").removeHandler(handler)
    told = capsys.readouterr()
    kept = json.dumps(list(Exchange.objects.values("where", "counts", "conflicts", "asked")))
    everything = told.out + told.err + caplog.text + stream.getvalue() + kept
    assert "d2pat_" not in everything


def test_metadata_by_pages(debo: Run, token: Path) -> None:
    known = stand_in(version="2.41.0")
    with Running(known) as server:
        assert debo("import", "dhis2", server.address, "--credentials", token, "--write") == 1
    assert place(GUDINA_NAME).parent == place(HARO_NAME).record
    pages = [q["page"] for _m, path, q in known.requests if path == "/api/organisationUnits"]
    assert pages == [["1"], ["2"]]


def test_a_pull_goes_on_with_the_page_that_is_missing(debo: Run, token: Path, capsys: Any) -> None:
    known = stand_in()
    with Running(known) as server:
        words = ("import", "dhis2", server.address, "--credentials", token, "--take", "units", "--write")
        known.faults.extend([None, None] + ["drop"] * 7)
        assert debo(*words) == 2
        assert "it goes on from there" in capsys.readouterr().err
        asked = len(known.requests)
        assert debo(*words) == 0
        later = [q["page"] for _m, path, q in known.requests[asked:] if path == "/api/organisationUnits"]
        assert later == [["2"]]
    assert Exchange.objects.get().state == "done"


def test_values_from_a_server_both_ways(linked: Run, hub: str, token: Path, capsys: Any) -> None:
    known = stand_in()
    for one in (
        value(ANC, HARO, "202601", "40"),
        value(SYP, HARO, "202601", "31"),
        value(POP, HARO, "2026", "1000"),
    ):
        known.take({"dataValues": [one]}, dry_run=False)
    with Running(known) as server:
        words = ("--credentials", token, "--write")
        pull = ("import", "dhis2", server.address, "--take", "values", "--from", "2026-01", "--to", "2026-03")
        assert linked(*pull, *words) == 0
        assert counts(TESTS) == {(HARO_NAME, "2026-01"): (31, 40, False)}
        assert counts("Antenatal coverage") == {(HARO_NAME, "2026-01"): (40, 85, False)}
        capsys.readouterr()
        release(hub, TESTS, HARO_NAME, "2026-01", numerator=32)
        assert linked("export", "dhis2", "--to", server.address, *words) == 0
        assert "new: 0   corrections: 1" in capsys.readouterr().out
        assert linked(*pull, *words) == 0
        assert "already there: 2" in capsys.readouterr().out
    assert counts(TESTS) == {(HARO_NAME, "2026-01"): (32, 40, False)}


def test_another_calendar_than_was_said(debo: Run, token: Path, capsys: Any) -> None:
    with Running(stand_in(calendar="ethiopian")) as server:
        words = ("import", "dhis2", server.address, "--credentials", token)
        assert debo(*words, "--calendar", "gregorian") == 2
        assert "ethiopian" in capsys.readouterr().err
        assert debo(*words, "--take", "units", "--write") == 0
