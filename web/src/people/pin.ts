/** Rules of a PIN: 4 to 8 digits (docs/protocol.md 5), and a gentle word about the ones everybody guesses. */

export const PIN_SHORTEST = 4;
export const PIN_LONGEST = 8;

export type PinTrouble = 'short' | 'easy' | 'differs';

/** What stands in the way of this PIN, or null. `easy` can be kept by typing it anyway: it only warns. */
export function pinTrouble(pin: string, again: string | null): PinTrouble | null {
  if (pin.length < PIN_SHORTEST) return 'short';
  if (again !== null && again !== pin) return 'differs';
  return isEasy(pin) ? 'easy' : null;
}

/** Only the digits, at most eight. */
export function pinDigits(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, PIN_LONGEST);
}

/** One digit repeated (0000) or a run up or down (1234, 4321). */
function isEasy(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}
