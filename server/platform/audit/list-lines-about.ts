import type { Db } from '#platform/db';

export type LineAbout = {
	pemda: string;
	id: string;
	at: Date;
	actor: string;
	act: string;
	detail: Record<string, unknown>;
};

/** What others than `own` did about one subject, newest first; `before` is the moment and id of the last line seen. */
export async function listLinesAbout(
	tx: Db,
	subject: string,
	{ own, before, limit }: { own: string; before: { at: Date; id: string } | undefined; limit: number },
): Promise<LineAbout[]> {
	const { rows } = await tx.query<LineAbout>({
		name: 'platform.lines-about',
		text: `select pemda, id, at, actor, act, detail from platform.audit
			where subject = $1 and actor <> $2 and ($3::timestamptz is null or (at, id) < ($3, $4::uuid))
			order by at desc, id desc limit $5`,
		values: [subject, own, before?.at ?? null, before?.id ?? null, limit],
	});
	return rows;
}
