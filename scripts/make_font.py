"""Make the Ethiopic font of the app: `python scripts/make_font.py [NotoSansEthiopic-Regular.ttf]`.

Keeps the Ethiopic block of Noto Sans Ethiopic (Debian's fonts-noto-core) and leaves out hinting and layout
tables, which Ethiopic letters do not need: 14 kB instead of 66, with the same outlines and widths.
"""

import sys
from pathlib import Path

from fontTools import subset

SOURCE = Path("/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf")
FONT = Path(__file__).resolve().parent.parent / "web/src/fonts/ethiopic.woff2"

# The Unicode block Ethiopic: letters, digits and marks of Amharic and its neighbours. The supplements for
# rarer languages stay out; the CSS names the same range.
BLOCK = range(0x1200, 0x1380)


def make(source: Path, target: Path) -> int:
    """Write the subset of `source` to `target` as WOFF2 and return its size in bytes."""
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 13, 14],  # names, copyright and licence stay in the font
        drop_tables=[*subset.Options().drop_tables, "GDEF", "GPOS", "GSUB"],
    )
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=BLOCK)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
    return target.stat().st_size


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    print(f"{FONT.name}: {make(chosen, FONT)} bytes")
