import type { Scope } from '#renaksi';

/** What an address of the public pages asks for: the day, and among whom ranks are. */
export type Asked = { per: string | null; scope: Scope };

export function readAsked({ searchParams }: URL): Asked {
	const scope = searchParams.get('lingkup') === 'provinsi' ? 'provincial' : 'national';
	return { per: searchParams.get('per'), scope };
}

/** The same in an address that shows the same again later; a scope only where it is not the usual one. */
export function askedQuery({
	day,
	scope,
	year,
}: {
	day: string;
	scope: Scope;
	year?: number | undefined;
}): string {
	const query = new URLSearchParams({ per: day });
	if (scope === 'provincial') query.set('lingkup', 'provinsi');
	if (year !== undefined) query.set('tahun', String(year));
	return `?${query}`;
}
