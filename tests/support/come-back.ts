import assert from 'node:assert/strict';
import {
	askToComeBack,
	askToEnter,
	type CameBack,
	comeBack,
	enterWithCode,
	findActor,
	type Resident,
} from '#identity';
import { setClock } from '#platform/clock';
import { runJobsOnce } from '#platform/jobs';
import { newestCode, waiting } from './sent.ts';

/** Residents as they come in by a code and find their way back, through the public face. Needs `mail-on.ts`. */
let count = 0;
const lang = 'id';
const dayMs = 86_400_000;

/** Each from a place and a device of its own, so that no budget is shared. */
export const visit = () => ({ origin: `198.51.${++count}.0/24`, device: `Mozilla/5.0 test ${count}` });
export const newAddress = () => `warga${++count}@contoh.example`;

export async function enterByCode(
	address = newAddress(),
): Promise<{ actor: Resident; token: string; address: string }> {
	const { ticket } = await askToEnter(address, { lang, visit: visit() });
	const { token } = await enterWithCode({ ticket, code: await newestCode(address), lang }, visit());
	return { actor: await actorOf(token), token, address };
}

async function actorOf(token: string): Promise<Resident> {
	const actor = await findActor(token, '198.51.100.0/24');
	assert.ok(actor?.kind === 'resident');
	return actor;
}

/** All steps of somebody who lost a contact, and what follows in the background. */
export async function tryToComeBack(lost: string, contact: string): Promise<CameBack> {
	const { ticket } = await askToComeBack({ lost, contact }, { lang, visit: visit() });
	const answer = await comeBack({ ticket, code: await newestCode(contact) }, visit());
	await runJobsOnce();
	return answer;
}

/** Not yet let in; the code to show at a counter. */
export async function waits(answer: Promise<CameBack>): Promise<string> {
	const given = await answer;
	assert.ok('days' in given);
	assert.equal(given.days, 7);
	assert.match(given.counterCode, /^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
	return given.counterCode;
}

export async function comes(answer: Promise<CameBack>): Promise<Resident> {
	const given = await answer;
	assert.ok('session' in given);
	return actorOf(given.session.token);
}

export async function inDays<T>(days: number, run: () => Promise<T>): Promise<T> {
	setClock(() => new Date(Date.now() + days * dayMs));
	try {
		return await run();
	} finally {
		setClock(() => new Date());
	}
}

/** What was told to somebody about a way back, oldest first. */
export async function noticesTo(address: string): Promise<string[]> {
	return (await waiting())
		.filter(({ to, text }) => to === address && text.includes('bukan-saya'))
		.map(({ text }) => text);
}

/** The secret of the newest link that stops it. */
export async function stopSecretOf(address: string): Promise<string> {
	return (await noticesTo(address)).at(-1)?.match(/bukan-saya\/([\w-]+)/)?.[1] ?? '';
}
