import { withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { queueMail } from '#platform/mail';
import { fitSms, queueSms } from '#platform/sms';
import { codeFor, formatNumber } from './case-number.ts';
import { goesByPhone } from './goes-by-phone.ts';
import { caseLink } from './links.ts';
import { selectReceipt } from './store/receipt.ts';

/**
 * Sends a new case's number and code to the address its person gave, once; to an applicant reached by telephone only, the
 * number. A case without an address, or whose code follows from nothing we keep, has its receipt on the screen or on paper
 * only.
 */
export async function sendReceipt({ pemda, caseId }: { pemda: string; caseId: string }): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		const receipt = await selectReceipt(tx, pemda, caseId);
		if (!receipt) return;
		const { lang } = receipt;
		const number = formatNumber(receipt.number);
		const link = caseLink(receipt.number);
		if (goesByPhone(receipt)) {
			// who has an account opens it there: the code stays out of a message that others may read on the screen
			const text = fitSms(translate(lang, 'cases.sms.receipt', { number }), link);
			await queueSms(tx, { key: `receipt ${caseId}`, to: receipt.phone, text });
			return;
		}
		await queueMail(tx, {
			key: `receipt ${caseId}`,
			to: receipt.email,
			subject: translate(lang, 'cases.mail.receipt.subject', { number }),
			text: translate(lang, 'cases.mail.receipt.body', { number, code: codeFor(receipt.key), link }),
		});
	});
}
