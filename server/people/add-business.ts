import { z } from 'zod';
import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findRegion } from '#regions';
import { parseKbli, parseNib, parseNpwp } from './business.ts';
import { endMandatesFrom } from './end-mandate.ts';
import { note } from './note.ts';
import { sealNpwp } from './npwp.ts';
import { ownAccountOf, requireLevel } from './policy.ts';
import { insertBusiness, updateBusinessEnd } from './store/businesses.ts';

export type NewBusiness = { nib: string; name: string; npwp: string; kbli: string; region: string };

const form = z.object({
	nib: z
		.string()
		.transform((typed) => parseNib(typed) ?? '')
		.refine((nib) => nib !== '', 'refusal.people.nib-wrong'),
	name: z
		.string()
		.trim()
		.min(2, 'refusal.people.business-name-missing')
		.max(200, 'refusal.people.name-long')
		.refine((name) => name.isWellFormed() && !/[\p{Cc}<>]/u.test(name), 'refusal.people.name-unreadable'),
	npwp: z
		.string()
		.transform((typed) => (typed.trim() === '' ? null : (parseNpwp(typed) ?? '')))
		.refine((npwp) => npwp !== '', 'refusal.people.npwp-wrong'),
	kbli: z
		.string()
		.max(2000, 'refusal.people.kbli-wrong')
		.transform((typed) => parseKbli(typed))
		.refine((codes) => codes !== undefined, 'refusal.people.kbli-wrong'),
	region: z
		.string()
		.refine(
			async (code) => /^12\.\d{2}/.test(code) && (await findRegion(code)) !== undefined,
			'refusal.people.region-wrong',
		),
});

/**
 * A resident adds a business they answer for; it counts as theirs once an officer saw the NIB. Refuses
 * `people/level-needed` (at least *nik*), `people/business-wrong` by field, `people/business-added-already`.
 */
export async function addBusiness(actor: Actor, typed: NewBusiness): Promise<{ businessId: string }> {
	const own = ownAccountOf(actor);
	requireLevel(own, 'nik');
	const read = await form.safeParseAsync(typed);
	if (!read.success) {
		const fields = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
		throw new Refusal('invalid', 'people/business-wrong', { fields: Object.fromEntries(fields) });
	}
	const { npwp, kbli = [], ...business } = read.data;
	const [id, responsibleId] = [newId(), own.accountId];
	await withScope({ account: own.accountId }, async (tx) => {
		const npwpSealed = npwp === null ? null : sealNpwp(npwp);
		const row = { ...business, id, kbli, npwpSealed, responsibleId, at: now() };
		if (!(await insertBusiness(tx, row))) {
			throw new Refusal('conflict', 'people/business-added-already', {
				fields: { nib: 'refusal.people.business-added-already' },
			});
		}
		await note(tx, own, { accountId: own.accountId, act: 'add-business', detail: { businessId: id } });
	});
	return { businessId: id };
}

/** A resident no longer answers for a business; mandates from it end with it. Refuses `people/no-such-business`. */
export async function endBusiness(actor: Actor, businessId: string): Promise<void> {
	const own = ownAccountOf(actor);
	await withScope({ account: own.accountId }, async (tx) => {
		if (!(await updateBusinessEnd(tx, businessId, now()))) {
			throw new Refusal('not-found', 'people/no-such-business');
		}
		await endMandatesFrom(tx, own, businessId);
		await note(tx, own, { accountId: own.accountId, act: 'end-business', detail: { businessId } });
	});
}
