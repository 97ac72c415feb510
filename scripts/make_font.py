"""Make the fonts of the app: `python scripts/make_font.py [NotoSansEthiopic.ttf [NotoSans.ttf]]`.

The first is for screens. Two more are for what is printed, for a PDF file carries its letters in it: the same
Ethiopic letters, and Latin ones, as plain TrueType.

Keeps the Ethiopic block of Noto Sans Ethiopic (Debian's fonts-noto-core) and leaves out hinting and layout
tables, which Ethiopic letters do not need: 14 kB instead of 66, with the same outlines and widths.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset

SOURCE = Path("/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf")
FONT = Path(__file__).resolve().parent.parent / "web/src/fonts/ethiopic.woff2"

# The Unicode block Ethiopic: letters, digits and marks of Amharic and its neighbours. The supplements for
# rarer languages stay out; the CSS names the same range.
BLOCK = range(0x1200, 0x1380)

LATIN = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
PRINTED = FONT.parent
# Latin with its accents, and the signs a sheet may hold: dashes, quotes, hudhaa, dots, arrows, boxes.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *[ord(sign) for sign in "ʼ–—‘’“”„†•…‰‹›€→←↑↓≤≥≠−×÷□■○●◇◆△▲"],
]


def make(source: Path, target: Path, letters: Iterable[int] = BLOCK) -> int:
    """Write the subset of `source` to `target`, as WOFF2 or TrueType by its name; return its bytes."""
    options = subset.Options(
        flavor="woff2" if target.suffix == ".woff2" else None,
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 13, 14],  # names, copyright and licence stay in the font
        drop_tables=[*subset.Options().drop_tables, "GDEF", "GPOS", "GSUB"],
    )
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
    return target.stat().st_size


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    latin = Path(sys.argv[2]) if len(sys.argv) > 2 else LATIN
    print(f"{FONT.name}: {make(chosen, FONT)} bytes")
    print(f"print-ethiopic.ttf: {make(chosen, PRINTED / 'print-ethiopic.ttf')} bytes")
    print(f"print-latin.ttf: {make(latin, PRINTED / 'print-latin.ttf', LETTERS)} bytes")
