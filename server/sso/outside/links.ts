import { type Actor, labelOf, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { province } from '#regions';
import { ownerOf } from '../consents.ts';
import { selectLinks, selectOffered, selectOutside, updateUnlinked } from '../store/outside.ts';
import { mayLinkTo } from './may-link.ts';

export type OwnProvider = {
	outsideId: string;
	name: string;
	link: { id: string; linkedAt: Date; usedAt: Date | null } | null;
};

/** The providers the one who asks may link with, and those they did. */
export async function listOwnProviders(actor: Actor): Promise<OwnProvider[]> {
	const own = ownerOf(actor);
	const links = await withScope({ account: own.accountId }, (tx) => selectLinks(tx, own.accountId));
	const offered = await selectOffered(own.kind);
	const all = await Promise.all(offered.map(async ({ id }) => selectOutside(id)));
	return all.flatMap((outside) => {
		const link = links.find(({ outsideId }) => outsideId === outside?.id) ?? null;
		if (!outside || (!link && !mayLinkTo(own, outside))) return [];
		return [{ outsideId: outside.id, name: outside.name, link }];
	});
}

/** The provider's word opens this account no more. Unlinking twice is no fault. Refuses `identity/not-fresh`. */
export async function unlink(actor: Actor, linkId: string): Promise<void> {
	const own = ownerOf(actor);
	await requireFresh(own);
	await withScope({ account: own.accountId }, async (tx) => {
		if (!(await updateUnlinked(tx, own.accountId, linkId, now()))) return;
		const act = { actor: labelOf(own), act: 'sso/unlink', subject: `account:${own.accountId}` };
		await record(tx, { pemda: province, ...act, origin: own.origin, detail: { link: linkId } });
	});
}
