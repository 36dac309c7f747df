import { act, textOf } from '#lib/act.ts';
import { readAppForm } from '#lib/app-form.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { appKinds, audiences, issuer, registerApp, scopes, signings } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { pemda, name } = await managedGovernment(officerOf(locals), url);
	const asked = url.searchParams.get('jenis');
	return {
		pemda,
		name,
		kind: appKinds.find((kind) => kind === asked),
		kinds: [...appKinds],
		choices: { scopes: [...scopes], audiences: [...audiences], signings: [...signings] },
	};
};

export const actions: Actions = {
	/** Shows a secret once, and leaves it nowhere. */
	default: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			const made = await registerApp(officer, { ...readAppForm(form), pemda, kind: textOf(form, 'kind') });
			event.setHeaders({ 'cache-control': 'no-store' });
			return { made: { ...made, name: textOf(form, 'name'), issuer } };
		}),
};
