const perLog = 256n; // of 16 MB each

/** The names of the write-ahead log's segments from one to another, both included, of one timeline. */
export function segmentsBetween(start: string, stop: string): string[] {
	const [from, to] = [read(start), read(stop)];
	if (from.timeline !== to.timeline)
		throw new Error('The database was promoted during the backup; begin again');
	const names: string[] = [];
	for (let number = from.number; number <= to.number; number++) names.push(write(from.timeline, number));
	return names;
}

function read(name: string): { timeline: string; number: bigint } {
	const [, timeline, log, part] = name.match(/^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/) ?? [];
	if (!timeline) throw new Error(`${name} is no segment of the write-ahead log`);
	return { timeline, number: BigInt(`0x${log}`) * perLog + BigInt(`0x${part}`) };
}

function write(timeline: string, number: bigint): string {
	return timeline + hex(number / perLog) + hex(number % perLog);
}

function hex(number: bigint): string {
	return number.toString(16).toUpperCase().padStart(8, '0');
}
