"""The observations of a hub as large as a nation's, made inside the database out of one row a series."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, connections
from numpy.typing import NDArray

from debo.ledger.bulk import insert_rows
from debo.measures.models import Observation


@dataclass
class Counts:
    """One measure at all facilities: (facilities × months), NaN where nobody sent anything."""

    above: NDArray[np.float64]
    below: NDArray[np.float64] | None
    is_measured: bool


class Observations:
    """The observations themselves, made inside the database out of one row a series; without their indexes,
    which are built at the end."""

    def __init__(
        self, facilities: Sequence[tuple[str, str]], measures: Sequence[str], periods: Sequence[str]
    ) -> None:
        #: Channel and place of each.
        self.facilities, self.measures, self.periods = facilities, measures, list(periods)

    def begin(self) -> None:
        """Take the indexes away."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for statement in self._without_indexes():
                    cursor.execute(statement)

    def load(self, number: int, counts: Counts) -> None:
        """One measure's; on a connection of the thread's own."""
        if connection.vendor != "postgresql":
            return self._load_plainly(number, counts)
        measure = self.measures[number]
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMP TABLE staged (channel text, facility text, above float8[], below float8[])"
            )
            with cursor.cursor.copy("COPY staged FROM STDIN") as copy:
                below = None if counts.below is None else counts.below
                for i, (channel, place) in enumerate(self.facilities):
                    under = None if below is None else below[i].tolist()
                    copy.write_row((channel, place, counts.above[i].tolist(), under))
            into = "numerator, denominator, value"
            given = "NULL, NULL, c.above" if counts.is_measured else "c.above::bigint, c.below::bigint, NULL"
            below_or_none = "coalesce(s.below, array_fill(NULL::float8, ARRAY[cardinality(s.above)]))"
            cursor.execute(
                "INSERT INTO measures_observation "
                f"(channel, record, cells, measure, facility, period, {into}) "
                "SELECT s.channel, md5(s.facility || %s::text || c.month::text)::uuid::text, '{}', %s::text, "
                f"s.facility, (%s::text[])[c.month], {given} "
                f"FROM staged s, unnest(s.above, {below_or_none}) WITH ORDINALITY AS c(above, below, month) "
                "WHERE c.above <> 'NaN'",
                [measure, measure, self.periods],
            )
        # The thread's own; its temporary table goes with it.
        connection.close()
        return None

    def _load_plainly(self, number: int, counts: Counts) -> None:
        names = (
            "channel",
            "record",
            "cells",
            "measure",
            "facility",
            "period",
            "numerator",
            "denominator",
            "value",
        )
        measure = self.measures[number]

        def rows() -> Iterator[tuple[Any, ...]]:
            for i, (channel, place) in enumerate(self.facilities):
                for month in np.flatnonzero(~np.isnan(counts.above[i])).tolist():
                    above = float(counts.above[i, month])
                    below = None if counts.below is None else int(counts.below[i, month])
                    numbers = (None, None, above) if counts.is_measured else (int(above), below, None)
                    record = str(uuid.UUID(int=((number << 40) + (i << 16) + month) | (1 << 100)))
                    yield channel, record, "{}", measure, place, self.periods[month], *numbers

        insert_rows(Observation, names, rows())

    def finish(self) -> None:
        """Build the indexes as the migrations build them."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for statement in self._with_indexes():
                    cursor.execute(statement)
        connections.close_all()

    @staticmethod
    def _without_indexes() -> Iterator[str]:
        yield "ALTER TABLE measures_observation DROP CONSTRAINT measures_observation_pkey"
        yield from (f"DROP INDEX {name}" for name in ("observation_once", "observation_series"))

    @staticmethod
    def _with_indexes() -> Iterator[str]:
        yield "SET maintenance_work_mem = '1GB'"
        yield "ALTER TABLE measures_observation ADD CONSTRAINT measures_observation_pkey PRIMARY KEY (id)"
        yield "CREATE UNIQUE INDEX observation_once ON measures_observation (record, channel)"
        yield "CREATE INDEX observation_series ON measures_observation (measure, facility, period)"
        yield "ANALYZE measures_observation"
