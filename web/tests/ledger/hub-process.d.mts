export function startHub(): Promise<{ address: string; setupCode: string; stop: () => Promise<void> }>;
export function keepWire(wire: readonly unknown[]): void;
