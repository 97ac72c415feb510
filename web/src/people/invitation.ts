/** An invitation's QR made fit to show: of the hub's drawing only the lines are taken, never its markup. */

export interface QrDrawing {
  /** Modules across, the white around them included. */
  size: number;
  /** Path data of lines one module wide: only moves and lines (see SAFE_PATH). */
  path: string;
}

// The hub draws with lines only. Anything else isn't from our hub and isn't drawn.
const SAFE_PATH = /^[MmHhVvLlZz0-9\s,.+-]+$/;

/** The lines of the QR in the hub's SVG text; the ground under them is ours. Null when it isn't a QR of ours. */
export function qrDrawing(svg: string): QrDrawing | null {
  const lines = [...svg.matchAll(/<path\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes('stroke='));
  const path = /\sd="([^"]+)"/.exec(lines ?? '')?.[1];
  const size = /viewBox="0 0 (\d+)/.exec(svg)?.[1];
  return path && size && SAFE_PATH.test(path) ? { size: Number(size), path } : null;
}
