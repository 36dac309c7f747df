import { createHash } from 'node:crypto';
import { log } from '#platform/log';
import { openMailServer } from './mail-server.ts';
import type { Mail } from './queue-mail.ts';
import { markFailed, markSent, startSending } from './store.ts';

/**
 * Hands one mail to the mail server, once per key. When the process died in the middle of an earlier attempt nobody knows
 * whether the mail left: then it is not sent again, and the log says so. What the server refused is tried again later.
 */
export async function sendMail(mail: Mail): Promise<void> {
	const { transport, from, letterAsked } = await openMailServer();
	const attempt = await startSending(mail.key);
	if (attempt === 'sent') return;
	if (attempt === 'unknown') {
		log.warn({ key: mail.key }, 'mail may have been sent before a crash; not repeated');
		return;
	}
	if (!isOneAddress(mail.to)) {
		log.warn({ key: mail.key }, 'no mail address, or more than one; not sent');
		await markFailed(mail.key);
		return;
	}
	try {
		await transport.sendMail({
			from,
			to: { name: '', address: mail.to },
			subject: onOneLine(mail.subject),
			text: mail.text,
			...headersOf(mail),
		});
	} catch (error) {
		const isAnswer = error instanceof Error && 'responseCode' in error;
		if (letterAsked() && !isAnswer) {
			log.warn(
				{ key: mail.key },
				'the mail server went away before it said whether it took the mail; not repeated',
			);
			return;
		}
		await markFailed(mail.key);
		throw error;
	}
	await markSent(mail.key);
}

/** What a person typed as their address becomes one recipient, never a list, a name or a header. */
function isOneAddress(text: string): boolean {
	return text.length <= 254 && /^[^\s,;:<>()[\]"\\@\p{Cc}]{1,64}@[^\s,;:<>()[\]"\\@\p{Cc}]+$/u.test(text);
}

/** Titles of reports stand in subjects. */
function onOneLine(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim()
		.slice(0, 200);
}

/** The same mail has the same id, so that a mail server on the way drops a double. */
function headersOf(mail: Mail) {
	const id = createHash('sha256').update(mail.key).digest('hex').slice(0, 32);
	return {
		messageId: `<${id}@sumut-smart-province>`,
		headers: {
			'Auto-Submitted': 'auto-generated',
			...(mail.unsubscribe ? { 'List-Unsubscribe': `<${new URL(mail.unsubscribe).href}>` } : {}),
		},
	};
}
