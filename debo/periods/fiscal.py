"""The Ethiopian fiscal year (EFY): from 1 Hamle to 30 Sene, named by the year in which it ends.

EFY 2008 is 1 Hamle 2007 to 30 Sene 2008 (8 July 2015 to 7 July 2016): the Ministry of Health's plan for
"2015/16-2019/20 (2008-2012 EFY)" counts so. DHIS2 names the same year by its beginning, `2007November`, so
that an id from there and an EFY from here differ by one.
"""

import datetime

from debo.periods.ethiopian import EthiopianDate
from debo.periods.period import Period

HAMLE = 11


def fiscal_year_of(day: datetime.date) -> int:
    """Return the fiscal year (EFY) of a day."""
    date = EthiopianDate.from_gregorian(day)
    return date.year + 1 if date.month >= HAMLE else date.year


def fiscal_year(period: Period) -> int:
    """Return the fiscal year (EFY) a period is reported in: the one in which it ends."""
    return fiscal_year_of(period.last_day)


def first_day_of_fiscal_year(efy: int) -> datetime.date:
    """Return the Gregorian date of the 1 Hamle that opens a fiscal year."""
    return EthiopianDate(efy - 1, HAMLE, 1).to_gregorian()
