import type { Actor } from '#identity';

/** Something the walls stand around: made freshly for each cell that may change it. */
export type Thing = { ref: { pemda: string } };

export type Try<T> = {
	/** Only reads: one thing does for all cells. */
	keeps?: boolean;
	/** What happened: a promise, or undefined where the act's own type leaves this kind of actor out. */
	run: (actor: Actor, thing: T) => Promise<unknown> | undefined;
};
