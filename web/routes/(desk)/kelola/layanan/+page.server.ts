import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { listOffices } from '#regions';
import { type EditableLine, listEditable, openDraft } from '#services';
import type { Actions, PageServerLoad } from './$types';

const done = ['terbit', 'dihapus'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { lines, mayBegin } = await listEditable(officerOf(locals));
	const offices = new Map(
		(await listOffices('12')).flatMap((one) => one.functions.map((name) => [name, one.name])),
	);
	const officeOf = ({ tier, function: name }: EditableLine['provider']) =>
		tier === 'province' ? (offices.get(name) ?? name) : locals.t('service-editor.all-regencies');
	return {
		mayBegin,
		lines: lines.map(({ title, provider, draft, ...one }) => ({
			...{ ...one, title: title[locals.lang], office: officeOf(provider) },
			state: !draft ? ('published' as const) : draft.sentAt ? ('sent' as const) : ('draft' as const),
			editedAt: draft?.editedAt ?? null,
		})),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const service = textOf(form, 'service');
			await openDraft(officerOf(event.locals), service);
			redirect(303, `/kelola/layanan/${service}`);
		}),
};
