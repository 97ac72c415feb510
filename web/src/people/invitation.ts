/** An invitation's parts made fit to show: the QR as a path of ours, and the text people send each other. */

export interface QrDrawing {
  /** Modules across, quiet zone included. */
  size: number;
  /** Path data: only moves, lines and closings (see SAFE_PATH). */
  path: string;
  /** Whether the path is a line of width 1 (stroke) or a filled shape. */
  stroked: boolean;
}

// The hub draws with lines only. Anything else isn't from our hub and isn't drawn.
const SAFE_PATH = /^[MmHhVvLlZz0-9\s,.+-]+$/;

/** The QR out of the hub's SVG text, without putting foreign markup into the page. Null when it isn't a QR of ours. */
export function qrDrawing(svg: string): QrDrawing | null {
  const path = /<path\b[^>]*?\sd="([^"]+)"[^>]*>/.exec(svg);
  const size = /viewBox="0 0 (\d+)/.exec(svg)?.[1] ?? /<svg\b[^>]*?\bwidth="(\d+)/.exec(svg)?.[1];
  if (!path?.[1] || !size || !SAFE_PATH.test(path[1])) return null;
  return { size: Number(size), path: path[1], stroked: path[0].includes('stroke=') };
}
