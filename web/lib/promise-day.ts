import { now } from '#platform/clock';
import { addWorkingDays } from '#platform/workdays';
import { getCalendar } from '#regions';
import type { Definition } from '#services';

const dayMs = 86_400_000;

/** The day by whose end a service is promised, where it is sent now; null where it is promised in hours or minutes. */
export async function promiseDay(
	{ standard: { duration } }: Pick<Definition, 'standard'>,
	pemda: string,
): Promise<Date | null> {
	const { amount, unit } = duration;
	if (unit === 'working-day') return addWorkingDays(now(), amount, await getCalendar(pemda));
	return unit === 'day' ? new Date(now().getTime() + amount * dayMs) : null;
}
