import { createHash } from 'node:crypto';
import { log } from '#platform/log';
import { mailServer } from './mail-server.ts';
import type { Mail } from './queue-mail.ts';
import { markFailed, markSent, startSending } from './store.ts';

/**
 * Hands one mail to the mail server, once per key. When the process died in the middle of an earlier attempt nobody knows
 * whether the mail left: then it is not sent again, and the log says so. What the server refused is tried again later.
 */
export async function sendMail(mail: Mail): Promise<void> {
	const attempt = await startSending(mail.key);
	if (attempt === 'sent') return;
	if (attempt === 'unknown') {
		log.warn({ key: mail.key }, 'mail may have been sent before a crash; not repeated');
		return;
	}
	try {
		const { transport, from } = mailServer();
		await transport.sendMail({
			from,
			to: mail.to,
			subject: mail.subject,
			text: mail.text,
			...headersOf(mail),
		});
	} catch (error) {
		await markFailed(mail.key);
		throw error;
	}
	await markSent(mail.key);
}

/** The same mail has the same id, so that a mail server on the way drops a double. */
function headersOf(mail: Mail) {
	const id = createHash('sha256').update(mail.key).digest('hex').slice(0, 32);
	return {
		messageId: `<${id}@sumut-smart-province>`,
		headers: {
			'Auto-Submitted': 'auto-generated',
			...(mail.unsubscribe ? { 'List-Unsubscribe': `<${mail.unsubscribe}>` } : {}),
		},
	};
}
