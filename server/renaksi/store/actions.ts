import type { Db, Tx } from '#platform/db';

export type Action = {
	requirement: string;
	officeId: string;
	officeName: string;
	target: string;
	unit: string;
	dueAt: Date;
};

export async function insertAction(
	tx: Tx,
	{
		pemda,
		year,
		id,
		at,
		by,
		...one
	}: Action & { pemda: string; year: number; id: string; at: Date; by: string },
): Promise<void> {
	await tx.query({
		text: `insert into renaksi.action (pemda, id, year, requirement, office_id, office_name, target, unit, due_at, at, by_actor)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		values: [
			...[pemda, id, year, one.requirement, one.officeId, one.officeName, one.target, one.unit],
			...[one.dueAt, at, by],
		],
	});
}

/** Who brings what: the newest line of each document. */
export async function selectActions(within: Db, pemda: string, year: number): Promise<Map<string, Action>> {
	const { rows } = await within.query<Action>({
		name: 'renaksi.actions',
		text: `select distinct on (requirement) requirement, office_id as "officeId", office_name as "officeName", target, unit, due_at as "dueAt"
			from renaksi.action where pemda = $1 and year = $2 order by requirement, at desc, id desc`,
		values: [pemda, year],
	});
	return new Map(rows.map((row) => [row.requirement, row]));
}
