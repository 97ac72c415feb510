/** The line between a phone and the hub in memory, with every fault it can have. */
import { HubError } from '../../src/ledger/errors';
import type { Answer, Asked, Send } from '../../src/ledger/wire';
import { Hub } from './hub';

/** What happens to one request on the way. */
export type Fault = 'none' | 'request lost' | 'answer lost' | 'answer cut' | 'sent twice';

/** The line from one phone to the hub; each request meets the next fault of `faults`, then none. */
export function line(to: Hub | Send, faults: Fault[] = []): Send {
  const ask: Send = to instanceof Hub ? (path, asked = {}) => to.answer(path, asked) : to;
  return async <T>(path: string, asked: Asked = {}): Promise<T> => {
    const fault = faults.shift() ?? 'none';
    const sent = JSON.parse(JSON.stringify(asked)) as Asked;
    if (fault === 'request lost') throw new HubError('unreachable');
    if (fault === 'sent twice') await ask(path, sent);
    const answer = await ask<T>(path, sent);
    if (fault === 'answer lost') throw new HubError('unreachable');
    if (fault === 'answer cut') return cut(answer);
    return answer;
  };
}

/** What is left when a list lost its end on the way and the rest happens to be JSON still. */
function cut<T>(answer: T): T {
  const { entries } = answer as unknown as Answer;
  if (!entries) throw new HubError('cut');
  return { ...answer, entries: { ...entries, n: entries.n.slice(0, -1) } };
}
