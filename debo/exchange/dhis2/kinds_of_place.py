"""What kind of place a unit of DHIS2 is: by the last telling word of its name, else by its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Spellings that stand in the Ministry's own tree, "primery clinc" included.
_WORDS = {
    r"hosp(ital?)?|hsopital": "hospital",
    r"\w*health\s*cent(er|re)": "health_centre",
    r"h\.?c\.?": "health_centre",
    r"health\s*post": "health_post",
    r"h\.?p\.?": "health_post",
    r"ሆስፒታል": "hospital",
    r"ጤና ጣቢያ": "health_centre",
    r"ጤና ኬላ": "health_post",
    r"hospitaala": "hospital",
    r"buufata fayyaa": "health_centre",
    r"kellaa fayyaa": "health_post",
    r"clini?cs?": "",
    r"clinc": "",
    r"(health|zonal|woreda|regional)\s*(office|department|bureau)|worho": "",
    r"phcu": "",
    r"(health|special[it]+y|diagnostic|dental|surgical)[\w\s]*\b(center|centre)": "",
    r"pharmacy|laboratory|drug\s*(store|shop)|store": "",
    r"region(al state)?": "region",
    r"zone": "zone",
    r"sub\s*city": "zone",
    r"w[oe]r[ea]?da|city administration|town( admini?stration)?": "woreda",
    r"district": "woreda",
    r"aanaa": "woreda",
    r"godina": "zone",
    r"naannoo": "region",
    r"ወረዳ": "woreda",
    r"ዞን": "zone",
    r"ክልል": "region",
}
_PATTERNS = [(re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.IGNORECASE), kind) for word, kind in _WORDS.items()]
#: Said of a hospital that teaches too; alone it is no place that looks after mothers.
_TEACHING = re.compile(r"(?<!\w)(university|college)(?!\w)", re.IGNORECASE)
_BY_LEVEL = {1: "country", 2: "region", 3: "zone", 4: "woreda"}
#: Written into a name instead of a closing date.
_CLOSED = re.compile(r"(?<![^\W_])(closed|non[\s-]?functional|not functional)(?![^\W_])", re.IGNORECASE)


def kind_of(name: str, level: int, groups: Iterable[str], asked: Mapping[str, str]) -> tuple[str, bool]:
    """(kind of place, whether only its level says so); empty when Debo keeps no such place or can't tell.

    `asked` are the person's own words and group ids with the kind they mean; they go before ours.
    """
    spoken = name.replace("_", " ")
    plain = spoken.casefold()
    for word, kind in asked.items():
        if word in groups or word.casefold() in plain:
            return kind, False
    found = [
        (match.end(), len(match[0]), kind)
        for pattern, kind in _PATTERNS
        for match in pattern.finditer(_without_closed(spoken))
    ]
    best = max(found)[2] if found else None
    if best == "woreda" and level in (2, 3) and "woreda" not in plain:
        # A town or city administration stands at any level.
        best = _BY_LEVEL[level]
    if best is not None:
        return best, False
    return ("", False) if _TEACHING.search(spoken) else (_BY_LEVEL.get(level, ""), True)


def says_closed(name: str) -> bool:
    """Whether the name itself says that the place is closed."""
    return _CLOSED.search(name.replace("_", " ")) is not None


def _without_closed(name: str) -> str:
    return _CLOSED.sub(" ", name)
