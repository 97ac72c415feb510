/** What a record is called in the lists of this room: its kind, its name, and what of it was typed. */
import { said } from '../design/said';
import { nameOf } from '../design/form/names';
import { t, words } from '../languages';
import { replica } from '../ledger';
import { FIELDS } from '../ledger/fields';
import { SCHEMA, type RecordTypes } from '../ledger/schema';
import { reader } from '../measures/reader.svelte';
import { spokenField } from './spoken';

const KINDS: Record<string, string> = words({
  observation: 'Count',
  cycle: 'Cycle',
  event: 'Event',
  phase: 'New phase',
  baseline: 'Baseline',
  goal: 'Goal',
  recount: 'Recount',
  register_count: 'Register counted',
  accuracy_check: 'Twelve elements compared',
  measure: 'Measure',
  bundle: 'Clinical bundle',
  closure: 'Period closed',
  collaborative: 'Charter',
  place: 'Place',
  department: 'Department',
  person: 'Person',
  role_held: 'Role',
  team: 'Team',
  team_member: 'Member',
});

/** Called by their measure. */
const COUNTED = ['observation', 'recount', 'register_count'];

/** The kind, and the name where this phone has one: "Count: Births · Haro health centre". */
export function called(type: string, id: string, channel: string): string {
  const kind = t(KINDS[type] ?? type);
  const name = named(type, id, channel);
  return name ? `${kind}: ${name}` : kind;
}

function named(type: string, id: string, channel: string): string {
  if (!(type in SCHEMA)) return '';
  const fields = replica.get(type as keyof RecordTypes, id, channel)?.fields as
    Record<string, unknown> | undefined;
  if (!fields) return '';
  const by = (field: string): string => (typeof fields[field] === 'string' ? fields[field] : '');
  const person = by('person') && (replica.get('person', by('person'))?.fields.name ?? '');
  const own =
    person || (COUNTED.includes(type) ? said(reader.measure(by('measure'))?.fields.name) : nameOf(fields));
  const facility = said(reader.facility(by('facility'))?.fields.name);
  return [own, facility].filter((part) => part && part !== '—').join(' · ');
}

/** What an entry says, field by field in words; other records by their name, what was emptied left out. */
export function typed(
  type: string,
  set: Readonly<Record<string, unknown>>,
): { label: string; says: string }[] {
  const fields = (FIELDS as Record<string, (typeof FIELDS)['cycle'] | undefined>)[type] ?? {};
  return Object.entries(set)
    .filter(([name, value]) => fields[name] && value !== null && !isKeyOf(type, name))
    .map(([name, value]) => ({
      label: t(fields[name]!.label),
      says: spokenField(type as keyof RecordTypes, name, value),
    }))
    .filter(({ says }) => says !== '');
}

/** What names the record is said in its title already. */
const isKeyOf = (type: string, name: string): boolean =>
  (SCHEMA[type as keyof RecordTypes].key as readonly string[]).includes(name) || name === 'facility';
