import { type Actor, findComeback, hastenComeback } from '#identity';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import { counters, getCounterPost } from './counters.ts';
import { parseNik } from './nik.ts';
import { note } from './note.ts';
import { indexOfNik } from './seal-nik.ts';
import { isVerifiedAs } from './store/persons.ts';
import { requireDocument } from './verify-at-counter.ts';

const tries = { count: 10, perSeconds: 3600 };
export type SeenAgain = { code: string; document: string; nik: string };

/**
 * An officer at a counter saw the card of somebody on the way back into their account, who shows the code of it: where
 * the account was verified with that NIK, it opens after hours instead of days, and its old contacts hear of it. When it
 * opens. Refuses `people/no-counter`, `people/document-wrong`, and `people/comeback-wrong` whatever does not fit, which
 * counts against a budget of the officer: nobody learns here whose account it is.
 */
export async function hastenAtCounter(actor: Actor, { code, document, nik }: SeenAgain): Promise<Date> {
	const post = await getCounterPost(actor, 'person');
	if (actor.kind !== 'officer') throw new Refusal('forbidden', 'people/no-counter');
	requireDocument('person', document);
	const budget = `comeback tried by ${actor.accountId}`;
	await spend(budget, tries);
	const [found, typed] = [await findComeback(code), parseNik(nik)];
	if (!found || !typed) throw wrong();
	const { id, accountId } = found;
	const readyAt = await withScope({ account: accountId }, async (tx) => {
		if (!(await isVerifiedAs(tx, accountId, indexOfNik(typed)))) return undefined;
		const opensAt = await hastenComeback(tx, actor, { id, post });
		const detail = { document, reason: 'comeback', basis: counters.person.legalBasis };
		if (opensAt) await note(tx, actor, { accountId, act: 'hasten-at-counter', post, detail });
		return opensAt;
	});
	if (!readyAt) throw wrong();
	await giveBack(budget, tries);
	return readyAt;
}

function wrong(): Refusal {
	return new Refusal('invalid', 'people/comeback-wrong', {
		fields: { comeback: 'refusal.people.comeback-wrong' },
	});
}
