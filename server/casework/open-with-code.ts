import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '#identity';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import { findPemdaByPrefix } from '#regions';
import { hashOfCode, parseCode, parseNumber } from './case-number.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;
export type Opened = { actor: PersonActor; pemda: string; caseId: string; number: string };

const perOrigin = { count: 30, perSeconds: 3600 };
const perNumber = { count: 10, perSeconds: 3600 };

/**
 * Opens a case to whoever shows the number and the code of its receipt. A wrong pair is refused in the same words
 * whether the number exists or not (`casework/wrong-code`); only failures count against the
 * budgets, taken before trying so that guesses all at once do not get past them.
 */
export async function openWithCode(typedNumber: string, typedCode: string, origin: string): Promise<Opened> {
	const number = parseNumber(typedNumber) ?? '';
	const keys = [
		`code from ${origin}`,
		`code for ${createHash('sha256').update(number).digest('hex')}`,
	] as const;
	await spend(keys[0], perOrigin);
	await spend(keys[1], perNumber);
	const found = await selectAccess(number);
	const shown = hashOfCode(number, parseCode(typedCode));
	if (found && timingSafeEqual(shown, found.accessHash)) {
		await giveBack(keys[0], perOrigin);
		await giveBack(keys[1], perNumber);
		return {
			actor: { kind: 'person', caseId: found.caseId, origin },
			pemda: found.pemda,
			caseId: found.caseId,
			number,
		};
	}
	throw new Refusal('invalid', 'casework/wrong-code', { fields: { code: 'refusal.casework.wrong-code' } });
}

async function selectAccess(
	number: string,
): Promise<{ pemda: string; caseId: string; accessHash: Buffer } | undefined> {
	const pemda = await findPemdaByPrefix(number.slice(0, 2));
	const { rows } = await db.query<{ pemda: string; caseId: string; accessHash: Buffer }>({
		name: 'casework.access',
		text: 'select pemda, case_id as "caseId", access_hash as "accessHash" from casework.find_access($1, $2)',
		values: [pemda?.code ?? '00', number],
	});
	return rows[0];
}
