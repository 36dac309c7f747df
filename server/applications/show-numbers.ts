import type { Actor } from '#identity';
import { noteNumbersShown } from '#people';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Value } from '#rules';
import { numbersIn } from './mask-numbers.ts';
import { isFieldHidden, readerPost, readingRoles } from './policy.ts';
import { type ApplicationRef, readWork, scopeFor } from './take-transition.ts';
import { readReason } from './text.ts';

/**
 * One answer with its numbers whole, which are masked otherwise, for an officer who may read the field and says why. That
 * they were shown, and the reason, stands first in the ledger of the applicant, and of whoever is verified here as
 * holding one of them. Refuses `applications/no-such-application`, `applications/no-such-number` (also of a field that is
 * kept from whoever asks) and `applications/reason-missing`.
 */
export async function showNumbers(
	actor: Actor,
	{ field, reason, ...ref }: ApplicationRef & { field: string; reason: string },
): Promise<Value> {
	const words = readReason(reason, true);
	const { app, process } = await withScope(await scopeFor(actor, ref), (tx) => readWork(tx, actor, ref));
	const value = app.answers[field];
	const numbers = numbersIn(value);
	const asked = process.pages.flatMap(({ fields }) => fields).find(({ id }) => id === field);
	const isOfficer = actor.kind === 'officer';
	if (!isOfficer || (asked && isFieldHidden(asked, readingRoles(actor, app, process), process)))
		throw new Refusal('not-found', 'applications/no-such-number');
	if (value === undefined || numbers.length === 0)
		throw new Refusal('invalid', 'applications/no-such-number');
	await noteNumbersShown(actor, numbers, {
		...{ pemda: app.pemda, act: 'applications/show-numbers', post: readerPost(actor, app), reason: 'number' },
		of: { kind: app.applicantKind, id: app.applicantId },
		detail: { application: `${app.pemda}:${app.id}`, field, words },
	});
	return value;
}
