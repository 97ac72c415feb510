"""What an analysis says in sentences, in English, Amharic and Afaan Oromo."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from debo.languages import words

_LOCALE: Final = Path(__file__).resolve().parent.parent / "locale"

SENTENCES: Final[Mapping[str, str]] = words(
    {
        "read": "Charts read: {series}, from {observations} counts.",
        "too_few": "Fewer than 10 useful points, so nothing is said yet: {too_few}.",
        "frozen": "With a line that was frozen earlier, read but not judged here: {frozen}, "
        "with a signal {signals}.",
        "signals": "Likely a real change: {signals} of {judged} charts.",
        "noise": "Noise alone would give about {expected} such signals among so many charts ({percent} %).",
        "as_noise": "The signals are about as many as noise gives. Please don't look for a cause of each.",
        "kept": "Where at most {level} % may be noise, {kept} charts remain: look at these first.",
        "none_kept": "Where at most {level} % may be noise, no chart remains.",
        "roll_ups": "Sums above the facility: {sums}. Numerators and denominators were added; "
        "percentages are never averaged.",
        "hidden": "Small counts of what nobody wishes for (below 5, and what would give them away) are "
        "hidden above the facility: {hidden}.",
        "unreadable": "Counts for another kind of period than their measure's were left out: {unreadable}.",
        "nobody": "Nothing here is about a person, and no facility is ranked.",
    }
)


def sentences(told: Mapping[str, Any], language: str) -> list[str]:
    """The sentences of a summary in one language; English where a translation is missing."""
    charts, above = told["charts"], told["roll_ups"]
    expected, spread = charts["expected_by_chance"], charts["spread_by_chance_if_independent"]
    judged = charts["judged"]
    numbers: dict[str, str] = {
        "series": _count(charts["series"]),
        "observations": _count(told["observations"]),
        "too_few": _count(charts["too_few_points"]),
        "frozen": _count(charts["frozen_lines"]),
        "signals": _count(charts["signals"]),
        "judged": _count(judged),
        "expected": _about(expected),
        "percent": f"{100 * expected / judged:.1f}" if judged else "0",
        "level": f"{100 * charts['false_discovery_rate']:g}",
        "kept": _count(charts["kept"]),
        "sums": _count(above["sums"]),
        "hidden": _count(above["hidden"]),
        "unreadable": _count(told["of_another_kind_of_period"]),
    }
    frozen = {**numbers, "signals": _count(charts["signals_on_frozen_lines"])}
    keys = ["read"]
    keys += ["too_few"] if charts["too_few_points"] else []
    keys += ["frozen"] if charts["frozen_lines"] else []
    if judged:
        keys += ["signals", "noise"]
        keys += ["as_noise"] if 0 < charts["signals"] <= expected + 2 * spread else []
        keys += ["kept" if charts["kept"] else "none_kept"]
    keys += ["roll_ups"] if above["sums"] else []
    keys += ["hidden"] if above["hidden"] else []
    keys += ["unreadable"] if told["of_another_kind_of_period"] else []
    keys += ["nobody"]
    say = _translation(language)
    return [say.gettext(SENTENCES[key]).format(**(frozen if key == "frozen" else numbers)) for key in keys]


@cache
def _translation(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", _LOCALE, [language], fallback=True)


def _count(number: int) -> str:
    return f"{number:,}"


def _about(number: float) -> str:
    """Whole from ten on; below it a decimal says something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"
