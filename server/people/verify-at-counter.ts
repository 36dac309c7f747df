import { type Actor, labelOf, setLevel } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { counters, getCounterPost } from './counters.ts';
import { note } from './note.ts';
import { findAtCounter } from './open-at-counter.ts';
import { readIdentity } from './person.ts';
import { indexOfNik, sealNik } from './seal-nik.ts';
import { hashOfCode, parseCode } from './short-code.ts';
import { selectByCounterCode } from './store/codes.ts';
import { insertProof, upsertPerson } from './store/persons.ts';

export type Seen = { code: string; document: string; name: string; nik: string; birthDate: string };

/**
 * An officer at a counter saw the card of the resident whose code this is, and types what stands on it: level
 * *verified*. What the card says takes the place of what was given before. Takes the code. Refuses
 * `people/no-counter`, `people/counter-code-wrong`, `people/identity-wrong` by field, `people/document-wrong`, and
 * `people/nik-verified-elsewhere` where another account is verified with this NIK.
 */
export async function verifyAtCounter(actor: Actor, seen: Seen): Promise<void> {
	const post = await getCounterPost(actor, 'person');
	const { accountId } = await findAtCounter(actor, seen.code);
	requireDocument('person', seen.document);
	const { name, nik, birthDate } = await readIdentity(seen);
	const [at, nikIndex] = [now(), indexOfNik(nik)];
	await withScope({ account: accountId }, async (tx) => {
		const taken = await selectByCounterCode(hashOfCode('counter', parseCode(seen.code)), at, true, tx);
		if (!taken) throw new Refusal('conflict', 'people/counter-code-wrong');
		const office = { pemda: post.pemda, officeId: post.officeId };
		const proof = { id: newId(), accountId, nikIndex, by: labelOf(actor), office, at };
		if (!(await insertProof(tx, { ...proof, level: 'verified', way: 'counter', document: seen.document }))) {
			throw new Refusal('conflict', 'people/nik-verified-elsewhere', {
				fields: { nik: 'refusal.people.nik-verified-elsewhere' },
			});
		}
		await upsertPerson(tx, { accountId, name, nikSealed: sealNik(nik), nikIndex, birthDate, at });
		await setLevel(tx, accountId, 'verified', name);
		await note(tx, actor, { accountId, act: 'verify-at-counter', post, detail: lookOf(seen.document) });
	});
}

function lookOf(document: string) {
	return { document, reason: 'verification', basis: counters.person.legalBasis };
}

/** Refuses papers that do not count (`people/document-wrong`). */
export function requireDocument(which: 'person' | 'business', document: string): void {
	if (counters[which].documents.includes(document)) return;
	throw new Refusal('invalid', 'people/document-wrong', {
		fields: { document: 'refusal.people.document-wrong' },
	});
}
