import { type Db, db, type Tx } from '#platform/db';
import type { SimulationResult } from '../edit/try-past.ts';

export type SimulationRow = {
	id: string;
	draftId: string;
	revision: number;
	startedBy: string;
	startedAt: Date;
	total: number | null;
	done: number;
	result: SimulationResult | null;
	finishedAt: Date | null;
};

const columns = `s.id, s.draft_id as "draftId", s.revision, s.started_by as "startedBy", s.started_at as "startedAt", s.total, s.done, s.result,
	s.finished_at as "finishedAt"`;

export async function insertSimulation(
	tx: Tx,
	one: { id: string; draftId: string; revision: number; by: string; at: Date },
): Promise<void> {
	await tx.query({
		text: 'insert into services.simulation (id, draft_id, revision, started_by, started_at) values ($1, $2, $3, $4, $5)',
		values: [one.id, one.draftId, one.revision, one.by, one.at],
	});
}

export async function selectLastSimulation(draftId: string): Promise<SimulationRow | undefined> {
	const { rows } = await db.query<SimulationRow>({
		text: `select ${columns} from services.simulation s where s.draft_id = $1 order by s.started_at desc limit 1`,
		values: [draftId],
	});
	return rows[0];
}

export async function selectSimulation(id: string): Promise<SimulationRow | undefined> {
	const { rows } = await db.query<SimulationRow>({
		text: `select ${columns} from services.simulation s where s.id = $1`,
		values: [id],
	});
	return rows[0];
}

/** How far it has come; `finishedAt` when it is done. */
export async function updateSimulation(
	within: Db,
	one: { id: string; total: number; done: number; result: SimulationResult; finishedAt: Date | null },
): Promise<void> {
	await within.query({
		text: 'update services.simulation set total = $2, done = $3, result = $4, finished_at = $5 where id = $1',
		values: [one.id, one.total, one.done, JSON.stringify(one.result), one.finishedAt],
	});
}
