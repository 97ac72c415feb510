/** How long ago something was, as people say it. A clock that was set back makes "just now", never the future. */
import { t, tn } from '../languages/index.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function ago(then: number, now: number): string {
  const past = Math.max(0, now - then);
  if (past < 2 * MINUTE) return t('just now');
  if (past < 2 * HOUR) return tn('{n} minute ago', '{n} minutes ago', Math.floor(past / MINUTE));
  if (past < 2 * DAY) return tn('{n} hour ago', '{n} hours ago', Math.floor(past / HOUR));
  return tn('{n} day ago', '{n} days ago', Math.floor(past / DAY));
}
