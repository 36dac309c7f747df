export const kinds = ['plan', 'tender'] as const;
export const categories = ['goods', 'works', 'services'] as const;
export const tenderStatuses = ['planned', 'active', 'complete', 'cancelled'] as const;

/** What a government plans to buy, or asks offers for. Known by its OCID wherever it came from. */
export type Tender = {
	ocid: string;
	pemda: string;
	kind: (typeof kinds)[number];
	title: string;
	body: string;
	buyer: string;
	method: string;
	category: '' | (typeof categories)[number];
	/** In whole rupiah, null where it was not said. */
	amount: number | null;
	status: (typeof tenderStatuses)[number];
	/** A day: 'YYYY-MM-DD'. */
	publishedOn: string;
	closesAt: Date | null;
	url: string;
	/** When this state of it was given out: an older one changes nothing. */
	releasedAt: Date;
};

export type TenderFilter = {
	q?: string | undefined;
	pemda?: string | undefined;
	kind?: Tender['kind'] | undefined;
	category?: (typeof categories)[number] | undefined;
	/** Offers can still be made. */
	open?: boolean | undefined;
};

/** The filter as an address has it, in one order, so that the same search is the same text. */
export function writeFilter({ q, pemda, kind, category, open }: TenderFilter): string {
	const pairs = Object.entries({
		q: q?.trim(),
		pemda,
		jenis: kind,
		kategori: category,
		buka: open ? '1' : '',
	});
	const set = pairs.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
	return new URLSearchParams(set).toString();
}

/** The filter of an address; what nobody can mean is passed over. */
export function readFilter(params: URLSearchParams): TenderFilter {
	const q = (params.get('q') ?? '').trim().slice(0, 100);
	const pemda = params.get('pemda') ?? '';
	return {
		q: q !== '' && q.isWellFormed() && !q.includes('\u0000') ? q : undefined,
		pemda: /^12(\.\d{2})?$/.test(pemda) ? pemda : undefined,
		kind: kinds.find((one) => one === params.get('jenis')),
		category: categories.find((one) => one === params.get('kategori')),
		open: params.get('buka') === '1' ? true : undefined,
	};
}
