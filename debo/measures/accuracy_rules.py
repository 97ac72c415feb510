"""What an LQAS check may not say: another draw than its seed gives, or than it gave first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule

#: What was drawn, and what it follows from.
DRAW = ("pool", "seed", "drawn")


@rule("accuracy_check")
def drawn_once(values: Mapping[str, Any], context: Context) -> Objection | None:
    """Twelve elements, as the seed gives them from the pool, and the same ones for ever."""
    if any(name in context.changed and context.before.get(name) is not None for name in DRAW):
        return "drawn_already", _(
            "The elements of this month are drawn already, and stay. Please compare those that were drawn."
        )
    pool, seed, drawn = (values.get(name) for name in DRAW)
    if drawn is None and not context.before:
        return None
    # Here and not above: most processes never look at an array.
    from debo.measures.quality.lqas import draw  # noqa: PLC0415

    try:
        is_fair = pool is not None and seed is not None and drawn == draw(pool, seed)
    except ValueError:
        is_fair = False
    if not is_fair:
        return "drawn_otherwise", _(
            "These are not the twelve elements that chance gave. Please begin the check again on your phone."
        )
    return None


@rule("accuracy_check")
def compared_what_was_drawn(values: Mapping[str, Any], _context: Context) -> Objection | None:
    """An element agrees or differs, not both, and only one that was drawn."""
    matching, differing = set(values.get("matching") or ()), set(values.get("differing") or ())
    if matching & differing or not matching | differing <= set(values.get("drawn") or ()):
        return "compared_otherwise", _(
            "An element was marked twice, or was not drawn. Please look at the twelve elements once more."
        )
    return None
