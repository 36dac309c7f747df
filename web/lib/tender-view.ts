import type { getTender } from '#business';

type Row = Awaited<ReturnType<typeof getTender>>;
type Translate = (key: string, params?: Record<string, string | number>) => string;

const tones = { planned: 'info', active: 'soon', complete: 'done', cancelled: 'plain' } as const;

/** A notice as lists and its own page show it. */
export function tenderLine(row: Row, names: Map<string, string>, t: Translate) {
	return {
		ocid: row.ocid,
		href: `/usaha/tender/${encodeURIComponent(row.ocid)}`,
		title: row.title,
		buyer: row.buyer,
		government: names.get(row.pemda) ?? row.pemda,
		kind: t(`business.tender.kind.${row.kind}`),
		category: row.category ? t(`business.tender.category.${row.category}`) : '',
		status: t(`business.tender.status.${row.status}`),
		tone: tones[row.status],
		amount: row.amount,
		publishedOn: row.publishedOn,
		closesAt: row.closesAt,
	};
}
