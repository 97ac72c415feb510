/** What happens when somebody unlocks the phone: their keys come to hand, then what waited for them is put in order. */
import { writeAgain } from '../device';
import { heldBack, type Database } from '../store';
import { fill, prepare, prune, ready, share } from './locks';
import type { Ring } from './ring';
import { PHONE, setRing } from './rows';
import { sealPlain, tidy } from './upgrade';

/** Before the first screen: every key that is sealed to this person, the phone's own, and those of channels never met. */
export async function enterWith(db: Database, ring: Ring): Promise<void> {
  await fill(db, ring);
  setRing(db, ring);
  await ready(db, ring, [PHONE]);
  // Rows from before version 2 have no key yet; without a network nothing is asked for here.
  await prepare(db, ring, () => Promise.resolve({}));
}

/** Behind the screens: colleagues' and the hub's copies, rows that still lie in plain, records to be packed. */
export async function tend(db: Database, ring: Ring): Promise<void> {
  await sealPlain(db);
  if (await hasHeldBack(db, ring)) await writeAgain(db, ring.person);
  await prune(db);
  await share(db, ring);
  await tidy(db);
}

async function hasHeldBack(db: Database, ring: Ring): Promise<boolean> {
  for (const channel of ring.channels)
    if ((await db.getAll('own', heldBack(channel))).some(({ author }) => author === ring.person)) return true;
  return false;
}
