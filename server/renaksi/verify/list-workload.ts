import { type Actor, listHolders } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { listPosts, province } from '#regions';
import { asSystem } from '../as-system.ts';
import { fenceOf, verifiedBy } from '../policy.ts';
import { type Judged, selectJudged, selectWaits, type Waits } from '../store/queue.ts';
import { verificationRules } from './verification-rules.ts';

export type Workload = Omit<Judged, 'medianHours'> &
	Waits & {
		/** How long evidence had waited when they judged it, the middle of it, in hours; null without any. */
		judgedAfterHours: number | null;
	};
const dayMs = 86_400_000;

/**
 * Each verifier of the governments the actor oversees: what waits that they may judge and how old the middle of it is,
 * how much they judged in the last days (`workload.days`). Whoever oversees all is told of the province's verifiers and
 * of whoever judged. Empty for others.
 */
export async function listWorkload(actor: Actor): Promise<Workload[]> {
	const governments = verifiedBy(actor);
	if (governments.length === 0) return [];
	const seen = governments.includes('*') ? undefined : governments;
	const at = now();
	const since = new Date(at.getTime() - verificationRules.workload.days * dayMs);
	const verifiers = await verifiersOf([...new Set([...(seen ?? []), province])]);
	// Figures alone: a line of a verdict that is to be judged blind counts too.
	const did = await asSystem((tx) => selectJudged(tx, seen, since));
	return withScope(fenceOf(actor), async (tx) => {
		const judged = new Map(did.map((one) => [one.accountId, one]));
		const people = new Map([...judged].map(([id, { name }]) => [id, { name, oversees: ['*'] }]));
		for (const [id, one] of verifiers) if (seenBy(one.oversees, seen)) people.set(id, one);
		const askers = [...people].map(([accountId, { oversees }]) => ({
			...{ accountId, pemda: oversees.includes('*') ? (seen ?? null) : oversees },
		}));
		const lines = (await selectWaits(tx, askers, at)).map((waits): Workload => {
			const own = judged.get(waits.accountId);
			const name = people.get(waits.accountId)?.name ?? '';
			return { ...waits, name, judged: own?.judged ?? 0, judgedAfterHours: own?.medianHours ?? null };
		});
		return lines.sort((a, b) => b.judged - a.judged || a.name.localeCompare(b.name));
	});
}

const seenBy = (oversees: string[], seen: string[] | undefined) =>
	seen === undefined || oversees.some((one) => one === '*' || seen.includes(one));

type Verifier = { name: string; oversees: string[] };

/** Who holds a post today that oversees, at these governments. */
async function verifiersOf(codes: string[]): Promise<Map<string, Verifier>> {
	const found = new Map<string, Verifier>();
	for (const code of codes) {
		const posts = new Map((await listPosts(code)).map((post) => [post.id, post]));
		for (const { postId, accountId, name } of await listHolders(code)) {
			const post = posts.get(postId);
			if (post?.role !== 'overseer' || !post.oversees) continue;
			const before = found.get(accountId)?.oversees ?? [];
			found.set(accountId, { name, oversees: [...before, post.oversees] });
		}
	}
	return found;
}
