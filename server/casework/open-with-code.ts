import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#identity';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import { findPemdaByPrefix } from '#regions';
import { hashOfCode, parseCode, parseNumber } from './case-number.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;
export type Opened = { actor: PersonActor; pemda: string; caseId: string; number: string };

const anHour = 3600;
const perOrigin = { count: 30, perSeconds: anHour };
/** Of one number from one place: whoever guesses elsewhere takes nothing from the person of the case. */
const perPlace = { count: 10, perSeconds: anHour };
/** Of one number from everywhere: never refused, or numbers, which are public, could be locked by anybody. */
const everywhere = { count: Number.MAX_SAFE_INTEGER, perSeconds: anHour };
/** After so many wrong guesses within the hour each one more makes all of them wait a little longer. */
const freeGuesses = 20;
const waitPerGuessMs = 250;
const longestWaitMs = 8_000;

/**
 * Opens a case to whoever shows the number and the code of its receipt. A wrong pair is refused in the same words
 * whether the number exists or not (`casework/wrong-code`); only failures count against the budgets (429
 * `platform/too-many`), taken before trying so that guesses all at once do not get past them. Guesses from many places
 * slow the number down, up to eight seconds; they never lock it.
 */
export async function openWithCode(typedNumber: string, typedCode: string, origin: string): Promise<Opened> {
	const number = parseNumber(typedNumber) ?? '';
	const hash = createHash('sha256').update(number).digest('hex');
	const taken = [
		[`code from ${origin}`, perOrigin],
		[`code for ${hash} from ${origin}`, perPlace],
		[`code for ${hash}`, everywhere],
	] as const;
	let guesses = 0;
	for (const [key, budget] of taken) guesses = await spend(key, budget);
	const found = await selectAccess(number);
	const shown = hashOfCode(number, parseCode(typedCode));
	await sleep(Math.min(longestWaitMs, Math.max(0, guesses - freeGuesses) * waitPerGuessMs));
	if (!found || !timingSafeEqual(shown, found.accessHash)) {
		throw new Refusal('invalid', 'casework/wrong-code', { fields: { code: 'refusal.casework.wrong-code' } });
	}
	for (const [key, budget] of taken) await giveBack(key, budget);
	const { pemda, caseId } = found;
	return { actor: { kind: 'person', caseId, origin }, pemda, caseId, number };
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
