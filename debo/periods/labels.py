"""How a day, a period or an hour is written for a person, in her language and the calendar she chose."""

import datetime
from typing import Literal

from debo.periods import names
from debo.periods.ethiopian import EthiopianDate
from debo.periods.period import Kind, Period

Language = Literal["en", "am", "om"]
Calendar = Literal["ethiopian", "gregorian"]
Length = Literal["long", "short"]

OWN_CALENDAR = {Kind.ETHIOPIAN_MONTH: "ethiopian", Kind.GREGORIAN_MONTH: "gregorian"}

# The order of day, month and year: CLDR 48 for English, newspapers' usage for Amharic and Afaan Oromo.
DAY = {"en": "{days} {month}", "am": "{month} {days}", "om": "{month} {days}"}
WITH_YEAR = {"en": "{text} {year}", "am": "{text}፣ {year}", "om": "{text}, {year}"}

# The Ethiopian day begins at dawn: what the world calls seven in the morning is one o'clock.
DAWN_HOURS = 6


def label(period: Period, language: Language, calendar: Calendar, length: Length = "long") -> str:
    """Name a period: `Meskerem 2018`, or the days it covers when the calendar shown is not its own.

    Short forms fit under an axis: `Mes 2018`, `Sep–Oct 2025`, and for a week its first day, `26 Jan 2026`.
    """
    if OWN_CALENDAR.get(period.kind) == calendar:
        return f"{month_name(period.number, language, calendar, length)} {period.year}"
    if length == "long":
        return span_label(period.first_day, period.last_day, language, calendar)
    if period.kind is Kind.WEEK:
        return day_label(period.first_day, language, calendar, length)
    return _months_label(period, language, calendar)


def day_label(day: datetime.date, language: Language, calendar: Calendar, length: Length = "long") -> str:
    """Write one day: `1 Meskerem 2018`."""
    return span_label(day, day, language, calendar, length)


def span_label(
    first: datetime.date,
    last: datetime.date,
    language: Language,
    calendar: Calendar,
    length: Length = "long",
) -> str:
    """Write the days from `first` to `last`, naming no month or year twice: `18–24 Tir 2018`."""
    begin, end = _in(calendar, first), _in(calendar, last)

    def days(month: int, numbers: str) -> str:
        return DAY[language].format(days=numbers, month=month_name(month, language, calendar, length))

    def with_year(text: str, year: int) -> str:
        return WITH_YEAR[language].format(text=text, year=year)

    if begin == end:
        return with_year(days(end[1], f"{end[2]}"), end[0])
    if begin[:2] == end[:2]:
        return with_year(days(end[1], f"{begin[2]}–{end[2]}"), end[0])
    start, finish = days(begin[1], f"{begin[2]}"), days(end[1], f"{end[2]}")
    if begin[0] == end[0]:
        return with_year(f"{start} – {finish}", end[0])
    return f"{with_year(start, begin[0])} – {with_year(finish, end[0])}"


def month_name(month: int, language: Language, calendar: Calendar, length: Length = "long") -> str:
    """Name a month, counted from 1."""
    table = names.ETHIOPIAN_MONTHS if calendar == "ethiopian" else names.GREGORIAN_MONTHS
    return _shortened(table[language][month - 1], length)


def weekday_name(day: datetime.date, language: Language, length: Length = "long") -> str:
    """Name the weekday of a day."""
    return _shortened(names.WEEKDAYS[language][day.weekday()], length)


def era(language: Language, calendar: Calendar) -> str:
    """Return what is written after a year to say which calendar counts it: `E.C.` or `G.C.`."""
    return names.ERAS[language][calendar]


def clock_label(time: datetime.time, language: Language, calendar: Calendar) -> str:
    """Write a time of day: `13:30`, or as people here say it, `7:30 in the afternoon`, six hours off."""
    if calendar == "gregorian":
        return f"{time:%H:%M}"
    hour = (time.hour - DAWN_HOURS - 1) % 12 + 1
    part = names.PARTS_OF_DAY[language][time.hour // 6]
    clock = f"{hour}:{time.minute:02}"
    return f"{clock} {part}" if language == "en" else f"{part} {clock}"


def _months_label(period: Period, language: Language, calendar: Calendar) -> str:
    begin, end = _in(calendar, period.first_day), _in(calendar, period.last_day)
    start, finish = (month_name(date[1], language, calendar, "short") for date in (begin, end))
    if begin[0] != end[0]:
        return f"{start} {begin[0]} – {finish} {end[0]}"
    return f"{start}–{finish} {end[0]}" if start != finish else f"{start} {end[0]}"


def _in(calendar: Calendar, day: datetime.date) -> tuple[int, int, int]:
    date = EthiopianDate.from_gregorian(day) if calendar == "ethiopian" else day
    return (date.year, date.month, date.day)


def _shortened(name: str, length: Length) -> str:
    return name if length == "long" else name[: names.SHORT]
