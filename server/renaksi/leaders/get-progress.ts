import { type Schedule, scheduleOf } from '../plan/get-schedule.ts';
import { type Outlook, outlookOf } from './get-outlook.ts';
import { listOfficeGaps, type OfficeGap } from './list-office-gaps.ts';
import { readNewest } from './read-newest.ts';

export type Progress = {
	/** Undefined without a plan, as the schedule. */
	outlook: Outlook | undefined;
	schedule: Schedule | undefined;
	offices: OfficeGap[];
};

/**
 * How a government's newest plan goes, for its leaders: score and forecast, what falls due when, and its offices. Its
 * documents are read once. Public figures.
 */
export async function getProgress(pemda: string): Promise<Progress> {
	const newest = await readNewest(pemda);
	const [outlook, offices, schedule] = await Promise.all([
		newest && outlookOf(newest),
		listOfficeGaps(pemda, newest),
		newest && scheduleOf(newest.plan, newest),
	]);
	return { outlook, offices, schedule };
}
