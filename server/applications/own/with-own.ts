import { parseNumber } from '#casework';
import { type Actor, labelOf } from '#identity';
import { db, type Tx, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { getVersion } from '#services';
import type { Application, By } from '../application.ts';
import type { Party } from '../draft/draft.ts';
import { fillerOf, partiesOf } from '../draft/owner.ts';
import { lockApplication, selectApplication } from '../store/application.ts';
import { type Work, workOn } from '../work.ts';
import { selectOwnRef } from './store.ts';

type Ref = { pemda: string; id: string; owner: Party };

/** An application of the actor's, or of whom they act for. Refuses `applications/no-such-application`. */
export async function findOwn(actor: Actor, typedNumber: string): Promise<Ref> {
	const number = parseNumber(typedNumber);
	for (const owner of number ? await partiesOf(actor) : []) {
		const ref = number && (await selectOwnRef(db, owner.id, number));
		if (ref) {
			await getVersion(ref.versionHash); // read before a transaction is open
			return { ...ref, owner };
		}
	}
	if (!number) fillerOf(actor);
	throw new Refusal('not-found', 'applications/no-such-application');
}

/** Reads one of the actor's, with nothing else in sight. */
export async function readOwn<T>(
	actor: Actor,
	number: string,
	read: (tx: Tx, app: Application, owner: Party) => Promise<T>,
): Promise<T> {
	const { pemda, id, owner } = await findOwn(actor, number);
	return withScope({ cases: [id], account: fillerOf(actor).accountId }, async (tx) => {
		const app = await selectApplication(tx, pemda, id);
		if (!app) throw new Refusal('not-found', 'applications/no-such-application');
		return read(tx, app, owner);
	});
}

/** Works on one of the actor's, locked. `seen`: refuses `applications/changed-meanwhile` where it has moved on since. */
export async function workOnOwn<T>(
	actor: Actor,
	{ number, seen }: { number: string; seen?: number | undefined },
	run: (work: Work) => Promise<T>,
): Promise<T> {
	const { pemda, id } = await findOwn(actor, number);
	return withScope({ cases: [id], account: fillerOf(actor).accountId }, async (tx) =>
		run(await lockOwn(tx, actor, { pemda, id, seen })),
	);
}

/** The same in a transaction that is open and has it in sight. */
export async function lockOwn(
	tx: Tx,
	actor: Actor,
	{ pemda, id, seen }: { pemda: string; id: string; seen?: number | undefined },
): Promise<Work> {
	const app = await lockApplication(tx, pemda, id);
	if (!app) throw new Refusal('not-found', 'applications/no-such-application');
	if (seen !== undefined && seen !== app.seq) {
		throw new Refusal('conflict', 'applications/changed-meanwhile');
	}
	return workOn(tx, actor, asApplicant(actor), app);
}

function asApplicant(actor: Actor): By {
	const filler = fillerOf(actor);
	const { actsFor } = filler;
	return {
		...{ actor: labelOf(actor), name: filler.name ?? '', role: 'applicant', officeId: null },
		actingFor: actsFor ? `${actsFor.kind}:${actsFor.id}` : null,
		assurance: filler.kind === 'resident' ? filler.level : null,
	};
}
