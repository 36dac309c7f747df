import { addWorkingDays } from './add-working-days.ts';
import type { Calendar } from './calendar.ts';
import { workingDaysBetween } from './working-days-between.ts';

/** A span in which a clock stood still; `to` is null while it still does. */
export type Pause = { from: Date; to: Date | null };

/**
 * When a term of working days ends that was paused in between: each pause gives back the working days after the day it
 * began up to and with the day it ended. A pause within one day gives nothing, overlapping ones count once, one that
 * began after the term had ended does not revive it. Null while a pause is open: a clock that stands still has no end.
 */
export function dueWithPauses(
	start: Date,
	days: number,
	calendar: Calendar,
	pauses: readonly Pause[],
): Date | null {
	let due = addWorkingDays(start, days, calendar);
	for (const pause of mergePauses(start, pauses)) {
		if (pause.from > due) break;
		if (!pause.to) return null;
		due = addWorkingDays(due, workingDaysBetween(pause.from, pause.to, calendar), calendar);
	}
	return due;
}

/** In order, from the start on, without overlaps. */
function mergePauses(start: Date, pauses: readonly Pause[]): Pause[] {
	const ordered = pauses
		.filter((pause) => !pause.to || pause.to > start)
		.map((pause) => ({ from: pause.from > start ? pause.from : start, to: pause.to }))
		.sort((a, b) => a.from.getTime() - b.from.getTime());
	const merged: Pause[] = [];
	for (const pause of ordered) {
		const last = merged.at(-1);
		if (last && (!last.to || pause.from <= last.to)) last.to = last.to && later(last.to, pause.to);
		else merged.push(pause);
	}
	return merged;
}

function later(a: Date, b: Date | null): Date | null {
	return b && (a > b ? a : b);
}
