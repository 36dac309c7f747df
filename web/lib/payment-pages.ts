import { isId } from '#platform/ids';

/** Where a page of invoices begins, in the address. */
export function readPlace(url: URL): { at: Date; id: string } | undefined {
	const [moment = '', id = ''] = (url.searchParams.get('sebelum') ?? '').split('_');
	const at = new Date(moment);
	return Number.isNaN(at.getTime()) || !isId(id) ? undefined : { at, id };
}

export function writePlace({ at, id }: { at: Date; id: string }): string {
	return new URLSearchParams({ sebelum: `${at.toISOString()}_${id}` }).toString();
}
