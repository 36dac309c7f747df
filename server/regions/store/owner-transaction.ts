import { poolFor, type Tx } from '#platform/db';

/** One transaction as the owner of the tables: loads and imports, which an operator runs and no page can reach. */
export async function asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
	const client = await poolFor('owner').connect();
	const tx: Tx = {
		inTransaction: true,
		async query<Row>({ text, values, name }: Parameters<Tx['query']>[0]) {
			const { rows, rowCount } = await client.query<Row & object>({
				text,
				values: values ?? [],
				...(name ? { name } : {}),
			});
			return { rows, rowCount };
		},
	};
	try {
		await client.query('begin');
		const result = await work(tx);
		await client.query('commit');
		return result;
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
}
