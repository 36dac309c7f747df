import { createTransport, type Transporter } from 'nodemailer';
import { config } from '#platform/config';

/** `url` as smtp://user:password@host:port; `from` as people see it. */
export type MailServer = { url: string; from: string };

let server: MailServer | null = config.smtp;
let transport: Transporter | undefined;

/** Whether mail can be sent at all. Where it cannot, say so to people instead of promising a message. */
export function isMailOn(): boolean {
	return server !== null;
}

/** Another mail server than the configured one (tests), or none. */
export function setMailServer(other: MailServer | null): void {
	transport?.close();
	transport = undefined;
	server = other;
}

/** The open connection, and whom mails are from. A mail that was queued before mail was switched off fails, visibly. */
export function mailServer(): { transport: Transporter; from: string } {
	if (!server) throw new Error('Mail is not configured: SMTP_URL');
	transport ??= createTransport({ url: server.url, connectionTimeout: 20_000, socketTimeout: 60_000 });
	return { transport, from: server.from };
}
