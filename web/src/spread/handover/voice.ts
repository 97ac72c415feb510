/** What a voice note may be, apart from the recording itself. */

export const MOST_SECONDS = 600;

/** What this browser can record that others can play; null where it can't. */
export function recordable(): string | null {
  if (typeof MediaRecorder === 'undefined' || !globalThis.navigator?.mediaDevices) return null;
  const types = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/webm'];
  return types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** `7:05` */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
