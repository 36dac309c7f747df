import type { Actor } from '#identity';
import { listLinesAbout } from '#platform/audit';
import { withScope } from '#platform/db';
import { listConsents } from './consents.ts';
import { listBusinesses } from './list-businesses.ts';
import { listMandates } from './list-mandates.ts';
import { note } from './note.ts';
import { ownAccountOf } from './policy.ts';
import { unsealNik } from './seal-nik.ts';
import { selectPerson, selectProofs } from './store/persons.ts';
import { selectShown } from './store/shown.ts';

const mostLines = 100_000;

/**
 * Everything this room holds about the resident who asks, as plain data, the NIK in full: it is theirs (UU 27/2022,
 * Pasal 7: access and a copy). That it was exported is on record.
 */
export async function exportOwn(actor: Actor) {
	const own = ownAccountOf(actor);
	const { accountId } = own;
	const { person, proofs, ledger, shownInLists } = await withScope({ account: accountId }, async (tx) => {
		await note(tx, own, { accountId, act: 'export-own' });
		return {
			person: await selectPerson(tx, accountId),
			proofs: await selectProofs(tx, accountId),
			shownInLists: await selectShown(tx, accountId, mostLines),
			ledger: await listLinesAbout(tx, `account:${accountId}`, {
				own: '',
				before: undefined,
				limit: mostLines,
			}),
		};
	});
	return {
		person: person
			? {
					name: person.name,
					nik: unsealNik(person.nikSealed),
					birthDate: person.birthDate,
					region: person.region,
				}
			: null,
		level: own.level,
		proofs,
		businesses: await listBusinesses(own),
		mandates: await listMandates(own),
		consents: await listConsents(own),
		ledger,
		shownInLists,
	};
}
