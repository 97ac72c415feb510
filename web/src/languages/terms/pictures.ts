/**
 * One small drawing a term, in strokes on 160 × 96: `ink` is drawn thin, `accent` thick, `wash` filled, `dash` in dashes.
 * What it shows is said in words beside it.
 */
export interface Picture {
  ink?: string;
  accent?: string;
  wash?: string;
  dash?: string;
}

const dots = (points: [number, number][], r = 3.5): string =>
  points.map(([x, y]) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`).join('');
const line = (points: [number, number][]): string => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;
const AXES = 'M18 10V82H150';
const person = (x: number, y: number): string => `${dots([[x, y]], 7)}M${x - 11} ${y + 26}c0-22 22-22 22 0`;
const box = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}Z`;

const STEADY: [number, number][] = [
  [28, 62],
  [42, 50],
  [56, 66],
  [70, 52],
  [84, 64],
  [98, 54],
  [112, 62],
  [126, 50],
  [140, 58],
];
const RISEN: [number, number][] = [
  [28, 66],
  [42, 58],
  [56, 68],
  [70, 60],
  [84, 36],
  [98, 28],
  [112, 38],
  [126, 26],
  [140, 32],
];

export const PICTURES: Record<string, Picture> = {
  aim: {
    wash: dots([[104, 48]], 34),
    ink: dots([[104, 48]], 34) + dots([[104, 48]], 20),
    accent: `${dots([[104, 48]], 6)}M14 82L96 52m-14-2 14 2-8 12`,
  },
  measure: {
    ink: 'M30 48H130',
    wash: dots(
      [
        [50, 28],
        [70, 28],
        [90, 28],
      ],
      7,
    ),
    accent: dots(
      [
        [50, 28],
        [70, 28],
        [90, 28],
      ],
      7,
    ),
    dash: dots(
      [
        [40, 68],
        [60, 68],
        [80, 68],
        [100, 68],
        [120, 68],
      ],
      7,
    ),
  },
  run_chart: { ink: AXES + line(STEADY) + dots(STEADY, 3), accent: 'M20 58H148' },
  median: { ink: AXES + dots(STEADY, 3), accent: 'M20 58H148', dash: 'M34 20v28m0-28-4 6m4-6 4 6' },
  run: { wash: box(78, 14, 70, 64), ink: AXES + line(RISEN) + dots(RISEN, 3), accent: 'M20 52H148' },
  baseline: {
    wash: box(20, 40, 56, 40),
    ink: AXES + line(RISEN) + dots(RISEN, 3),
    accent: 'M20 63H76',
    dash: 'M80 63H148',
  },
  phase: { ink: AXES + dots(RISEN, 3), accent: 'M20 63H74M80 32H148', dash: 'M77 12V82' },
  change_idea: {
    wash: dots([[80, 40]], 24),
    ink: `${dots([[80, 40]], 24)}M70 68h20M72 76h16M80 8V2M42 18l-6-5M118 18l6-5`,
    accent: 'M70 42l8 10 14-20',
  },
  pdsa: {
    accent:
      'M80 14a34 34 0 0 1 32 24M114 52a34 34 0 0 1-26 29M72 82a34 34 0 0 1-26-29M48 38a34 34 0 0 1 22-23',
    ink: 'M112 38l-8-4m8 4 3-8M88 81l8-5m-8 5 8 4M46 53l-4 8m4-8 7 6M70 15l-8 0m8 0-4 7',
    wash: dots([[80, 48]], 14),
  },
  prediction: {
    ink: AXES + line(STEADY.slice(0, 5)) + dots(STEADY.slice(0, 5), 3),
    dash: 'M88 62L140 24',
    accent: dots([[140, 22]], 6),
  },
  driver: {
    wash: dots([[54, 48]], 26),
    ink: dots([[54, 48]], 26) + dots([[54, 48]], 8) + dots([[112, 62]], 18),
    accent: 'M54 22v8M54 66v8M28 48h8M72 48h8M36 30l5 5M67 61l5 5M72 30l-5 5M41 61l-5 5M112 44v6M112 74v6',
  },
  driver_diagram: {
    wash: box(10, 36, 34, 24),
    ink: `${box(10, 36, 34, 24)}${box(64, 16, 34, 20)}${box(64, 60, 34, 20)}${box(118, 6, 32, 16)}${box(118, 30, 32, 16)}${box(118, 62, 32, 16)}`,
    accent: 'M44 48L64 26M44 48L64 70M98 26L118 14M98 26L118 38M98 70H118',
  },
  fishbone: {
    accent: 'M14 48H118',
    ink: 'M118 34h28v28h-28ZM30 18l20 30M66 18l20 30M30 78l20-30M66 78l20-30M36 28h-14M72 28h-14M36 68h-14M72 68h-14',
  },
  five_whys: {
    ink: 'M14 16h34v14h30v14h30v14h30v14',
    dash: 'M14 88H150',
    accent:
      dots(
        [
          [31, 10],
          [63, 24],
          [93, 38],
          [123, 52],
        ],
        4,
      ) + 'M140 74l6 8 10-14',
  },
  bundle: {
    wash: box(34, 24, 92, 56),
    ink: `${box(34, 24, 92, 56)}M34 46H126M80 24V80`,
    accent: 'M46 36l4 5 8-10M94 36l4 5 8-10M46 64l4 5 8-10M94 64l4 5 8-10',
  },
  numerator: {
    ink: 'M40 50H120',
    wash: box(56, 12, 48, 28),
    accent: box(56, 12, 48, 28),
    dash: box(56, 60, 48, 28),
  },
  denominator: {
    ink: 'M40 46H120',
    wash: box(56, 56, 48, 28),
    accent: box(56, 56, 48, 28),
    dash: box(56, 8, 48, 28),
  },
  release: {
    wash: box(16, 26, 46, 56),
    ink: `${box(16, 26, 46, 56)}M24 40h30M24 52h30M24 64h20${person(118, 22)}${person(142, 40)}`,
    accent: 'M68 54H96m-9-8 9 8-9 8',
  },
  change_package: {
    wash: box(30, 36, 100, 46),
    ink: `${box(30, 36, 100, 46)}M30 36l14-16h72l14 16M80 20V82`,
    accent:
      dots(
        [
          [54, 58],
          [106, 58],
        ],
        8,
      ) + 'M54 70v4M106 70v4',
  },
  decision: {
    ink: 'M14 48H58M58 48L104 18M58 48H104M58 48L104 78',
    accent: 'M114 18l6 7 12-14M112 44c4-8 18-8 20 0m0 0v-8m0 8h-7',
    dash: 'M114 70l16 16M130 70l-16 16',
  },
  recount: {
    wash: box(56, 40, 48, 42),
    ink: `${box(56, 40, 48, 42)}M80 40V82M62 52h12M62 62h12M86 52h12M86 62h12${person(28, 30)}${person(132, 30)}`,
    accent: 'M40 40L54 48M120 40L106 48',
  },
  verification_factor: {
    ink: 'M44 48H116M128 44h20M128 54h20',
    accent: 'M62 22l6 8 14-16',
    wash: box(52, 8, 56, 32),
    dash: `${box(52, 8, 56, 32)}${box(52, 56, 56, 32)}`,
  },
  learning_session: {
    ink: person(32, 26) + person(66, 20) + person(100, 20) + person(134, 26),
    accent: 'M24 84c30-24 88-24 118 0',
    wash: 'M24 84c30-24 88-24 118 0Z',
  },
  huddle: {
    ink: person(44, 46) + person(80, 56) + person(116, 46),
    wash: box(52, 4, 56, 30),
    accent: `${box(52, 4, 56, 30)}M58 26l12-8 10 4 20-12`,
  },
};
