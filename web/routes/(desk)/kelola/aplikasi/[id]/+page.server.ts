import { type RequestEvent, redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { readAppForm } from '#lib/app-form.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import {
	audiences,
	changeApp,
	disableApp,
	getApp,
	hasSecret,
	issuer,
	oldSecretHours,
	rotateSecret,
	scopes,
	signings,
} from '#sso';
import type { Actions, PageServerLoad } from './$types';

const done = ['disimpan', 'dimatikan', 'dihidupkan'] as const;

export const load: PageServerLoad = async ({ locals, url, params }) => {
	const officer = officerOf(locals);
	const { pemda, name } = await managedGovernment(officer, url);
	const app = await getApp(officer, { pemda, id: params.id });
	return {
		pemda,
		name,
		app,
		issuer,
		hasSecret: hasSecret(app.kind),
		hours: oldSecretHours,
		choices: { scopes: [...scopes], audiences: [...audiences], signings: [...signings] },
		done: done.find((what) => url.searchParams.has(what)),
	};
};

type Event = RequestEvent<{ id: string }>;

async function refOf({ locals, url, params }: Event) {
	const { pemda } = await managedGovernment(officerOf(locals), url);
	return { pemda, id: params.id };
}

function manage(
	event: Event,
	run: (ref: { pemda: string; id: string }, form: FormData) => Promise<(typeof done)[number]>,
) {
	return act(event, async (form) => {
		const ref = await refOf(event);
		const what = await run(ref, form);
		redirect(303, `/kelola/aplikasi/${ref.id}?pemda=${ref.pemda}&${what}`);
	});
}

export const actions: Actions = {
	change: (event) =>
		manage(event, async (ref, form) => {
			await changeApp(officerOf(event.locals), { ...readAppForm(form), ...ref });
			return 'disimpan';
		}),
	disable: (event) =>
		manage(event, async (ref, form) => {
			const disabled = textOf(form, 'disabled') === 'yes';
			await disableApp(officerOf(event.locals), { ...ref, disabled });
			return disabled ? 'dimatikan' : 'dihidupkan';
		}),
	/** Shows the secret once, and leaves it nowhere. */
	secret: (event) =>
		act(event, async (form) => {
			const leaked = textOf(form, 'leaked') === 'on';
			const made = await rotateSecret(officerOf(event.locals), { ...(await refOf(event)), leaked });
			event.setHeaders({ 'cache-control': 'no-store' });
			return { made };
		}),
};
