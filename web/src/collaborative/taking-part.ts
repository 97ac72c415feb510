/** Which facilities take part today: all, until the charter says since when and until when each does. */
import type { TakingPart } from '../ledger/schema';
import type { Kept, PlaceKept } from '../people/catchment';
import type { GregorianDay } from '../periods';

export type Part = Kept<TakingPart>;
export type How = 'now' | 'later' | 'ended' | 'not_yet';

export interface Taking {
  place: PlaceKept;
  how: How;
  part: Part | null;
}

/** Every facility in the order it comes, with how it takes part; nothing written anywhere means all do. */
export function takingPart(facilities: PlaceKept[], parts: Part[], today: GregorianDay): Taking[] {
  const written = parts.filter(({ fields }) => fields.facility && !fields.withdrawn);
  const byFacility = new Map(written.map((part) => [part.fields.facility, part]));
  return facilities.map((place) => {
    const part = byFacility.get(place.id) ?? null;
    return { place, part, how: written.length === 0 ? 'now' : howOf(part, today) };
  });
}

/** Whether the charter has begun to say who takes part. */
export const isWritten = (parts: Part[]): boolean =>
  parts.some(({ fields }) => fields.facility && !fields.withdrawn);

function howOf(part: Part | null, today: GregorianDay): How {
  if (!part) return 'not_yet';
  const { since, until } = part.fields;
  if (since && since > today) return 'later';
  return until && until < today ? 'ended' : 'now';
}
