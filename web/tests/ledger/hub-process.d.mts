export function startHub(): Promise<{ address: string; setupCode: string; stop: () => Promise<void> }>;
