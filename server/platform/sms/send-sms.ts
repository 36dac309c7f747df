import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import type { Sms } from './queue-sms.ts';
import { markTaken, wasTaken } from './store.ts';

const patienceMs = 10_000;

/**
 * Hands one message to the gateway: `POST {id, to, from, text}` with a bearer key (docs/sms.md). The `id` is the same for
 * every attempt, so that a gateway sends it once however often it is asked; what it took is not offered again. Anything but
 * 2xx is tried again later.
 */
export async function sendSms({ key, to, text }: Sms): Promise<void> {
	if (config.sms === null || (await wasTaken(key))) return;
	const id = createHash('sha256').update(`sms ${key}`).digest('hex').slice(0, 32);
	const response = await fetch(config.sms.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${config.sms.key}` },
		body: JSON.stringify({ id, to, from: config.sms.sender, text }),
		signal: AbortSignal.timeout(patienceMs),
		redirect: 'error',
	});
	await response.body?.cancel();
	if (!response.ok) throw new Error(`The SMS gateway answered ${response.status}`);
	await markTaken(key);
}
