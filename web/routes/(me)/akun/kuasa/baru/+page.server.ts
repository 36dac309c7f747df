import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { formatCode, listBusinesses, mandateScopes, offerMandate } from '#people';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

const usualDays = 90;
const dayMs = 86_400_000;

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	if (resident.level === 'contact') redirect(303, '/akun/data?perlu=nik&kembali=/akun/kuasa/baru');
	const businesses = (await listBusinesses(resident)).filter(({ verifiedAt }) => verifiedAt !== null);
	const at = now();
	return {
		givers: [
			{ value: '', label: locals.t('people.mandate.myself') },
			...businesses.map(({ id, name }) => ({ value: id, label: name })),
		],
		giver: url.searchParams.get('usaha') ?? '',
		scopes: mandateScopes.map((value) => ({ value, label: locals.t(`people.scope.${value}`) })),
		today: dayOf(at),
		until: dayOf(new Date(at.getTime() + usualDays * dayMs)),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { code } = await offerMandate(residentOf(event.locals), {
				businessId: textOf(form, 'giver') || null,
				scope: form.getAll('scope').map(String),
				note: textOf(form, 'note'),
				from: textOf(form, 'from'),
				to: textOf(form, 'to'),
			});
			return { code: formatCode(code) };
		}),
};
