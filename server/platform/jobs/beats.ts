import { poolFor } from '#platform/db';
import { log } from '#platform/log';

type Beat = { name: string; everySeconds: number; work: () => Promise<unknown> };
const known = new Map<string, Beat>();

/**
 * Small work that repeats every few seconds: folding counters, firing clocks. At any moment one process of all does
 * a given beat; a beat that failed is tried again at its next time.
 */
export function defineBeat(
	name: `${string}/${string}`,
	everySeconds: number,
	work: () => Promise<unknown>,
): void {
	if (known.has(name)) throw new Error(`Beat ${name} is defined twice`);
	known.set(name, { name, everySeconds, work });
}

/** Starts all beats of this process; `stop` waits for those under way. */
export function startBeats(): { stop: () => Promise<void> } {
	const running = new Set<Promise<void>>();
	const timers = [...known.values()].map((beat) => {
		let busy = false;
		return setInterval(() => {
			if (busy) return;
			busy = true;
			const turn = runAlone(beat).finally(() => {
				busy = false;
				running.delete(turn);
			});
			running.add(turn);
		}, beat.everySeconds * 1000);
	});
	return {
		async stop() {
			for (const timer of timers) clearInterval(timer);
			await Promise.all(running);
		},
	};
}

/** Every beat once, one after the other, faults thrown: for tests and one-off commands. */
export async function runBeatsOnce(): Promise<void> {
	for (const beat of known.values()) await beat.work();
}

/** Holds a lock of the beat's name meanwhile; where another process holds it, this turn is theirs. */
async function runAlone(beat: Beat): Promise<void> {
	try {
		const client = await poolFor('owner').connect();
		let broken = false;
		try {
			const lock = 'select pg_try_advisory_lock(hashtext($1)) as mine';
			const { rows } = await client.query<{ mine: boolean }>(lock, [`beat ${beat.name}`]);
			if (!rows[0]?.mine) return;
			await beat.work();
			await client.query('select pg_advisory_unlock(hashtext($1))', [`beat ${beat.name}`]);
		} catch (error) {
			broken = true; // its lock goes with the connection
			throw error;
		} finally {
			client.release(broken);
		}
	} catch (error) {
		log.warn({ beat: beat.name, err: error instanceof Error ? error.name : 'unknown' }, 'beat failed');
	}
}
