import { wholeGovernment } from '#casework';
import { type Officer, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { deskOf } from './list-applications.ts';
import { desksOf } from './store/lists.ts';
import { measureInto, type StepFigure, selectSteps } from './store/step-figures.ts';

/** The periods that are measured, in days back from the moment. */
export const stepPeriods = [30, 90, 365] as const;
type Period = (typeof stepPeriods)[number];

export type DeskFigures = {
	pemda: string;
	/** Null where it is the government as a whole. */
	officeId: string | null;
	measuredAt: Date | null;
	steps: StepFigure[];
};

/** Measures the steps of every office for each period and keeps the lines: once an hour. Safe to run twice. */
export async function measureSteps(): Promise<void> {
	const at = now();
	for (const days of stepPeriods) await measureInto(days, at);
}

/**
 * How long each step of each service takes at somebody's offices, as measured last: the median of visits that ended in
 * the last `days` days, the share within its term with its numerator and denominator; and how many wait there now. By
 * government, or where somebody does not see it whole by office.
 */
export async function listStepFigures(officer: Officer, { days }: { days: Period }): Promise<DeskFigures[]> {
	const desks = desksOf(deskOf(officer));
	const found = await withScope(scopeOf(officer), (tx) => selectSteps(tx, desks, { days, at: now() }));
	return desks
		.toSorted((a, b) => (a.pemda < b.pemda ? -1 : 1))
		.map(({ pemda, officeId }) => {
			const steps = found.filter((one) => one.pemda === pemda && one.officeId === officeId);
			const measuredAt = steps.find((one) => one.measuredAt)?.measuredAt ?? null;
			return { pemda, officeId: officeId === wholeGovernment ? null : officeId, measuredAt, steps };
		});
}
