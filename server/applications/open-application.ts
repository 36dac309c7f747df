import { type NewAttachment, openCase } from '#casework';
import { type Actor, labelOf, type Represented } from '#identity';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import type { Answers } from '#rules';
import type { Applicant, Application, By, PaperFile } from './application.ts';
import { enter } from './enter-state.ts';
import { handsOf } from './policy.ts';
import { runByItself } from './run-transition.ts';
import { insertApplication, keepInSight, selectApplication, updateApplication } from './store/application.ts';
import { insertClock, pauseClocks } from './store/clocks.ts';
import { insertEvent } from './store/events.ts';
import { promiseClock } from './terms.ts';
import { definitionOf, stateIn, workOn } from './work.ts';

export type NewApplication = {
	pemda: string;
	/** The office that gives the service. */
	office: { id: string; name: string };
	serviceId: string;
	versionHash: string;
	applicant: Applicant;
	actsFor: Represented | null;
	/** Already read by the definition: only what is asked. */
	answers: Answers;
	files: (NewAttachment & { paper: string; name: string })[];
	channel: 'web' | 'counter';
	/** The same key twice is the same application. */
	key: string;
	lang: 'id' | 'en';
	/** What place it is about; the government's own where it does not matter. */
	region?: string;
	/** Where news goes to. */
	contact?: { email: string; phone: string };
};

export type Sent = {
	number: string;
	pemda: string;
	id: string;
	/** Opens the case to whoever holds the receipt. */
	code: string;
	promisedAt: Date;
	/** This key had sent it before. */
	already: boolean;
};

/**
 * Sends an application: its case, its first event, the promise and the first state, in the caller's transaction; then
 * whatever the process does by itself. The version is the one it stays under. Safe to call twice with one key, also at
 * the same moment. Who may apply, and with which answers, was decided before. Refuses `applications/no-process`.
 */
export async function openApplication(tx: Tx, actor: Actor, sent: NewApplication): Promise<Sent> {
	const { definition, process } = await definitionOf(sent.versionHash);
	const at = now();
	const promise = await promiseClock(definition, sent.pemda, at);
	const receipt = await openCase(caseOf(actor, sent, definition.title[sent.lang], promise.dueAt), tx);
	const { number, pemda, caseId: id, code } = receipt;
	await keepInSight(tx, id);
	if (receipt.already) {
		const there = await selectApplication(tx, pemda, id);
		return { number, pemda, id, code, promisedAt: there?.promisedAt ?? promise.dueAt, already: true };
	}
	const [first] = process.states;
	if (!first) throw new Error('A process without states');
	const by = byOf(actor, sent);
	const app = {
		...newApplication(actor, sent, { id, number, at, promisedAt: promise.dueAt }),
		state: first.id,
	};
	await insertApplication(tx, app);
	await insertEvent(tx, app, firstEvent(app, by, sent, at));
	await insertClock(tx, promise.clockOf(app));
	if (first.kind === 'applicant') await pauseClocks(tx, pemda, [promise.id], at);
	const work = await workOn(tx, actor, by, app);
	await enter(work, stateIn(process, first.id), { reason: '', cameFrom: null });
	await runByItself(work);
	await updateApplication(tx, work.app);
	await announce(tx, 'applications.opened', pemda, { pemda, id });
	return { number, pemda, id, code, promisedAt: work.app.promisedAt, already: false };
}

function caseOf(actor: Actor, sent: NewApplication, title: string, dueAt: Date) {
	const { pemda, office, applicant, actsFor, channel, lang, contact } = sent;
	return {
		...({ pemda, class: 'application', title, body: '', subject: 'office.service', dueAt } as const),
		...({ region: sent.region ?? pemda, lat: null, lon: null, place: '' } as const),
		...({ privacy: 'confidential', channel, lang, details: { service: sent.serviceId } } as const),
		holder: { pemda, officeId: office.id, officeName: office.name },
		contact: { name: applicant.name, email: contact?.email ?? '', phone: contact?.phone ?? '' },
		key: `application ${sent.key}`,
		attachments: sent.files,
		actor: labelOf(actor),
		origin: 'origin' in actor ? actor.origin : '',
		ownerId: applicant.id,
		onBehalfOf: actsFor ? `${actsFor.kind}:${actsFor.id}` : null,
	};
}

function byOf(actor: Actor, { actsFor, office }: NewApplication): By {
	const isOfficer = actor.kind === 'officer';
	return {
		actor: labelOf(actor),
		name: 'name' in actor ? (actor.name ?? '') : '',
		role: isOfficer ? 'officer' : actor.kind === 'system' ? 'system' : 'applicant',
		officeId: isOfficer ? office.id : null,
		actingFor: actsFor ? `${actsFor.kind}:${actsFor.id}` : null,
		assurance: actor.kind === 'resident' ? actor.level : null,
	};
}

type Known = { id: string; number: string; at: Date; promisedAt: Date };

function newApplication(
	actor: Actor,
	sent: NewApplication,
	{ id, number, at, promisedAt }: Known,
): Application {
	const { pemda, office, applicant } = sent;
	return {
		...{ pemda, id, number, serviceId: sent.serviceId, versionHash: sent.versionHash, state: '' },
		turn: 'officer',
		...{ enteredAt: at, seq: 1, homeOfficeId: office.id, holderPemda: pemda, holderOfficeId: office.id },
		...{ readerPemda: [], readerOffices: [office.id], channel: sent.channel, lang: sent.lang },
		...{ region: sent.region ?? pemda, applicantKind: applicant.kind, applicantId: applicant.id },
		...{ applicantName: applicant.name, actsFor: sent.actsFor, filedBy: labelOf(actor), filedAt: at },
		...{ dueAt: null, promisedAt, answers: sent.answers, files: sent.files.map(paperOf), findings: {} },
		...{ ticked: [], correction: null, movedBy: handsOf(actor, undefined), invoiceId: null, settledAt: null },
		...{ outcome: null, endedAt: null, keepUntil: null, emptiedAt: null },
	};
}

function paperOf({
	paper,
	name,
	sha256,
	contentType,
	sizeBytes,
}: NewApplication['files'][number]): PaperFile {
	return { paper, name, sha256, contentType, sizeBytes };
}

function firstEvent(app: Application, by: By, sent: NewApplication, at: Date) {
	const { state, answers, files, movedBy } = app;
	const holder = { pemda: app.holderPemda, officeId: app.holderOfficeId };
	return {
		...({ seq: 1, at, kind: 'opened', transition: null, fromState: null, toState: state } as const),
		...{ actor: by.actor, actorName: by.name, role: by.role, officeId: by.officeId },
		...{ actingFor: by.actingFor, assurance: by.assurance, reason: '' },
		diff: { state, answers, files, movedBy, holder, about: { channel: sent.channel } },
		versionHash: app.versionHash,
		key: sent.key,
	};
}
