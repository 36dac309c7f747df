import { elements, rateCase } from '#casework';
import type { Actor } from '#identity';
import { listMoneyOf, type Money } from '#payments';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { type Definition, fieldsFor, type ShownForm, type State } from '#services';
import { type Application, type ApplicationEvent, subjectOf } from '../application.ts';
import { fillerOf, partiesOf } from '../draft/owner.ts';
import { selectEvents } from '../store/events.ts';
import { definitionOf, stateIn } from '../work.ts';
import { ownTransitions } from './correct-application.ts';
import { type NewsWay, newsWayOf } from './news-way.ts';
import {
	type OwnLine,
	type Signatory,
	type Stay,
	selectOwn,
	selectSignatories,
	selectStays,
} from './store.ts';
import { selectVisits, type Visit } from './visit-store.ts';
import { resourcesOf } from './visits.ts';
import { findOwn, readOwn } from './with-own.ts';

const pageLength = 25;

/** Applications of the actor and their businesses, or of whom they act for, newest first; `next` is where older ones begin. */
export async function listOwnApplications(
	actor: Actor,
	before?: Date,
): Promise<{ lines: (OwnLine & { title: Definition['title']; where: State })[]; next: Date | undefined }> {
	const parties = await partiesOf(actor);
	const limit = pageLength + 1;
	const all = await withScope({}, async (tx) => {
		const lists: OwnLine[] = [];
		for (const { id } of parties) lists.push(...(await selectOwn(tx, id, { before, limit })));
		return lists;
	});
	all.sort((a, b) => b.filedAt.getTime() - a.filedAt.getTime());
	const page = all.slice(0, pageLength);
	const lines = await Promise.all(
		page.map(async (line) => {
			const { definition, process } = await definitionOf(line.versionHash);
			return { ...line, title: definition.title, where: stateIn(process, line.state) };
		}),
	);
	return { lines, next: all.length > pageLength ? page.at(-1)?.filedAt : undefined };
}

export type OwnApplication = {
	app: Application;
	definition: Definition;
	state: State;
	stays: Stay[];
	events: ApplicationEvent[];
	/** What was answered, as the form stood. */
	form: ShownForm;
	signatories: Signatory[];
	visits: Visit[];
	/** What was to be paid, what was, and what went back. */
	money: Money[];
	news: NewsWay;
	/** What may be booked. */
	resources: { id: string; label: Definition['title'] }[];
	/** What the applicant can do now. */
	possible: {
		correct: boolean;
		withdraw: boolean;
		renew: boolean;
		others: { id: string; label: Definition['title'] }[];
	};
};

/** One of the actor's applications with everything they may see of it. Refuses `applications/no-such-application`. */
export async function getOwnApplication(actor: Actor, number: string): Promise<OwnApplication> {
	return readOwn(actor, number, async (tx, app) => {
		const { definition, process } = await definitionOf(app.versionHash);
		const events = await selectEvents(tx, app);
		const { withdraw, correct, others } = ownTransitions({ process, app, definition, at: now() });
		return {
			...{ app, definition, events, state: stateIn(process, app.state) },
			stays: await selectStays(tx, app),
			form: fieldsFor(definition, app.answers, dayOf(app.filedAt)),
			signatories: await selectSignatories(tx, app),
			visits: await selectVisits(tx, app),
			money: await listMoneyOf(tx, actor, subjectOf(app)),
			news: await newsWayOf(tx, app),
			resources: resourcesOf(process, app, events),
			possible: {
				...{ correct: correct !== undefined, withdraw: withdraw !== undefined, renew: app.endedAt !== null },
				others: others.map(({ id, label }) => ({ id, label })),
			},
		};
	});
}

/**
 * The nine questions of PermenPANRB 14/2017 at the end, raw answers 1 to 4, once. Refuses `applications/marks-missing`,
 * and what `rateCase` does.
 */
export async function rateApplication(
	actor: Actor,
	{ number, marks, comment }: { number: string; marks: Record<string, number>; comment: string },
): Promise<void> {
	const { pemda, id, owner } = await findOwn(actor, number);
	const given = elements.filter((element) => Number.isInteger(marks[element]));
	if (given.length < elements.length) {
		const missing = elements.filter((element) => !given.includes(element));
		throw new Refusal('invalid', 'applications/marks-missing', {
			fields: Object.fromEntries(missing.map((element) => [element, 'refusal.applications.mark-missing'])),
		});
	}
	const { accountId, origin } = fillerOf(actor);
	const account = { id: accountId, onBehalfOf: owner.id === accountId ? null : `${owner.kind}:${owner.id}` };
	const all = Object.fromEntries(elements.map((element) => [element, marks[element] ?? 0]));
	await rateCase({ kind: 'person', caseId: id, origin, account }, { pemda, caseId: id, marks: all, comment });
}
