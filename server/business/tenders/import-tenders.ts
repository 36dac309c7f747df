import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { listPemda, province } from '#regions';
import { type ImportReport, reportOf } from '../import-report.ts';
import { upsertTenders } from '../store/tenders.ts';
import { readTenders } from './read-tenders.ts';

/**
 * Takes in procurement plans and tenders from open CSV or OCDS JSON. The same OCID is the same notice, whatever file it
 * comes in: a newer state of it changes it, an older one does not. `pemda` is the government of rows that name none.
 * Wrong rows are left out and named. As the owner: for the operator's command. Refuses what `readTenders` does.
 */
export async function importTenders(
	text: string,
	{ by, dry, pemda = '' }: { by: string; dry: boolean; pemda?: string },
): Promise<ImportReport> {
	const at = now();
	const governments = new Set((await listPemda()).map(({ code }) => code));
	const read = readTenders(text, { pemda, at });
	const strange = read.good.filter(({ row }) => !governments.has(row.pemda));
	const good = read.good.filter(({ row }) => governments.has(row.pemda));
	const rows = good.map(({ row }) => ({ ...row, id: newId() }));
	const written = await upsertTenders(migratorDb, rows, at, dry);
	const report = reportOf(dry, good, written, [
		...read.wrong,
		...strange.map(({ line, key }) => ({ line, key, why: 'pemda' })),
	]);
	const lines = report.lines.map((one) =>
		one.outcome === 'wrong' && !one.why ? { ...one, why: 'other-government' } : one,
	);
	if (!dry) {
		const act = { actor: by, act: 'business/import-tenders', subject: 'business:tenders' };
		await record(migratorDb, { pemda: pemda || province, ...act, detail: report.counts });
	}
	return { ...report, lines };
}
