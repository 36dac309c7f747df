import { redirect } from '@sveltejs/kit';
import { act, secretOf, textOf } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { addOutside, disableOutside, listOutside } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name, governments } = await managedGovernment(officer, url);
	return {
		pemda,
		name,
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		isOperator: officer.isOperator,
		providers: await listOutside(officer, pemda),
		done: url.searchParams.has('dimatikan'),
	};
};

export const actions: Actions = {
	add: (event) =>
		act(
			event,
			async (form) => {
				const officer = officerOf(event.locals);
				const { pemda } = await managedGovernment(officer, event.url);
				const made = await addOutside(officer, {
					pemda,
					name: textOf(form, 'name'),
					issuer: textOf(form, 'issuer'),
					clientId: textOf(form, 'clientId'),
					secret: secretOf(form, 'secret'),
					forWhom: textOf(form, 'forWhom'),
				});
				return { made };
			},
			{ forget: ['secret'] },
		),
	disable: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			await disableOutside(officer, { pemda, id: textOf(form, 'id') });
			redirect(303, `/kelola/penyedia?pemda=${pemda}&dimatikan`);
		}),
};
