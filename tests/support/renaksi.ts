import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Officer } from '#identity';
import { migratorDb } from '#platform/db';
import {
	exportFramework,
	openPlan,
	parseFramework,
	proposeFramework,
	publishFramework,
	submitEvidence,
	verifyEvidence,
} from '#renaksi';
import { type Desk, deskOf, officerAt, province } from './cases.ts';

/** A document of the framework of 2025 that is worth half of its indicator. */
export const screenshots = 'bmd.database-bmd.pemenuhan.tangkapan-12';
export const reports = 'bmd.database-bmd.pemenuhan.laporan-bmd';
export const openYear = 2025;

let count = 0;
/** A scan as `takePaper` leaves it. */
export function scanned(name = 'bukti.pdf') {
	const sha256 = createHash('sha256').update(`bukti ${++count}`).digest('hex');
	return { name, sha256, originalSha256: sha256, contentType: 'application/pdf', sizeBytes: 1200 };
}

export const evidenceFor = (pemda: string, requirement = screenshots) => ({
	...{ pemda, year: openYear, requirement, files: [scanned()], mayPublish: true },
	note: 'Tangkapan layar dua belas menu laporan.',
	...{ coversFrom: '2025-01-01', coversTo: '2025-06-30' },
});

/** Opens the plan of a desk's government for 2025. */
export const planOf = (desk: Desk) =>
	openPlan(officerAt(desk, 'secretary'), { pemda: desk.pemda, year: openYear });

/** Evidence an officer of this desk handed in, which waits. */
export async function evidenceOf(desk: Desk, by: Officer = officerAt(desk), requirement = screenshots) {
	await planOf(desk);
	const { evidenceId } = await submitEvidence(by, evidenceFor(desk.pemda, requirement));
	return { pemda: desk.pemda, evidenceId };
}

let next = 2031;
/** A year of its own that takes evidence now, whatever the clock says: its framework is that of 2025, moved. */
export async function openYearNow(): Promise<number> {
	const year = next++;
	const { framework } = parseFramework(await exportFramework('mcsp-2025', 'json'));
	if (!framework) throw new Error('The framework of 2025 has faults');
	const moved = { ...framework, id: 'mcsp-terbuka', years: [year], closesAt: '2099-12-31T00:00:00+07:00' };
	await publishFramework(moved, 'system:tests');
	return year;
}

/** A plan of such a year, and evidence in it that waits. */
export async function planNow(desk: Desk) {
	const year = await openYearNow();
	await openPlan(officerAt(desk, 'secretary'), { pemda: desk.pemda, year });
	return { pemda: desk.pemda, year };
}

export async function evidenceNow(desk: Desk, by: Officer = officerAt(desk)) {
	const { year } = await planNow(desk);
	const evidence = evidenceIn(desk.pemda, year);
	const { evidenceId } = await submitEvidence(by, evidence);
	return { pemda: desk.pemda, year, evidenceId, sha256: evidence.files[0]?.sha256 ?? '' };
}

export const evidenceIn = (pemda: string, year: number) => ({
	...evidenceFor(pemda),
	...{ year, coversFrom: `${year}-01-01`, coversTo: `${year}-06-30` },
});

/** Evidence that waits, judged by a verifier of the province, and drawn to be judged again. */
export async function drawNow(pemda: string, evidenceId: string): Promise<void> {
	const first = officerAt(await deskOf(province, 'inspectorate'), 'overseer', 'Verifikator Pertama');
	await verifyEvidence(first, { pemda, evidenceId, verdict: { kind: 'accepted' } });
	await migratorDb.query({
		text: `insert into renaksi.sample (pemda, evidence_id, first_account, seed, percent, digest, at)
			values ($1, $2::uuid, $3, 'tests', 100, sha256(($2::uuid)::text::bytea), now()) on conflict do nothing`,
		values: [pemda, evidenceId, first.accountId],
	});
}

let version = 2061;
/** The framework of 2025 for a year that has none, as JSON. */
export async function frameworkText(): Promise<string> {
	const { framework } = parseFramework(await exportFramework('mcsp-2025', 'json'));
	return JSON.stringify({ ...framework, id: `mcsp-${version}`, years: [2000 + (version++ % 100)] });
}

/** One that an administrator of the province brought in. */
export async function frameworkProposed(): Promise<string> {
	const first = officerAt(await deskOf(province, 'inspectorate'), 'administrator');
	const answer = await proposeFramework(first, await frameworkText());
	if (!('proposalId' in answer)) throw new Error('The framework has faults');
	return answer.proposalId;
}

/** Evidence that names a stored file, written as the owner of a database that no acts were asked of. */
export async function nameInEvidence(url: string, sha256: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(
		`with plan as (
			insert into renaksi.plan (pemda, year, hash, opened_at, opened_by)
			select '12', year, hash, now(), 'system:tests' from renaksi.adoption where level = 'province' order by year desc limit 1
			returning pemda, year, gen_random_uuid() as id
		), evidence as (
			insert into renaksi.evidence (pemda, id, year, requirement, office_id, office_name, note, covers_from, covers_to,
				may_publish, at, by_account, by_name)
			select pemda, id, year, $2, id, 'Kantor', 'Ditulis untuk sebuah uji.', now(), now(), true, now(), id, 'Uji' from plan
		)
		insert into renaksi.evidence_file (pemda, evidence_id, position, name, sha256, original_sha256, content_type, size_bytes)
		select pemda, id, 1, 'bukti.pdf', $1, $1, 'application/pdf', 1200 from plan`,
		[sha256, screenshots],
	);
	await client.end();
}

/** The stored files that evidence names. */
export async function filesOfEvidence(url: string): Promise<string[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query<{ sha256: string }>('select sha256 from renaksi.evidence_file');
	await client.end();
	return rows.map((row) => row.sha256);
}
