import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const ticksPerSecond = 100;

/** Seconds of CPU a process and its finished children used so far. */
export function cpuOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat
		.slice(stat.lastIndexOf(')') + 2)
		.split(' ')
		.map(Number);
	const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
	return (user + system + childUser + childSystem) / ticksPerSecond;
}

/** The same for every process of a PostgreSQL: all work in its data folder. */
export function cpuOfPostgres(dataFolder: string): number {
	let total = 0;
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		try {
			if (readlinkSync(`/proc/${name}/cwd`) === dataFolder) total += cpuOf(Number(name));
		} catch {
			// ended meanwhile, or not ours
		}
	}
	return total;
}

/** Resident memory in MB: now, and the most it ever was. */
export function memoryOf(pid: number): { now: number; most: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const read = (name: string) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0) / 1024;
	return { now: read('VmRSS'), most: read('VmHWM') };
}
