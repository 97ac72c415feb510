/** The phones somebody has joined on, and shutting them out. The hub is asked, and decides (docs/protocol.md 5). */
import { session } from '../../ledger';

export type Why = 'lost' | 'left';

/** A phone as whoever may shut it out sees it; nobody is told when it was used. */
export interface PhoneKept {
  /** 16 hex digits. */
  id: string;
  label: string;
  enrolled_at: string;
  revoked_at: string | null;
  /** Why it was shut out; empty when it isn't, and from a hub of an older version. */
  revoked_why?: Why | '';
  /** How many more people have joined on it. */
  others: number;
}

/** What the hub did: phones shut out, phones that others go on using, codes that no longer open. */
export interface ShutOut {
  devices: string[];
  left: string[];
  codes: number;
}

/** Newest first. Throws HubError. */
export async function phonesOf(person: string): Promise<PhoneKept[]> {
  return (await session.ask<{ devices: PhoneKept[] }>('devices', { person })).devices;
}

/** Shut out one phone, or a person everywhere. The hub can't take it back. Throws HubError. */
export function shutOut(whom: { device: string } | { person: string }, why: Why): Promise<ShutOut> {
  return session.ask<ShutOut>('revocations', { ...whom, why });
}

/** What a phone is called among people: short enough to be read out, the same on the phone itself. */
export const shortName = (device: string): string => device.slice(0, 4).toUpperCase();
