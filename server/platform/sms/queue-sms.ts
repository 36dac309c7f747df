import { config } from '#platform/config';
import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';

export type Sms = {
	/** One of a kind: the same key is handed to the gateway once, and the gateway knows it again. Never a number in clear. */
	key: string;
	/** `+62…` */
	to: string;
	text: string;
};

/** Whether a gateway is configured (`SMS_URL`); without one telephones are not offered. */
export function isSmsOn(): boolean {
	return config.sms !== null;
}

/** Sends a text message once the caller's transaction is committed. False, and nothing is queued, without a gateway. */
export async function queueSms(tx: Db, sms: Sms): Promise<boolean> {
	if (!isSmsOn()) return false;
	await enqueue(tx, 'platform/send-sms', sms, { key: `sms ${sms.key}`, maxAttempts: 6 });
	return true;
}
