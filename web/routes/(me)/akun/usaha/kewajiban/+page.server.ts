import { redirect } from '@sveltejs/kit';
import { endReminder, listReminders, setReminder } from '#business';
import { listOwnDocuments } from '#documents';
import { listContacts } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { byMonth, choicesFor, dueOf, writeProfile } from '#lib/obligation-view.ts';
import { residentOf } from '#lib/resident.ts';
import { listBusinesses } from '#people';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const { t, lang } = locals;
	const [businesses, reminders, contacts, documents] = await Promise.all([
		listBusinesses(resident),
		listReminders(resident),
		listContacts(resident),
		listOwnDocuments(resident),
	]);
	return {
		...choicesFor(t, lang),
		ending: documents
			.flatMap(({ id, number, title, holder, validTo, status }) =>
				validTo && (status === 'active' || status === 'suspended')
					? [{ id, number, title: title[lang], holder: holder.name, validTo }]
					: [],
			)
			.sort((a, b) => a.validTo.getTime() - b.validTo.getTime()),
		saved: url.searchParams.get('tersimpan') === '1',
		emails: contacts
			.filter(({ kind }) => kind === 'email')
			.map(({ address }) => ({ value: address, label: address })),
		businesses: businesses.map(({ id, name, kbli }) => {
			const reminder = reminders.find(({ businessId }) => businessId === id);
			return {
				...{ id, name, kbli: kbli.join(', ') },
				reminder: reminder && {
					...{ email: reminder.email, size: reminder.profile.size, form: reminder.profile.form },
					workers: reminder.profile.workers ? 'ya' : 'tidak',
					months: byMonth(dueOf(reminder.profile), lang),
					file: `/usaha/kewajiban/kalender.ics?${writeProfile(reminder.profile)}`,
				},
			};
		}),
	};
};

export const actions: Actions = {
	remind: (event) =>
		act(event, async (form) => {
			await setReminder(residentOf(event.locals), {
				businessId: textOf(form, 'business'),
				size: textOf(form, 'size'),
				form: textOf(form, 'form'),
				workers: textOf(form, 'workers') === 'ya',
				email: textOf(form, 'email'),
			});
			redirect(303, '/akun/usaha/kewajiban?tersimpan=1');
		}),
	end: (event) =>
		act(event, async (form) => {
			await endReminder(residentOf(event.locals), textOf(form, 'business'));
			redirect(303, '/akun/usaha/kewajiban');
		}),
};
