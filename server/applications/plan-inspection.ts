import { followProcess } from '#casework';
import { type Actor, findNames, labelOf, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Answers } from '#rules';
import { readFindings } from './findings.ts';
import { deskPost } from './policy.ts';
import { keepInSight } from './store/application.ts';
import { endInspection, insertInspection, selectInspections } from './store/inspections.ts';
import { type ApplicationRef, byOf, openWork, refuseStale } from './take-transition.ts';
import { readReason } from './text.ts';
import { append, keep, stateIn, type Work } from './work.ts';

export type InspectionRef = ApplicationRef & { inspectionId: string; seenVersion?: number };

/**
 * An officer of the office that holds it sets when, where and who goes; the applicant is told. The id comes with the
 * form: the same again is the same visit. Refuses `applications/not-now` outside a state with an inspection, and by field.
 */
export async function planInspection(
	actor: Actor,
	{ at, place, inspectorId, ...ref }: InspectionRef & { at: Date; place: string; inspectorId: string | null },
): Promise<void> {
	const where = readPlace(place);
	await withScope(scopeOf(actor), async (tx) => {
		const work = await openDesk(tx, actor, ref);
		if (!stateIn(work.process, work.app.state).inspection) throw notNow();
		if (Number.isNaN(at.getTime()) || at < work.at) throw wrong('at', 'visit-past');
		const inspector = await nameOf(actor, inspectorId);
		const { pemda, id } = work.app;
		const isNew = await insertInspection(tx, {
			...{ pemda, id: ref.inspectionId, applicationId: id, state: work.app.state, at, place: where },
			...{ inspectorId, inspector, plannedBy: labelOf(actor), plannedAt: work.at },
		});
		if (!isNew) return;
		refuseStale(work.app, ref);
		await append(work, 'planned-visit', {
			about: { inspection: ref.inspectionId, at: at.toISOString(), place: where, inspector },
		});
		await tell(work, { at: at.toISOString(), place: where, inspector });
		await keep(work, 'plan-inspection');
	});
}

/** Calls a planned visit off, and why. */
export async function cancelInspection(
	actor: Actor,
	{ reason, ...ref }: InspectionRef & { reason: string },
): Promise<void> {
	const text = readReason(reason, true);
	await withScope(scopeOf(actor), async (tx) => {
		const work = await openDesk(tx, actor, ref);
		const isEnded = await endInspection(
			tx,
			{ pemda: work.app.pemda, id: ref.inspectionId },
			{ cancelledAt: work.at },
		);
		if (!isEnded) return;
		await append(work, 'cancelled-visit', { about: { inspection: ref.inspectionId } }, { reason: text });
		await tell(work, { cancelled: true });
		await keep(work, 'cancel-inspection');
	});
}

export type VisitRecord = {
	findings: Answers;
	note: string;
	/** Made with the form: the same again is the same record, also from a device that waited for a signal. */
	key?: string;
	/** As the device says. */
	captured?: { at: Date; lat: number | null; lon: number | null; accuracyM: number | null };
};

/**
 * What was found on the spot: kept for later rules, fees and documents, beside the answers and overriding none. Photos
 * go to the case as evidence. A visit is recorded once: what somebody else found later is refused with
 * `applications/visit-recorded`, not lost without a word.
 */
export async function recordInspection(
	actor: Actor,
	{ findings, note, key, captured, ...ref }: InspectionRef & VisitRecord,
): Promise<void> {
	const text = readReason(note, false);
	await withScope(scopeOf(actor), async (tx) => {
		const work = await openDesk(tx, actor, ref);
		const state = stateIn(work.process, work.app.state);
		const planned = await selectInspections(tx, work.app.pemda, work.app.id);
		const visit = planned.find(({ id }) => id === ref.inspectionId);
		if (!visit || visit.cancelledAt) throw new Refusal('not-found', 'applications/no-such-visit');
		if (visit.doneAt && visit.doneKey === (key ?? null)) return;
		if (visit.doneAt) throw new Refusal('conflict', 'applications/visit-recorded');
		if (visit.state !== state.id) throw notNow();
		refuseStale(work.app, ref);
		const found = readFindings(work, state, findings, false);
		const seen = seenAt(work, captured);
		await endInspection(tx, visit, {
			...{ at: work.at, by: labelOf(actor), key: key ?? null, note: text },
			...seen,
		});
		const change = Object.keys(found).length > 0 ? { findings: found } : {};
		await append(work, 'visited', { ...change, about: { inspection: visit.id, ...seen } }, { reason: text });
		await keep(work, 'record-inspection');
	});
}

/** A clock that runs ahead says no more than now. */
function seenAt({ at }: Work, captured: VisitRecord['captured']) {
	const said = captured ?? { at: null, lat: null, lon: null, accuracyM: null };
	return {
		capturedAt: said.at && said.at > at ? at : said.at,
		...{ lat: said.lat, lon: said.lon },
		accuracyM: said.accuracyM === null ? null : Math.min(Math.round(said.accuracyM), 1_000_000),
	};
}

async function openDesk(tx: Work['tx'], actor: Actor, ref: InspectionRef): Promise<Work> {
	if (!isId(ref.inspectionId)) throw new Refusal('not-found', 'applications/no-such-visit');
	const work = await openWork(tx, actor, ref);
	const post = deskPost(actor, work.app);
	if (!post) throw new Refusal('forbidden', 'applications/not-yours');
	await keepInSight(tx, work.app.id);
	return { ...work, by: byOf(actor, post) };
}

async function nameOf(actor: Actor, accountId: string | null): Promise<string> {
	if (accountId === null) return 'name' in actor ? (actor.name ?? '') : '';
	const name = isId(accountId) ? (await findNames([accountId])).get(accountId) : undefined;
	if (!name) throw wrong('inspector', 'no-such-inspector');
	return name;
}

function readPlace(place: string): string {
	const text = place.trim();
	if (text.length < 3 || text.length > 300 || !text.isWellFormed() || /\p{Cc}/u.test(text)) {
		throw wrong('place', 'place-missing');
	}
	return text;
}

async function tell({ tx, app, actor }: Work, detail: object): Promise<void> {
	await followProcess(tx, actor, {
		...{ pemda: app.pemda, caseId: app.id, act: 'inspection' },
		lines: [{ kind: 'visit', visibility: 'person', detail }],
	});
}

function notNow(): Refusal {
	return new Refusal('conflict', 'applications/not-now');
}

function wrong(field: string, code: string): Refusal {
	return new Refusal('invalid', `applications/${code}`, {
		fields: { [field]: `refusal.applications.${code}` },
	});
}
