import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { isMailOn } from './mail-server.ts';

export type Mail = {
	/** What it is about, one of a kind: the same key is sent once, ever. Never an address in clear. */
	key: string;
	to: string;
	subject: string;
	text: string;
	/** An address that ends further mails of this kind. */
	unsubscribe?: string;
};

/** Sends a mail once the caller's transaction is committed. False, and nothing is queued, where mail is not configured. */
export async function queueMail(tx: Db, mail: Mail): Promise<boolean> {
	if (!isMailOn()) return false;
	await enqueue(tx, 'platform/send-mail', mail, { key: `mail ${mail.key}`, maxAttempts: 12 });
	return true;
}
