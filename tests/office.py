"""Storyboards in three languages, opened and drawn by LibreOffice; with a folder named, kept there.

Apart from the other tests because LibreOffice weighs hundreds of megabytes: `make office`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2

#: The title of the ladder, as each file must say it once it is drawn.
SAID = {"en": "The changes we tested", "am": "የሞከርናቸው ለውጦች", "om": "Jijjiiramoota yaalle"}


def make(folder: Path) -> None:
    """Make the files as a phone does, offline in a browser."""
    story = "tests/browser/test_storyboards.py"
    environment = {**os.environ, "DEBO_STORYBOARDS": str(folder)}
    subprocess.run([sys.executable, "-m", "pytest", "-q", story], env=environment, check=True)


def drawn(deck: Path) -> int:
    """Draw a deck with LibreOffice; answers its pages. Refuses one that lost any."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(deck.parent), str(deck)], check=True, timeout=120)
    document = pypdfium2.PdfDocument(deck.with_suffix(".pdf").read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    with zipfile.ZipFile(deck) as file:
        slides = sum(name.startswith("ppt/slides/slide") for name in file.namelist())
    if len(document) != slides:
        raise AssertionError(f"{deck.name}: {slides} slides, {len(document)} pages")
    if SAID[deck.stem] not in unicodedata.normalize("NFC", text):
        raise AssertionError(f"{deck.name} does not say: {SAID[deck.stem]}")
    if "100" not in text:
        raise AssertionError(f"{deck.name}: no chart has its axis")
    return slides


def main(folder: Path) -> None:
    """Make, open and draw all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    make(folder)
    for code in SAID:
        print(f"{code}: {drawn(folder / f'{code}.pptx')} slides drawn by LibreOffice")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch))
