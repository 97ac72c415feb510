/** Acts of a meeting on the real ledger: what is written, in which channel, and what ties a vote to a person. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Replica } from '../../../src/ledger/replica.svelte';

const held = vi.hoisted(() => ({ replica: null as unknown }));
vi.mock('../../../src/ledger', async () => ({
  recordId: (await import('../../../src/ledger/ids')).recordId,
  session: { grants: null },
  get replica() {
    return held.replica;
  },
}));

import { atWork } from '../../ledger/at-work';
import { add, decide, handIn, handInAll, propose, setHere } from '../../../src/improvement/meetings/acts';
import { heldOf, meetingsOf, voiceOf } from '../../../src/improvement/meetings/records';
import { slipsIn } from '../../../src/improvement/meetings/round';

const id = (digit: number): string => `${String(digit).repeat(8)}-1111-7111-8111-111111111111`;
const [TEAM, PLACE, ALMAZ, TOLOSA, CHALTU] = [id(1), id(2), id(3), id(4), id(5)];
const CHANNEL = `team:${TEAM}`;

let phone: Replica;
let count = 0;
let meeting = '';
beforeEach(async () => {
  phone = new Replica(`meetings-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, ALMAZ));
  const set = { team: TEAM, facility: PLACE, day: '2026-11-20', kind: 'full', question: 'What is missing?' };
  meeting = (await add('meeting', CHANNEL, set)).id;
});

const now = () => heldOf(meetingsOf(TEAM)[0]!);
const show = () =>
  phone.write({ type: 'meeting', channel: CHANNEL, record: meeting, set: { shown_on: '2026-11-20' } });

describe('contributions', () => {
  test('ideas once shown, decisions taken part in, and voices; a guest and who left count as they are here', async () => {
    await propose(CHANNEL, meeting, ALMAZ, ' A tray ');
    await propose(CHANNEL, meeting, TOLOSA, 'A list');
    await setHere(CHANNEL, meeting, CHALTU, true);
    expect([...voiceOf(now()).values()]).toEqual([0, 0, 0]);
    await show();
    await decide(CHANNEL, { meeting, text: 'A tray', how: 'all' }, [ALMAZ, CHALTU]);
    const { undo } = await add('voice', CHANNEL, { meeting, person: ALMAZ, kind: 'said' });
    expect(Object.fromEntries(voiceOf(now()))).toEqual({ [ALMAZ]: 3, [TOLOSA]: 1, [CHALTU]: 1 });
    await undo();
    await setHere(CHANNEL, meeting, TOLOSA, false);
    expect(Object.fromEntries(voiceOf(now()))).toEqual({ [ALMAZ]: 2, [CHALTU]: 1 });
    expect(
      now()
        .ideas.map(({ fields }) => fields.text)
        .sort(),
    ).toEqual(['A list', 'A tray']);
  });

  test('who took part in a decision that was taken back did not', async () => {
    await setHere(CHANNEL, meeting, CHALTU, true);
    const undo = await decide(CHANNEL, { meeting, text: 'A tray', how: null }, [CHALTU]);
    expect(voiceOf(now()).get(CHALTU)).toBe(1);
    await undo();
    expect(voiceOf(now()).get(CHALTU)).toBe(0);
    expect(now().decisions).toEqual([]);
  });
});

describe('dots', () => {
  async function twoIdeas(): Promise<[string, string]> {
    await propose(CHANNEL, meeting, ALMAZ, 'A tray');
    await propose(CHANNEL, meeting, TOLOSA, 'A list');
    await show();
    const [one, other] = now().ideas;
    return [one!.id, other!.id];
  }

  test('handing in can be taken back, and no dot is written where none was given', async () => {
    const [one, other] = await twoIdeas();
    const undo = await handIn(CHANNEL, meeting, { [one]: 3, [other]: 0 });
    expect(now().votes.map(({ fields }) => [fields.proposal, fields.points])).toEqual([[one, 3]]);
    await undo();
    expect(slipsIn(now().votes)).toBe(0);
  });

  test('of one phone passed round, all votes are one author’s: no entry tells whose they are', async () => {
    const [one, other] = await twoIdeas();
    const before = phone.all('vote', CHANNEL).length;
    await handInAll(CHANNEL, meeting, [{ [one]: 2, [other]: 1 }, { [other]: 3 }, { [one]: 3 }]);
    const votes = now().votes;
    expect([before, votes.length, slipsIn(votes)]).toEqual([0, 4, 3]);
    for (const vote of votes) {
      const entries = await phone.historyOf(CHANNEL, vote.id);
      expect(entries.map(({ author }) => author)).toEqual([ALMAZ]);
      // Beside the meeting and the idea there is only the slip: none of the people.
      expect(
        Object.keys(vote.fields)
          .filter((name) => vote.fields[name as 'slip'] != null)
          .sort(),
      ).toEqual(['meeting', 'points', 'proposal', 'slip']);
      expect([ALMAZ, TOLOSA, CHALTU]).not.toContain(vote.fields.slip);
    }
  });
});
