/** A run chart, as laid out for the screen, in ink alone: what is told by colour there is told by pattern here. */
import { square, triangle, type Spot } from '../../charts/geometry';
import type { Layout } from '../../charts/layout';
import { circle, hatching, rectangle, stepsOf, type Op, type Stroke } from '../print/drawing';

const TYPE = 13;

/** The strokes and words of the chart, in the layout's own measure. */
export function chartOps(layout: Layout): Op[] {
  const { box } = layout.scale;
  const line = (d: string, width: number, more: Partial<Stroke> = {}): Op => ({
    kind: 'path',
    steps: stepsOf(d),
    width,
    ...more,
  });
  const words = (
    text: string,
    x: number,
    y: number,
    align: 'left' | 'center' | 'right',
    bold = false,
  ): Op => ({
    kind: 'text',
    text,
    x,
    y,
    size: TYPE,
    align,
    bold,
  });
  const diamond = (x: number, y: number, r: number, width: number): Op =>
    line(`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`, width, { fill: 'paper' });
  const ops: Op[] = [];
  if (layout.run) {
    const { x, y, width, height } = layout.run;
    ops.push({ kind: 'path', steps: hatching(x, y, width, height, 10), width: 0.45, stroke: 'soft' });
  }
  for (const row of layout.rows) {
    ops.push(line(row.line, 0.4, { stroke: 'soft' }), words(row.text, row.x, row.y + 4, 'right'));
  }
  for (const cut of layout.cuts) ops.push(line(`M${cut} ${box.top}V${box.height - box.bottom}`, 1));
  if (layout.goal !== null)
    ops.push(line(`M${box.left} ${layout.goal}H${box.width - box.right}`, 1.5, { dash: [1.5, 4] }));
  for (const level of layout.levels) ops.push(line(level.path, 2.2, level.extended ? { dash: [8, 5] } : {}));
  ops.push(line(layout.line, 1.1));
  if (layout.verified.line) ops.push(line(layout.verified.line, 1, { dash: [4, 3] }));
  const dot = ({ x, y }: Spot, fill: 'ink' | 'paper', r = 3.6): Op => ({
    kind: 'path',
    steps: circle(x, y, r),
    fill,
    width: 1.3,
  });
  for (const spot of layout.dots.solid) ops.push(dot(spot, 'ink'));
  for (const spot of layout.dots.hollow) ops.push(dot(spot, 'paper'));
  for (const { x, y } of layout.dots.drafts) ops.push(diamond(x, y, 5, 1.3));
  for (const spot of layout.first.spots) ops.push(line(triangle(spot), 1.3));
  for (const spot of layout.verified.spots) ops.push(line(square(spot), 1.5));
  for (const name of layout.months) ops.push(words(name.text, name.x, name.y, 'center'));
  for (const year of layout.years) ops.push(words(year.text, year.x, year.y, 'center', true));
  for (const end of layout.ends) ops.push(words(end.text, end.x, end.y + 5, 'left', end.kind === 'centre'));
  for (const mark of layout.marks) {
    if (mark.kind === 'cycle')
      ops.push({
        kind: 'path',
        steps: rectangle(mark.x1, mark.y - 3, Math.max(1, mark.x2 - mark.x1), 6),
        fill: 'paper',
        width: 0.8,
      });
    if (mark.kind === 'cycle') ops.push(dot({ index: 0, x: mark.x1, y: mark.y }, 'paper', 9.5));
    // An event is a diamond, as on the screen.
    else ops.push(diamond(mark.x1, mark.y, 12.5, 1.3));
    ops.push({ ...words(String(mark.number), mark.x1, mark.y + 4.2, 'center', true), size: 12 } as Op);
  }
  return ops;
}
