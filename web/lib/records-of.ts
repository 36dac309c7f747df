import type { Performance } from '#casework';

const dayMs = 86_400_000;

/** The public list of what a measured line counted: filed in its days; `more` narrows it further. */
export function recordsOf({ asOf, days }: Pick<Performance, 'asOf' | 'days'>, more = ''): string {
	const from = new Date(Date.parse(`${asOf}T00:00:00Z`) - (days - 1) * dayMs).toISOString().slice(0, 10);
	return `/laporan?${more ? `${more}&` : ''}from=${from}&until=${asOf}`;
}
