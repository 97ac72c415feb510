"""What a progress score may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule


@rule("progress_score")
def a_score_goes_in_halves(values: Mapping[str, Any], context: Context) -> Objection | None:  # noqa: ARG001
    """From 0.5 to 5.0 in steps of a half (DOMAIN 2.1)."""
    score = values.get("score")
    if score is not None and not (0.5 <= score <= 5 and float(score * 2).is_integer()):
        return "no_such_score", _("The score goes from 0.5 to 5.0 in halves. Please choose one of them.")
    return None
