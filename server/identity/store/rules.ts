import { type Db, db, type Tx } from '#platform/db';

export async function selectRules(on: Db = db): Promise<{ code: string; value: string; setAt: Date }[]> {
	const { rows } = await on.query<{ code: string; value: string; setAt: Date }>({
		name: 'identity.rules',
		text: `select distinct on (code) code, value, set_at as "setAt" from identity.rule order by code, set_at desc`,
	});
	return rows;
}

export async function insertRule(
	tx: Tx,
	{ code, value, at, by }: { code: string; value: string; at: Date; by: string },
): Promise<void> {
	await tx.query({
		name: 'identity.set-rule',
		text: 'insert into identity.rule (code, set_at, value, set_by) values ($1, $2, $3, $4)',
		values: [code, at, value, by],
	});
}
