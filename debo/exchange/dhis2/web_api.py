"""A DHIS2 server by its Web API: one request at a time, patient with bad lines, plain about what is wrong.

The requests are dhis2-client's; what it leaves out is here: waiting between tries, a token that has expired,
pages as checkpoints, jobs that run on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import httpx
from dhis2_client import DHIS2Client
from dhis2_client.errors import DHIS2HTTPError

from debo.exchange.dhis2.credentials import Credentials
from debo.exchange.dhis2.summary import Summary, job_of, read_summary

#: Tries of one request, and the seconds before each but the first: a minute in all, for a line that drops.
WAITS = (1, 2, 4, 8, 16, 30)
PAGE_SIZE = 1_000
#: A job of a batch takes seconds; after this long somebody should look.
LONGEST_JOB = 1_800
_SECONDS = 60

# It logs what servers answer, and what they answer can hold counts; nothing of an exchange goes to a log.
logging.getLogger("dhis2_client").setLevel(logging.CRITICAL)
logging.getLogger("httpx").setLevel(logging.WARNING)


class ApiError(Exception):
    """The server can't be used as asked; the message says what happened and what to do."""


class LineError(ApiError):
    """The line or the server failed again and again; what was done is kept, the next run goes on."""


class Server:
    """One server. `sleep` waits between tries."""

    def __init__(
        self, address: str, credentials: Credentials, *, sleep: Callable[[float], None] = time.sleep,
        timeout: float = _SECONDS,
    ) -> None:  # fmt: skip
        self.address, self._sleep = address, sleep
        self._client = DHIS2Client(
            address,
            username=credentials.user or None,
            password=credentials.password or None,
            token=credentials.token or None,
            timeout=timeout,
            connect_timeout=timeout,
            retries=0,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def about(self) -> tuple[str, str]:
        """(version, calendar) of the server; proves that the credentials are good."""
        said = self.get("/api/system/info")
        return str(said.get("version", "")), str(said.get("calendar", "iso8601"))

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """Ask; refuses with ApiError."""
        return self._patiently(lambda: self._client.get(path, params=dict(params or {})))

    def pages(self, path: str, params: Mapping[str, Any], first: int = 1) -> Iterator[tuple[int, Any, bool]]:
        """(page, answer, whether it is the last) from page `first` on."""
        page = first
        while True:
            answer = self.get(path, {**params, "page": page, "pageSize": PAGE_SIZE})
            pager = answer.get("pager") or {}
            is_last = page >= int(pager.get("pageCount") or 1)
            yield page, answer, is_last
            if is_last:
                return
            page += 1

    def give(self, values: list[dict[str, Any]], params: Mapping[str, Any]) -> Summary:
        """Hand in data values and wait for what the server made of them; refuses with ApiError.

        The same batch again is harmless, so it is tried again when a line drops before the answer came.
        """
        answer = self._patiently(
            lambda: self._client.post("/api/dataValueSets", params=dict(params), json={"dataValues": values})
        )
        summary = read_summary(answer)
        job = job_of(answer)
        if summary is None and job is not None:
            summary = self._wait_for(*job)
        if summary is None:
            raise ApiError(f"The server's answer can't be read: {str(answer)[:200]}")
        return summary

    def _wait_for(self, kind: str, id_: str) -> Summary:
        waited = 0.0
        while waited < LONGEST_JOB:
            told = self.get(f"/api/system/tasks/{kind}/{id_}")
            notes = told if isinstance(told, list) else []
            if any(one.get("completed") for one in notes if isinstance(one, dict)):
                summary = read_summary(self.get(f"/api/system/taskSummaries/{kind}/{id_}") or {})
                if summary is None:
                    raise ApiError(f"The job {id_} ended without a summary; see the server's own log.")
                return summary
            pause = min(10.0, 0.5 + waited / 4)
            self._sleep(pause)
            waited += pause
        raise LineError(f"The job {id_} goes on at the server for longer than half an hour; try again later.")

    def _patiently(self, request: Callable[[], Any]) -> Any:
        why = ""
        for wait in (0, *WAITS):
            if wait:
                self._sleep(wait)
            try:
                return request()
            except DHIS2HTTPError as error:
                payload = getattr(error, "payload", None)
                if error.status_code == HTTPStatus.CONFLICT and isinstance(payload, dict):
                    return payload
                why = self._refusal(error.status_code, payload)
            except httpx.TimeoutException:
                why = "the server didn't answer in time"
            except httpx.TransportError as error:
                why = f"the line broke ({type(error).__name__})"
            except ValueError:
                raise ApiError(
                    f"{self.address} doesn't answer as DHIS2 does. Look at the address once more."
                ) from None
        raise LineError(
            f"{self.address}: {why}, {len(WAITS) + 1} times. What was done is kept; run the same again and "
            "it goes on from there."
        )

    def _refusal(self, status: int, payload: Any) -> str:
        """Why to try again; refuses with ApiError what trying again can't help."""
        said = str(payload.get("message", "") if isinstance(payload, dict) else "")[:200]
        if status == HTTPStatus.UNAUTHORIZED:
            raise ApiError(
                f"{self.address} doesn't know this token or password, or it has expired. Make a new token in "
                "DHIS2 (Profile, Personal access tokens); what was done before is kept."
            )
        if status == HTTPStatus.FORBIDDEN:
            raise ApiError(f"{self.address} doesn't allow this account to do that. {said}".strip())
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"the server answered {status}"
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise ApiError(f"{self.address} sends us elsewhere ({status}). Give the address it has now.")
        raise ApiError(f"{self.address} refused the request ({status}). {said}".strip())
