import { redirect } from '@sveltejs/kit';
import {
	addPasskey,
	askToAddContact,
	listComebacks,
	listContacts,
	listPasskeys,
	listSessions,
	removeContact,
	removePasskey,
	revokeSession,
	stopComebacks,
} from '#identity';
import { act, textOf } from '#lib/act.ts';
import { keepCodeTicket } from '#lib/code-ticket.ts';
import { reach } from '#lib/reach.ts';
import { residentOf } from '#lib/resident.ts';
import { answerOf, visitOf } from '#lib/visit.ts';
import type { Actions, PageServerLoad } from './$types';

const done = ['kontak', 'kunci', 'ditutup', 'dihentikan'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const [contacts, passkeys, sessions, comebacks] = await Promise.all([
		listContacts(resident),
		listPasskeys(resident),
		listSessions(resident),
		listComebacks(resident),
	]);
	return {
		contacts,
		reach: reach(),
		comebacks,
		passkeys: passkeys.map(({ id, name, addedAt, usedAt }) => ({ id, name, addedAt, usedAt })),
		sessions,
		here: resident.sessionId,
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	contact: (event) =>
		act(event, async (form) => {
			const asked = await askToAddContact(residentOf(event.locals), textOf(form, 'contact'), visitOf(event));
			keepCodeTicket(event.cookies, event.url, asked);
			redirect(303, '/akun/keamanan/kontak');
		}),
	uncontact: (event) =>
		act(event, async (form) => {
			await removeContact(residentOf(event.locals), textOf(form, 'contact'));
			redirect(303, '/akun/keamanan?kontak');
		}),
	passkey: (event) =>
		act(
			event,
			async (form) => {
				const made = { response: answerOf(form), name: textOf(form, 'name') };
				await addPasskey(residentOf(event.locals), made);
				redirect(303, '/akun/keamanan?kunci');
			},
			{ forget: ['answer'] },
		),
	unkey: (event) =>
		act(event, async (form) => {
			await removePasskey(residentOf(event.locals), textOf(form, 'key'));
			redirect(303, '/akun/keamanan?kunci');
		}),
	stop: (event) =>
		act(event, async () => {
			await stopComebacks(residentOf(event.locals));
			redirect(303, '/akun/keamanan?dihentikan');
		}),
	end: (event) =>
		act(event, async (form) => {
			const id = textOf(form, 'session');
			await revokeSession(residentOf(event.locals), id === 'others' ? 'others' : { only: id });
			redirect(303, '/akun/keamanan?ditutup');
		}),
};
