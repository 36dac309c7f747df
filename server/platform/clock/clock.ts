let read: () => Date = () => new Date();

/** The present moment. Every legal time is counted from here, so that tests can move it. */
export function now(): Date {
	return read();
}

/** Replaces the clock (tests, demo data); without an argument the real one returns. */
export function setClock(clock?: () => Date): void {
	read = clock ?? (() => new Date());
}
