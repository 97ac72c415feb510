"""The Ethiopian calendar and the periods a measure is reported in; knows no Django.

Periods and dates are here values that name themselves; web/src/periods is the same in TypeScript, and both
answer to vectors/periods.json.
"""

from debo.periods.ethiopian import EthiopianDate, days_in_month, is_leap_year
from debo.periods.fiscal import first_day_of_fiscal_year, fiscal_year, fiscal_year_of
from debo.periods.labels import clock_label, day_label, era, label, month_name, span_label, weekday_name
from debo.periods.period import Kind, Period, StartDay, between, parse, period_of
from debo.periods.refusal import PeriodError

__all__ = [
    "EthiopianDate",
    "Kind",
    "Period",
    "PeriodError",
    "StartDay",
    "between",
    "clock_label",
    "day_label",
    "days_in_month",
    "era",
    "first_day_of_fiscal_year",
    "fiscal_year",
    "fiscal_year_of",
    "is_leap_year",
    "label",
    "month_name",
    "parse",
    "period_of",
    "span_label",
    "weekday_name",
]
