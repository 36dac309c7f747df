import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '#platform/clock';
import { migratorDb, withTx } from '#platform/db';
import { translate } from '#platform/i18n';
import { isMailOn, queueMail } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import { formatNumber } from './case-number.ts';
import { findPublicCase } from './find-public-case.ts';
import { followLink } from './links.ts';
import { answerFollow, deleteUnconfirmed, insertFollower } from './store/followers.ts';

const address = z.email().max(254);

/**
 * Somebody wants to be told by e-mail what happens to a public case. Nothing is sent to the address but one question a
 * day until it is answered by its link. The answer is the same whether the address follows already or not. Refuses
 * `casework/mail-off` where this installation sends no mail.
 */
export async function followCase(input: {
	number: string;
	email: string;
	lang: 'id' | 'en';
	origin: string;
}): Promise<void> {
	if (!isMailOn()) throw new Refusal('unavailable', 'casework/mail-off');
	const email = readAddress(input.email);
	const found = await findPublicCase(input.number);
	if (!found) throw new Refusal('not-found', 'casework/no-such-number');
	await spend(`follow from ${input.origin}`, { count: 20, perSeconds: 3600 });
	await spend(`follow to ${hashOf(email)}`, { count: 5, perSeconds: 3600 });
	const token = tokenFor(found.caseId, email);
	const number = formatNumber(found.number);
	await withTx(async (tx) => {
		const follower = { pemda: found.pemda, caseId: found.caseId, email, lang: input.lang };
		await insertFollower(tx, { ...follower, hash: hashOfToken(token), at: now() });
		await queueMail(tx, {
			key: `follow ${found.caseId} ${hashOf(email)} ${dayOf(now())}`,
			to: email,
			subject: translate(input.lang, 'cases.mail.follow.subject', { number }),
			text: translate(input.lang, 'cases.mail.follow.body', { number, link: followLink(token) }),
		});
	});
}

function readAddress(typed: string): string {
	const email = address.safeParse(typed.trim().toLowerCase());
	if (email.success) return email.data;
	throw new Refusal('invalid', 'casework/email-wrong', { fields: { email: 'refusal.casework.email-wrong' } });
}

/** The link of the question was opened: from now on this address is told. Refuses a link that is none. */
export async function confirmFollow(token: string): Promise<{ number: string }> {
	return answerLink(token, 'confirm');
}

const answersWithinMs = 7 * 86_400_000;

/** An address whose question nobody answered within a week is forgotten: it may be somebody else's. */
export async function forgetUnconfirmed(): Promise<void> {
	await deleteUnconfirmed(migratorDb, new Date(now().getTime() - answersWithinMs));
}

/** The link at the end of every mail: nothing more is sent, and the address is forgotten. */
export async function unfollow(token: string): Promise<{ number: string }> {
	return answerLink(token, 'end');
}

async function answerLink(token: string, answer: 'confirm' | 'end'): Promise<{ number: string }> {
	const number = await answerFollow(hashOfToken(token), answer);
	if (!number) throw new Refusal('not-found', 'casework/no-such-link');
	return { number };
}

/** The secret of a follower's links. It follows from case and address, so each mail can carry it and none is stored. */
export function tokenFor(caseId: string, email: string): string {
	return sign('follower', `${caseId}:${email}`).toString('base64url');
}

function hashOfToken(token: string): Buffer {
	return sign('follow', token);
}

/** An address where it must not stand in clear. */
export function hashOf(email: string): string {
	return createHash('sha256').update(email).digest('hex').slice(0, 24);
}
