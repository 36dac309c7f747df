import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';

export type NewEntry = {
	pemda: string;
	caseId: string;
	at: Date;
	kind: string;
	visibility: 'public' | 'person' | 'internal';
	actor: string;
	actorName: string;
	office: { pemda: string; officeId: string } | null;
	body: string;
	detail: object;
};

/** Adds a line to the file of a case and returns its id. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<string> {
	const id = newId();
	await tx.query({
		name: 'casework.entry',
		text: `insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor, actor_name, office_pemda, office_id, body, detail)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		values: [
			...[
				entry.pemda,
				id,
				entry.caseId,
				entry.at,
				entry.kind,
				entry.visibility,
				entry.actor,
				entry.actorName,
			],
			...[
				entry.office?.pemda ?? null,
				entry.office?.officeId ?? null,
				entry.body,
				JSON.stringify(entry.detail),
			],
		],
	});
	return id;
}

/** The newest line of the last minute with these words by this actor. */
export async function selectSaid(
	tx: Tx,
	said: { caseId: string; actor: string; kind: string; body: string; at: Date },
): Promise<string | undefined> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'casework.said',
		text: `select id from casework.entry where case_id = $1 and actor = $2 and kind = $3 and body = $4
			and at > $5::timestamptz - interval '1 minute' order by at desc limit 1`,
		values: [said.caseId, said.actor, said.kind, said.body, said.at],
	});
	return rows[0]?.id;
}
