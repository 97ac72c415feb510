"""How sure the numbers are: verification factor, LQAS, completeness, timeliness, outliers, related measures.

Arrays in, arrays out; knows no Django and no record. web/src/measures/recount is the same in TypeScript, both
read settings.json, and both answer to vectors/verification.json.
"""

from debo.measures.quality.completeness import Reporting, reporting, was_on_time
from debo.measures.quality.lqas import draw, level, levels, reaches_target
from debo.measures.quality.outliers import OUTLIERS, outliers
from debo.measures.quality.related import ANSWERS, Answer, compare
from debo.measures.quality.settings import Related, settings
from debo.measures.quality.verification import READINGS, Verified, exact_share, pooled, verify

__all__ = [
    "ANSWERS",
    "OUTLIERS",
    "READINGS",
    "Answer",
    "Related",
    "Reporting",
    "Verified",
    "compare",
    "draw",
    "exact_share",
    "level",
    "levels",
    "outliers",
    "pooled",
    "reaches_target",
    "reporting",
    "settings",
    "verify",
    "was_on_time",
]
