import { redirect } from '@sveltejs/kit';
import { endOpening, formatNumber, lookInside } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { officeName, tellEntries } from '#lib/case-view.ts';
import { freshOfficerOf, officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { findRegion, findSubject } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
	const officer = await freshOfficerOf(locals, url);
	const { lang } = locals;
	setHeaders({ 'cache-control': 'no-store' });
	const { glass, file } = await lookInside(officer, params.id);
	return {
		pemda: glass.pemda,
		number: formatNumber(file.number),
		openUntil: glass.openUntil ?? now(),
		title: file.title,
		body: file.body,
		contact: file.contact,
		status: file.status,
		region: (await findRegion(file.region))?.officialName ?? file.region,
		place: file.place,
		subject: (await findSubject(file.subject))?.name[lang] ?? file.subject,
		holder: await officeName(file.holderPemda, file.holderOfficeId),
		filedAt: file.filedAt,
		dueAt: file.dueAt,
		attachments: file.attachments.length,
		lines: (await tellEntries(file.entries, locals)).map((line, at) => ({
			...line,
			by: file.entries[at]?.actorName ?? '',
		})),
	};
};

export const actions: Actions = {
	end: (event) =>
		act(event, async (form) => {
			await endOpening(officerOf(event.locals), { pemda: textOf(form, 'pemda'), id: event.params.id });
			redirect(303, '/meja/akses-darurat?ditutup');
		}),
};
