"""The records of mentoring: visits, fading, the progress score, the transition of ownership."""

from __future__ import annotations

from debo.mentoring.models.progress import (
    SAID_BY,
    ProgressScore,
)
from debo.mentoring.models.transition import (
    FUNCTIONS,
    HOLDERS,
    FunctionHeld,
    Readiness,
)
from debo.mentoring.models.visits import (
    RHYTHMS,
    VISIT_KINDS,
    Fading,
    Independence,
    Visit,
    VisitAsked,
)

__all__ = [
    "FUNCTIONS",
    "HOLDERS",
    "RHYTHMS",
    "SAID_BY",
    "VISIT_KINDS",
    "Fading",
    "FunctionHeld",
    "Independence",
    "ProgressScore",
    "Readiness",
    "Visit",
    "VisitAsked",
]
