import { listPerformance, type Performance, wholeGovernment } from '#casework';
import { findOffice, listPemda } from '#regions';

export const periods = [30, 90, 365] as const;

/** Which measured day and period the address asks for; the newest and 30 days unless it says otherwise. */
export function readPeriod(url: URL): { days: number; asOf: string | undefined } {
	const days = periods.find((period) => String(period) === url.searchParams.get('hari')) ?? 30;
	const asked = url.searchParams.get('per') ?? '';
	return { days, asOf: /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : undefined };
}

export type NamedLine = Performance & { name: string };

/** All governments with their names, and the line of the province as a whole. */
export async function linesOfAll(at: {
	days: number;
	asOf: string | undefined;
}): Promise<{ lines: NamedLine[]; total: Performance | undefined }> {
	const measured = await listPerformance(at.asOf ? { days: at.days, asOf: at.asOf } : { days: at.days });
	const names = new Map((await listPemda()).map((pemda) => [pemda.code, pemda.name]));
	const lines = measured
		.filter(({ pemda }) => names.has(pemda))
		.map((line) => ({ ...line, name: names.get(line.pemda) ?? line.pemda }));
	return { lines, total: measured.find(({ pemda }) => pemda === '*') };
}

/** One government's offices, and its own line. */
export async function linesOf(pemda: string, at: { days: number; asOf: string | undefined }) {
	const measured = await listPerformance(
		at.asOf ? { days: at.days, asOf: at.asOf, pemda } : { days: at.days, pemda },
	);
	const offices = measured.filter(({ officeId }) => officeId !== wholeGovernment);
	const named = await Promise.all(
		offices.map(async (line) => ({
			...line,
			name: (await findOffice(pemda, line.officeId))?.name ?? line.officeId,
		})),
	);
	return { lines: named, total: measured.find(({ officeId }) => officeId === wholeGovernment) };
}

/** The best share on time first; governments with nothing due yet come last. */
export function ranked<Line extends Performance>(lines: Line[]): Line[] {
	const share = (line: Line) => (line.due === 0 ? -1 : line.onTime / line.due);
	return [...lines].sort((a, b) => share(b) - share(a) || b.due - a.due);
}
