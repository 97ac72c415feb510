"""The font a phone fetches when it has no Ethiopic letters."""

import runpy
from io import BytesIO
from pathlib import Path

import polib
from fontTools.ttLib import TTFont

from debo.languages.catalogue import path_of
from debo.periods import month_name

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = runpy.run_path(str(ROOT / "scripts/make_font.py"))
BLOCK = SCRIPT["BLOCK"]
FONT = ROOT / "web/src/fonts/ethiopic.woff2"


def read(path: Path) -> TTFont:
    return TTFont(BytesIO(path.read_bytes()))


def test_it_is_small_and_says_whose_it_is() -> None:
    font = read(FONT)
    assert FONT.stat().st_size < 15_000
    assert not {"fpgm", "prep", "cvt ", "GPOS", "GSUB", "GDEF", "fvar"} & set(font.keys())
    assert "SIL Open Font License" in str(font["name"].getDebugName(13))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text(encoding="utf-8")


def test_every_ethiopic_letter_debo_writes_is_in_it() -> None:
    letters = {letter for entry in polib.pofile(str(path_of(ROOT, "am"))) for letter in entry.msgstr}
    letters |= {letter for month in range(1, 14) for letter in month_name(month, "am", "ethiopian")}
    ethiopic = {ord(letter) for letter in letters if 0x1100 < ord(letter) < 0x2000}
    assert ethiopic
    assert ethiopic <= set(read(FONT).getBestCmap())


def test_letters_and_marks_of_the_block_have_outlines() -> None:
    font = read(FONT)
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    assert set(cmap) <= set(BLOCK)
    for letter in "ሀሆለመሠረሰሸቀበተኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፡።፣፩":
        assert glyphs[cmap[ord(letter)]].numberOfContours != 0


def test_the_stylesheet_asks_for_the_same_range_and_for_the_phones_own_font_first() -> None:
    css = (FONT.parent / "ethiopic.css").read_text(encoding="utf-8")
    assert f"unicode-range: U+{BLOCK[0]:04X}-{BLOCK[-1]:04X};" in css
    assert css.index("local(") < css.index("url('./ethiopic.woff2')")
    assert "font-display: swap" in css


def test_making_it_again_from_itself_changes_no_letter(tmp_path: Path) -> None:
    again = tmp_path / "again.woff2"
    SCRIPT["make"](FONT, again)
    before, after = read(FONT), read(again)
    assert before.getBestCmap() == after.getBestCmap()
    assert before["hmtx"].metrics == after["hmtx"].metrics
