"""The Ethiopian calendar: twelve months of thirty days, then Pagume of five or six.

Everything goes over the Julian day number (JDN), so that no rule about New Year in September is needed:
1 Meskerem of year y is JDN 1723856 + 365 y + y div 4. The web app holds the same arithmetic against ICU's
calendar on 55,152 days.
"""

import datetime
from dataclasses import dataclass

from debo.languages import words
from debo.periods.refusal import PeriodError

MONTHS = 13
PAGUME = 13
DAYS_IN_MONTH = 30
DAYS_IN_FOUR_YEARS = 1461

# 1 Meskerem of year 0 as Python's `date.toordinal` counts days, whose day 0 is JDN 1721425.
EPOCH_ORDINAL = 1723856 - 1721425

# Python's dates end in December 9999, within the Ethiopian year 9992.
LAST_YEAR = 9991

NOT_A_DAY = words("{day}/{month}/{year} is not a day of the Ethiopian calendar. Nothing was changed.")


@dataclass(frozen=True, order=True, slots=True)
class EthiopianDate:
    """A day of the Ethiopian calendar, Amete Mihret; months 1 (Meskerem) to 13 (Pagume).

    Refuses with PeriodError a day that does not exist, such as 6 Pagume of a common year.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        exists = 1 <= self.year <= LAST_YEAR and 1 <= self.month <= MONTHS
        if not (exists and 1 <= self.day <= days_in_month(self.year, self.month)):
            raise PeriodError(NOT_A_DAY, day=self.day, month=self.month, year=self.year)

    def to_gregorian(self) -> datetime.date:
        """Return the same day in the Gregorian calendar."""
        new_year = EPOCH_ORDINAL + 365 * self.year + self.year // 4
        return datetime.date.fromordinal(new_year + DAYS_IN_MONTH * (self.month - 1) + self.day - 1)

    @classmethod
    def from_gregorian(cls, day: datetime.date) -> "EthiopianDate":
        """Return the Ethiopian day of a Gregorian one; from 1 Meskerem of year 1 (27 August 8) on."""
        four_years, rest = divmod(day.toordinal() - EPOCH_ORDINAL, DAYS_IN_FOUR_YEARS)
        # The leap day ends the third year of four, so the fourth "year" of 365 days is day 1460 at most.
        year_of_four = rest // 365 - rest // 1460
        day_of_year = rest - 365 * year_of_four
        return cls(
            4 * four_years + year_of_four,
            day_of_year // DAYS_IN_MONTH + 1,
            day_of_year % DAYS_IN_MONTH + 1,
        )


def is_leap_year(year: int) -> bool:
    """Tell whether Pagume of this Ethiopian year has six days; every fourth year, without exception."""
    return year % 4 == 3


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month (1 to 13) has: 30, and for Pagume 5 or 6."""
    if month < PAGUME:
        return DAYS_IN_MONTH
    return 6 if is_leap_year(year) else 5
