/** What a plan is made of: how long each thing takes and what must be there before. */
export type Step = { id: string; workingDays: number | null; after: string[] };
/** When each thing can begin and is there, in working days from today; `wave` counts from 1 what can run at once. */
export type Placed = { id: string; wave: number; from: number; until: number };

/**
 * Puts steps in order: each begins when all it waits for are there, so that what does not depend on each other runs at
 * once. Steps that are not in the list are not waited for themselves, but what they wait for is: `inherit` says what. An
 * unknown time counts as nothing here and is named by whoever shows the plan. A circle is broken where it closes.
 */
export function planPermits(steps: Step[], inherit: Map<string, string[]> = new Map()): Placed[] {
	const known = new Map(steps.map((step) => [step.id, step]));
	const placed = new Map<string, Placed>();
	const place = (id: string, path: string[]): Placed | undefined => {
		const [step, done] = [known.get(id), placed.get(id)];
		if (!step || done || path.includes(id)) return done;
		const before = waitedFor(step.after, known, inherit).flatMap((one) => place(one, [...path, id]) ?? []);
		const from = Math.max(0, ...before.map(({ until }) => until));
		const wave = 1 + Math.max(0, ...before.map((one) => one.wave));
		const result = { id, wave, from, until: from + (step.workingDays ?? 0) };
		placed.set(id, result);
		return result;
	};
	for (const { id } of steps) place(id, []);
	const order = steps.map(({ id }) => id);
	return [...placed.values()].sort((a, b) => a.wave - b.wave || order.indexOf(a.id) - order.indexOf(b.id));
}

/** Those of the list that are waited for, past those that are not needed. */
function waitedFor(after: string[], known: Map<string, Step>, inherit: Map<string, string[]>): string[] {
	const found = new Set<string>();
	const passed = new Set<string>();
	const walk = (ids: string[]) => {
		for (const id of ids) {
			if (known.has(id)) found.add(id);
			else if (!passed.has(id)) {
				passed.add(id);
				walk(inherit.get(id) ?? []);
			}
		}
	};
	walk(after);
	return [...found];
}
