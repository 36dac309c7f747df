import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { db } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { callFindReference } from './store/attempts.ts';

export type Callback = {
	/** As the address names it. */
	provider: string;
	/** `t=<seconds>,v1=<hexadecimal HMAC-SHA256>` */
	signature: string;
	body: Uint8Array;
};

/** How old a signature may be, and how far clocks may differ. */
const holdsMs = 5 * 60_000;
const notice = z.object({ reference: z.string().regex(/^[0-9A-Z]{8,40}$/) });

/**
 * A provider says that something happened to a payment. Nothing in it is believed but which payment: a job asks the
 * provider itself, so that callbacks may come twice, late, or in any order. Refuses `payments/no-such-provider`,
 * `payments/wrong-signature`, `payments/unreadable`, `payments/unknown-reference`.
 */
export async function receiveCallback({ provider, signature, body }: Callback): Promise<void> {
	const { payment } = config;
	if (payment === null || payment.name !== provider)
		throw new Refusal('not-found', 'payments/no-such-provider');
	if (!isSigned(signature, body, payment.callbackKey))
		throw new Refusal('unauthenticated', 'payments/wrong-signature');
	const ref = await callFindReference(db, provider, referenceIn(body));
	if (!ref) throw new Refusal('not-found', 'payments/unknown-reference');
	await enqueue(db, 'payments/ask-provider', ref, { key: `payments ask ${ref.attemptId}`, maxAttempts: 10 });
}

function isSigned(signature: string, body: Uint8Array, key: string): boolean {
	const [, seconds, sent] = /^t=(\d{9,11}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
	if (seconds === undefined || sent === undefined) return false;
	if (Math.abs(now().getTime() - Number(seconds) * 1000) > holdsMs) return false;
	const wanted = createHmac('sha256', key).update(`${seconds}.`).update(body).digest();
	return timingSafeEqual(wanted, Buffer.from(sent, 'hex'));
}

function referenceIn(body: Uint8Array): string {
	try {
		return notice.parse(JSON.parse(Buffer.from(body).toString('utf8'))).reference;
	} catch {
		throw new Refusal('invalid', 'payments/unreadable');
	}
}
