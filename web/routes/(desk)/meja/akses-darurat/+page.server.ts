import { redirect } from '@sveltejs/kit';
import { askToOpen, decideOpening, endOpening, formatNumber, listOpenings, type Opening } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

const here = '/meja/akses-darurat';
const done = ['diminta', 'dibuka', 'ditolak', 'ditutup'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { own, others } = await listOpenings(officer);
	return {
		number: (url.searchParams.get('nomor') ?? '').slice(0, 20),
		own: own.map(plain),
		others: others.map(plain),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

function plain({ pemda, id, number, askedName, askedPost, reason, askedAt, ...rest }: Opening) {
	const { officeName, is, openUntil, mayDecide, mayEnd } = rest;
	return {
		...{ pemda, id, number: formatNumber(number), askedName, askedPost, reason, askedAt },
		...{ officeName, is, openUntil, mayDecide, mayEnd },
	};
}

const refOf = (form: FormData) => ({ pemda: textOf(form, 'pemda'), id: textOf(form, '_form') });

export const actions: Actions = {
	ask: (event) =>
		act(event, async (form) => {
			const asked = { number: textOf(form, 'number'), reason: textOf(form, 'reason') };
			await askToOpen(officerOf(event.locals), asked);
			redirect(303, `${here}?diminta`);
		}),
	decide: (event) =>
		act(event, async (form) => {
			const decision = textOf(form, 'decision') === 'approved' ? 'approved' : 'refused';
			await decideOpening(officerOf(event.locals), refOf(form), decision);
			redirect(303, `${here}?${decision === 'approved' ? 'dibuka' : 'ditolak'}`);
		}),
	end: (event) =>
		act(event, async (form) => {
			await endOpening(officerOf(event.locals), refOf(form));
			redirect(303, `${here}?ditutup`);
		}),
};
