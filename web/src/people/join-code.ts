/**
 * Join codes: eight letters of Crockford's base 32, shown as XXXX-XXXX. People read them from paper and from
 * each other's lips, so what looks or sounds alike is taken for the same (https://www.crockford.com/base32.html).
 */

const LENGTH = 8;
const LOOKALIKES: Record<string, string> = { O: '0', I: '1', L: '1' };

/** What was typed, as letters of a code: upper case, look-alikes settled, everything else left out. */
export function codeLetters(typed: string): string {
  return [...typed.normalize('NFKC').toUpperCase()]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .filter((letter) => /[0-9A-HJKMNP-TV-Z]/.test(letter))
    .join('')
    .slice(0, LENGTH);
}

/** The code as it is shown while it is typed: `AB12-C…`. */
export function shownCode(typed: string): string {
  const letters = codeLetters(typed);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

export function isWholeCode(typed: string): boolean {
  return codeLetters(typed).length === LENGTH;
}

/** The code in what a QR held: our own link (`…#/join/XXXX-XXXX`), or a bare code. Null for anything else. */
export function codeInQr(text: string): string | null {
  const linked = /#\/join\/([^/?#]+)/.exec(text)?.[1];
  const bare = text.trim().length <= LENGTH + 1 ? text : '';
  const code = linked ?? bare;
  return isWholeCode(code) ? shownCode(code) : null;
}
