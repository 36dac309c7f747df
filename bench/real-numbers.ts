import type pg from 'pg';
import { newNumber } from '#casework';

/** Gives some of the loaded cases numbers with a true check symbol, so that they can be asked for. */
export async function giveRealNumbers(
	client: pg.Client,
	count: number,
): Promise<{ prefix: string; number: string; pemda: string }[]> {
	const { rows } = await client.query<{ pemda: string; id: string; prefix: string }>(
		`select p.pemda, p.case_id as id, g.number_prefix as prefix from casework.public_case p tablesample system (5)
			join regions.pemda g on g.pemda = p.pemda limit $1`,
		[count],
	);
	const numbered = rows.map((row) => ({ ...row, number: newNumber(row.prefix) }));
	const values = [
		numbered.map((row) => row.pemda),
		numbered.map((row) => row.id),
		numbered.map((row) => row.number),
	];
	const from = 'from unnest($1::text[], $2::uuid[], $3::text[]) as n(pemda, id, number)';
	await client.query(
		`update casework.case c set number = n.number ${from} where c.pemda = n.pemda and c.id = n.id`,
		values,
	);
	await client.query(
		`update casework.public_case p set number = n.number ${from} where p.pemda = n.pemda and p.case_id = n.id`,
		values,
	);
	return numbered.map(({ prefix, number, pemda }) => ({ prefix, number, pemda }));
}
