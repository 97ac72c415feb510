"""Fetching from a server piece by piece. Each piece waits in a folder of the hub until all of them came, so a
run that was cut off goes on with the first piece that is missing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from debo.exchange.dhis2.web_api import Server

#: What is asked of each kind; DHIS2 sends much more when it isn't told.
FIELDS = {
    "organisationUnits": (
        "id,code,name,shortName,level,path,parent[id],openingDate,closedDate,translations,"
        "organisationUnitGroups[id]"
    ),
    "categoryOptions": "id,code,name",
    "categories": "id,code,name,categoryOptions[id]",
    "categoryCombos": "id,code,name,categories[id]",
    "categoryOptionCombos": "id,code,name,categoryCombo[id],categoryOptions[id]",
    "dataElements": (
        "id,code,name,shortName,valueType,domainType,zeroIsSignificant,categoryCombo[id],translations"
    ),
    "dataSets": "id,code,name,periodType,dataSetElements[dataElement[id],categoryCombo[id]]",
    "indicatorTypes": "id,name,factor,number",
    "indicators": (
        "id,code,name,shortName,numerator,denominator,numeratorDescription,denominatorDescription,annualized,"
        "indicatorType[id],translations"
    ),
}
#: Units and periods of one request for values, so that no answer is larger than some megabytes.
UNITS_AT_ONCE = 50
PERIODS_AT_ONCE = 12


class Pieces:
    """The folder of one exchange's pieces."""

    def __init__(self, exchange: int, data: Path | None = None) -> None:
        self.folder = (data or Path(settings.DATA)) / "exchange" / str(exchange)

    def has(self, name: str) -> bool:
        """Whether this piece came before."""
        return (self.folder / f"{name}.json").exists()

    def read(self, name: str) -> Any:
        """A piece that came."""
        return json.loads((self.folder / f"{name}.json").read_bytes())

    def keep(self, name: str, answer: Any) -> None:
        """Write a piece so that it is there whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.json"
        waiting = path.with_suffix(".part")
        with waiting.open("w", encoding="utf-8") as file:
            json.dump(answer, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)

    def paths(self) -> list[Path]:
        """All pieces, in their order."""
        return sorted(self.folder.glob("*.json"))

    def remove(self) -> None:
        """Let go of them: all that they said is in the hub, or was refused."""
        shutil.rmtree(self.folder, ignore_errors=True)


def pull_metadata(server: Server, pieces: Pieces, words: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The pages of each kind of metadata, in the shape of a metadata file."""
    for word in words:
        page, is_last = 0, False
        while not is_last:
            page += 1
            name = f"{word}-{page:05}"
            if not pieces.has(name):
                params = {"fields": FIELDS[word], "paging": "true"}
                _page, answer, last = next(server.pages(f"/api/{word}", params, page))
                pieces.keep(name, {word: answer.get(word, []), "last": last})
            kept = pieces.read(name)
            is_last = bool(kept["last"])
            yield {word: kept[word]}


def pull_values(
    server: Server, pieces: Pieces, data_sets: Sequence[str], units: Sequence[str], periods: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Fetch values; tells after each piece how many came, and of how many."""
    wanted = [
        (units[u : u + UNITS_AT_ONCE], periods[p : p + PERIODS_AT_ONCE])
        for u in range(0, len(units), UNITS_AT_ONCE)
        for p in range(0, len(periods), PERIODS_AT_ONCE)
    ]
    for number, (some_units, some_periods) in enumerate(wanted, 1):
        name = f"values-{number:06}"
        if not pieces.has(name):
            params = {
                "dataSet": list(data_sets),
                "orgUnit": list(some_units),
                "period": list(some_periods),
                "includeDeleted": "true",
            }
            answer = server.get("/api/dataValueSets", params)
            pieces.keep(name, {"dataValues": answer.get("dataValues") or []})
        yield number, len(wanted)
