import type { Db, Tx } from '#platform/db';
import type { Framework } from '../framework/framework.ts';
import { type Happening, type Standing, standingAfter } from '../score/score.ts';
import { selectFramework } from './frameworks.ts';

export type Plan = {
	pemda: string;
	year: number;
	framework: Framework;
	openedAt: Date;
	closedAt: Date | null;
};
export type PlanRow = Omit<Plan, 'framework'> & { hash: Buffer };

const planSql = `select p.pemda, p.year, p.hash, p.opened_at as "openedAt", c.at as "closedAt"
	from renaksi.plan p left join renaksi.closure c on c.pemda = p.pemda and c.year = p.year`;

export async function selectPlan(within: Db, pemda: string, year: number): Promise<Plan | undefined> {
	const { rows } = await within.query<PlanRow>({
		name: 'renaksi.plan',
		text: `${planSql} where p.pemda = $1 and p.year = $2`,
		values: [pemda, year],
	});
	return rows[0] && withFramework(within, rows[0]);
}

/** A government's newest plan. */
export async function selectNewestPlan(within: Db, pemda: string): Promise<Plan | undefined> {
	const { rows } = await within.query<PlanRow>({
		name: 'renaksi.newest-plan',
		text: `${planSql} where p.pemda = $1 order by p.year desc limit 1`,
		values: [pemda],
	});
	return rows[0] && withFramework(within, rows[0]);
}

/** Plans of some governments; of all without. Newest year first. */
export async function selectPlans(within: Db, pemda?: string[]): Promise<Plan[]> {
	const { rows } = await within.query<PlanRow>({
		text: `${planSql} where $1::text[] is null or p.pemda = any($1) order by p.year desc, p.pemda`,
		values: [pemda ?? null],
	});
	return Promise.all(rows.map((row) => withFramework(within, row)));
}

/** The plan with the framework it was opened with, which is kept in memory. */
export async function withFramework(within: Db, { hash, ...plan }: PlanRow): Promise<Plan> {
	return { ...plan, framework: await selectFramework(within, hash) };
}

/** Holds a plan until the transaction ends: what is decided about it is decided one after the other. */
export async function lockPlan(tx: Tx, pemda: string, year: number): Promise<Plan | undefined> {
	await tx.query({
		text: 'select from renaksi.plan where pemda = $1 and year = $2 for update',
		values: [pemda, year],
	});
	return selectPlan(tx, pemda, year);
}

export async function insertPlan(
	tx: Tx,
	plan: { pemda: string; year: number; hash: Buffer; at: Date; by: string },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `insert into renaksi.plan (pemda, year, hash, opened_at, opened_by) values ($1, $2, $3, $4, $5)
			on conflict (pemda, year) do nothing`,
		values: [plan.pemda, plan.year, plan.hash, plan.at, plan.by],
	});
	return rowCount === 1;
}

export type NewEvent = Happening & {
	pemda: string;
	year: number;
	evidenceId: string | null;
	reason: string;
	by: string;
};

export async function insertEvent(tx: Tx, one: NewEvent): Promise<void> {
	await tx.query({
		name: 'renaksi.add-event',
		text: `insert into renaksi.event (pemda, id, year, kind, requirement, evidence_id, percent, points, reason, counts_from, at, by_actor)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		values: [
			...[one.pemda, one.id, one.year, one.kind, one.requirement, one.evidenceId, one.percent],
			...[one.points, one.reason, one.countsFrom, one.at, one.by],
		],
	});
}

/** Everything that happened in a plan up to an instant, as it counts. */
export async function selectHappenings(
	within: Db,
	pemda: string,
	year: number,
	at: Date,
): Promise<(Happening & { reason: string; evidenceId: string | null })[]> {
	const { rows } = await within.query<Happening & { reason: string; evidenceId: string | null }>({
		name: 'renaksi.happenings',
		text: `select id, kind, requirement, percent, points::text, reason, evidence_id as "evidenceId",
				counts_from as "countsFrom", at
			from renaksi.event where pemda = $1 and year = $2 and counts_from <= $3 order by counts_from, id`,
		values: [pemda, year, at],
	});
	return rows;
}

/** How each document of a plan stands at an instant. */
export async function selectStandings(
	within: Db,
	pemda: string,
	year: number,
	at: Date,
): Promise<Map<string, Standing>> {
	const { rows } = await within.query<Pick<Happening, 'kind' | 'percent'> & { requirement: string }>({
		name: 'renaksi.standings',
		text: `select distinct on (requirement) requirement, kind, percent from renaksi.event
			where pemda = $1 and year = $2 and requirement is not null and counts_from <= $3
			order by requirement, counts_from desc, id desc`,
		values: [pemda, year, at],
	});
	return new Map(rows.map((row) => [row.requirement, standingAfter(row)]));
}

/** How one document stands now, and by which evidence. */
export async function selectStanding(
	tx: Tx,
	{ pemda, year, requirement }: { pemda: string; year: number; requirement: string },
): Promise<(Standing & { evidenceId: string | null; kind: Happening['kind'] }) | undefined> {
	const { rows } = await tx.query<Pick<Happening, 'kind' | 'percent'> & { evidenceId: string | null }>({
		name: 'renaksi.standing',
		text: `select kind, percent, evidence_id as "evidenceId" from renaksi.event
			where pemda = $1 and year = $2 and requirement = $3 order by counts_from desc, id desc limit 1`,
		values: [pemda, year, requirement],
	});
	const [last] = rows;
	return last && { ...standingAfter(last), evidenceId: last.evidenceId, kind: last.kind };
}

export async function insertClosure(
	tx: Tx,
	one: { pemda: string; year: number; at: Date; by: string; reason: string },
): Promise<void> {
	await tx.query({
		text: 'insert into renaksi.closure (pemda, year, at, by_actor, reason) values ($1, $2, $3, $4, $5)',
		values: [one.pemda, one.year, one.at, one.by, one.reason],
	});
}
