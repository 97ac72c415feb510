/** What to say when a door of the hub stayed closed: the hub's own words where it has some, else ours. */
import { sayTrouble } from '../../design/trouble';
import { t, words } from '../../languages/index.svelte';

const TROUBLE: Record<string, string> = words({
  unreachable:
    'The hub can’t be reached just now. What you typed stays here; try again when there is a network.',
  slow: 'The network is very slow just now. What you typed stays here; please try again.',
  cut: 'The network was cut on the way. What you typed stays here; please try again.',
  hub_trouble: 'The hub has trouble of its own. What you typed stays here; please try again in a while.',
  unknown_device:
    'The hub doesn’t know this phone any more. Join again with a new code; nothing on this phone is lost.',
});

interface Refused {
  code?: string;
  problem?: { title?: string; detail?: string; safe?: string; next?: string };
}

/** What happened, what is safe and what to do next, in the reader's language. */
export function hubWords(error: unknown): string {
  const { code, problem } = (error ?? {}) as Refused;
  if (problem?.title)
    return [problem.title, problem.detail, problem.safe, problem.next]
      .filter(Boolean)
      .map(sentence)
      .join(' ');
  if (code && TROUBLE[code]) return t(TROUBLE[code]);
  return sayTrouble(error);
}

/** Whether it was the network, so that trying again later is all there is to do. */
export function isNetwork(error: unknown): boolean {
  return ['unreachable', 'slow', 'cut'].includes((error as Refused | null)?.code ?? '');
}

function sentence(text: string | undefined): string {
  return text && /[\p{L}\p{N}]$/u.test(text) ? `${text}.` : (text ?? '');
}
