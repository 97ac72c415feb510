"""A day as a person types it, in either calendar."""

from __future__ import annotations

import datetime
import re

from debo.languages import words
from debo.periods.ethiopian import EthiopianDate
from debo.periods.names import ETHIOPIAN_MONTHS
from debo.periods.refusal import PeriodError

_GREGORIAN = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\s+(\S+)\s+(\d{4})")

NO_DAY = words("{text} is no day. Write 2026-11-23, or in the Ethiopian calendar 14/3/2019 or 14 Hidar 2019.")


def parse_day(text: str) -> datetime.date:
    """Read `2026-11-23` (Gregorian), `14/3/2019` or `14 Hidar 2019` (Ethiopian, in three languages).

    Refuses with PeriodError what is none of these, or no day that exists.
    """
    said = text.strip()
    if found := _GREGORIAN.fullmatch(said):
        try:
            return datetime.date(*map(int, found.groups()))
        except ValueError:
            raise PeriodError(NO_DAY, text=text) from None
    if found := _NUMBERS.fullmatch(said):
        day, month, year = map(int, found.groups())
        return EthiopianDate(year, month, day).to_gregorian()
    if found := _NAMED.fullmatch(said):
        for names in ETHIOPIAN_MONTHS.values():
            lower = [name.casefold() for name in names]
            if found[2].casefold() in lower:
                month = lower.index(found[2].casefold()) + 1
                return EthiopianDate(int(found[3]), month, int(found[1])).to_gregorian()
    raise PeriodError(NO_DAY, text=text)
