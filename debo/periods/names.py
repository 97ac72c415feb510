"""Names of months and weekdays in three languages; the short form is the first three letters.

Own tables, because platforms get them wrong: CLDR 48 gives the Afaan Oromo months 2, 6 and 10 of the
Ethiopian calendar the names of February, June and October, and old Android knows no Afaan Oromo at all.
Amharic after CLDR 48. The Afaan Oromo spellings await a native reader (docs/languages.md).
"""

SHORT = 3


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ETHIOPIAN_MONTHS = {
    "en": _names("Meskerem Tikimt Hidar Tahsas Tir Yekatit Megabit Miyazya Ginbot Sene Hamle Nehase Pagume"),
    "am": _names("መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን"),
    "om": _names(
        "Fulbaana Onkololeessa Sadaasa Muddee Amajjii Guraandhala Bitooteessa Eebila Caamsaa Waxabajjii"
        " Adoolessa Hagayya Qaam’ee"
    ),
}

_OROMO = ETHIOPIAN_MONTHS["om"]

GREGORIAN_MONTHS = {
    "en": _names("January February March April May June July August September October November December"),
    "am": _names("ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር"),
    # Afaan Oromo names both calendars' months alike: Amajjii is Tir and January.
    "om": _OROMO[4:12] + _OROMO[:4],
}

# Monday first, as ISO weeks and DHIS2 count.
WEEKDAYS = {
    "en": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "am": _names("ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ"),
    "om": _names("Wiixata Kibxata Roobii Kamisa Jimaata Sanbata Dilbata"),
}

# What is written after a year to tell the calendars apart.
ERAS = {
    "en": {"ethiopian": "E.C.", "gregorian": "G.C."},
    "am": {"ethiopian": "ዓ.ም.", "gregorian": "እ.ኤ.አ."},
    "om": {"ethiopian": "A.L.I.", "gregorian": "A.L.A."},
}

# The four quarters of the day from midnight: night, morning, afternoon, evening.
PARTS_OF_DAY = {
    "en": ("at night", "in the morning", "in the afternoon", "in the evening"),
    "am": ("ከሌሊቱ", "ከጠዋቱ", "ከሰዓት በኋላ", "ከምሽቱ"),
    "om": ("halkan", "ganama", "waaree booda", "galgala"),
}
