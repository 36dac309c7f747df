import type { Tx } from '#platform/db';

export type ClockKind = 'state' | 'warning' | 'branch' | 'promise';
export type Clock = {
	pemda: string;
	id: string;
	applicationId: string;
	kind: ClockKind;
	state: string;
	opinionId: string | null;
	daysBefore: number | null;
	workingDays: number;
	calendar: string;
	startedAt: Date;
	dueAt: Date;
	pausedSince: Date | null;
};

const columns = `pemda, id, application_id as "applicationId", kind, state, opinion_id as "opinionId",
	days_before as "daysBefore", working_days as "workingDays", calendar, started_at as "startedAt", due_at as "dueAt",
	paused_since as "pausedSince"`;
const running = 'fired_at is null and ended_at is null';
const due = `${running} and paused_since is null`;

export async function insertClock(tx: Tx, clock: Clock): Promise<void> {
	await tx.query({
		name: 'applications.start-clock',
		text: `insert into applications.clock (pemda, id, application_id, kind, state, opinion_id, days_before, working_days,
				calendar, started_at, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		values: [
			...[clock.pemda, clock.id, clock.applicationId, clock.kind, clock.state, clock.opinionId],
			...[clock.daysBefore, clock.workingDays, clock.calendar, clock.startedAt, clock.dueAt],
		],
	});
}

/** Those that have neither fired nor ended, standing still or not. */
export async function selectRunning(tx: Tx, pemda: string, applicationId: string): Promise<Clock[]> {
	const { rows } = await tx.query<Clock>({
		name: 'applications.running-clocks',
		text: `select ${columns} from applications.clock where pemda = $1 and application_id = $2 and ${running} order by due_at, id`,
		values: [pemda, applicationId],
	});
	return rows;
}

export async function endClocks(tx: Tx, pemda: string, ids: string[], at: Date): Promise<void> {
	if (ids.length === 0) return;
	await tx.query({
		name: 'applications.end-clocks',
		text: `update applications.clock set ended_at = $3 where pemda = $1 and id = any ($2) and ${running}`,
		values: [pemda, ids, at],
	});
}

export async function pauseClocks(tx: Tx, pemda: string, ids: string[], at: Date): Promise<void> {
	if (ids.length === 0) return;
	await tx.query({
		name: 'applications.pause-clocks',
		text: `with paused as (
				update applications.clock set paused_since = $3 where pemda = $1 and id = any ($2) and ${due} returning id)
			insert into applications.clock_pause (pemda, clock_id, paused_at) select $1, id, $3 from paused`,
		values: [pemda, ids, at],
	});
}

/** Lets one run on, to its new end. */
export async function resumeClock(
	tx: Tx,
	{ pemda, id }: Pick<Clock, 'pemda' | 'id'>,
	dueAt: Date,
	at: Date,
): Promise<void> {
	await tx.query({
		name: 'applications.resume-clock',
		text: `with ended as (
				update applications.clock_pause set resumed_at = $4 where pemda = $1 and clock_id = $2 and resumed_at is null)
			update applications.clock set paused_since = null, due_at = $3 where pemda = $1 and id = $2`,
		values: [pemda, id, dueAt, at],
	});
}

export type DueClock = Clock;

/** Terms that have run out, oldest first, after the one given, at most so many. Across governments: the beat asks. */
export async function selectDueClocks(
	tx: Tx,
	at: Date,
	after: DueClock | undefined,
	atMost: number,
): Promise<DueClock[]> {
	const { rows } = await tx.query<DueClock>({
		name: 'applications.due-clocks',
		text: `select ${columns} from applications.clock
			where due_at < $1 and ${due} and ($2::timestamptz is null or (due_at, id) > ($2, $3::uuid))
			order by due_at, id limit $4`,
		values: [at, after?.dueAt ?? null, after?.id ?? null, atMost],
	});
	return rows;
}

/** Marks it fired if it still is due: true for one taker only. The application must be locked before. */
export async function takeClock(tx: Tx, clock: DueClock, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.take-clock',
		text: `update applications.clock set fired_at = $3 where pemda = $1 and id = $2 and due_at < $3 and ${due}`,
		values: [clock.pemda, clock.id, at],
	});
	return rowCount === 1;
}
