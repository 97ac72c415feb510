/** An aim's sentence as the person reading has it: her language, her calendar, the unit of its measure. */
import { replica } from '../../ledger';
import type { Aim } from '../../ledger/schema';
import { language } from '../../languages';
import { dayLabel } from '../../periods';
import { preferences } from '../../settings/preferences.svelte';
import { sentenceOf } from './sentence';

export function saidOf(aim: Aim): string {
  const unit = aim.measure ? replica.get('measure', aim.measure)?.fields.unit : null;
  return sentenceOf(aim, unit, (day) => dayLabel(day, language.code, preferences.calendar));
}
