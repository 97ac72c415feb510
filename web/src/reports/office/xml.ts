/** What of XML the office files need. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as XML holds them; control signs, which no XML may hold, are left out. */
export function text(words: string): string {
  return words
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
}

export const tag = (name: string, inside: string): string => `<${name}>${inside}</${name}>`;
