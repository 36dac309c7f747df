import { now } from '#platform/clock';
import { config } from '#platform/config';
import { withScope } from '#platform/db';
import { formatDay, translate } from '#platform/i18n';
import { isMailOn, queueMail } from '#platform/mail';
import { dayOf } from '#platform/workdays';
import { newsLink, tokenFor } from '../links.ts';
import { type Reminder, selectReminders, takeDays } from '../store/reminders.ts';
import { type Due, dueFrom } from './obligations.ts';

const daysBefore = 7;

/** Once a day: what falls due within a week is told, each day of each obligation once, in one mail a business. */
export async function remind(): Promise<void> {
	if (!isMailOn()) return;
	const at = now();
	const today = dayOf(at);
	const last = dayOf(new Date(at.getTime() + daysBefore * 86_400_000));
	for (const reminder of await withScope({ system: true }, selectReminders)) {
		const near = dueFrom(reminder.profile, today, 1).filter(({ dueOn }) => dueOn <= last);
		if (near.length > 0) await tell(reminder, near, at);
	}
}

async function tell(reminder: Reminder, near: Due[], at: Date): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		const days = near.map(({ id, dueOn }) => ({ obligation: id, dueOn }));
		const taken = await takeDays(tx, reminder.id, days, at);
		const told = near.filter(({ id, dueOn }) =>
			taken.some((one) => one.obligation === id && one.dueOn === dueOn),
		);
		if (told.length === 0) return;
		const { lang, businessName: name } = reminder;
		const link = newsLink(tokenFor('reminder', `${reminder.accountId}/${reminder.businessId}`));
		await queueMail(tx, {
			key: `obligations ${reminder.id} ${told.map(({ id, dueOn }) => `${id} ${dueOn}`).join(' ')}`.slice(
				0,
				400,
			),
			to: reminder.email,
			subject: translate(lang, 'business.mail.due.subject', { name }),
			text: translate(lang, 'business.mail.due.body', {
				name,
				list: told
					.map(({ title, where, dueOn }) => `${formatDay(lang, dueOn)}: ${title[lang]} (${where[lang]})`)
					.join('\n'),
				all: `${config.publicOrigin}/akun/usaha/kewajiban`,
				link,
			}),
			unsubscribe: link,
		});
	});
}
