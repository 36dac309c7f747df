import { setTimeout as sleep } from 'node:timers/promises';
import type { Officer } from '#identity';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { listOffices } from '#regions';
import { dropDraft, getDraft, openDraft, saveDraft, startSimulation } from '#services';
import { busiest } from './load/service-spots.ts';

export type Simulated = { tried: number; otherwise: number; seconds: number; seen: number };
type Row = { done: number; result: { tried: number; same: number } | null; seconds: number | null };

/**
 * Asks the running platform to try past applications of the busiest service against a draft that asks one thing more.
 * Seconds from the job's row to its end, and how many stages a page that looks four times a second would have shown.
 */
export async function simulate(): Promise<Simulated> {
	const actor = await administrator();
	const { draftId } = await openDraft(actor, busiest);
	const { revision, definition } = await getDraft(actor, draftId);
	const [first, ...pages] = definition.process?.pages ?? [];
	if (!definition.process || !first) throw new Error(`${busiest} asks nothing`);
	const label = { id: 'Isian baru', en: 'New field' };
	const more = { ...first, fields: [...first.fields, { id: 'benchMore', kind: 'text', label }] };
	const changed = { ...definition, process: { ...definition.process, pages: [more, ...pages] } };
	const saved = await saveDraft(actor, { draftId, revision }, JSON.parse(JSON.stringify(changed)));
	await startSimulation(actor, { draftId, revision: saved.revision });
	const stages = new Set<number>();
	for (;;) {
		await sleep(250);
		const { rows } = await migratorDb.query<Row>({
			text: `select done, result, extract(epoch from finished_at - started_at)::float8 as seconds
				from services.simulation where draft_id = $1 order by started_at desc limit 1`,
			values: [draftId],
		});
		const [row] = rows;
		if (row) stages.add(row.done);
		if (!row?.result || row.seconds === null) continue;
		await dropDraft(actor, { draftId, revision: saved.revision });
		const { tried, same } = row.result;
		return { tried, otherwise: tried - same, seconds: row.seconds, seen: stages.size };
	}
}

/** Of the province, who may change what the kabupaten and kota give. */
async function administrator(): Promise<Officer> {
	const [office] = await listOffices('12', { function: 'communication' });
	if (!office) throw new Error('The province has no such office');
	const post = { pemda: '12', officeId: office.id, officeName: office.name, postId: newId(), postTitle: '' };
	return {
		...{ kind: 'officer', accountId: newId(), sessionId: newId(), name: 'Bench', lang: 'id' },
		...{ isOperator: false, mustChangePassword: false, mustEnrol: false, actsFor: null, freshAt: now() },
		...{ factors: ['password', 'totp'], origin: '127.0.0.0/24' },
		holdings: [{ ...post, role: 'administrator', acting: null, lentBy: null }],
	};
}
