const started = performance.now();
const sayAfterMs = 1_500;

process.stdout.on('error', () => undefined); // whoever read it has gone; the work goes on

/** Runs one step of the start and prints what it did and how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
	const from = performance.now();
	const patience = setTimeout(() => say(`  … ${what}`), sayAfterMs);
	try {
		const result = await work();
		say(`  ✓ ${what} (${seconds(performance.now() - from)})`);
		return result;
	} finally {
		clearTimeout(patience);
	}
}

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

export function sinceStart(): string {
	return seconds(performance.now() - started);
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
