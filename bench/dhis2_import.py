"""How long 200,000 values of DHIS2 take into a fresh hub on SQLite, by processor time, and how much memory.

    python -m bench.dhis2_import [csv|json|xml|adx] [values]

500 facilities, numerators and denominators of measures by month, so two values make one count. The goal is
20 s. It is measured through `debo import dhis2` itself.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from debo.exchange.dhis2.adx_format import write_adx
from debo.exchange.dhis2.csv_format import write_csv
from debo.exchange.dhis2.json_format import write_json
from debo.exchange.dhis2.value import Value
from debo.exchange.dhis2.xml_format import write_xml

FACILITIES = 500
MEASURES = 10


def uid(letter: str, number: int) -> str:
    """An id as DHIS2 makes them."""
    return f"{letter}{number:010}"


def metadata(folder: Path) -> Path:
    """Units, elements and indicators."""
    elements = [uid("e", number) for number in range(2 * MEASURES)]
    said = {
        "organisationUnits": [
            {"id": uid("u", n), "name": f"Facility {n} health centre", "level": 5, "code": str(n)}
            for n in range(FACILITIES)
        ],
        "dataElements": [{"id": one, "name": f"Element {one}", "valueType": "INTEGER"} for one in elements],
        "indicatorTypes": [{"id": uid("t", 0), "name": "Per cent", "factor": 100}],
        "dataSets": [
            {
                "id": uid("d", 0),
                "name": "Monthly",
                "periodType": "Monthly",
                "dataSetElements": [{"dataElement": {"id": one}} for one in elements],
            }
        ],
        "indicators": [
            {
                "id": uid("i", n),
                "name": f"Indicator {n}",
                "numerator": f"#{{{elements[2 * n]}}}",
                "denominator": f"#{{{elements[2 * n + 1]}}}",
                "indicatorType": {"id": uid("t", 0)},
            }
            for n in range(MEASURES)
        ],
    }
    path = folder / "metadata.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


def values(count: int) -> Iterator[Value]:
    """Month by month, as a DHIS2 export comes."""
    row = 0
    for month in range(1_000):
        period = f"{2000 + month // 12}{month % 12 + 1:02}"
        for unit in range(FACILITIES):
            for element in range(2 * MEASURES):
                row += 1
                number = 40 + (row * 7919) % 50 + 60 * (element % 2)
                yield Value(row, uid("e", element), period, uid("u", unit), value=str(number))
                if row == count:
                    return


def main() -> None:
    """Write the file, bring it in, say what it took."""
    how = sys.argv[1] if len(sys.argv) > 1 else "csv"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DEBO_DATA"] = str(folder / "data")
        path = folder / f"values.{how}"
        with path.open("w", encoding="utf-8", newline="") as file:
            if how == "adx":
                write_adx(values(count), file, exported="2026-01-01T00:00:00Z")
            else:
                {"csv": write_csv, "json": write_json, "xml": write_xml}[how](values(count), file)
        from debo.cli import main as debo  # noqa: PLC0415 - after the folder is named
        from debo.embedded import open_hub  # noqa: PLC0415

        open_hub(may_make=True)
        from debo.people.setting_up import Founding, found  # noqa: PLC0415

        found(Founding("Steward", "Bench", "Woreda"))
        debo(["import", "dhis2", str(metadata(folder)), "--write"])
        before, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        debo(["import", "dhis2", str(path), "--write"])
        seconds = time.process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{how}: {count:,} values in {seconds:.1f} s of processor time,")
        print(f"peak memory {peak / 1024:.0f} MB ({(peak - memory) / 1024:.0f} MB more than before)")


if __name__ == "__main__":
    main()
