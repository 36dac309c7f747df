import { type Actor, hastenComeback } from '#identity';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { counters, getCounterPost } from './counters.ts';
import { note } from './note.ts';
import { readIdentity } from './person.ts';
import { indexOfNik } from './seal-nik.ts';
import { requireDocument } from './verify-at-counter.ts';

const perDay = { count: 30, perSeconds: 86_400 };

/**
 * A verified resident who lost every contact stands at a counter: the officer saw the card, and the waiting of a
 * recovery they asked for is over. Whether there was one is not told; their old contacts hear of it all the same.
 * Refuses `people/no-counter`, `people/document-wrong`, `people/identity-wrong` by field.
 */
export async function hastenWayBack(
	actor: Actor,
	seen: { document: string; name: string; nik: string; birthDate: string },
): Promise<void> {
	const post = await getCounterPost(actor, 'person');
	if (actor.kind !== 'officer') throw new Refusal('forbidden', 'people/no-counter');
	requireDocument('person', seen.document);
	const { nik } = await readIdentity(seen);
	await spend(`way back hastened by ${actor.accountId}`, perDay);
	await withTx(async (tx) => {
		const { rows } = await tx.query<{ id: string | null }>({
			name: 'people.find-verified',
			text: 'select people.find_verified($1) as id',
			values: [indexOfNik(nik)],
		});
		const accountId = rows[0]?.id;
		if (!accountId) return;
		await hastenComeback(tx, actor, { accountId, pemda: post.pemda });
		const look = { document: seen.document, reason: 'verification', basis: counters.person.legalBasis };
		await note(tx, actor, { accountId, act: 'hasten-way-back', post, detail: look });
	});
}
