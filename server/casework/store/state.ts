import type { Tx } from '#platform/db';
import type { CaseState } from '../case.ts';

const columns = `pemda, id, number, class, subject, region, privacy, status, publication, holder_pemda as "holderPemda",
	holder_office_id as "holderOfficeId", reader_offices as "readerOffices", reader_pemda as "readerPemda",
	filed_at as "filedAt", due_at as "dueAt", escalation, disputes, reopenings, version`;

/** The case as it stands, locked until the transaction ends; undefined when there is none in the actor's scope. */
export async function lockCase(tx: Tx, pemda: string, caseId: string): Promise<CaseState | undefined> {
	const { rows } = await tx.query<CaseState>({
		name: 'casework.lock',
		text: `select ${columns} from casework.case where pemda = $1 and id = $2 for update`,
		values: [pemda, caseId],
	});
	return rows[0];
}

/**
 * An act may take a case out of its own actor's scope (giving a confidential one back). Once the policy has said yes,
 * this one case stays in the transaction's sight until it ends.
 */
export async function keepInSight(tx: Tx, caseId: string): Promise<void> {
	await tx.query({
		name: 'casework.keep-in-sight',
		text: "select set_config('ssp.kept', $1::uuid::text, true)",
		values: [caseId],
	});
}

export async function selectState(tx: Tx, pemda: string, caseId: string): Promise<CaseState | undefined> {
	const { rows } = await tx.query<CaseState>({
		name: 'casework.state',
		text: `select ${columns} from casework.case where pemda = $1 and id = $2`,
		values: [pemda, caseId],
	});
	return rows[0];
}

const changeable = {
	class: 'class',
	title: 'title',
	subject: 'subject',
	region: 'region',
	status: 'status',
	outcome: 'outcome',
	holderPemda: 'holder_pemda',
	holderOfficeId: 'holder_office_id',
	readerPemda: 'reader_pemda',
	readerOffices: 'reader_offices',
	escalation: 'escalation',
	dueAt: 'due_at',
	answeredAt: 'answered_at',
	closedAt: 'closed_at',
	publication: 'publication',
	publishedTitle: 'published_title',
	publishedBody: 'published_body',
	disputes: 'disputes',
	reopenings: 'reopenings',
} as const;
export type CaseChange = Partial<Record<keyof typeof changeable, unknown>>;

/** Writes the given columns, the moment of change and the next version. Names come from the list above only. */
export async function updateCase(
	tx: Tx,
	pemda: string,
	caseId: string,
	at: Date,
	change: CaseChange,
): Promise<void> {
	const values: unknown[] = [pemda, caseId, at];
	const sets = Object.entries(changeable)
		.filter(([key]) => Object.hasOwn(change, key))
		.map(([key, column]) => `${column} = $${values.push(change[key as keyof CaseChange])}`); // a key of `changeable`
	await tx.query({
		text: `update casework.case set ${[...sets, 'changed_at = $3', 'version = version + 1'].join(', ')}
			where pemda = $1 and id = $2`,
		values,
	});
}

export async function selectIdByNumber(tx: Tx, pemda: string, number: string): Promise<string | undefined> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'casework.id-by-number',
		text: 'select id from casework.case where pemda = $1 and number = $2',
		values: [pemda, number],
	});
	return rows[0]?.id;
}
