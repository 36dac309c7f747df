import { followProcess, type ProcessLine } from '#casework';
import { newId } from '#platform/ids';
import { dayOf } from '#platform/workdays';
import { findRegion, listOffices, province } from '#regions';
import type { Fork, State, Transition } from '#services';
import type { Change, OfficeRef } from './application.ts';
import { takeBack } from './bill.ts';
import { namesWide } from './policy.ts';
import { endClocks, selectRunning } from './store/clocks.ts';
import { endOpinions, insertOpinion } from './store/opinions.ts';
import { beginStay, endStay } from './store/stays.ts';
import { endTerms, pauseTerms, resumeTerms, startTerm, startWarnings } from './terms.ts';
import { append, stateIn, type Work } from './work.ts';

export type Entering = {
	transition: Transition;
	/** What the event says beside the state. */
	change: Change;
	reason: string;
	key: string | null;
};

/**
 * Leaves the state it is in and enters the next: one event; terms end, stand still, run on or begin; the case follows;
 * offices with a say are asked; the applicant is told.
 */
export async function moveTo(work: Work, { transition, change, reason, key }: Entering): Promise<void> {
	const { process, app } = work;
	const [from, to] = [stateIn(process, app.state), stateIn(process, transition.to)];
	await leave(work, from, to);
	if (to.kind === 'end') await takeBack(work);
	const holder = await holderOf(work, to);
	const end = to.kind === 'end' ? { outcome: to.outcome ?? 'refused' } : {};
	await append(
		work,
		'moved',
		{ ...change, ...end, state: to.id, holder },
		{ transition: transition.id, toState: to.id, reason, key },
	);
	await enter(work, to, { reason, cameFrom: from });
}

/** The first state, by whoever sends it. */
export async function enter(
	work: Work,
	state: State,
	{ reason, cameFrom }: { reason: string; cameFrom: State | null },
): Promise<void> {
	const { app, at } = work;
	see(work, { pemda: app.holderPemda, officeId: app.holderOfficeId });
	const dueAt = await termOf(work, state, cameFrom);
	app.dueAt = state.kind === 'end' ? null : (dueAt ?? app.promisedAt);
	app.turn = state.kind;
	if (state.kind === 'end') app.keepUntil = keptUntil(work.process.retentionYears, at);
	await beginStay(work.tx, app, { kind: state.kind, dueAt: dueAt ?? null });
	const fork = work.process.forks.find((one) => one.at === state.id);
	if (fork) await askOpinions(work, fork);
	await tellCase(work, state, reason);
}

async function leave(work: Work, from: State, to: State): Promise<void> {
	const { tx, app, at } = work;
	await endStay(tx, app, at);
	if (to.kind === 'end') await endTerms(work, ['promise']);
	else if (to.kind === 'applicant' && from.kind !== 'applicant') await pauseTerms(work);
	else if (from.kind !== 'applicant') await endTerms(work);
	else await endOwnTerm(work);
	await endOpinions(tx, app.pemda, app.id, at);
}

/** The applicant's own term ends with their turn; those of the office still stand. */
async function endOwnTerm(work: Work): Promise<void> {
	const running = await selectRunning(work.tx, work.app.pemda, work.app.id);
	const own = running.filter(({ kind, state }) => kind === 'state' && state === work.app.state);
	await endClocks(
		work.tx,
		work.app.pemda,
		own.map(({ id }) => id),
		work.at,
	);
}

async function termOf(work: Work, state: State, cameFrom: State | null): Promise<Date | undefined> {
	if (state.kind === 'end') return undefined;
	const pemda = work.app.holderPemda;
	const isBack = cameFrom?.kind === 'applicant' && state.kind !== 'applicant';
	const resumed = isBack ? await resumeTerms(work, state.id) : undefined;
	const dueAt =
		resumed ??
		(state.workingDays
			? await startTerm(work, 'state', { state: state.id, workingDays: state.workingDays, pemda })
			: undefined);
	if (dueAt) await startWarnings(work, state, dueAt, pemda);
	return dueAt;
}

/** Who works on it in a state: the office it names, or the one that was applied to. */
async function holderOf(work: Work, state: State): Promise<OfficeRef> {
	const { app } = work;
	const home = { pemda: app.pemda, officeId: app.homeOfficeId };
	return state.office ? ((await officeFor(work, state.office)) ?? home) : home;
}

type Place = NonNullable<State['office']>;

/** The office with a function: of the same government, the province, or the regency the application is about. */
export async function officeFor({ app }: Pick<Work, 'app'>, place: Place): Promise<OfficeRef | undefined> {
	const pemda =
		place.tier === 'same'
			? app.pemda
			: place.tier === 'province'
				? province
				: (await findRegion(app.region.slice(0, 5)))?.code;
	const [office] = pemda ? await listOffices(pemda, { function: place.function }) : [];
	return office && { pemda: office.pemda, officeId: office.id };
}

/** Whoever holds it or is asked sees it from now on. */
export function see({ app, process }: Pick<Work, 'app' | 'process'>, { pemda, officeId }: OfficeRef): void {
	// Posts for a whole government have no need of it where the process never names them.
	if (namesWide(process)) app.readerPemda = [...new Set([...app.readerPemda, pemda])];
	app.readerOffices = [...new Set([...app.readerOffices, officeId])];
}

async function askOpinions(work: Work, fork: Fork): Promise<void> {
	const { tx, app, at } = work;
	for (const branch of fork.branches) {
		const office = (await officeFor(work, branch.office)) ?? {
			pemda: app.holderPemda,
			officeId: app.holderOfficeId,
		};
		const id = newId();
		see(work, office);
		const term = { state: fork.at, workingDays: branch.workingDays, pemda: office.pemda, opinionId: id };
		const dueAt = await startTerm(work, 'branch', term);
		await insertOpinion(tx, {
			...{ pemda: app.pemda, id, applicationId: app.id, seq: app.seq, state: fork.at, branch: branch.id },
			...{ officePemda: office.pemda, officeId: office.officeId, askedAt: at, dueAt },
		});
	}
}

/** The line for the applicant says where it stands and what is next, in the words of the definition. */
export async function tellCase(work: Work, state: State, reason: string): Promise<void> {
	const { app } = work;
	const line: ProcessLine = {
		...{ kind: 'moved', visibility: 'person', body: reason },
		detail: { state: state.label, next: state.next, id: state.id },
	};
	await followProcess(work.tx, work.actor, {
		...{ pemda: app.pemda, caseId: app.id, act: 'move-application', lines: [line] },
		...(state.kind === 'end'
			? { end: app.outcome ?? 'refused' }
			: { status: state.kind === 'applicant' ? 'waiting' : 'in-progress' }),
		dueAt: app.dueAt ?? app.promisedAt,
		holder: { pemda: app.holderPemda, officeId: app.holderOfficeId },
		readers: heldBy(work),
	});
}

/** The case itself is seen where it is or was held; whoever is only asked reads the application, not its file. */
function heldBy({ app }: Work): { pemda: string[]; offices: string[] } {
	return {
		pemda: [...new Set([app.pemda, app.holderPemda])],
		offices: [...new Set([app.homeOfficeId, app.holderOfficeId])],
	};
}

function keptUntil(years: number, at: Date): string {
	const [year = '', ...rest] = dayOf(at).split('-');
	return [Number(year) + years, ...rest].join('-').replace(/-02-29$/, '-02-28');
}
