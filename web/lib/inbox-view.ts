import { formatNumber, type InboxFilter, listInbox, statuses } from '#casework';
import type { Officer } from '#identity';
import { now } from '#platform/clock';
import { findRegion, findSubject } from '#regions';
import { toneOf } from './case-view.ts';

const views = ['all', 'late', 'offered', 'mine', 'unassigned', 'waiting', 'unpublished'] as const;
export type View = (typeof views)[number];

/** The officer's inbox as the address asks for it; unknown words in the address count as not said. */
export async function loadInbox(officer: Officer, url: URL, lang: 'id' | 'en') {
	const at = now();
	const view = views.find((one) => one === url.searchParams.get('lihat')) ?? 'all';
	const status = statuses.find((one) => one === url.searchParams.get('status'));
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const after = url.searchParams.get('setelah');
	const filter: InboxFilter = {
		...(view === 'all' && q ? {} : viewFilter(view, officer, at)),
		...(status ? { statuses: [status] } : {}),
		...(q ? { q } : {}),
	};
	const { rows, next, counts } = await listInbox(officer, filter, { limit: 30, ...(after ? { after } : {}) });
	const keep = new URLSearchParams(
		[...url.searchParams].filter(([name]) => ['lihat', 'status', 'q'].includes(name)),
	);
	return {
		view,
		status: status ?? '',
		q,
		counts,
		keep: keep.size > 0 ? `?${keep}` : '',
		next: next ? `/meja?${new URLSearchParams([...keep, ['setelah', next]])}` : undefined,
		first: after ? `/meja${keep.size > 0 ? `?${keep}` : ''}` : undefined,
		asOf: at,
		rows: await Promise.all(
			rows.map(async (row) => ({
				number: formatNumber(row.number),
				title: row.title,
				status: row.status,
				tone: toneOf({ ...row, answeredAt: null }, at),
				late: row.dueAt < at && row.status !== 'answered' && row.status !== 'waiting',
				dueAt: row.dueAt,
				subject: (await findSubject(row.subject))?.name[lang] ?? row.subject,
				where: (await findRegion(row.region))?.name ?? row.region,
				offered: row.custody === 'offered',
				confidential: row.privacy === 'confidential',
				escalation: row.escalation,
			})),
		),
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

export const inboxViews = views;
