import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import { type Mandate, stateOf } from './mandate.ts';
import { note } from './note.ts';
import { ownAccountOf, requireLevel } from './policy.ts';
import { hashOfCode, parseCode } from './short-code.ts';
import { selectOffer, takeOffer } from './store/mandates.ts';

const tries = { count: 10, perSeconds: 3600 };

/** What an offer says, for whoever holds its code. Refuses `people/mandate-code-wrong`, which counts against a budget. */
export async function findOffer(actor: Actor, typedCode: string): Promise<Mandate> {
	const own = ownAccountOf(actor);
	const budget = `mandate code tried by ${own.accountId}`;
	await spend(budget, tries);
	const offer = await selectOffer(hashOfCode('mandate', parseCode(typedCode)));
	if (!offer || stateOf(offer, dayOf(now())) !== 'offered') throw wrongCode();
	await giveBack(budget, tries);
	return offer;
}

/**
 * Takes an offered mandate. Both sides see it from now on and either may end it. Refuses
 * `people/level-needed` (*nik*: the giver sees who took it), `people/mandate-code-wrong`, `people/mandate-own`.
 */
export async function acceptMandate(actor: Actor, typedCode: string): Promise<{ mandateId: string }> {
	const own = ownAccountOf(actor);
	requireLevel(own, 'nik');
	const offer = await findOffer(own, typedCode);
	if (offer.from.id === own.accountId) throw new Refusal('conflict', 'people/mandate-own');
	const hash = hashOfCode('mandate', parseCode(typedCode));
	return withTx(async (tx) => {
		const mandateId = await takeOffer(tx, hash, own.accountId, now());
		if (!mandateId) throw wrongCode();
		const detail = { mandateId };
		await note(tx, own, { accountId: own.accountId, act: 'accept-mandate', detail });
		if (offer.from.kind === 'person') {
			await note(tx, own, { accountId: offer.from.id, act: 'accept-mandate', detail });
		}
		return { mandateId };
	});
}

function wrongCode(): Refusal {
	return new Refusal('invalid', 'people/mandate-code-wrong', {
		fields: { code: 'refusal.people.mandate-code-wrong' },
	});
}
