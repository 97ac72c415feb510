/** Which periods a steward may want to close: those that are over, of the kinds that are counted. */
import { isOver, periodOf, previous, type Kind, type Period, type StartDay } from '../periods';

/** How many periods back the charter shows: half a year of months. */
const SHOWN = 6;

/** The last periods that are over on `today` (ISO), newest first; Ethiopian months when nothing is measured yet. */
export function periodsToClose(kinds: string[], today: string, startDay: StartDay): Period[] {
  const counted = kinds.length > 0 ? kinds : ['ethiopian_month'];
  return counted.flatMap((kind) => lastOver(periodOf(today, kind as Kind, startDay), today));
}

function lastOver(present: Period, today: string): Period[] {
  const found: Period[] = [];
  for (let each = present; found.length < SHOWN; each = previous(each)) {
    if (isOver(each, today)) found.push(each);
  }
  return found;
}
