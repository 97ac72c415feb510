"""Small pictures: screenshots in few colours, PNGs of a third of the bytes. The browser reads the pixels."""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

COLOURS = 64
"""Paper, ink, the accents and the shades at the edges of letters; more can't be told apart by eye."""

INDICES = """async ([png, most]) => {
  const blob = new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))]);
  const image = await createImageBitmap(blob);
  const [width, height] = [image.width, image.height];
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const one of pixels) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const far = (a, b) => a.reduce((sum, part, index) => sum + (part - b[index]) ** 2, 0);
  const often = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => parts(colour));
  // The most frequent colours that differ visibly from those already taken.
  const palette = [];
  for (const least of [200, 0])
    for (const colour of often)
      if (palette.length < most && palette.every((taken) => far(taken, colour) > least)) palette.push(colour);
  const nearest = new Map();
  for (const colour of counts.keys()) {
    const apart = palette.map((taken) => far(taken, parts(colour)));
    nearest.set(colour, apart.indexOf(Math.min(...apart)));
  }
  const bytes = Uint8Array.from(pixels, (one) => nearest.get(one));
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return { width, height, palette: palette.flat(), indices: btoa(text) };
}"""


def with_few_colours(page: Page, png: bytes) -> bytes:
    """The same picture in at most `COLOURS` colours. `page` is any page without a content security policy."""
    found = page.evaluate(INDICES, [base64.b64encode(png).decode(), COLOURS])
    width, height = found["width"], found["height"]
    pixels = base64.b64decode(found["indices"])
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(found["palette"])),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG: length, kind, content, checksum (PNG 3, clause 5.3)."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
