import type { Tx } from '#platform/db';
import type { ClockCode, ClockRule } from '../clock-rules.ts';
import type { NewDeadline } from '../plan-deadlines.ts';

export type RunningDeadline = {
	id: string;
	code: ClockCode;
	amount: number;
	unit: ClockRule['unit'];
	calendar: string;
	startedAt: Date;
	dueAt: Date;
	pausedSince: Date | null;
};

export async function insertDeadlines(
	tx: Tx,
	of: { pemda: string; caseId: string; custodyId?: string },
	deadlines: NewDeadline[],
): Promise<void> {
	await tx.query({
		name: 'casework.start-clocks',
		text: `insert into casework.deadline (pemda, id, case_id, custody_id, code, rule_id, amount, unit, legal_basis, calendar,
				started_at, due_at)
			select $1, d.id, $2, $3, d.code, d.rule_id, d.amount, d.unit, d.legal_basis, d.calendar, d.started_at, d.due_at
			from jsonb_to_recordset($4) as d(id uuid, code text, rule_id uuid, amount int, unit text, legal_basis text,
				calendar text, started_at timestamptz, due_at timestamptz)`,
		values: [of.pemda, of.caseId, of.custodyId ?? null, JSON.stringify(deadlines.map(rowOf))],
	});
}

function rowOf(clock: NewDeadline) {
	return {
		...clock,
		rule_id: clock.ruleId,
		legal_basis: clock.legalBasis,
		started_at: clock.startedAt,
		due_at: clock.dueAt,
	};
}

/** Says these clocks of the case were met now; those that ran out before stay recorded as fired. */
export async function meetDeadlines(
	tx: Tx,
	pemda: string,
	caseId: string,
	codes: ClockCode[],
	at: Date,
): Promise<void> {
	await tx.query({
		name: 'casework.meet-clocks',
		text: `with met as (
				update casework.deadline set met_at = $4
				where pemda = $1 and case_id = $2 and code = any($3) and met_at is null and cancelled_at is null returning id)
			update casework.deadline_pause set resumed_at = $4
			where pemda = $1 and deadline_id in (select id from met) and resumed_at is null`,
		values: [pemda, caseId, codes, at],
	});
}

/** Stops clocks that no longer mean anything; without codes all that still run. One that stood still keeps its pause. */
export async function cancelDeadlines(tx: Tx, caseId: string, at: Date, codes?: ClockCode[]): Promise<void> {
	await tx.query({
		name: 'casework.cancel-clocks',
		text: `update casework.deadline set cancelled_at = $2
			where case_id = $1 and ($3::text[] is null or code = any($3)) and met_at is null and cancelled_at is null`,
		values: [caseId, at, codes ?? null],
	});
}

/** An answer or an end that is taken back: the clock to solve runs on as if it had never stopped. */
export async function takeBackSolve(tx: Tx, pemda: string, caseId: string): Promise<void> {
	await tx.query({
		name: 'casework.take-back-solve',
		text: `update casework.deadline set met_at = null, cancelled_at = null
			where pemda = $1 and case_id = $2 and code = 'solve'`,
		values: [pemda, caseId],
	});
}

export async function pauseDeadlines(
	tx: Tx,
	pemda: string,
	caseId: string,
	at: Date,
	reason: string,
): Promise<void> {
	await tx.query({
		name: 'casework.pause-clocks',
		text: `with paused as (
				update casework.deadline set paused_since = $3
				where pemda = $1 and case_id = $2 and code in ('verify', 'follow-up', 'solve')
					and met_at is null and cancelled_at is null and paused_since is null and fired_at is null
				returning id)
			insert into casework.deadline_pause (pemda, deadline_id, paused_at, reason) select $1, id, $3, $4 from paused`,
		values: [pemda, caseId, at, reason],
	});
}

export async function selectRunning(tx: Tx, caseId: string): Promise<RunningDeadline[]> {
	const { rows } = await tx.query<RunningDeadline>({
		name: 'casework.running-clocks',
		text: `select id, code, amount, unit, calendar, started_at as "startedAt", due_at as "dueAt", paused_since as "pausedSince"
			from casework.deadline where case_id = $1 and met_at is null and cancelled_at is null`,
		values: [caseId],
	});
	return rows;
}

/** Lets one paused clock run on, to its new end. */
export async function resumeDeadline(
	tx: Tx,
	pemda: string,
	id: string,
	dueAt: Date,
	at: Date,
): Promise<void> {
	await tx.query({
		name: 'casework.resume-clock',
		text: `with ended as (
				update casework.deadline_pause set resumed_at = $4 where pemda = $1 and deadline_id = $2 and resumed_at is null)
			update casework.deadline set paused_since = null, due_at = $3 where pemda = $1 and id = $2`,
		values: [pemda, id, dueAt, at],
	});
}

/** One clock under another rule, counted from the same start. One that had run out and now has not may fire again. */
export async function replaceRule(
	tx: Tx,
	pemda: string,
	id: string,
	rule: ClockRule,
	dueAt: Date,
	at: Date,
): Promise<void> {
	await tx.query({
		name: 'casework.replace-rule',
		text: `update casework.deadline set rule_id = $3, amount = $4, unit = $5, legal_basis = $6, due_at = $7::timestamptz,
				fired_at = case when $7 < $8::timestamptz then fired_at end
			where pemda = $1 and id = $2`,
		values: [pemda, id, rule.id, rule.amount, rule.unit, rule.legalBasis, dueAt, at],
	});
}

/** The spans in which a clock of the case stood still and that are over. */
export async function selectPauses(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<{ deadlineId: string; from: Date; to: Date }[]> {
	const { rows } = await tx.query<{ deadlineId: string; from: Date; to: Date }>({
		name: 'casework.pauses',
		text: `select p.deadline_id as "deadlineId", p.paused_at as "from", p.resumed_at as "to" from casework.deadline_pause p
			join casework.deadline d on d.pemda = p.pemda and d.id = p.deadline_id
			where d.pemda = $1 and d.case_id = $2 and p.resumed_at is not null`,
		values: [pemda, caseId],
	});
	return rows;
}

/** After any change of clocks: what the holders' inboxes are ordered by. */
export async function refreshDue(tx: Tx, pemda: string, caseId: string): Promise<void> {
	await tx.query({
		name: 'casework.refresh-due',
		text: 'select casework.refresh_due($1, $2)',
		values: [pemda, caseId],
	});
}

/** Lets clocks run again that were stopped at this moment, to the end they had. */
export async function uncancelDeadlines(tx: Tx, caseId: string, cancelledAt: Date): Promise<void> {
	await tx.query({
		name: 'casework.uncancel-clocks',
		text: 'update casework.deadline set cancelled_at = null where case_id = $1 and cancelled_at = $2',
		values: [caseId, cancelledAt],
	});
}
