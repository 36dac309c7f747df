import { z } from 'zod';
import { type Actor, labelOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import { longestMandateDays, mandateScopes } from './mandate.ts';
import { note } from './note.ts';
import { ownAccountOf, requireLevel } from './policy.ts';
import { hashOfCode, newCode } from './short-code.ts';
import { selectBusiness } from './store/businesses.ts';
import { insertMandate } from './store/mandates.ts';

export type NewMandate = {
	/** Of a business one answers for; null for oneself. */
	businessId: string | null;
	scope: string[];
	note: string;
	/** Days of Asia/Jakarta, both included. */
	from: string;
	to: string;
};

const perDay = { count: 20, perSeconds: 86_400 };
const dayMs = 86_400_000;

/** The terms of a mandate, checked: days in order, none gone, at most a year and a day. Refuses `people/mandate-wrong` by field. */
export function readTerms(typed: Pick<NewMandate, 'scope' | 'note' | 'from' | 'to'>) {
	const today = dayOf(now());
	const form = z
		.object({
			scope: z.array(z.enum(mandateScopes)).min(1, 'refusal.people.scope-missing'),
			note: z.string().trim().max(200, 'refusal.people.note-long'),
			from: z.iso.date('refusal.people.day-wrong').refine((day) => day >= today, 'refusal.people.day-gone'),
			to: z.iso.date('refusal.people.day-wrong'),
		})
		.refine(({ from, to }) => to >= from, { path: ['to'], error: 'refusal.people.days-turned' })
		.refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestMandateDays * dayMs, {
			path: ['to'],
			error: 'refusal.people.mandate-long',
		});
	const read = form.safeParse(typed);
	if (read.success) return read.data;
	const fields = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
	throw new Refusal('invalid', 'people/mandate-wrong', { fields: Object.fromEntries(fields) });
}

/**
 * Offers a mandate: whoever gets the code from its giver may take it. So nobody has to be looked up, and nothing tells
 * who has an account. Refuses `people/level-needed` (*nik*; for a business it must be verified), `people/mandate-wrong`.
 */
export async function offerMandate(actor: Actor, typed: NewMandate): Promise<{ code: string }> {
	const own = ownAccountOf(actor);
	requireLevel(own, 'nik');
	const { accountId } = own;
	await spend(`mandates of ${accountId}`, perDay);
	const terms = readTerms(typed);
	const code = newCode(12);
	await withScope({ account: accountId }, async (tx) => {
		const business = typed.businessId === null ? undefined : await selectBusiness(tx, typed.businessId);
		if (typed.businessId !== null && !business?.verifiedAt) {
			throw new Refusal('forbidden', 'people/business-unverified');
		}
		const id = newId();
		await insertMandate(tx, {
			...{ id, from: business ? { business: business.id } : { account: accountId }, to: null },
			...{ scope: terms.scope, note: terms.note, validFrom: terms.from, validTo: terms.to },
			...{ codeHash: hashOfCode('mandate', code), at: now(), by: labelOf(own), office: null },
		});
		await note(tx, own, { accountId, act: 'offer-mandate', detail: { mandateId: id } });
	});
	return { code };
}
