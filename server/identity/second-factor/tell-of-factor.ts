import type { Tx } from '#platform/db';
import { translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { selectSignInState } from '../store/second-factor.ts';

/** Whoever did it, the holder of the account hears of it by mail, where mail is configured; of the same `once` only once. */
export async function tellOfFactor(
	tx: Tx,
	accountId: string,
	what: 'added' | 'removed' | 'recovery-used' | 'recovery-renewed' | 'reset' | 'guessed',
	once: string = newId(),
): Promise<void> {
	const account = await selectSignInState(accountId, tx);
	if (!account) return;
	const { email, lang } = account;
	await queueMail(tx, {
		key: `factor ${what} ${accountId} ${once}`,
		to: email,
		subject: translate(lang, 'factors.mail.subject'),
		text: `${translate(lang, `factors.mail.${what}`)}\n\n${translate(lang, 'factors.mail.not-you')}\n`,
	});
}
