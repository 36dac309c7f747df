import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { isMailOn, queueMail } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import { hashOfToken, newsLink, tokenFor } from '../links.ts';
import { deleteReminderByLink } from '../store/reminders.ts';
import { confirmByLink, deleteByLink, deleteUnconfirmed, insertSearch } from '../store/searches.ts';
import { type TenderFilter, writeFilter } from './tender.ts';

const address = z.email().max(254);
const answersWithinMs = 7 * 86_400_000;

/**
 * Somebody wants to be told by e-mail of new tenders that fit. Nothing is sent to the address but one question a day until
 * it is answered by its link; the answer here is the same whether the address asked before or not. Refuses
 * `business/mail-off`, `business/email-wrong`.
 */
export async function saveSearch(input: {
	filter: TenderFilter;
	email: string;
	lang: 'id' | 'en';
	origin: string;
}): Promise<void> {
	if (!isMailOn()) throw new Refusal('unavailable', 'business/mail-off');
	const email = readAddress(input.email);
	const query = writeFilter(input.filter);
	await spend(`business search from ${input.origin}`, { count: 20, perSeconds: 3600 });
	await spend(`business search to ${hashOfAddress(email)}`, { count: 5, perSeconds: 3600 });
	// not by the row's own id, which a second asking would not know
	const token = tokenFor('search', `${email}?${query}`);
	await withScope({ system: true }, async (tx) => {
		const at = now();
		const row = { id: newId(), email, lang: input.lang, query, toldUntil: at, hash: hashOfToken(token), at };
		const { isConfirmed } = await insertSearch(tx, row);
		if (isConfirmed) return;
		const link = newsLink(token);
		await queueMail(tx, {
			key: `tender search ${hashOfToken(token).toString('hex').slice(0, 24)} ${dayOf(at)}`,
			to: email,
			subject: translate(input.lang, 'business.mail.ask.subject'),
			text: translate(input.lang, 'business.mail.ask.body', { words: wordsOf(input.filter), link }),
		});
	});
}

/** What somebody asked for, in words that fit both languages: the search itself. */
function wordsOf({ q, pemda, kind, category }: TenderFilter): string {
	return [q && `“${q}”`, pemda, kind, category].filter(Boolean).join(', ') || '*';
}

/** The link of the question was answered yes. Returns the search. Refuses `business/no-such-link`. */
export async function confirmSearch(token: string): Promise<{ query: string }> {
	const query = await withScope({ system: true }, (tx) => confirmByLink(tx, hashOfToken(token), now()));
	if (query === undefined) throw new Refusal('not-found', 'business/no-such-link');
	return { query };
}

/** The link at the end of every mail, of a search or of reminders: nothing more is sent. Refuses `business/no-such-link`. */
export async function stopNews(token: string): Promise<void> {
	const hash = hashOfToken(token);
	const ended = await withScope(
		{ system: true },
		async (tx) => (await deleteByLink(tx, hash)) || (await deleteReminderByLink(tx, hash)),
	);
	if (!ended) throw new Refusal('not-found', 'business/no-such-link');
}

/** An address whose question nobody answered within a week is forgotten: it may be somebody else's. */
export async function forgetSearches(): Promise<void> {
	const before = new Date(now().getTime() - answersWithinMs);
	await withScope({ system: true }, (tx) => deleteUnconfirmed(tx, before));
}

function readAddress(typed: string): string {
	const email = address.safeParse(typed.trim().toLowerCase());
	if (email.success) return email.data;
	throw new Refusal('invalid', 'business/email-wrong', { fields: { email: 'refusal.business.email-wrong' } });
}

function hashOfAddress(email: string): string {
	return createHash('sha256').update(email).digest('hex').slice(0, 24);
}
