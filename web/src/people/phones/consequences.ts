/** What shutting out will do, said before, and what it did, said after: by docs/protocol.md 4a, no more and no less. */
import { t, tn } from '../../languages/index.svelte';
import { shortName, type PhoneKept, type ShutOut, type Why } from './phones';

/** One phone, or (without one) a person everywhere. */
export interface Act {
  why: Why;
  phone?: PhoneKept;
}

export function titleOf({ why, phone }: Act, name: string): string {
  if (!phone) return t('{name} works elsewhere now', { name });
  return why === 'lost' ? t('This phone is lost') : t('This phone is no longer used');
}

/** Before: what happens to what it holds, to others, and that there is no way back but a new code. */
export function before(act: Act, name: string, phones: readonly PhoneKept[]): string[] {
  return act.phone ? beforeOne(act.why, act.phone) : beforeAll(name, phones);
}

function beforeOne(why: Why, { others }: PhoneKept): string[] {
  const shared = others
    ? [
        tn(
          '{n} other person uses it too, and is shut out of it as well.',
          '{n} other people use it too, and are shut out of it as well.',
          others,
        ),
      ]
    : [];
  const lost =
    why === 'lost'
      ? [
          t(
            'What it hands in from now on waits for the steward, since it may come from a stranger. Nothing of it is thrown away.',
          ),
          t(
            'A phone that never comes back can’t be wiped. Its own lock and the PIN then protect what is on it.',
          ),
        ]
      : [];
  return [
    t('At its next contact it first hands in what it holds, and then forgets everything.'),
    ...lost,
    ...shared,
    t('This can’t be taken back. With a new join code the phone can be used again.'),
  ];
}

function beforeAll(name: string, phones: readonly PhoneKept[]): string[] {
  const open = phones.filter((one) => !one.revoked_at);
  const isOwn = open.some((one) => !one.others);
  const isShared = open.some((one) => one.others > 0);
  return [
    ...(isOwn
      ? [
          t(
            'A phone that only {name} uses hands in at its next contact what it holds, and then forgets everything.',
            { name },
          ),
        ]
      : []),
    ...(isShared ? [t('From a shared phone only {name} is taken out; the others go on.', { name })] : []),
    t('The PIN ends, and so do open codes for {name} or from {name}. What {name} wrote stays.', { name }),
    t('This can’t be taken back. With a new join code {name} can come back.', { name }),
  ];
}

/** After: what the hub did. */
export function after({ why, phone }: Act, name: string, done: ShutOut): string[] {
  if (phone) {
    const called = { phone: shortName(phone.id) };
    if (!done.devices.length) return [t('The phone {phone} was shut out already.', called)];
    return [
      t('The phone {phone} is shut out: the hub gives it nothing any more.', called),
      why === 'lost'
        ? t('Should it come back, what it hands in waits for the steward.')
        : t('At its next contact it hands in what it holds, and forgets.'),
    ];
  }
  const said = [
    done.devices.length ? tn('{n} phone is shut out.', '{n} phones are shut out.', done.devices.length) : '',
    done.left.length
      ? tn(
          '{name} is taken out of {n} shared phone; the others go on.',
          '{name} is taken out of {n} shared phones; the others go on.',
          done.left.length,
          { name },
        )
      : '',
    done.codes ? tn('{n} open code is closed.', '{n} open codes are closed.', done.codes) : '',
  ].filter(Boolean);
  return said.length ? said : [t('The PIN of {name} has ended; there was no phone to shut out.', { name })];
}
