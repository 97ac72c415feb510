/** The minutes write themselves: from what was tapped and written, in the reader's language. No name beside an idea. */
export interface Words {
  here: string;
  question: string;
  ideas: string;
  decided: string;
  todo: string;
  next: string;
  notes: string;
}

export interface Told {
  title: string;
  day: string;
  /** Team and place. */
  where: string;
  subject?: string | undefined;
  here: string[];
  question?: string | undefined;
  /** With their dots; empty before all were shown. */
  ideas: { text: string; dots: string }[];
  decisions: { text: string; how: string; reason?: string | undefined; by?: string | undefined }[];
  tasks: { text: string; role: string; due?: string | undefined; done?: string | undefined }[];
  next?: string | undefined;
  notes?: string | undefined;
}

export interface Part {
  title: string;
  lines: string[];
}

/** The parts that have something in them, in the order of a meeting. */
export function partsOf(told: Told, words: Words): Part[] {
  const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' · ');
  const parts: Part[] = [
    { title: words.here, lines: told.here.length ? [told.here.join(', ')] : [] },
    { title: words.question, lines: told.question ? [told.question] : [] },
    { title: words.ideas, lines: told.ideas.map(({ text, dots }) => joined(text, dots)) },
    {
      title: words.decided,
      lines: told.decisions.flatMap(({ text, how, reason, by }) => [
        joined(text, how),
        ...(reason ? [reason] : []),
        ...(by ? [by] : []),
      ]),
    },
    {
      title: words.todo,
      lines: told.tasks.map(({ text, role, due, done }) => joined(text, role, done ?? due)),
    },
    { title: words.notes, lines: told.notes ? told.notes.split('\n') : [] },
    { title: words.next, lines: told.next ? [told.next] : [] },
  ];
  return parts.filter((part) => part.lines.length);
}

/** As plain text, for a message or the clipboard. */
export function textOf(told: Told, words: Words): string {
  const head = [told.title, [told.day, told.where].filter(Boolean).join(' · '), told.subject];
  const body = partsOf(told, words).flatMap(({ title, lines }) => [
    '',
    title,
    ...lines.map((one) => `- ${one}`),
  ]);
  return [...head.filter(Boolean), ...body].join('\n');
}
