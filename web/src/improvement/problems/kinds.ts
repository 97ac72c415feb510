/** A gentle picture for each part of the work that a cause may lie in: things and ways, never a face. */
import { FIELDS } from '../../ledger/fields';
import { t } from '../../languages/index.svelte';

const PICTURES: Record<string, string> = {
  supplies: 'M4.5 9.5h15v10h-15zM4.5 9.5l2-4h11l2 4M12 12v5M9.5 14.5h5',
  equipment: 'M3.5 6v13M3.5 15.5h17V19M20.5 15.5V13a3 3 0 0 0-3-3H10v5.5M6 12.2h1.5',
  staffing:
    'M5 20v-6.5a1.5 1.5 0 0 1 3 0V11a1.5 1.5 0 0 1 3 0V6.5a1.5 1.5 0 0 1 3 0V11a1.5 1.5 0 0 1 3 0v4.5c0 3-2 4.5-4 4.5z',
  skills: 'M12 7c-2-1.6-4.8-2-8-2v12.5c3.2 0 6 .4 8 2 2-1.6 4.8-2 8-2V5c-3.2 0-6 .4-8 2zM12 7v12.5',
  process: 'M4 19.5h4.5v-5H13v-5h4.5v-5H20',
  communication: 'M4 5h11v7.5H9L6.5 15v-2.5H4zM17 9.5h3V17h-2.5v2.5L15 17h-4.5v-2',
  data: 'M6 4.5h12v15H6zM9 4.5v15M11.5 8.5h4M11.5 12h4M11.5 15.5h4',
  road: 'M8 20 10.5 4M16 20 13.5 4M12 5.5v2.5M12 11v2.5M12 16.5v2.5',
  community: 'M3.5 19.5v-6L8 9.5l4.5 4v6zM12.5 19.5h8v-9l-4.5-4-4.2 3.8M7 19.5v-3.5h2v3.5',
  money: 'M4 7h16v10H4zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6.5 12h.1M17.5 12h.1',
  other: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM8.5 12h.1M12 12h.1M15.5 12h.1',
};

/** The kinds in the order in which they are declared. */
export const KINDS: string[] = (FIELDS.cause['kind']?.choices ?? []).map(({ value }) => value);

export const pictureOf = (kind: string | null | undefined): string =>
  PICTURES[kind ?? ''] ?? PICTURES['other']!;

export function kindWords(kind: string | null | undefined): string {
  const label = FIELDS.cause['kind']?.choices?.find(({ value }) => value === kind)?.label;
  return label ? t(label) : '';
}

export function reachWords(reach: string | null | undefined): string {
  const label = FIELDS.cause['reach']?.choices?.find(({ value }) => value === reach)?.label;
  return label ? t(label) : '';
}
