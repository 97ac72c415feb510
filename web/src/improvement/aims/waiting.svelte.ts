/** The aims that wait for the word of whoever is at work; none where the charter wants no word. */
import { replica, session } from '../../ledger';
import type { Aim } from '../../ledger/schema';
import { reader } from '../../measures/reader.svelte';
import { works, type Work } from '../work';
import { waitingFor } from './approvals';

export function aimsWaiting(): Work<Aim>[] {
  const { shared, charter } = reader;
  if (!shared || !charter?.fields.approves_aims) return [];
  return waitingFor(works('aim'), replica.all('approval'), session.grants?.teams ?? [], (facility) =>
    session.can('write', 'approval', shared, { facility }),
  );
}
