import { redirect } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import {
	addPasskey,
	beginTotp,
	confirmTotp,
	findPendingTotp,
	listFactors,
	listPasskeys,
	noteFresh,
	removePasskey,
	removeTotp,
	renewRecoveryCodes,
} from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { keepSession } from '#lib/session.ts';
import { answerOf } from '#lib/visit.ts';
import type { Actions, PageServerLoad } from './$types';

const here = '/meja/akun/dua-langkah';
const done = ['terpasang', 'dilepas'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const [factors, pending, passkeys] = await Promise.all([
		listFactors(officer),
		findPendingTotp(officer),
		listPasskeys(officer),
	]);
	return {
		...factors,
		passkeys: passkeys.map(({ id, name, addedAt }) => ({ id, name, addedAt })),
		pending: pending && {
			secret: (pending.secret.match(/.{1,4}/g) ?? []).join(' '),
			qr: renderSVG(pending.address, { border: 2 }),
		},
		done: done.find((what) => url.searchParams.has(what)),
		mustEnrol: officer.mustEnrol,
		work: '/masuk/petugas', // leads whoever is signed in to their desk, as it is after this page's act
	};
};

export const actions: Actions = {
	begin: (event) =>
		act(event, async () => {
			await beginTotp(officerOf(event.locals));
			redirect(303, here);
		}),
	confirm: (event) =>
		act(
			event,
			async (form) => {
				const code = textOf(form, 'code');
				const { session, recoveryCodes } = await confirmTotp(officerOf(event.locals), { code });
				keepSession(event.cookies, event.url, session);
				if (recoveryCodes.length === 0) redirect(303, `${here}?terpasang`);
				event.setHeaders({ 'cache-control': 'no-store' });
				return { recoveryCodes };
			},
			{ forget: ['code'] },
		),
	passkey: (event) =>
		act(
			event,
			async (form) => {
				const officer = officerOf(event.locals);
				await addPasskey(officer, { response: answerOf(form), name: textOf(form, 'name') });
				const { actor, session } = await noteFresh(officer, 'passkey');
				keepSession(event.cookies, event.url, session);
				if ((await listFactors(actor)).recoveryLeft > 0) redirect(303, `${here}?terpasang`);
				event.setHeaders({ 'cache-control': 'no-store' });
				return { recoveryCodes: await renewRecoveryCodes(actor) };
			},
			{ forget: ['answer'] },
		),
	unkey: (event) =>
		act(event, async (form) => {
			await removePasskey(officerOf(event.locals), textOf(form, 'key'));
			redirect(303, `${here}?dilepas`);
		}),
	remove: (event) =>
		act(event, async (form) => {
			await removeTotp(officerOf(event.locals), { id: textOf(form, 'app') });
			redirect(303, `${here}?dilepas`);
		}),
	recovery: (event) =>
		act(event, async () => {
			const recoveryCodes = await renewRecoveryCodes(officerOf(event.locals));
			event.setHeaders({ 'cache-control': 'no-store' });
			return { recoveryCodes };
		}),
};
