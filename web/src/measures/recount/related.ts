/** Measures that belong together: whether their counts fit. debo/measures/quality/related.py is the same. */
import type { Related } from './settings';

type Row = readonly (number | null)[];

export interface Compared {
  answer: 'cannot_tell' | 'fits' | 'ask';
  left: number | null;
  right: number | null;
}

/** Look at each period, back over the check's window. `counts`: an event's counts by period, oldest first. */
export function compare(check: Related, counts: Readonly<Record<string, Row>>): Compared[] {
  const [left, right] = [added(check.left, counts), added(check.right, counts)];
  const length = Math.max(0, ...Object.values(counts).map((row) => row.length));
  const sums = Array.from({ length }, (_, at) => sumsAt(check, left, right, at));
  return sums.map((sum, at) => ({
    answer: answerAt(check, sums, at),
    left: sum?.[0] ?? null,
    right: sum?.[1] ?? null,
  }));
}

type Sums = [left: number, right: number] | null;

/** Several events as one: known where all of them are; null when nobody counts one of them. */
function added(events: readonly string[], counts: Readonly<Record<string, Row>>): Row | null {
  const rows = events.map((event) => counts[event]);
  if (!rows.every((row): row is Row => row !== undefined)) return null;
  return rows[0]!.map((_, at) =>
    rows.reduce<number | null>((sum, row) => (sum === null || row[at] == null ? null : sum + row[at]), 0),
  );
}

function sumsAt({ window, need }: Related, left: Row | null, right: Row | null, at: number): Sums {
  let [known, sum, other] = [0, 0, 0];
  for (let period = Math.max(0, at - window + 1); period <= at; period += 1) {
    const [one, two] = [left?.[period], right?.[period]];
    if (one == null || two == null) continue;
    [known, sum, other] = [known + 1, sum + one, other + two];
  }
  return known >= need ? [sum, other] : null;
}

function answerAt(check: Related, sums: Sums[], at: number): Compared['answer'] {
  const now = sums[at];
  if (!now) return 'cannot_tell';
  if (check.kind !== 'opposite') {
    const over = check.kind === 'at_most' ? now[0] - now[1] : Math.abs(now[0] - now[1]);
    return over > Math.max(check.slack, check.tolerance * now[1]) ? 'ask' : 'fits';
  }
  // Against the window just before: one rose and the other fell, and their sum stayed.
  const before = sums[at - check.window];
  if (!before) return 'cannot_tell';
  const [left, right] = [now[0] - before[0], now[1] - before[1]];
  const moved = Math.abs(left) >= check.slack && Math.abs(right) >= check.slack && left * right < 0;
  const stayed = Math.abs(left + right) <= check.tolerance * (before[0] + before[1]);
  return moved && stayed ? 'ask' : 'fits';
}
