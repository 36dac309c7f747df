import { type Actor, findLevel, type Level } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import type { Business } from './business.ts';
import { counters, findCounterPost, getCounterPost } from './counters.ts';
import { noteLook } from './note.ts';
import { maskedNik } from './seal-nik.ts';
import { hashOfCode, parseCode } from './short-code.ts';
import { selectBusiness } from './store/businesses.ts';
import { selectByCounterCode } from './store/codes.ts';
import { selectPerson } from './store/persons.ts';

export type AtCounter = {
	level: Level;
	name: string | null;
	nik: string | null;
	birthDate: string | null;
	/** Set when the code was made for a business of theirs. */
	business: Business | null;
};

const tries = { count: 30, perSeconds: 3600 };

/**
 * What an officer sees of the resident before them, by the code the resident shows. The look is on record, in the
 * resident's ledger, before anything is shown. Refuses `people/no-counter` (not such an office) and
 * `people/counter-code-wrong`, which counts against a budget of the officer's account.
 */
export async function openAtCounter(actor: Actor, typedCode: string): Promise<AtCounter> {
	const found = await findAtCounter(actor, typedCode);
	const { accountId, businessId } = found;
	const post = await getCounterPost(actor, businessId ? 'business' : 'person');
	const { legalBasis } = counters[businessId ? 'business' : 'person'];
	await noteLook(actor, {
		...{ accountId, act: 'open-at-counter', post },
		detail: { reason: 'counter', basis: legalBasis },
	});
	const level = (await findLevel(accountId)) ?? 'contact';
	return withScope({ account: accountId }, async (tx) => {
		const person = await selectPerson(tx, accountId);
		return {
			level,
			name: person?.name ?? null,
			nik: maskedNik(person?.nikSealed ?? null),
			birthDate: person?.birthDate ?? null,
			business: businessId ? ((await selectBusiness(tx, businessId)) ?? null) : null,
		};
	});
}

/** Whose code it is, without taking it. */
export async function findAtCounter(actor: Actor, typedCode: string) {
	// Before the code: whoever has no counter learns nothing of it.
	const posts = await Promise.all([findCounterPost(actor, 'person'), findCounterPost(actor, 'business')]);
	if (actor.kind !== 'officer' || !posts.some(Boolean)) throw new Refusal('forbidden', 'people/no-counter');
	const budget = `counter code tried by ${actor.accountId}`;
	await spend(budget, tries);
	const found = await selectByCounterCode(hashOfCode('counter', parseCode(typedCode)), now(), false);
	if (!found) {
		throw new Refusal('invalid', 'people/counter-code-wrong', {
			fields: { code: 'refusal.people.counter-code-wrong' },
		});
	}
	await giveBack(budget, tries);
	return found;
}
