/** A small woreda for the tests: Limu, its hospital, two health centres, three posts. */
import type { PlaceKept } from '../../src/people/catchment';

export function place(id: string, name: string, kind: string, parent?: string, more = {}): PlaceKept {
  return {
    id,
    channel: 'collaborative:c',
    fields: { name: { en: name }, kind, ...(parent ? { parent } : {}), ...more },
  };
}

export const WOREDA: PlaceKept[] = [
  place('p3', 'Welega post', 'health_post', 'hc1'),
  place('hc2', 'Siree', 'health_centre', 'w'),
  place('p2', 'Gobe', 'health_post', 'hc2'),
  place('hc1', 'Bekoji', 'health_centre', 'w'),
  place('w', 'Limu', 'woreda', 'zone-not-here'),
  place('h', 'Zewditu', 'hospital', 'w'),
  place('p1', 'Chiba', 'health_post', 'hc1'),
];

export const nameOf = (one: PlaceKept): string => one.fields.name?.en ?? '';
