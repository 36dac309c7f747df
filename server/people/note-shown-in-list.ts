import { type Holding, labelOf, type Officer } from '#identity';
import { noteRead } from '#platform/audit';
import { now } from '#platform/clock';
import { db, writeTogether } from '#platform/db';
import { officeBasis } from './note-office-look.ts';

/** A name in a list, and the post by which it was seen there. */
export type Shown = { of: { kind: 'person' | 'business'; id: string }; post: Holding };

type List = { act: string; reason: string };
type Kept = List & { shown: Shown[]; by: string };

/** Lists, of at most 200 names each, that one statement keeps. */
const mostAtOnce = 20;

/**
 * Puts on record whose names stood in a list that an officer was shown: a line of the trail for each government and post,
 * with all of them, and what each finds in their ledger (`listShownInLists`), folded by day. Two statements at most, each
 * shared with lists of the same moment, at the same time; whoever waits for it shows nothing that is not on record. One's own
 * name is not noted. `act` has words in the messages, `people.ledger.act.<act>`, with / as -.
 */
export async function noteShownInList(officer: Officer, list: List, shown: Shown[]): Promise<void> {
	const others = shown.filter(({ of }) => of.id !== officer.accountId);
	if (others.length === 0) return;
	await Promise.all([
		...linesOf(officer, list, others).map(noteRead),
		keepNames({ ...list, shown: others, by: labelOf(officer) }),
	]);
}

function linesOf(officer: Officer, { act, reason }: List, names: Shown[]) {
	const byPost = new Map<string, { post: Holding; shown: Set<string> }>();
	for (const { of, post } of names) {
		const key = `${post.pemda}/${post.officeId}/${post.lentBy?.accountId}`;
		const line = byPost.get(key) ?? { post, shown: new Set() };
		byPost.set(key, { ...line, shown: line.shown.add(`${of.kind}:${of.id}`) });
	}
	return [...byPost.values()].map(({ post: { pemda, officeId, lentBy }, shown }) => ({
		...{ pemda, actor: labelOf(officer), act, subject: `government:${pemda}`, origin: officer.origin },
		...(lentBy ? { onBehalfOf: `account:${lentBy.accountId}` } : {}),
		detail: { reason, basis: officeBasis, office: { pemda, officeId }, shown: [...shown] },
	}));
}

const keepNames = writeTogether(async (lists: Kept[]) => {
	const rows = lists.flatMap(({ shown, ...list }, at) => shown.map((one) => ({ ...one, ...list, at })));
	const column = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of);
	await db.query({
		name: 'people.note-shown',
		text: `select people.note_shown($1::int[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[],
			$8::text[], $9::text[], $10)`,
		values: [
			column(({ at }) => at),
			column(({ of }) => of.kind),
			column(({ of }) => of.id),
			column(({ post }) => post.pemda),
			column(({ post }) => post.officeId),
			column(({ act }) => act),
			column(({ by }) => by),
			column(({ reason }) => reason),
			column(() => officeBasis),
			now(),
		],
	});
}, mostAtOnce);
