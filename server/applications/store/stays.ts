import type { Tx } from '#platform/db';
import type { Application } from '../application.ts';

/** The visit of a state that begins. */
export async function beginStay(
	tx: Tx,
	app: Application,
	{ kind, dueAt }: { kind: string; dueAt: Date | null },
): Promise<void> {
	await tx.query({
		name: 'applications.begin-stay',
		text: `insert into applications.stay (pemda, application_id, seq, service_id, state, kind, office_pemda, office_id,
				entered_at, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		values: [
			...[app.pemda, app.id, app.seq, app.serviceId, app.state, kind, app.holderPemda, app.holderOfficeId],
			...[app.enteredAt, dueAt],
		],
	});
}

/** The visit that ends now. */
export async function endStay(tx: Tx, { pemda, id }: Application, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.end-stay',
		text: `update applications.stay set left_at = $3 where pemda = $1 and application_id = $2 and left_at is null`,
		values: [pemda, id, at],
	});
}

/** How one state of one service went in a period, and how it stands. */
export type StepFigure = {
	serviceId: string;
	state: string;
	kind: string;
	/** Visits that ended in the period. */
	left: number;
	medianHours: number | null;
	/** Of those with a term: how many, and how many of them ended within it. */
	withTerm: number;
	onTime: number;
	/** Now in this state, and how many of them past their term. */
	open: number;
	late: number;
};

/** Each step of one government's services that ended since a moment. Runs behind the scope of whoever asks. */
export async function selectSteps(
	tx: Tx,
	of: { pemda: string; offices: string[] | null; since: Date; at: Date; serviceId: string | null },
): Promise<StepFigure[]> {
	const { rows } = await tx.query<StepFigure>({
		name: 'applications.steps',
		text: `with gone as (
				select s.service_id, s.state, s.kind, count(*)::int as left_count,
					percentile_cont(0.5) within group (order by extract(epoch from s.left_at - s.entered_at) / 3600) as median,
					count(s.due_at)::int as with_term, count(*) filter (where s.left_at <= s.due_at)::int as on_time
				from applications.stay s
				where s.pemda = $1 and s.left_at >= $2 and ($4::uuid[] is null or s.office_id = any ($4))
					and ($5::text is null or s.service_id = $5)
				group by 1, 2, 3
			), now as (
				select a.service_id, a.state, count(*)::int as open,
					count(*) filter (where a.due_at < $3)::int as late
				from applications.application a
				where a.pemda = $1 and a.ended_at is null and ($4::uuid[] is null or a.holder_office_id = any ($4))
					and ($5::text is null or a.service_id = $5)
				group by 1, 2
			)
			select coalesce(g.service_id, n.service_id) as "serviceId", coalesce(g.state, n.state) as state,
				coalesce(g.kind, '') as kind, coalesce(g.left_count, 0) as left, g.median as "medianHours",
				coalesce(g.with_term, 0) as "withTerm", coalesce(g.on_time, 0) as "onTime", coalesce(n.open, 0) as open,
				coalesce(n.late, 0) as late
			from gone g full join now n on n.service_id = g.service_id and n.state = g.state
			order by 1, 2`,
		values: [of.pemda, of.since, of.at, of.offices, of.serviceId],
	});
	return rows;
}
