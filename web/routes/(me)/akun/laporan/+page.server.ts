import { redirect } from '@sveltejs/kit';
import { claimCase, formatNumber, listOwnCases } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { officeName, toneOf } from '#lib/case-view.ts';
import { residentOf } from '#lib/resident.ts';
import { now } from '#platform/clock';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const before = momentOf(url.searchParams.get('sebelum'));
	const { cases, next } = await listOwnCases(resident, before);
	const at = now();
	return {
		for: resident.actsFor?.name ?? null,
		rows: await Promise.all(
			cases.map(async (one) => ({
				number: formatNumber(one.number),
				title: one.ownTitle,
				tone: toneOf(one, at),
				status: locals.t(`cases.status.${one.status}`),
				holder: await officeName(one.holderPemda, one.holderOfficeId),
				filedAt: one.filedAt,
				dueAt: one.status === 'closed' ? null : one.dueAt,
			})),
		),
		next: next ? `/akun/laporan?sebelum=${next.toISOString()}` : null,
		first: before ? '/akun/laporan' : null,
	};
};

export const actions: Actions = {
	claim: (event) =>
		act(event, async (form) => {
			const shown = { number: textOf(form, 'number').slice(0, 40), code: textOf(form, 'code').slice(0, 40) };
			await claimCase(residentOf(event.locals), shown);
			redirect(303, '/akun/laporan');
		}),
};

function momentOf(text: string | null): Date | undefined {
	const at = new Date(text ?? '');
	return Number.isNaN(at.getTime()) ? undefined : at;
}
