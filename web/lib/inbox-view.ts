import type { Cookies } from '@sveltejs/kit';
import { formatNumber, listInbox } from '#casework';
import { findNames, type Officer } from '#identity';
import { now } from '#platform/clock';
import { findOffice, findRegion, findSubject, listSubjects } from '#regions';
import { toneOf } from './case-view.ts';
import { regionChoices } from './duty-choices.ts';
import { readInboxQuery } from './inbox-query.ts';
import { atOffice } from './office-choice.ts';

type Row = Awaited<ReturnType<typeof listInbox>>['rows'][number];
type About = { at: Date; lang: 'id' | 'en'; names: Map<string, string>; several: boolean };

/** The officer's inbox, at the office they chose, as the address asks for it. */
export async function loadInbox(
	whole: Officer,
	{ url, cookies, locals }: { url: URL; cookies: Cookies; locals: App.Locals },
) {
	const at = now();
	const officer = atOffice(whole, cookies);
	const query = await readInboxQuery(officer, url, at);
	const after = url.searchParams.get('setelah');
	const page = { limit: 30, order: query.order, ...(after ? { after } : {}) };
	const { rows, next, counts } = await listInbox(officer, query.filter, page);
	const { filter: _, keep, ...asked } = query;
	const names = await findNames(rows.flatMap(({ assigneeId }) => assigneeId ?? []));
	const several = new Set(rows.map(({ officeId }) => officeId)).size > 1;
	return {
		...asked,
		counts,
		keep,
		next: next
			? `/meja?${new URLSearchParams([...new URLSearchParams(keep), ['setelah', next]])}`
			: undefined,
		first: after ? `/meja${keep}` : undefined,
		asOf: at,
		groups: (await listSubjects()).map(({ code, name }) => ({ value: code, label: name[locals.lang] })),
		areas: await areasOf(officer),
		rows: await Promise.all(rows.map((row) => describe(row, { at, lang: locals.lang, names, several }))),
	};
}

async function describe(row: Row, { at, lang, names, several }: About) {
	const office = several ? await findOffice(row.officePemda, row.officeId) : undefined;
	return {
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
		assignee: names.get(row.assigneeId ?? '') ?? '',
		office: office ? office.shortName || office.name : '',
	};
}

/** The areas of the governments somebody works for, to choose from. */
async function areasOf(officer: Officer): Promise<{ value: string; label: string }[]> {
	const governments = [...new Set(officer.holdings.map(({ pemda }) => pemda))];
	return (await Promise.all(governments.map((pemda) => regionChoices(pemda)))).flat();
}
