"""The three languages of Debo and the catalogues that hold them.

This module needs neither Django nor polib, so every room may import it.
"""

from typing import TypeVar

# Each language is named in itself, so that a reader finds her own.
LANGUAGES = [("en", "English"), ("am", "አማርኛ"), ("om", "Afaan Oromoo")]

# Django knows neither Amharic nor Afaan Oromo; `register_with_django` adds these entries.
LANG_INFO = {
    "am": {"bidi": False, "code": "am", "name": "Amharic", "name_local": "አማርኛ"},
    "om": {"bidi": False, "code": "om", "name": "Afaan Oromo", "name_local": "Afaan Oromoo"},
}

# Unicode CLDR 46, plural rules: Amharic counts 0 and 1 as one, Afaan Oromo only 1.
PLURAL_FORMS = {
    "am": "nplurals=2; plural=(n > 1);",
    "om": "nplurals=2; plural=(n != 1);",
}

Table = TypeVar("Table")


def register_with_django() -> None:
    """Make Django know Amharic and Afaan Oromo; the settings call this before they name LANGUAGES."""
    from django.conf import locale  # noqa: PLC0415 - the ground rooms import this module without Django

    locale.LANG_INFO.update(LANG_INFO)


def words(table: Table) -> Table:
    """Register English words kept in a table, for rooms without gettext; the table comes back as it was."""
    return table
