import { withScope } from '#platform/db';
import { log } from '#platform/log';
import { keepInSight, lockApplication } from './store/application.ts';
import { selectPinned, updateVersion } from './store/past.ts';
import { append, bySystem, definitionOf, keep, workOn } from './work.ts';

const publisher = { kind: 'system', name: 'services' } as const;
const atOnce = 200;

/**
 * A law forces what is under way over to a new version: each application goes on in the state it is in, with an event
 * that names the law. What was billed or given stays as it was. Safe to run again. Returns how many went over.
 */
export async function forceVersion(to: { serviceId: string; hash: string; law: string }): Promise<number> {
	const { process } = await definitionOf(to.hash);
	const states = new Set(process.states.map(({ id }) => id));
	let count = 0;
	let after: string | undefined;
	do {
		const from = after;
		const pinned = await withScope({ system: true }, (tx) =>
			selectPinned(tx, { ...to, after: from, limit: atOnce }),
		);
		for (const one of pinned) if (await moveOver(one, to, states)) count++;
		after = pinned.length === atOnce ? pinned.at(-1)?.id : undefined;
	} while (after);
	return count;
}

async function moveOver(
	{ pemda, id }: { pemda: string; id: string },
	{ hash, law }: { hash: string; law: string },
	states: ReadonlySet<string>,
): Promise<boolean> {
	return withScope({ system: true }, async (tx) => {
		const app = await lockApplication(tx, pemda, id);
		if (!app || app.endedAt || app.versionHash === hash) return false;
		if (!states.has(app.state)) {
			// publishing refuses this for the version before; one of an older version still stays where it can go on
			log.warn({ pemda, id, state: app.state }, 'an application stays under its version: its state is gone');
			return false;
		}
		await keepInSight(tx, id);
		await updateVersion(tx, { pemda, id }, hash);
		const work = await workOn(tx, publisher, bySystem, { ...app, versionHash: hash });
		await append(work, 'forced-over', {}, { reason: law });
		await keep(work, 'force-version');
		return true;
	});
}
