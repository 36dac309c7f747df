import { formatNumber } from '#casework';
import { listHolderContacts } from '#identity';
import { config } from '#platform/config';
import { withScope } from '#platform/db';
import { formatDate, translate } from '#platform/i18n';
import { queueMail } from '#platform/mail';
import { selectApplication } from './store/application.ts';
import { selectRunning } from './store/clocks.ts';

export type Warned = { pemda: string; id: string; state: string; daysBefore: number };

/**
 * The office that holds an application is told that in so many working days the law decides in its place: each person once
 * for each warning, however often this runs. The mail names no applicant.
 */
export async function tellOffice({ pemda, id, state, daysBefore }: Warned): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		const app = await selectApplication(tx, pemda, id);
		if (!app || app.state !== state) return;
		const term = (await selectRunning(tx, pemda, id)).find(
			(one) => one.kind === 'state' && one.state === state,
		);
		if (!term) return;
		const roles = ['officer', 'office-head'] as const;
		const people = await listHolderContacts(tx, app.holderPemda, [app.holderOfficeId], [...roles]);
		const number = formatNumber(app.number);
		const link = `${config.publicOrigin}/meja/permohonan/${number}`;
		for (const { accountId, email, lang } of people) {
			const at = formatDate(lang, term.dueAt);
			await queueMail(tx, {
				key: `application warned ${id} ${state} ${term.id} ${daysBefore} ${accountId}`,
				to: email,
				subject: translate(lang, 'process.mail.warned.subject', { number, days: daysBefore }),
				text: translate(lang, 'process.mail.warned.body', { number, at, link }),
			});
		}
	});
}
