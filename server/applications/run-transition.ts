import { labelOf } from '#identity';
import type { Transition } from '#services';
import type { Change } from './application.ts';
import { doEffects } from './effects.ts';
import { moveTo } from './enter-state.ts';
import { goOnAsSystem } from './store/application.ts';
import { append, bySystem, holdsNow, stateIn, type Work } from './work.ts';

export type Detail = { change?: Change; reason?: string; key?: string | null };

/**
 * Takes one transition: what was found or corrected first, so that fees and documents see it; then its effects; then
 * the next state; then whatever the process does by itself from there.
 */
export async function runTransition(work: Work, transition: Transition, detail: Detail = {}): Promise<void> {
	const { change = {}, reason = '', key = null } = detail;
	const { findings, answers, files, ...rest } = change;
	if (findings || answers || files) {
		const found = { ...(findings ? { findings } : {}), ...(answers ? { answers } : {}) };
		await append(work, 'found', { ...found, ...(files ? { files } : {}) });
	}
	await goOnAsSystem(work.tx);
	await doEffects(work, transition);
	await moveTo(work, { transition, change: rest, reason, key });
	await runByItself(work);
}

const mostSteps = 12;
const asSystem = (work: Work): Work => ({ ...work, by: bySystem });

/** Transitions the system takes on entering, or once all is paid, as long as there is one. */
export async function runByItself(work: Work): Promise<void> {
	for (let steps = 0; steps < mostSteps; steps++) {
		const ready = ['entered', ...(work.app.settledAt ? ['settled'] : [])];
		const next = systemTransition(work, ready);
		if (!next) return;
		const own = asSystem(work);
		await doEffects(own, next);
		await moveTo(own, { transition: next, change: {}, reason: '', key: null });
	}
	throw new Error(`A process goes round by itself: ${work.definition.id}, ${labelOf(work.actor)}`);
}

/** The first transition of the system from here on one of these, whose guard holds. */
export function systemTransition(work: Work, on: readonly string[]): Transition | undefined {
	const { process, app } = work;
	if (stateIn(process, app.state).kind === 'end') return undefined;
	return process.transitions.find(
		(one) =>
			one.on !== undefined &&
			on.includes(one.on) &&
			one.by.includes('system') &&
			one.from.includes(app.state) &&
			holdsNow(work, one.guard),
	);
}

/** The system takes a transition on something that happened; false where the process has none for it here. */
export async function runOn(work: Work, happened: string, detail: Detail = {}): Promise<boolean> {
	const next = systemTransition(work, [happened]);
	if (!next) return false;
	await runTransition({ ...work, by: bySystem }, next, detail);
	return true;
}
