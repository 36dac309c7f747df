import { listHolderContacts } from '#identity';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import type { Tx } from '#platform/db';
import { formatDay, type Language, translate } from '#platform/i18n';
import { sweepDue } from '#platform/jobs';
import { queueMail } from '#platform/mail';
import { dayOf, endOf } from '#platform/workdays';
import { asSystem } from '../as-system.ts';
import type { Words } from '../framework/framework.ts';
import { requirementsOf } from '../framework/requirements.ts';
import { type Rules, readRules } from '../rules.ts';
import { type Reminded, type Reminding, selectReminding, takeReminders } from '../store/reminders.ts';

const dayMs = 86_400_000;
/** Whoever holds a post of the office that brings documents, or leads it. */
const told = ['officer', 'office-head', 'secretary'] as const;

/**
 * Tells offices, so many calendar days before, what of theirs falls due and is not handed in, rejected or handed back: one
 * mail for each person at a time, however many documents. A reminder is marked in the transaction that queues its mails,
 * so that two processes, a restart or days without a worker send it once; what was missed meanwhile is one mail. Returns
 * how many offices were told.
 */
export async function remindOffices(): Promise<number> {
	const { reminders } = await readRules();
	const before = thresholds(now(), reminders);
	return sweepDue({
		find: (after, atMost) => asSystem((tx) => selectReminding(tx, before, now(), after, atMost)),
		take: (one) => asSystem((tx) => remind(tx, one, before)),
		describe: ({ pemda, year, officeId }: Reminding) => ({ pemda, year, office: officeId }),
	});
}

export type Threshold = { daysBefore: number; dueUntil: Date };

/** For each reminder: the latest last day it has come for by now. At `atHour` of a day it comes for what is due at the end of the day so many days later. */
export function thresholds(at: Date, { daysBefore, atHour }: Rules['reminders']): Threshold[] {
	const today = dayOf(new Date(at.getTime() - atHour * 3_600_000));
	const end = endOf(today).getTime();
	return daysBefore.map((days) => ({ daysBefore: days, dueUntil: new Date(end + days * dayMs) }));
}

async function remind(tx: Tx, one: Reminding, before: Threshold[]): Promise<boolean> {
	const at = now();
	const taken = await takeReminders(tx, one, before, at);
	if (taken.length === 0) return false;
	const people = await listHolderContacts(tx, one.pemda, [one.officeId], [...told]);
	for (const person of people) {
		const { lang } = person;
		const names = (words: Words) => words[lang];
		const lines = linesOf(one, taken, names, lang);
		const nearest = formatDay(lang, taken[0]?.dueAt ?? at);
		const about = { count: lines.length, day: nearest, year: String(one.year) };
		await queueMail(tx, {
			key: `renaksi reminder ${one.pemda} ${one.year} ${one.officeId} ${at.toISOString()} ${person.accountId}`,
			to: person.email,
			subject: translate(lang, 'renaksi.mail.reminder.subject', about),
			text: translate(lang, 'renaksi.mail.reminder.body', {
				...about,
				lines: lines.join('\n'),
				link: `${config.publicOrigin}/meja/renaksi?urut=batas`,
			}),
		});
	}
	return true;
}

function linesOf({ plan }: Reminding, taken: Reminded[], named: (words: Words) => string, lang: Language) {
	const { all } = requirementsOf(plan.framework);
	return taken.map(({ requirement, dueAt }) => {
		const name = all.find(({ id }) => id === requirement)?.document.name;
		return `- ${formatDay(lang, dueAt)}: ${name ? named(name) : requirement}`;
	});
}
