"""What DHIS2 answers to values it was given, in the shapes of 2.30 to 2.42."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """Why DHIS2 refuses something: its own words, and the places of the values it means, if it says them."""

    about: str
    message: str
    indexes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Summary:
    """`rejected`: the places of refused values; None when DHIS2 refused some and doesn't say which."""

    status: str
    counts: dict[str, int]
    conflicts: tuple[Conflict, ...] = ()
    rejected: frozenset[int] | None = field(default_factory=frozenset)


def read_summary(answer: Mapping[str, Any]) -> Summary | None:
    """The summary in an answer; None when there is none, as when a job was only begun.

    Up to 2.37 it is the answer itself; from 2.38 it stands in `response`. `rejectedIndexes` and a conflict's
    `indexes` came with 2.37; an older server names only what it stumbled over.
    """
    found = _find(answer)
    if found is None:
        return None
    said = found.get("importCount") or {}
    counts = {name: int(said.get(name) or 0) for name in ("imported", "updated", "deleted", "ignored")}
    conflicts = tuple(_conflict(one) for one in found.get("conflicts") or () if isinstance(one, dict))
    status = str(found.get("status") or "")
    indexes = found.get("rejectedIndexes")
    if indexes is None:
        indexes = [index for one in conflicts for index in one.indexes]
        if any(not one.indexes for one in conflicts) or (status == "ERROR" and not indexes):
            return Summary(status, counts, conflicts, None)
    return Summary(status, counts, conflicts, frozenset(int(one) for one in indexes))


def _find(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for one in (answer.get("response"), answer):
        if isinstance(one, dict) and ("importCount" in one or one.get("responseType") == "ImportSummary"):
            return one
    return None


def _conflict(said: Mapping[str, Any]) -> Conflict:
    about = said.get("object") or ", ".join(str(one) for one in (said.get("objects") or {}).values())
    code = f" ({said['errorCode']})" if said.get("errorCode") else ""
    indexes = tuple(int(one) for one in said.get("indexes") or ())
    return Conflict(str(about or ""), f"{said.get('value') or said.get('message') or ''}{code}", indexes)


def job_of(answer: Mapping[str, Any]) -> tuple[str, str] | None:
    """(kind, id) of the job that an answer says was begun; None when it says none."""
    found = answer.get("response")
    if isinstance(found, dict) and found.get("id") and (found.get("jobType") or found.get("category")):
        return str(found.get("jobType") or found.get("category")), str(found["id"])
    return None
