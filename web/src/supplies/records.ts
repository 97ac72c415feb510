/** What a facility watches, as this phone has it; what was taken back is left out here. */
import { replica } from '../ledger';
import type { EarlyWord, Stock, WatchedItem } from '../ledger/schema';
import { said } from '../design/said';
import type { Kept } from './days-left';

export interface Watched extends Kept<WatchedItem> {
  channel: string;
}

export const channelOf = (facility: string): string => `facility:${facility}`;

/** The items watched at a facility, by name. */
export function itemsAt(facility: string): Watched[] {
  return replica
    .all('watched_item', channelOf(facility))
    .filter(({ fields }) => !fields.withdrawn && fields.name)
    .sort((a, b) => said(a.fields.name).localeCompare(said(b.fields.name)) || (a.id < b.id ? -1 : 1));
}

export const stocksAt = (facility: string): Kept<Stock>[] => replica.all('stock', channelOf(facility));

export const wordsAt = (facility: string): Kept<EarlyWord>[] =>
  replica.all('early_word', channelOf(facility)).filter(({ fields }) => !fields.withdrawn);
