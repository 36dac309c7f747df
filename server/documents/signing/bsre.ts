import { z } from 'zod';
import { config } from '#platform/config';

export type Seal = NonNullable<typeof config.bsre>;

const patienceMs = 60_000;
const totpAnswer = z.object({ totp: z.string().min(1), result: z.literal(true) });
const sealAnswer = z.object({ file: z.array(z.base64()).length(1) });

/** The seal of a government at BSrE, where one is configured (`BSRE_URL`) for it. */
export function findSeal(pemda: string): Seal | undefined {
	return config.bsre?.pemda === pemda ? config.bsre : undefined;
}

/**
 * An unseen electronic seal by BSrE's eSign Client Service, version 2: a one-time code from the activation, then the
 * file. Throws where it gives no signed PDF; the job that asked tries again. What goes over the wire is in
 * docs/documents.md.
 */
export async function sealWithBsre(
	pdf: Uint8Array,
	{ url, user, password, subscriber, activation }: Seal,
	{ location, reason }: { location: string; reason: string },
): Promise<Uint8Array> {
	const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	const ask = (path: string, body: object) => post(`${url}${path}`, authorization, body);
	const code = { idSubscriber: subscriber, totp: activation, data: '1' };
	const { totp } = totpAnswer.parse(await ask('/api/v2/seal/get/totp', code));
	const sealed = sealAnswer.parse(
		await ask('/api/v2/seal/pdf', {
			...{ idSubscriber: subscriber, totp },
			signatureProperties: [{ tampilan: 'INVISIBLE', location, reason }],
			file: [Buffer.from(pdf).toString('base64')],
		}),
	);
	const bytes = Buffer.from(sealed.file[0] ?? '', 'base64');
	if (!isSignedFrom(bytes, pdf)) throw new Error('BSrE gave back another file, or one without a signature');
	return bytes;
}

/** A signature is added behind what was sent: what was sent must stand there unchanged. */
function isSignedFrom(signed: Buffer, sent: Uint8Array): boolean {
	return signed.subarray(0, sent.length).equals(sent) && signed.subarray(sent.length).includes('/ByteRange');
}

async function post(url: string, authorization: string, body: object): Promise<unknown> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(patienceMs),
		redirect: 'error',
	});
	// what it says may hold what was sent, so its status alone is told
	if (!response.ok) throw new Error(`BSrE answered ${response.status} at ${new URL(url).pathname}`);
	return response.json();
}
