"""The expressions of DHIS2's indicators, as far as people can type what they count.

A sum or difference of elements, such as #{fbfJHSPpUQD}+#{Jtf34kNZhzP.pq2XI5kz2BY}, is counts beside counts.
Anything else (constants, products, reporting rates, programme indicators) is refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from debo.exchange.dhis2.metadata import DEFAULT_OPTION_COMBO

_TERM = re.compile(r"\s*([+-]?)\s*#\{\s*(\w+)(?:\.(\w+|\*))?(?:\.(\w+|\*))?\s*\}\s*", re.ASCII)
_OTHERS = (
    (re.compile(r"\bR\{"), "how completely was reported, which Debo works out itself"),
    (re.compile(r"\b[DAI]\{"), "single cases of a programme, which Debo never keeps"),
    (re.compile(r"\bC\{"), "a constant"),
    (re.compile(r"\bOUG\{"), "how many units a group has"),
    (re.compile(r"\bN\{"), "another indicator"),
    (re.compile(r"[*/]"), "a product or a share"),
    (re.compile(r"^[\s\d.+-]*$"), "no element at all"),
)


class ExpressionError(ValueError):
    """The expression isn't a sum or difference of elements; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Term:
    """One element, with its option combo when the expression names one; `sign` is 1 or -1."""

    element: str
    combo: str = ""
    sign: int = 1


def read_expression(text: str) -> tuple[Term, ...]:
    """The terms of a sum; refuses with ExpressionError. The same element twice stays twice."""
    found: list[Term] = []
    at = 0
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or (found and not match[1]):
            raise ExpressionError(_why_not(text))
        combo = "" if match[3] in (None, "*", DEFAULT_OPTION_COMBO) else match[3]
        if match[4] not in (None, "*", DEFAULT_OPTION_COMBO):
            raise ExpressionError("it asks for one attribute option combo, and Debo keeps one count")
        found.append(Term(match[2], combo, -1 if match[1] == "-" else 1))
        at = match.end()
    if not found:
        raise ExpressionError("it is empty")
    return tuple(found)


def is_one(text: str) -> bool:
    """Whether a denominator only says that there is none."""
    return text.strip() in ("", "1", "1.0")


def expression_of(terms: tuple[Term, ...]) -> str:
    """The terms in DHIS2's words."""
    texts = [
        ("-" if one.sign < 0 else "+") + "#{" + one.element + (f".{one.combo}" if one.combo else "") + "}"
        for one in terms
    ]
    return "".join(texts).removeprefix("+")


def _why_not(text: str) -> str:
    for pattern, what in _OTHERS:
        if pattern.search(text):
            return f"it counts {what}"
    return f"“{text}” isn't a sum of elements"
