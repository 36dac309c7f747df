import { findCaseContact, formatNumber, goesByPhone } from '#casework';
import { findStatus } from '#documents';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { type Tx, withScope } from '#platform/db';
import { formatDay, translate } from '#platform/i18n';
import { queueMail } from '#platform/mail';
import { fitSms, queueSms } from '#platform/sms';
import { dayOf } from '#platform/workdays';
import { selectApplication } from '../store/application.ts';
import { definitionOf } from '../work.ts';
import { markReminded, type Renewal, selectToRemind, upsertRenewal } from './renewal-store.ts';

export type Issued = {
	pemda: string;
	id: string;
	output: string;
	documentId: string;
	number: string;
	/** An instant; null for what holds for good. */
	validTo: string | null;
};

const dayMs = 86_400_000;
const atOnce = 200;

/** Notes when something that was given ends, from when it can be renewed, and when its holder is told. Safe to run twice. */
export async function planRenewal({ pemda, id, output, documentId, number, validTo }: Issued): Promise<void> {
	if (!validTo) return;
	await withScope({ system: true }, async (tx) => {
		const app = await selectApplication(tx, pemda, id);
		if (!app) return;
		const { process } = await definitionOf(app.versionHash);
		const renewal = process.outputs.find((one) => one.id === output)?.renewal;
		if (!renewal) return;
		const before = (days: number) => dayOf(new Date(Date.parse(validTo) - days * dayMs));
		await upsertRenewal(tx, {
			...{ pemda, applicationId: id, output, documentId, number, validTo: dayOf(new Date(validTo)) },
			...{ opensOn: before(renewal.opensDaysBefore), remindOn: renewal.remindDaysBefore.map(before) },
		});
	});
}

/** Tells holders whose day has come, each day once; who was missed is told once, and who renewed is not, nor who holds what does not hold. */
export async function remindRenewals(): Promise<void> {
	const today = dayOf(now());
	for (let told = atOnce; told === atOnce; ) {
		told = await withScope({ system: true }, async (tx) => {
			const due = await selectToRemind(tx, today, atOnce);
			for (const renewal of due) {
				await remind(tx, renewal, today);
				await markReminded(tx, renewal, today);
			}
			return due.length;
		});
	}
}

async function remind(tx: Tx, renewal: Renewal, today: string): Promise<void> {
	const { pemda, applicationId, output, documentId, number, validTo } = renewal;
	// what was revoked, suspended or replaced since is nothing to renew now
	if ((await findStatus(tx, { pemda, id: documentId })) !== 'active') return;
	const app = await selectApplication(tx, pemda, applicationId);
	const contact = await findCaseContact(tx, pemda, applicationId);
	if (!app || !contact) return;
	const { definition, process } = await definitionOf(app.versionHash);
	const { lang, email, phone } = contact;
	const title = (process.outputs.find(({ id }) => id === output)?.title ?? definition.title)[lang];
	const day = formatDay(lang, validTo);
	const link = `${config.publicOrigin}/akun/permohonan/${formatNumber(app.number)}`;
	const key = `renewal ${applicationId} ${output} ${today}`;
	if (goesByPhone(contact)) {
		const text = fitSms(translate(lang, 'apply.sms.renew', { document: number, day }), link);
		await queueSms(tx, { key, to: phone, text });
		return;
	}
	await queueMail(tx, {
		key,
		to: email,
		subject: translate(lang, 'apply.mail.renew.subject', { title, day }),
		text: translate(lang, 'apply.mail.renew.body', { title, document: number, day, link }),
	});
}
