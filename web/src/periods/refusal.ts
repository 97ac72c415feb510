/** A date or period that cannot be; `sentence` is English, to be said by t(error.sentence, error.values). */
export class PeriodError extends Error {
  // Declared, not defined: class fields cost a helper of 900 bytes for the oldest browsers.
  declare readonly sentence: string;
  declare readonly values: Record<string, string | number>;

  constructor(sentence: string, values: Record<string, string | number>) {
    super(sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])));
    this.name = 'PeriodError';
    this.sentence = sentence;
    this.values = values;
  }
}
