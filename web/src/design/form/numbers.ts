/**
 * What a person typed as a number. An empty field is missing, which is not zero; what can't be read is said,
 * never guessed. Grouping by spaces or commas is forgiven: "1 240", "1,240".
 */
export type Typed = { kind: 'missing' } | { kind: 'unreadable' } | { kind: 'number'; value: number };

// No look-behind in these: Safari 15 can't read it.
const GROUPED = /^-?\d{1,3}([ ,\u00a0\u202f]\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^-?\d+,\d{1,2}$/;

/** A whole number, zero or more (the ledger's largest count has nine digits). */
export function readCount(text: string): Typed {
  return read(text, /^\d{1,9}$/);
}

/** A measured number; a comma as the decimal mark is understood. */
export function readNumber(text: string): Typed {
  return read(text, /^-?\d{1,12}(\.\d+)?$/);
}

function read(text: string, shape: RegExp): Typed {
  const digits = plain(text.trim());
  if (digits === '') return { kind: 'missing' };
  return shape.test(digits) ? { kind: 'number', value: Number(digits) } : { kind: 'unreadable' };
}

function plain(text: string): string {
  if (GROUPED.test(text)) return text.replace(/[ ,\u00a0\u202f]/g, '');
  return DECIMAL_COMMA.test(text) ? text.replace(',', '.') : text;
}
