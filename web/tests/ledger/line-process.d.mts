export function startLine(
  hub: string,
  ...words: string[]
): Promise<{ address: string; stop: () => Promise<void> }>;
