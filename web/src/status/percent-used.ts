/** How full the phone's share for Debo is, in whole per cent; never "100" while something still fits. */
export function percentUsed({ used, quota }: { used: number; quota: number }): number {
  return Math.min(used < quota ? 99 : 100, Math.round((used / quota) * 100));
}
