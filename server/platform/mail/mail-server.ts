import type { Transporter } from 'nodemailer';
import { config } from '#platform/config';

/** `url` as smtp://user:password@host:port; `from` as people see it. */
export type MailServer = { url: string; from: string };

let server: MailServer | null = config.smtp;

/** Whether mail can be sent at all. Where it cannot, say so to people instead of promising a message. */
export function isMailOn(): boolean {
	return server !== null;
}

/** Another mail server than the configured one (tests), or none. */
export function setMailServer(other: MailServer | null): void {
	server = other;
}

/**
 * A connection for one mail, and whom mails are from. `letterAsked`: the mail server has said "send the text" (354);
 * from then on, if no answer comes, only it knows whether it took the mail. A mail that was queued before mail was
 * switched off fails, visibly.
 */
export async function openMailServer(): Promise<{
	transport: Transporter;
	from: string;
	letterAsked: () => boolean;
}> {
	if (!server) throw new Error('Mail is not configured: SMTP_URL');
	const { createTransport } = await import('nodemailer');
	let asked = false;
	const listen = (entry: { tnx?: string }, said: unknown) => {
		if (entry.tnx === 'server' && String(said).startsWith('354')) asked = true;
	};
	const silent = () => undefined;
	const transport = createTransport({
		url: server.url,
		connectionTimeout: 20_000,
		socketTimeout: 60_000,
		disableFileAccess: true,
		disableUrlAccess: true,
		transactionLog: true,
		logger: {
			level: silent,
			trace: silent,
			debug: listen,
			info: silent,
			warn: silent,
			error: silent,
			fatal: silent,
		},
	});
	return { transport, from: server.from, letterAsked: () => asked };
}
