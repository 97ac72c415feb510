"""The three languages of Debo and the catalogues that hold them.

This module needs neither Django nor polib, so every room may import it.
"""

from typing import TypeVar

# Each language is named in itself, so that a reader finds her own.
LANGUAGES = [("en", "English"), ("am", "አማርኛ"), ("om", "Afaan Oromoo")]

# Unicode CLDR 46, plural rules: Amharic counts 0 and 1 as one, Afaan Oromo only 1.
PLURAL_FORMS = {
    "am": "nplurals=2; plural=(n > 1);",
    "om": "nplurals=2; plural=(n != 1);",
}

Table = TypeVar("Table")


def words(table: Table) -> Table:
    """Register English words kept in a table, for rooms without gettext; the table comes back as it was."""
    return table
