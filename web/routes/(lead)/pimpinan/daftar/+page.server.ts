import { listLedCases, overviewViews } from '#casework';
import { isLeader } from '#identity';
import { officeName } from '#lib/case-view.ts';
import { ledLine } from '#lib/lead-view.ts';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { findOffice, listPemda } from '#regions';
import type { PageServerLoad } from './$types';

/** The records behind a number of the leader's page; what the address says wrongly counts as not said. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	if (!isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const asked = url.searchParams;
	const view = overviewViews.find((one) => one === asked.get('lihat')) ?? 'open';
	const pemda = (await listPemda()).find(({ code }) => code === asked.get('pemda'));
	const kantor = asked.get('kantor') ?? '';
	const office = pemda && isUuid(kantor) ? await findOffice(pemda.code, kantor) : undefined;
	const filter = {
		view,
		...(pemda ? { pemda: pemda.code } : {}),
		...(office ? { officeId: office.id } : {}),
	};
	const after = asked.get('setelah') ?? '';
	const page = await readPage(officer, filter, after);
	const kept = new URLSearchParams({
		lihat: view,
		...(pemda ? { pemda: pemda.code } : {}),
		...(office ? { kantor: office.id } : {}),
	});
	return {
		view,
		views: overviewViews.map((one) => ({ href: `/pimpinan/daftar?${withView(kept, one)}`, view: one })),
		where: office ? await officeName(office.pemda, office.id) : (pemda?.name ?? null),
		everywhere: `/pimpinan/daftar?lihat=${view}`,
		asOf: page.asOf,
		rows: await Promise.all(page.rows.map((one) => ledLine(one, page.asOf, locals.lang))),
		next: page.next ? `/pimpinan/daftar?${kept}&setelah=${page.next}` : undefined,
		first: after ? `/pimpinan/daftar?${kept}` : undefined,
	};
};

async function readPage(...[officer, filter, after]: [...Ask, string]) {
	try {
		return await listLedCases(officer, filter, after ? { after } : {});
	} catch (error) {
		if (!(error instanceof Refusal) || error.code !== 'casework/wrong-page') throw error;
		return listLedCases(officer, filter);
	}
}
type Ask = [Parameters<typeof listLedCases>[0], Parameters<typeof listLedCases>[1]];

function withView(kept: URLSearchParams, view: string): URLSearchParams {
	const query = new URLSearchParams(kept);
	query.set('lihat', view);
	return query;
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
