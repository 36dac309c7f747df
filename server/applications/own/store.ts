import type { Db, Tx } from '#platform/db';

export type OwnLine = {
	pemda: string;
	id: string;
	number: string;
	serviceId: string;
	versionHash: string;
	state: string;
	filedAt: Date;
	dueAt: Date | null;
	promisedAt: Date;
	applicantName: string;
	outcome: 'granted' | 'refused' | 'withdrawn' | 'lapsed' | null;
	endedAt: Date | null;
};

/** Of one owner, whose account was asked for before; newest first. */
export async function selectOwn(
	on: Db,
	owner: string,
	{ before, limit }: { before: Date | undefined; limit: number },
): Promise<OwnLine[]> {
	const { rows } = await on.query<OwnLine>({
		name: 'applications.own-list',
		text: `select a.pemda, a.id, a.number, a.service_id as "serviceId", a.version_hash as "versionHash", a.state,
				a.filed_at as "filedAt", a.due_at as "dueAt", a.promised_at as "promisedAt", a.applicant_name as "applicantName",
				a.outcome, a.ended_at as "endedAt"
			from applications.own_applications($1) a where $2::timestamptz is null or a.filed_at < $2
			order by a.filed_at desc, a.id desc limit $3`,
		values: [owner, before ?? null, limit],
	});
	return rows;
}

export async function selectOwnRef(
	on: Db,
	owner: string,
	number: string,
): Promise<{ pemda: string; id: string; versionHash: string } | undefined> {
	const { rows } = await on.query<{ pemda: string; id: string; versionHash: string }>({
		name: 'applications.own-ref',
		text: `select a.pemda, a.id, a.version_hash as "versionHash" from applications.own_applications($1) a where a.number = $2`,
		values: [owner, number],
	});
	return rows[0];
}

export type Stay = {
	seq: number;
	state: string;
	kind: 'applicant' | 'officer' | 'system' | 'end';
	officePemda: string;
	officeId: string;
	enteredAt: Date;
	dueAt: Date | null;
	leftAt: Date | null;
};

export async function selectStays(tx: Tx, { pemda, id }: { pemda: string; id: string }): Promise<Stay[]> {
	const { rows } = await tx.query<Stay>({
		name: 'applications.own-stays',
		text: `select seq, state, kind, office_pemda as "officePemda", office_id as "officeId", entered_at as "enteredAt",
				due_at as "dueAt", left_at as "leftAt"
			from applications.stay where pemda = $1 and application_id = $2 order by seq`,
		values: [pemda, id],
	});
	return rows;
}

export type Signatory = { name: string; agreedAt: Date };
export async function selectSignatories(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
): Promise<Signatory[]> {
	const { rows } = await tx.query<Signatory>({
		name: 'applications.signatories',
		text: `select name, agreed_at as "agreedAt" from applications.signatory
			where pemda = $1 and application_id = $2 order by agreed_at`,
		values: [pemda, id],
	});
	return rows;
}
