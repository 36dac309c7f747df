import { createHash } from 'node:crypto';
import type { Officer } from '#identity';
import { openPlan, submitEvidence } from '#renaksi';
import { type Desk, officerAt } from './cases.ts';

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
