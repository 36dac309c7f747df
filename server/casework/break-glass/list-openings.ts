import { type Officer, overseenBy } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { findOffice } from '#regions';
import { type Glass, selectGlassOf, selectOwnGlass } from '../store/break-glass.ts';
import { mayDecideAbout } from './who-may.ts';

export type Opening = Glass & {
	officeName: string | null;
	is: 'waiting' | 'refused' | 'open' | 'over' | 'lapsed';
	mayDecide: boolean;
	mayEnd: boolean;
};

/** What an officer asked for, and what they may decide about or are to know of. */
export async function listOpenings(actor: Officer): Promise<{ own: Opening[]; others: Opening[] }> {
	const posts = actor.holdings.filter((post) => !post.lentBy);
	const reach = {
		all: posts.some((post) => overseenBy(post) === '*'),
		pemda: await governmentsOf(posts),
		offices: posts.filter(({ role }) => role === 'office-head').map(({ officeId }) => officeId),
	};
	const [own, others] = await Promise.all([
		withScope({ account: actor.accountId }, (tx) => selectOwnGlass(tx, actor.accountId)),
		withScope({ system: true }, (tx) => selectGlassOf(tx, reach)),
	]);
	return {
		// Whether a case stands behind it is not for whoever asked to see before a second person said so.
		own: await Promise.all(own.map((one) => describe(actor, { ...one, holderOfficeId: null }))),
		others: await Promise.all(
			others.filter(({ askedBy }) => askedBy !== actor.accountId).map((one) => describe(actor, one)),
		),
	};
}

/** How many wait for this officer's word. */
export async function countOpenings(actor: Officer): Promise<number> {
	return (await listOpenings(actor)).others.filter(({ mayDecide }) => mayDecide).length;
}

/** Where the actor leads, oversees, or heads the inspectorate. */
async function governmentsOf(posts: Officer['holdings']): Promise<string[]> {
	const offices = await Promise.all(posts.map((post) => findOffice(post.pemda, post.officeId)));
	const wide = posts.filter(
		({ role }, at) =>
			role === 'secretary' ||
			role === 'regional-head' ||
			(role === 'office-head' && offices[at]?.kind === 'inspectorate'),
	);
	return [
		...new Set([...wide.map(({ pemda }) => pemda), ...posts.flatMap((post) => overseenBy(post) ?? [])]),
	];
}

async function describe(actor: Officer, glass: Glass): Promise<Opening> {
	const office =
		glass.holderPemda && glass.holderOfficeId
			? await findOffice(glass.holderPemda, glass.holderOfficeId)
			: undefined;
	const is = standingOf(glass, now());
	const isOwn = glass.askedBy === actor.accountId;
	const maySettle = !isOwn && (await mayDecideAbout(actor, glass));
	return {
		...glass,
		officeName: office?.name ?? null,
		is,
		mayDecide: is === 'waiting' && maySettle,
		mayEnd: (is === 'open' || (is === 'waiting' && isOwn)) && (isOwn || maySettle),
	};
}

function standingOf(glass: Glass, at: Date): Opening['is'] {
	if (glass.decision === 'refused') return 'refused';
	if (glass.decision === 'approved') return glass.endedAt || (glass.openUntil ?? at) <= at ? 'over' : 'open';
	return glass.endedAt || glass.waitsUntil <= at ? 'lapsed' : 'waiting';
}
