import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { findPost, type PlacedPost } from '#regions';
import type { Acting, Officer } from './actor.ts';
import { mayGiveRole } from './policy.ts';

export type NewHolding = {
	pemda: string;
	postId: string;
	/** For another: pelaksana tugas, pelaksana harian. Needs a last day. */
	acting: Acting | null;
	/** First and last day in Asia/Jakarta, 'YYYY-MM-DD', both included; the last may be open (null). */
	from: string;
	to: string | null;
};

/** The post that is to be given. Refuses `identity/not-yours`; a post that is not there is a wrong field. */
export async function findGivenPost(actor: Officer, input: NewHolding): Promise<PlacedPost | undefined> {
	const post = await findPost(input.pemda, input.postId);
	if (!mayGiveRole(actor, input.pemda, post?.role ?? 'officer'))
		throw new Refusal('forbidden', 'identity/not-yours');
	return post;
}

/** What is wrong with a holding: field → message. */
export function findWrongDays({ acting, from, to }: NewHolding): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!isDay(from)) wrong['from'] = 'refusal.identity.day-wrong';
	if (to === null && acting) wrong['to'] = 'refusal.identity.acting-needs-end';
	if (to !== null && !isDay(to)) wrong['to'] = 'refusal.identity.day-wrong';
	else if (to !== null && isDay(from) && to < from) wrong['to'] = 'refusal.identity.days-wrong';
	else if (to !== null && to < today()) wrong['to'] = 'refusal.identity.day-past';
	return wrong;
}

/** A day that exists, of this century. */
export function isDay(text: string): boolean {
	if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** 'YYYY-MM-DD' in Asia/Jakarta. */
export function today(): string {
	return dayOf(now());
}

export function yesterday(): string {
	return dayOf(new Date(now().getTime() - 86_400_000));
}
