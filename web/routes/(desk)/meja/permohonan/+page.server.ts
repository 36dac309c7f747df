import { countApplications, listApplications } from '#applications';
import { describeRow } from '#lib/application-view.ts';
import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { listServices } from '#services';
import type { PageServerLoad } from './$types';

const views = {
	'': 'open',
	pendapat: 'opinions',
	pemohon: 'applicant',
	terlambat: 'late',
	selesai: 'ended',
} as const;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const officer = atOffice(deskOfficerOf(locals), cookies);
	const asked = Object.entries(views).find(([name]) => name === (url.searchParams.get('lihat') ?? ''));
	const [name, view] = asked ?? ['', 'open'];
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
	const serviceId = (url.searchParams.get('layanan') ?? '').slice(0, 60);
	const after = url.searchParams.get('setelah');
	const filter = { view, ...(q ? { q } : {}), ...(serviceId ? { serviceId } : {}) };
	const { rows, next } = await listApplications(officer, filter, { limit: 30, ...(after ? { after } : {}) });
	const { lang } = locals;
	const kept = new URLSearchParams(
		Object.entries({ lihat: name, q, layanan: serviceId }).filter(([, value]) => value),
	);
	const at = now();
	return {
		...{ view, q, serviceId, counts: await countApplications(officer) },
		views: Object.entries(views).map(([value, one]) => ({ value, view: one })),
		services: (await listServices({ lang })).map(({ id, title }) => ({ value: id, label: title })),
		rows: await Promise.all(rows.map((row) => describeRow(row, lang, at))),
		next: next ? `?${new URLSearchParams([...kept, ['setelah', next]])}` : undefined,
		first: after ? `?${kept}` : undefined,
	};
};
