import { type HeldCase, listHeldCases } from '#casework';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { listConnectedOffices, type Office } from '#regions';
import { ownSystemOf } from './own-system.ts';
import { insertSending, selectTakenUntil, upsertTakenUntil } from './store.ts';

/** A transaction that took longer than this to commit would be passed over. */
const overlapMs = 10 * 60_000;
const atOnce = 1000;

/**
 * Looks at what connected offices hold and has changed since the last look, and notes for sending what is not sent:
 * each with a job in the same commit. Costs nothing where no office is connected, and filing a case costs nothing
 * anywhere: it is read from custody, not announced case by case.
 */
export async function takeUpCases(): Promise<void> {
	for (const office of await listConnectedOffices()) await takeUpFor(office);
}

async function takeUpFor({ pemda, id: officeId }: Office): Promise<void> {
	const office = { pemda, officeId };
	const startedAt = now();
	const changedFrom = (await selectTakenUntil(office)) ?? new Date(0);
	const held = await listHeldCases(ownSystemOf(office), office, { changedFrom, limit: atOnce });
	const last = held.at(-1)?.changedAt ?? startedAt;
	const more = held.length === atOnce && last > changedFrom;
	await withTx(async (tx) => {
		for (const one of held.filter(({ status }) => status !== 'answered' && status !== 'closed')) {
			const sending = await insertSending(tx, sendingOf(office, one), startedAt);
			if (sending?.state === 'waiting' || sending?.state === 'trying') {
				await enqueue(
					tx,
					'open311/send-case',
					{ pemda, id: sending.id },
					{ key: `open311 send ${sending.id}` },
				);
			}
		}
		await upsertTakenUntil(tx, office, more ? last : new Date(startedAt.getTime() - overlapMs));
	});
}

function sendingOf(office: { pemda: string; officeId: string }, one: HeldCase) {
	return {
		...office,
		...{ id: newId(), casePemda: one.pemda, caseId: one.caseId, number: one.number },
		round: one.disputes + one.reopenings,
	};
}
