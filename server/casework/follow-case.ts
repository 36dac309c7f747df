import { z } from 'zod';
import { now } from '#platform/clock';
import { type Db, db, withScope, withTx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { spend } from '#platform/throttle';
import { findPublicCase } from './find-public-case.ts';

const address = z.email().max(254);

/**
 * Somebody wants to be told by e-mail what happens to a public case. Nothing is sent to the address but one question
 * until it is answered by its link. The answer is the same whether the address follows already or not.
 */
export async function followCase(input: {
	number: string;
	email: string;
	lang: 'id' | 'en';
	origin: string;
}): Promise<void> {
	const email = address.safeParse(input.email.trim().toLowerCase());
	if (!email.success) {
		throw new Refusal('invalid', 'casework/email-wrong', {
			fields: { email: 'refusal.casework.email-wrong' },
		});
	}
	const found = await findPublicCase(input.number);
	if (!found) throw new Refusal('not-found', 'casework/no-such-number');
	await spend(`follow from ${input.origin}`, { count: 20, perSeconds: 3600 });
	await withTx(async (tx) => {
		const token = tokenFor(found.caseId, email.data);
		await insertFollower(tx, {
			pemda: found.pemda,
			caseId: found.caseId,
			email: email.data,
			lang: input.lang,
			token,
		});
		const mail = { email: email.data, lang: input.lang, number: found.number, token };
		await enqueue(tx, 'casework/ask-follower', mail, { maxAttempts: 8 });
	});
}

/** The link of the question was opened: from now on this address is told. Refuses a link that is none. */
export async function confirmFollow(token: string): Promise<{ number: string }> {
	return answerLink(token, 'confirm');
}

/** The link at the end of every mail: nothing more is sent, and the address is forgotten. */
export async function unfollow(token: string): Promise<{ number: string }> {
	return answerLink(token, 'end');
}

async function answerLink(token: string, answer: 'confirm' | 'end'): Promise<{ number: string }> {
	const { rows } = await db.query<{ number: string }>({
		name: 'casework.answer-follow',
		text: 'select casework.answer_follow($1, $2) as number',
		values: [sign('follow', token), answer],
	});
	const number = rows[0]?.number;
	if (!number) throw new Refusal('not-found', 'casework/no-such-link');
	return { number };
}

/** The secret of a follower's links. It follows from case and address, so each mail can carry it and none is stored. */
export function tokenFor(caseId: string, email: string): string {
	return sign('follower', `${caseId}:${email}`).toString('base64url');
}

type Follower = { pemda: string; caseId: string; email: string; lang: string; token: string };

async function insertFollower(tx: Db, follower: Follower): Promise<void> {
	await tx.query({
		name: 'casework.follow',
		text: 'select casework.add_follower($1, $2, $3, $4, $5, $6)',
		values: [
			follower.pemda,
			follower.caseId,
			follower.email,
			follower.lang,
			sign('follow', follower.token),
			now(),
		],
	});
}

/** Whom to tell, for the job that does. */
export async function listFollowers(
	pemda: string,
	caseId: string,
): Promise<{ email: string; lang: 'id' | 'en' }[]> {
	return withScope({ system: true }, async (tx) => {
		const { rows } = await tx.query<{ email: string; lang: 'id' | 'en' }>({
			name: 'casework.followers',
			text: `select email, lang from casework.follower
				where pemda = $1 and case_id = $2 and confirmed_at is not null and ended_at is null`,
			values: [pemda, caseId],
		});
		return rows;
	});
}
