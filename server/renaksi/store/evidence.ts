import type { Db, Tx } from '#platform/db';

export type EvidenceFile = {
	name: string;
	sha256: string;
	originalSha256: string;
	contentType: string;
	sizeBytes: number;
};
export type Evidence = {
	pemda: string;
	id: string;
	year: number;
	requirement: string;
	officeId: string;
	officeName: string;
	note: string;
	coversFrom: string;
	coversTo: string;
	mayPublish: boolean;
	live: unknown;
	at: Date;
	byAccount: string;
	byName: string;
};
export type Verdict = {
	kind: 'accepted' | 'rejected' | 'returned';
	reason: string;
	missing: string;
	at: Date;
	byName: string;
};
export type EvidenceWhole = Evidence & { files: EvidenceFile[]; verdict: Verdict | null };

export async function insertEvidence(tx: Tx, one: Evidence, files: EvidenceFile[]): Promise<void> {
	await tx.query({
		text: `insert into renaksi.evidence (pemda, id, year, requirement, office_id, office_name, note, covers_from, covers_to,
				may_publish, live, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		values: [
			...[one.pemda, one.id, one.year, one.requirement, one.officeId, one.officeName, one.note],
			...[one.coversFrom, one.coversTo, one.mayPublish, one.live ? JSON.stringify(one.live) : null],
			...[one.at, one.byAccount, one.byName],
		],
	});
	for (const [index, file] of files.entries()) {
		await tx.query({
			text: `insert into renaksi.evidence_file (pemda, evidence_id, position, name, sha256, original_sha256, content_type, size_bytes)
				values ($1, $2, $3, $4, $5, $6, $7, $8)`,
			values: [
				...[one.pemda, one.id, index + 1, file.name, file.sha256, file.originalSha256],
				...[file.contentType, file.sizeBytes],
			],
		});
	}
}

const wholeSql = `select e.pemda, e.id, e.year, e.requirement, e.office_id as "officeId", e.office_name as "officeName", e.note,
		e.covers_from as "coversFrom", e.covers_to as "coversTo", e.may_publish as "mayPublish", e.live, e.at,
		e.by_account as "byAccount", e.by_name as "byName",
		(select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'sha256', f.sha256, 'originalSha256', f.original_sha256,
			'contentType', f.content_type, 'sizeBytes', f.size_bytes) order by f.position), '[]')
			from renaksi.evidence_file f where f.pemda = e.pemda and f.evidence_id = e.id) as files,
		v.kind as "verdictKind", v.reason, v.missing, v.at as "verdictAt", v.by_name as "verdictBy"
	from renaksi.evidence e left join renaksi.verdict v on v.pemda = e.pemda and v.evidence_id = e.id`;
type WholeRow = Evidence & {
	files: EvidenceFile[];
	verdictKind: Verdict['kind'] | null;
	reason: string;
	missing: string;
	verdictAt: Date;
	verdictBy: string;
};

function wholeOf({ verdictKind, reason, missing, verdictAt, verdictBy, ...one }: WholeRow): EvidenceWhole {
	const verdict = verdictKind && { kind: verdictKind, reason, missing, at: verdictAt, byName: verdictBy };
	return { ...one, verdict };
}

export async function selectEvidence(
	within: Db,
	pemda: string,
	id: string,
): Promise<EvidenceWhole | undefined> {
	const { rows } = await within.query<WholeRow>({
		text: `${wholeSql} where e.pemda = $1 and e.id = $2`,
		values: [pemda, id],
	});
	return rows[0] && wholeOf(rows[0]);
}

/** The newest evidence first: of a plan, or of one of its documents. */
export async function selectEvidenceOf(
	within: Db,
	{ pemda, year, requirement }: { pemda: string; year: number; requirement?: string },
): Promise<EvidenceWhole[]> {
	const { rows } = await within.query<WholeRow>({
		text: `${wholeSql} where e.pemda = $1 and e.year = $2 and ($3::text is null or e.requirement = $3) order by e.at desc, e.id desc`,
		values: [pemda, year, requirement ?? null],
	});
	return rows.map(wholeOf);
}

export async function insertVerdict(
	tx: Tx,
	{
		pemda,
		evidenceId,
		byAccount,
		...one
	}: Verdict & { pemda: string; evidenceId: string; byAccount: string },
): Promise<void> {
	await tx.query({
		text: `insert into renaksi.verdict (pemda, evidence_id, kind, reason, missing, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		values: [pemda, evidenceId, one.kind, one.reason, one.missing, one.at, byAccount, one.byName],
	});
}

/** Where the same bytes stand already, and what was said of them. */
export type SameFile = {
	name: string;
	year: number;
	requirement: string;
	verdict: Verdict['kind'] | null;
};

/** Evidence of a government that holds one of these files, as they came, the newest year first. */
export async function selectSameFiles(
	tx: Tx,
	pemda: string,
	files: readonly EvidenceFile[],
): Promise<SameFile[]> {
	if (files.length === 0) return [];
	const { rows } = await tx.query<SameFile & { original: string }>({
		text: `select f.original_sha256 as original, e.year, e.requirement, v.kind as verdict
			from renaksi.evidence_file f join renaksi.evidence e on e.pemda = f.pemda and e.id = f.evidence_id
			left join renaksi.verdict v on v.pemda = e.pemda and v.evidence_id = e.id
			where f.pemda = $1 and f.original_sha256 = any($2) order by e.year desc, e.at desc limit 50`,
		values: [pemda, files.map(({ originalSha256 }) => originalSha256)],
	});
	const names = new Map(files.map(({ originalSha256, name }) => [originalSha256, name]));
	return rows.map(({ original, ...row }) => ({ ...row, name: names.get(original) ?? '' }));
}

/** A file by its hash, where the transaction may see it. */
export async function selectFile(
	tx: Tx,
	sha256: string,
): Promise<{ contentType: string; pemda: string } | undefined> {
	const { rows } = await tx.query<{ contentType: string; pemda: string }>({
		text: 'select content_type as "contentType", pemda from renaksi.evidence_file where sha256 = $1 limit 1',
		values: [sha256],
	});
	return rows[0];
}

/** Every stored file that evidence names, for whoever asks about all files. */
export const namedFiles = 'select sha256 from renaksi.evidence_file';
