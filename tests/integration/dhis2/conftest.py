"""A small DHIS2 of our own, so that the same paths are tested where the shared fixtures aren't."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from debo.exchange import export_command, sheet_command
from debo.exchange.dhis2 import exchange_command
from debo.ledger import acts
from debo.measures.models import Measure, Observation
from debo.people.access import collaboratives
from debo.people.keys import HubSteward
from debo.people.models import Place
from debo.people.setting_up import Founding, found

#: Everything that DHIS2 says of itself: two facilities, two elements, an indicator, an element by age.
METADATA: dict[str, list[dict[str, Any]]] = {
    "organisationUnits": [
        {"id": "wRd00000001", "name": "Limu Woreda", "code": "W1", "level": 4, "path": "/x/y/z/wRd00000001"},
        {"id": "hCe00000001", "name": "Haro  health centre ", "code": "F1", "level": 5,
         "parent": {"id": "wRd00000001"}, "openingDate": "2005-01-01T00:00:00.000"},
        {"id": "hPo00000001", "name": "Gudina health post", "code": "F2", "level": 6,
         "parent": {"id": "hCe00000001"}},
    ],
    "categoryOptions": [{"id": "opt0under05", "name": "under 5", "code": "U5"},
                        {"id": "opt000over5", "name": "5 and over", "code": "O5"}],
    "categories": [{"id": "catAge00001", "name": "Age", "code": "age",
                    "categoryOptions": [{"id": "opt0under05"}, {"id": "opt000over5"}]}],
    "categoryCombos": [{"id": "bjDvmb4bfuf", "name": "default"},
                       {"id": "comboAge001", "name": "Age", "categories": [{"id": "catAge00001"}]}],
    "categoryOptionCombos": [
        {"id": "HllvX50cXC0", "name": "default", "categoryCombo": {"id": "bjDvmb4bfuf"}},
        {"id": "coc0under05", "name": "under 5", "categoryCombo": {"id": "comboAge001"},
         "categoryOptions": [{"id": "opt0under05"}]},
        {"id": "coc000over5", "name": "5 and over", "categoryCombo": {"id": "comboAge001"},
         "categoryOptions": [{"id": "opt000over5"}]},
    ],
    "dataElements": [
        {"id": "anc00000001", "name": "First visits", "code": "ANC1", "valueType": "INTEGER_ZERO_OR_POSITIVE",
         "zeroIsSignificant": True, "categoryCombo": {"id": "bjDvmb4bfuf"}},
        {"id": "syp00000001", "name": "Syphilis tests", "code": "SYP", "valueType": "INTEGER",
         "categoryCombo": {"id": "bjDvmb4bfuf"}},
        {"id": "opd00000001", "name": "Visits by age", "code": "OPD", "valueType": "INTEGER",
         "zeroIsSignificant": True, "categoryCombo": {"id": "comboAge001"}},
        {"id": "pop00000001", "name": "Expected pregnancies", "code": "POP", "valueType": "INTEGER"},
        {"id": "txt00000001", "name": "Remark", "code": "TXT", "valueType": "TEXT"},
    ],
    "dataSets": [
        {"id": "dsMonth0001", "name": "Maternal health", "periodType": "Monthly", "dataSetElements": [
            {"dataElement": {"id": one}}
            for one in ("anc00000001", "syp00000001", "opd00000001", "txt00000001")]},
        {"id": "dsYear00001", "name": "Populations", "periodType": "Yearly",
         "dataSetElements": [{"dataElement": {"id": "pop00000001"}}]},
    ],
    "indicatorTypes": [{"id": "pct00000001", "name": "Per cent", "factor": 100, "number": False}],
    "indicators": [
        {"id": "ind00000001", "name": "Syphilis tests in pregnancy", "numerator": "#{syp00000001}",
         "denominator": "#{anc00000001}", "indicatorType": {"id": "pct00000001"}, "annualized": False},
        {"id": "ind00000002", "name": "Antenatal coverage", "numerator": "#{anc00000001}",
         "denominator": "#{pop00000001}", "indicatorType": {"id": "pct00000001"}, "annualized": True},
        {"id": "ind00000003", "name": "Reporting rate", "numerator": "R{dsMonth0001.REPORTING_RATE}",
         "denominator": "1", "indicatorType": {"id": "pct00000001"}},
    ],
}  # fmt: skip

Run = Callable[..., int]


@pytest.fixture
def hub(db: None) -> str:
    """An empty hub with one collaborative; its channel."""
    found(Founding("Steward", "Limu", "Limu town"))
    return collaboratives()[0]


@pytest.fixture
def debo(hub: str, tmp_path: Path) -> Run:
    """The command, on that hub; a dict or a text among the words becomes a file."""

    def run(*words: str | dict[str, Any] | Path) -> int:
        texts = []
        for number, word in enumerate(words):
            if isinstance(word, dict):
                path = tmp_path / f"given-{number}.json"
                path.write_text(json.dumps(word), encoding="utf-8")
                texts.append(str(path))
            else:
                texts.append(str(word))
        parser = ArgumentParser(prog="debo")
        subparsers = parser.add_subparsers()
        for command in (sheet_command, export_command, exchange_command):
            command.register(subparsers)
        args = parser.parse_args(texts)
        code: int = args.run(args)
        return code

    return run


@pytest.fixture
def linked(debo: Run) -> Run:
    """The command on a hub that knows the small DHIS2."""
    assert debo("import", "dhis2", METADATA, "--write") == 1
    return debo


def value(element: str, unit: str, period: str, number: object, **more: object) -> dict[str, object]:
    """A data value as JSON has it."""
    return {"dataElement": element, "orgUnit": unit, "period": period, "value": number, **more}


def counts(measure: str, channel: str = "") -> dict[tuple[str, str], tuple[int | None, int | None, bool]]:
    """(place, period) → (numerator, denominator, taken back) of a measure, as released."""
    record = Measure.objects.get(name__en=measure).record
    rows = Observation.objects.filter(measure=record, channel__startswith="collaborative")
    names = {row.record: str(row) for row in Place.objects.all()}
    return {
        (names[row.facility or ""], row.period or ""): (row.numerator, row.denominator, bool(row.withdrawn))
        for row in rows
    }


def release(channel: str, measure: str, place: str, period: str, **values: object) -> str:
    """A count as a team releases it."""
    return acts.write(
        HubSteward.objects.get().person,
        channel,
        "observation",
        {
            "measure": Measure.objects.get(name__en=measure).record,
            "facility": Place.objects.get(name__en=place, channel__startswith="collaborative").record,
            "period": period,
            **values,
        },
    )
