import { type RequestEvent, redirect } from '@sveltejs/kit';
import {
	correctName,
	endHolding,
	endSessions,
	firstPasswordDays,
	getOfficer,
	type Officer,
	proposeFactorReset,
	proposeOperator,
	resetPassword,
	suspendOfficer,
} from '#identity';
import { act, textOf } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

const done = [
	'keluar',
	'menunggu',
	'diberi',
	'sudah-ada',
	'diakhiri',
	'dibekukan',
	'diaktifkan',
	'diganti',
] as const;

export const load: PageServerLoad = async ({ locals, url, params }) => {
	const officer = officerOf(locals);
	const { pemda, name } = await managedGovernment(officer, url);
	return {
		pemda,
		government: name,
		person: await getOfficer(officer, { pemda, accountId: params.account }),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

type Ref = { pemda: string; accountId: string };

/** Runs an act and shows the page again, with a word about what was done. */
function manage(
	event: RequestEvent<{ account: string }>,
	run: (officer: Officer, ref: Ref, form: FormData) => Promise<(typeof done)[number]>,
) {
	return act(event, async (form) => {
		const officer = officerOf(event.locals);
		const { pemda } = await managedGovernment(officer, event.url);
		const accountId = event.params.account;
		const what = await run(officer, { pemda, accountId }, form);
		redirect(303, `/kelola/petugas/${accountId}?pemda=${pemda}&${what}`);
	});
}

export const actions: Actions = {
	end: (event) =>
		manage(event, async (officer, { pemda }, form) => {
			await endHolding(officer, { pemda, holdingId: textOf(form, 'holding'), to: textOf(form, 'to') });
			return 'diakhiri';
		}),
	suspend: (event) =>
		manage(event, async (officer, ref, form) => {
			const suspended = textOf(form, 'suspended') === 'yes';
			await suspendOfficer(officer, { ...ref, suspended });
			return suspended ? 'dibekukan' : 'diaktifkan';
		}),
	rename: (event) =>
		manage(event, async (officer, ref, form) => {
			await correctName(officer, { ...ref, name: textOf(form, 'name') });
			return 'diganti';
		}),
	sessions: (event) =>
		manage(event, async (officer, ref) => {
			await endSessions(officer, ref);
			return 'keluar';
		}),
	factors: (event) =>
		manage(event, async (officer, ref, form) => {
			await proposeFactorReset(officer, { ...ref, reason: textOf(form, 'reason') });
			return 'menunggu';
		}),
	operator: (event) =>
		manage(event, async (officer, { accountId }, form) => {
			await proposeOperator(officer, { accountId, reason: textOf(form, 'reason') });
			return 'menunggu';
		}),
	reset: (event) =>
		act(event, async () => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			const password = await resetPassword(officer, { pemda, accountId: event.params.account });
			event.setHeaders({ 'cache-control': 'no-store' });
			return { made: { password, days: firstPasswordDays } };
		}),
};
