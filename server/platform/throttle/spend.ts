import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';

/** So many acts in so many seconds. */
export type Budget = { count: number; perSeconds: number };

/**
 * Takes one from the budget of `key` (never personal data in clear: hash it); refuses with
 * `platform/too-many` (429) when it is used up. Counted atomically over all processes; returns how many were taken
 * in this period, for those who would rather slow down than refuse.
 */
export async function spend(key: string, budget: Budget): Promise<number> {
	const { rows } = await db.query<{ count: number }>({
		name: 'platform.spend',
		text: `insert into platform.spent (key, period_start, count)
			values ($1, to_timestamp(floor(extract(epoch from now()) / $2::int) * $2::int), 1)
			on conflict (key, period_start) do update set count = platform.spent.count + 1 returning count`,
		values: [key, budget.perSeconds],
	});
	const count = rows[0]?.count ?? 0;
	if (count > budget.count) refuse(budget);
	return count;
}

/**
 * Gives back what `spend` took: where only failures count, take before trying and give back after success. Unlike
 * asking first and counting after, guesses that come all at once do not get past it.
 */
export async function giveBack(key: string, budget: Budget): Promise<void> {
	await db.query({
		name: 'platform.give-back',
		text: `update platform.spent set count = count - 1 where count > 0
			and key = $1 and period_start = to_timestamp(floor(extract(epoch from now()) / $2::int) * $2::int)`,
		values: [key, budget.perSeconds],
	});
}

/** Refuses like `spend` when the budget is used up, but takes nothing: for acts where only failures count. */
export async function mayStillSpend(key: string, budget: Budget): Promise<void> {
	const { rows } = await db.query<{ count: number }>({
		name: 'platform.spent',
		text: `select count from platform.spent
			where key = $1 and period_start = to_timestamp(floor(extract(epoch from now()) / $2::int) * $2::int)`,
		values: [key, budget.perSeconds],
	});
	if ((rows[0]?.count ?? 0) >= budget.count) refuse(budget);
}

function refuse(budget: Budget): never {
	throw new Refusal('throttled', 'platform/too-many', {
		params: { minutes: Math.max(1, Math.ceil(budget.perSeconds / 60)) },
	});
}
