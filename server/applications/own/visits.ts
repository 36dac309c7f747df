import { type Actor, labelOf } from '#identity';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type Calendar, dayOf, isWorkingDay, nextDay, startOf } from '#platform/workdays';
import { getCalendar } from '#regions';
import type { Process, Resource } from '#services';
import type { Application, ApplicationEvent } from '../application.ts';
import { selectEvents } from '../store/events.ts';
import { definitionOf, type Work } from '../work.ts';
import { cancelVisitOf, insertVisit, selectTaken } from './visit-store.ts';
import { readOwn, workOnOwn } from './with-own.ts';

export type Slot = { startsAt: Date; left: number };

const minuteMs = 60_000;
const daysAhead = 30;

/** What has to be visited: resources that a step taken so far asked for, while the application is open. */
export function resourcesOf(
	process: Process,
	app: Pick<Application, 'endedAt'>,
	events: Pick<ApplicationEvent, 'transition'>[],
): Resource[] {
	if (app.endedAt) return [];
	const taken = new Set(events.flatMap(({ transition }) => (transition ? [transition] : [])));
	const asked = new Set(
		process.transitions
			.filter(({ id }) => taken.has(id))
			.flatMap(({ effects }) => effects)
			.flatMap((effect) => (effect.startsWith('book:') ? [effect.slice('book:'.length)] : [])),
	);
	return process.resources.filter(({ id }) => asked.has(id));
}

/** Times of a resource from tomorrow on, in the hours it is open on working days, for thirty days. */
export function timesOf(resource: Resource, calendar: Calendar, at: Date): Date[] {
	const times: Date[] = [];
	let day = nextDay(dayOf(at));
	for (let count = 0; count < daysAhead; count++, day = nextDay(day)) {
		if (!isWorkingDay(day, calendar)) continue;
		const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
		for (const { from, to } of resource.hours.filter((one) => one.day === weekday)) {
			const [begin, end] = [minutesOf(from), minutesOf(to)];
			for (let minute = begin; minute + resource.minutes <= end; minute += resource.minutes) {
				times.push(new Date(startOf(day).getTime() + minute * minuteMs));
			}
		}
	}
	return times;
}

function minutesOf(time: string): number {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

/** Free times of what has to be visited. Refuses `applications/no-such-application`, `applications/no-visit-needed`. */
export async function listSlots(actor: Actor, number: string, resourceId: string): Promise<Slot[]> {
	return readOwn(actor, number, async (tx, app) => {
		const resource = await getResource(tx, app, resourceId);
		const at = now();
		const times = timesOf(resource, await getCalendar(app.pemda), at);
		const taken = await selectTaken(
			tx,
			keyOf(app, resourceId),
			at,
			new Date(at.getTime() + (daysAhead + 2) * 86_400_000),
		);
		return times
			.map((startsAt) => ({ startsAt, left: resource.capacity - (taken.get(startsAt.getTime()) ?? 0) }))
			.filter(({ left }) => left > 0);
	});
}

/**
 * Books a time, or moves the visit there. Never more than the capacity, however many try at once: each seat is a row
 * that can be there once. Refuses `applications/slot-full`, `applications/no-such-slot`, `applications/no-visit-needed`.
 */
export async function bookVisit(
	actor: Actor,
	{ number, resource: id, startsAt }: { number: string; resource: string; startsAt: Date },
): Promise<void> {
	await workOnOwn(actor, { number }, async (work) => {
		const { tx, app, at } = work;
		const resource = await getResource(tx, app, id, work.process);
		const times = timesOf(resource, await getCalendar(app.pemda), at);
		if (!times.some((time) => time.getTime() === startsAt.getTime())) {
			throw new Refusal('invalid', 'applications/no-such-slot');
		}
		await cancelOwn(work, id);
		const endsAt = new Date(startsAt.getTime() + resource.minutes * minuteMs);
		for (let seat = 1; seat <= resource.capacity; seat++) {
			const row = { id: newId(), applicationId: app.id, startsAt, endsAt, seat, at, by: labelOf(actor) };
			if (await insertVisit(tx, keyOf(app, id), row)) return;
		}
		throw new Refusal('conflict', 'applications/slot-full');
	});
}

/** Gives the seat back. */
export async function cancelVisit(
	actor: Actor,
	{ number, resource }: { number: string; resource: string },
): Promise<void> {
	await workOnOwn(actor, { number }, (work) => cancelOwn(work, resource));
}

function cancelOwn({ tx, app, at }: Work, resource: string): Promise<void> {
	return cancelVisitOf(tx, { pemda: app.pemda, applicationId: app.id, resource, at });
}

async function getResource(tx: Tx, app: Application, id: string, process?: Process): Promise<Resource> {
	const known = process ?? (await processOf(app));
	const resource = resourcesOf(known, app, await selectEvents(tx, app)).find((one) => one.id === id);
	if (!resource) throw new Refusal('conflict', 'applications/no-visit-needed');
	return resource;
}

async function processOf({ versionHash }: Application): Promise<Process> {
	return (await definitionOf(versionHash)).process;
}

const keyOf = (app: Application, resource: string) => ({
	...{ pemda: app.pemda, officeId: app.homeOfficeId, serviceId: app.serviceId, resource },
});
