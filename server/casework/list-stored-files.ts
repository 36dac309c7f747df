import { migratorDb } from '#platform/db';

const batch = 5000;

/** Every stored file that a case names, by its hash. */
export async function* listStoredFiles(): AsyncGenerator<string> {
	let after = '';
	for (;;) {
		const { rows } = await migratorDb.query<{ sha256: string }>({
			text: `select distinct sha256 from (
					select sha256 from casework.attachment union select thumb_sha256 from casework.attachment) f
				where sha256 > $1 order by sha256 limit $2`,
			values: [after, batch],
		});
		yield* rows.map((row) => row.sha256);
		after = rows.at(-1)?.sha256 ?? '';
		if (rows.length < batch) return;
	}
}
