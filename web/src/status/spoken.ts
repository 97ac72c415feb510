/** A value of a record as plain words, for lists of records that have no screen of their own. */
import { said, type Said } from '../design/said';
import { nameOf } from '../design/form/names';
import { language, t } from '../languages';
import { replica } from '../ledger';
import { FIELDS } from '../ledger/fields';
import type { RecordTypes } from '../ledger/schema';
import { dayLabel } from '../periods';
import { preferences } from '../settings/preferences.svelte';

export function spoken(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(spoken).filter(Boolean).join(', ');
  const words = said(value as Said);
  return words || JSON.stringify(value);
}

/** The same for a field of a declared type: a choice by its label, another record by its name. */
export function spokenField(type: keyof RecordTypes, name: string, value: unknown): string {
  const field = FIELDS[type]?.[name];
  if (typeof value === 'string' && field?.choices) {
    const choice = field.choices.find((one) => one.value === value);
    return choice ? t(choice.label) : value;
  }
  if (typeof value === 'string' && field?.to) {
    const named = replica.get(field.to as keyof RecordTypes, value)?.fields;
    return named ? nameOf(named as Record<string, unknown>) : value;
  }
  if (typeof value === 'string' && field?.kind === 'day')
    return dayLabel(value, language.code, preferences.calendar);
  if (typeof value === 'boolean') return value ? t('Yes') : t('No');
  return spoken(value);
}
