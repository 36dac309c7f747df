import { type Class, classes, type InboxFilter, type InboxOrder, type Status, statuses } from '#casework';
import type { Officer } from '#identity';
import { findRegion, listSubjects } from '#regions';

export const inboxViews = ['all', 'late', 'offered', 'mine', 'unassigned', 'waiting', 'unpublished'] as const;
export type View = (typeof inboxViews)[number];

const orders = { baru: 'newest', lama: 'oldest' } as const satisfies Record<string, InboxOrder>;
/** What of an address belongs to the list and follows from page to page. */
const kept = ['lihat', 'status', 'q', 'jenis', 'kelompok', 'wilayah', 'urut'];

export type InboxQuery = {
	view: View;
	status: Status | '';
	class: Class | '';
	group: string;
	region: string;
	q: string;
	order: InboxOrder;
	/** `kept` as the end of an address, with its '?'; '' when nothing is asked for. */
	keep: string;
	/** How many filters are set, the view and the order apart. */
	active: number;
	filter: InboxFilter;
};

/** The inbox as an address asks for it; unknown words in the address count as not said. */
export async function readInboxQuery(officer: Officer, url: URL, at: Date): Promise<InboxQuery> {
	const asked = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 100);
	const view = inboxViews.find((one) => one === asked('lihat')) ?? 'all';
	const status = statuses.find((one) => one === asked('status')) ?? '';
	const of = classes.find((one) => one === asked('jenis')) ?? '';
	const group = (await listSubjects()).find(({ code }) => code === asked('kelompok'));
	const region = (await findRegion(asked('wilayah')))?.code ?? '';
	const q = asked('q');
	const words = [...url.searchParams].filter(([name, value]) => kept.includes(name) && value !== '');
	return {
		view,
		status,
		class: of,
		group: group?.code ?? '',
		region,
		q,
		order: asked('urut') === 'baru' ? orders.baru : asked('urut') === 'lama' ? orders.lama : 'due',
		keep: words.length > 0 ? `?${new URLSearchParams(words)}` : '',
		active: [status, of, group?.code, region, q].filter(Boolean).length,
		filter: {
			...(view === 'all' && (q || status) ? {} : viewFilter(view, officer, at)),
			...(status ? { statuses: [status] } : {}),
			...(of ? { class: of } : {}),
			...(group ? { subjects: group.subjects.map(({ code }) => code) } : {}),
			...(region ? { region } : {}),
			...(q ? { q } : {}),
		},
	};
}

function viewFilter(view: View, officer: Officer, at: Date): InboxFilter {
	if (view === 'late') return { lateAt: at };
	if (view === 'mine') return { assigneeId: officer.accountId };
	if (view === 'unassigned') return { unassigned: true };
	if (view === 'offered') return { custody: 'offered' };
	if (view === 'unpublished') return { unpublished: true };
	if (view === 'waiting') return { statuses: ['waiting', 'answered'] };
	return { statuses: ['new', 'verified', 'in-progress', 'disputed'] };
}
