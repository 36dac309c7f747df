import type { Answers } from '#rules';

/** How much was begun under a service's versions and is not at its end, and how much ever was sent. */
export type Use = { drafts: number; running: number; sent: number };

/** An application of the past, as far as rules see it. */
export type PastApplication = {
	number: string;
	versionHash: string;
	answers: Answers;
	findings: Answers;
	/** The day it was sent, Asia/Jakarta. */
	on: string;
	/** The states it has passed, from the first. */
	route: string[];
};

/** What the room of applications tells this one, which may not ask it. */
export type UseSource = {
	count: (serviceId: string) => Promise<Use>;
	/** In the order they were sent, the newest `most`; in portions. */
	past: (serviceId: string, most: number) => AsyncIterable<PastApplication[]>;
};

let source: UseSource = {
	count: async () => ({ drafts: 0, running: 0, sent: 0 }),
	past: async function* () {},
};

/** Called once while the rooms load, by whoever keeps applications. */
export function provideUse(given: UseSource): void {
	source = given;
}

export function useOf(): UseSource {
	return source;
}
