import { z } from 'zod';
import { config } from '#platform/config';
import { log } from '#platform/log';
import type { Identity } from './person.ts';

const answer = z.object({ match: z.boolean() });
const patienceMs = 8000;

/** Whether a population register is configured (`REGISTER_URL`); without one only a counter verifies. */
export function isRegisterOn(): boolean {
	return config.register !== null;
}

/**
 * Asks the population register whether a NIK, a name and a birth date belong together. The protocol is in
 * docs/register.md: one POST, one answer `{"match": true}`. Undefined when the register gives no answer; then nothing
 * is concluded.
 */
export async function askRegister({ nik, name, birthDate }: Identity): Promise<boolean | undefined> {
	if (config.register === null) return undefined;
	try {
		const response = await fetch(config.register.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${config.register.key}` },
			body: JSON.stringify({ nik, name, birthDate }),
			signal: AbortSignal.timeout(patienceMs),
			redirect: 'error',
		});
		if (!response.ok) throw new Error(`status ${response.status}`);
		return answer.parse(await response.json()).match;
	} catch (error) {
		log.warn(
			{ why: error instanceof Error ? error.name : 'unknown' },
			'the population register gave no answer',
		);
		return undefined;
	}
}
