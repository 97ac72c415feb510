"""What the hub needs beside the catalogues: Django knows neither Amharic nor Afaan Oromo."""

from django.conf import locale

# Entries as Django's own list of languages has them.
LANG_INFO = {
    "am": {"bidi": False, "code": "am", "name": "Amharic", "name_local": "አማርኛ"},
    "om": {"bidi": False, "code": "om", "name": "Afaan Oromo", "name_local": "Afaan Oromoo"},
}


def register_with_django() -> None:
    """Make Django know Amharic and Afaan Oromo; the settings call this before they name LANGUAGES."""
    locale.LANG_INFO.update(LANG_INFO)
