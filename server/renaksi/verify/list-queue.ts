import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { fenceOf, verifiedBy } from '../policy.ts';
import { type Cursor, countQueue, selectQueue, type WaitingLine } from '../store/queue.ts';
import { type RiskReason, riskReasons } from './verification-rules.ts';

export type QueueFilter = {
	pemda?: string | null;
	year?: number | null;
	area?: string | null;
	reason?: RiskReason | null;
	/** The riskiest first, or the oldest. */
	order?: 'risk' | 'age';
	/** As the page before gave it. */
	after?: string | null;
	pageSize?: number;
};
export type Queued = Pick<
	WaitingLine,
	'pemda' | 'id' | 'year' | 'requirement' | 'officeName' | 'at' | 'risk' | 'points'
> & {
	/** Why it is risky, by `data/renaksi/verification.json`. */
	reasons: RiskReason[];
};
export type Queue = { lines: Queued[]; count: number; next: string | null };

/** What waits for a verifier in the governments they oversee, with why it is risky; their own left out. Empty for others. */
export async function listQueue(actor: Actor, filter: QueueFilter = {}): Promise<Queue> {
	const governments = verifiedBy(actor);
	if (actor.kind !== 'officer' || governments.length === 0) return { lines: [], count: 0, next: null };
	const { order = 'risk', pageSize = 25, pemda, ...one } = filter;
	const seen = governments.includes('*') ? undefined : governments;
	const asked = {
		...{ pemda: pemda ? [pemda].filter((code) => seen?.includes(code) ?? true) : seen },
		...{ year: one.year ?? null, area: one.area ?? null, reason: one.reason ?? null },
		...{ account: actor.accountId, order, after: readCursor(one.after), now: now(), limit: pageSize + 1 },
	};
	return withScope(fenceOf(actor), async (tx) => {
		const found = await selectQueue(tx, asked);
		const lines = found.slice(0, pageSize).map(queued);
		const last = lines.at(-1);
		const next = found.length > pageSize && last ? `${last.risk}.${last.at.getTime()}.${last.id}` : null;
		return { lines, next, count: await countQueue(tx, asked) };
	});
}

function queued({ sameFile, again, worth, deadline, oftenRejected, ...line }: WaitingLine): Queued {
	const applies = { 'same-file': sameFile, again, worth, deadline, 'often-rejected': oftenRejected };
	return { ...line, reasons: riskReasons.filter((reason) => applies[reason]) };
}

function readCursor(after: string | null | undefined): Cursor | null {
	const [, risk = '', time = '', id = ''] = after?.match(/^(\d{1,4})\.(\d{1,15})\.([0-9a-f-]{36})$/) ?? [];
	return isId(id) ? { risk: Number(risk), at: new Date(Number(time)), id } : null;
}
