import type { Db } from '#platform/db';
import { type Language, translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { queueSms } from '#platform/sms';
import { selectContacts } from '../store/contacts.ts';
import type { Contact } from './address.ts';

/** Says something to one contact, by mail or by text message, once per key. */
export async function tell(
	tx: Db,
	{ kind, address }: Contact,
	{ key, subject, text }: { key: string; subject: string; text: string },
): Promise<void> {
	if (kind === 'email') await queueMail(tx, { key, to: address, subject, text: `${text}\n` });
	else await queueSms(tx, { key, to: address, text });
}

/** Whoever changed something about an account: all its contacts hear of it, also those that were just taken away. */
export async function tellContacts(
	tx: Db,
	{ accountId, lang, also = [] }: { accountId: string; lang: Language; also?: Contact[] },
	what: string,
	params: Record<string, string> = {},
): Promise<void> {
	const once = newId();
	const contacts = [...(await selectContacts(tx, accountId)), ...also];
	for (const [index, contact] of contacts.entries()) {
		await tell(tx, contact, {
			key: `account ${what} ${once} ${index}`,
			subject: translate(lang, 'account.mail.subject'),
			text: `${translate(lang, `account.mail.${what}`, params)} ${translate(lang, 'account.mail.not-you')}`,
		});
	}
}
