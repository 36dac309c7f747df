import type { Scope } from '#renaksi';

/** What an address of the public pages asks for: the day, and among whom ranks are. */
export type Asked = { per: string | null; scope: Scope };
type Shown = { day: string; scope: Scope; year?: number | undefined; area?: string | null | undefined };

export function readAsked({ searchParams }: URL): Asked {
	const scope = searchParams.get('lingkup') === 'provinsi' ? 'provincial' : 'national';
	return { per: searchParams.get('per'), scope };
}

/** An address's query that shows the same again later; a scope only where it is not the usual one. */
export function askedQuery({ day, scope, year, area }: Shown): string {
	const query = new URLSearchParams({ per: day });
	if (scope === 'provincial') query.set('lingkup', 'provinsi');
	if (year !== undefined) query.set('tahun', String(year));
	if (area) query.set('bidang', area);
	return `?${query}`;
}
