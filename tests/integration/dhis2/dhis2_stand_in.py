"""A server on loopback that answers as DHIS2 does: shapes of 2.36 to 2.42, refusals, pages, jobs, a bad line.

The shapes were put down from DHIS2's documentation and the expectations of its own tests; no live instance
was asked (docs/dhis2.md says what that leaves open). It keeps what it is given, so that tests can ask for it.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "d2pat_" + "stand" + "in" * 9
USER, PASSWORD = "admin", "district:with:colons"

_KNOWN = frozenset({
    f"ApiToken {TOKEN}",
    "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
})  # fmt: skip
Cell = tuple[str, str, str, str, str]


@dataclass
class StandIn:
    """What the server knows, how it behaves, and what it saw."""

    version: str = "2.40.3"
    calendar: str = "iso8601"
    metadata: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    page_size: int = 2
    values: dict[Cell, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, list[str]]]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    #: What happens to the next requests: a status, "drop" (the line breaks before), "lost" (the answer is
    #: lost after the work was done), "slow" (no answer in time), "html".
    faults: deque[int | str | None] = field(default_factory=deque)
    #: Units this account may not write to.
    closed_units: set[str] = field(default_factory=set)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    polls: int = 0

    @property
    def minor(self) -> int:
        """36 of 2.36.1."""
        return int(self.version.split(".")[1])

    def take(self, body: dict[str, Any], dry_run: bool) -> dict[str, Any]:
        """Import data values as DHIS2 would; returns its import summary."""
        counts = {"imported": 0, "updated": 0, "ignored": 0, "deleted": 0}
        conflicts, rejected = [], []
        units = {one["id"] for one in self.metadata.get("organisationUnits", [])}
        for index, one in enumerate(body["dataValues"]):
            cell = self._cell(one)
            why = self._why_not(one, units)
            if why is not None:
                counts["ignored"] += 1
                rejected.append(index)
                conflicts.append(self._conflict(one, index, *why))
                continue
            if one.get("deleted"):
                counts["deleted"] += 1
                if not dry_run:
                    self.values.pop(cell, None)
                continue
            counts["updated" if cell in self.values else "imported"] += 1
            if not dry_run:
                self.values[cell] = one
        summary: dict[str, Any] = {
            "responseType": "ImportSummary",
            "status": "WARNING" if conflicts else "SUCCESS",
            "description": "Import process completed successfully",
            "importCount": counts,
            "conflicts": conflicts,
            "dataSetComplete": "false",
        }
        return summary | ({"rejectedIndexes": rejected} if self.minor >= 37 else {})

    @staticmethod
    def _cell(one: dict[str, Any]) -> Cell:
        combo = one.get("categoryOptionCombo", "HllvX50cXC0")
        attribute = one.get("attributeOptionCombo", "HllvX50cXC0")
        return one["orgUnit"], one["period"], one["dataElement"], combo, attribute

    def _why_not(self, one: dict[str, Any], units: set[str]) -> tuple[str, str] | None:
        if one["orgUnit"] not in units:
            return "E7612", f"Organisation unit not found or not accessible: `{one['orgUnit']}`"
        if one["orgUnit"] in self.closed_units:
            return "E7617", f"Organisation unit: `{one['orgUnit']}` is not in hierarchy of current user"
        if not str(one.get("value", "")).isdigit():
            return "E7619", f"Value must match data element type: `{one.get('value')}`"
        return None

    def _conflict(self, one: dict[str, Any], index: int, code: str, said: str) -> dict[str, Any]:
        if self.minor < 37:
            return {"object": one["orgUnit"], "value": said}
        return {
            "object": one["orgUnit"],
            "objects": {"organisationUnit": one["orgUnit"]},
            "value": said,
            "errorCode": code,
            "property": "orgUnit",
            "indexes": [index],
        }

    def answer(self, summary: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """(status, body): up to 2.37 the summary itself; from 2.38 wrapped, with 409 for conflicts."""
        if self.minor < 38:
            return (409 if summary["conflicts"] and self.minor == 37 else 200), summary
        status = 409 if summary["conflicts"] else 200
        return status, {
            "httpStatus": "Conflict" if status == 409 else "OK",
            "httpStatusCode": status,
            "status": "WARNING" if status == 409 else "OK",
            "message": "One or more conflicts encountered, please check import summary.",
            "response": summary,
        }

    def list_of(self, word: str, query: dict[str, list[str]]) -> dict[str, Any]:
        """A page of metadata, with the pager as DHIS2 writes it."""
        objects, page = self.metadata.get(word, []), int(query.get("page", ["1"])[0])
        size = min(self.page_size, int(query.get("pageSize", ["50"])[0]))
        count = max(1, -(-len(objects) // size))
        pager: dict[str, Any] = {"page": page, "total": len(objects), "pageSize": size, "pageCount": count}
        if page < count:
            pager["nextPage"] = f"https://dhis.example.org/api/{word}?page={page + 1}"
        return {"pager": pager, word: objects[(page - 1) * size : page * size]}

    def values_of(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Data values of the units and periods asked for. DHIS2 answers {} when there are none."""
        found = [
            one
            for (unit, period, *_rest), one in sorted(self.values.items())
            if unit in query["orgUnit"] and period in query["period"]
        ]
        return {"dataValues": found} if found else {}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        known = self.server.known
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        known.requests.append((self.command, parts.path, query))
        known.authorizations.append(self.headers.get("Authorization", ""))
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        if self.headers.get("Authorization", "") not in _KNOWN:
            self._say(401, json.dumps({"httpStatusCode": 401, "message": "Unauthorized"}))
            return
        fault = known.faults.popleft() if known.faults else None
        if fault in ("drop", "slow"):
            if fault == "slow":
                time.sleep(0.4)
            self.close_connection = True
            return
        if fault == "html":
            self._say(200, "<html>Log in</html>", "text/html")
        elif isinstance(fault, int):
            self._say(fault, json.dumps({"httpStatusCode": fault, "status": "ERROR", "message": "as told"}))
        else:
            status, said = self._answer(parts.path, query, body)
            if fault == "lost":
                self.close_connection = True
                return
            self._say(status, json.dumps(said))

    def _answer(self, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        known = self.server.known
        word = path.rpartition("/")[2]
        if path == "/api/system/info":
            return 200, {"version": known.version, "calendar": known.calendar}
        if path.startswith("/api/system/tasks/"):
            known.polls += 1
            done = known.polls % 2 == 0
            return 200, [
                {"level": "INFO", "completed": done, "message": "Import done" if done else "Process started"}
            ]
        if path.startswith("/api/system/taskSummaries/"):
            return 200, known.jobs[word]
        if path == "/api/dataValueSets":
            is_read = self.command == "GET"
            return (200, known.values_of(query)) if is_read else self._take(query, body)
        is_api = path.startswith("/api/")
        return (200, known.list_of(word, query)) if is_api else (404, {"message": "no such page"})

    def _take(self, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any]:
        known = self.server.known
        dry_run = query.get("dryRun") == ["true"]
        if not dry_run:
            known.bodies.append(body)
        summary = known.take(body, dry_run)
        if query.get("async") != ["true"]:
            return known.answer(summary)
        job = f"job{len(known.jobs):08}"
        known.jobs[job] = summary
        return 200, {
            "httpStatus": "OK",
            "status": "OK",
            "message": "Initiated dataValueImport",
            "response": {
                "name": "dataValueImport",
                "id": job,
                "jobType": "DATAVALUE_IMPORT",
                "relativeNotifierEndpoint": f"/api/system/tasks/DATAVALUE_IMPORT/{job}",
            },
        }

    def _say(self, status: int, text: str, kind: str = "application/json") -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    known: StandIn


class Running:
    """The stand-in on a free port of loopback, as long as the `with` lasts."""

    def __init__(self, known: StandIn) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.known = known
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
