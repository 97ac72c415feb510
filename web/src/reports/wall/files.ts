/** The sheet as a file: a PDF for the printer, a picture for a chat group; shared where the phone can, else saved. */
import latinAddress from '../../fonts/print-latin.ttf?url';
import ethiopicAddress from '../../fonts/print-ethiopic.ttf?url';
import { handOver } from '../../charts/picture';
import type { LanguageCode } from '../../languages';
import { BOLD_EDGE, pathText, type Drawing, type Ink } from '../print/drawing';
import { readFont, widthOf, type Font, type Fonts } from '../print/font';
import { pdfOf } from '../print/pdf';
import type { Wide } from './sheet';

let kept: Promise<Fonts> | undefined;

/** The letters of a sheet; they lie on the phone with the app. Asked for again after a failure. */
export function printFonts(): Promise<Fonts> {
  kept ??= Promise.all([fetched(latinAddress), fetched(ethiopicAddress)]).then(
    ([latin, ethiopic]) => ({ latin, ethiopic }),
    (error: unknown) => {
      kept = undefined;
      throw error;
    },
  );
  return kept;
}

async function fetched(address: string): Promise<Font> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The letters for printing are missing: ${answer.status}`);
  return readFont(new Uint8Array(await answer.arrayBuffer()));
}

export const wideIn =
  (fonts: Fonts): Wide =>
  (text, size) =>
    widthOf(text, size, fonts);

/** Share or save the sheet as a PDF. */
export async function sharePdf(
  drawing: Drawing | Drawing[],
  fonts: Fonts,
  title: string,
  language: LanguageCode,
): Promise<'shared' | 'saved' | null> {
  const bytes = await pdfOf(drawing, fonts, { title, language });
  return handOver(new Blob([bytes as BlobPart], { type: 'application/pdf' }), title, 'pdf');
}

const DOTS = { width: 1080, height: 1350 };
const TONE: Record<Ink, string> = { ink: '#1c1a17', soft: '#4a463f', paper: '#fffefb' };
const FACE = "'Noto Sans', 'Noto Sans Ethiopic', 'Debo Ethiopic', system-ui, sans-serif";

/** Share or save the sheet as a picture of 1080 × 1350 dots. */
export async function shareSheet(drawing: Drawing, title: string): Promise<'shared' | 'saved' | null> {
  await document.fonts.load("16px 'Debo Ethiopic'", 'ሀ').catch(() => undefined);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, DOTS);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser has no canvas');
  pen.fillStyle = TONE.paper;
  pen.fillRect(0, 0, DOTS.width, DOTS.height);
  pen.scale(DOTS.width / drawing.width, DOTS.height / drawing.height);
  pen.lineJoin = 'round';
  for (const op of drawing.ops) {
    if (op.kind === 'text') {
      pen.font = `${op.size}px ${FACE}`;
      pen.fillStyle = pen.strokeStyle = TONE[op.ink ?? 'ink'];
      pen.textAlign = op.align ?? 'left';
      pen.fillText(op.text, op.x, op.y);
      if (!op.bold) continue;
      pen.setLineDash([]);
      pen.lineWidth = op.size * BOLD_EDGE;
      pen.strokeText(op.text, op.x, op.y);
    } else {
      const path = new Path2D(pathText(op.steps));
      if (op.fill) {
        pen.fillStyle = TONE[op.fill];
        pen.fill(path);
      }
      if (!op.width) continue;
      pen.setLineDash(op.dash ?? []);
      pen.lineWidth = op.width;
      pen.strokeStyle = TONE[op.stroke ?? 'ink'];
      pen.stroke(path);
    }
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('This browser makes no PNG');
  return handOver(blob, title, 'png');
}
