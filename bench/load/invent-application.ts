import { newNumber } from '#casework';
import type { Answers } from '#rules';
import type { State } from '#services';
import { type Dice, idAt } from './dice.ts';
import type { ServiceSpot } from './service-spots.ts';

/** One visit of a state; moments in milliseconds. `leftAt` is null where it is now. */
export type Stop = { state: State; enteredAt: number; dueAt: number | null; leftAt: number | null };

/** One application as it stands today. */
export type InventedApplication = {
	spot: ServiceSpot;
	id: string;
	number: string;
	applicantId: string;
	applicantName: string;
	answers: Answers;
	filedAt: number;
	promisedAt: number;
	stops: Stop[];
};

const day = 86_400_000;
const given =
	'Siti Budi Rina Tagor Sri Hotma Ahmad Dewi Parulian Nurul Johannes Fatimah Rosmaida Ucok Lamhot'.split(' ');
const families =
	'Siregar Nasution Hasibuan Lubis Harahap Sembiring Ginting Simanjuntak Sinaga Rejeki Hartono Pane Zebua Dalimunthe'.split(
		' ',
	);

/** Old ones are at an end but for one in a hundred; new ones stand somewhere on their way. */
export function inventApplication(
	spot: ServiceSpot,
	filedAt: number,
	now: number,
	by: Dice,
): InventedApplication {
	const { service } = spot;
	const route = by.of(service.routes);
	const isStuck = by.pick(100) === 0;
	const last = isStuck ? by.pick(route.length - 1) : route.length - 1;
	const stops: Stop[] = [];
	let at = filedAt;
	for (const [n, state] of route.entries()) {
		const term = state.kind === 'end' ? null : (state.workingDays ?? null);
		const enteredAt = at;
		// most within their term, one in eight past it
		at += (by.pick(8) === 0 ? 1.2 : by.draw() * 0.9) * Math.max(1, term ?? 2) * 1.4 * day;
		const isLast = n === last || at > now;
		const dueAt = term === null ? null : enteredAt + term * 1.4 * day;
		stops.push({ state, enteredAt, dueAt, leftAt: isLast ? null : at });
		if (isLast) break;
	}
	return {
		...{ spot, id: idAt(filedAt, by), number: newNumber(spot.prefix), applicantId: idAt(filedAt, by) },
		applicantName: `${by.of(given)} ${by.of(families)}`,
		answers: by.of(service.answers),
		...{ filedAt, promisedAt: filedAt + service.promiseDays * 1.4 * day, stops },
	};
}
