import type { Definition } from '#services';

/** "5 hari kerja": a promised time as people say it. */
export function duration(
	{ amount, unit }: Definition['standard']['duration'],
	t: (key: string, params?: Record<string, string | number>) => string,
): string {
	return t(`services.duration.${unit}`, { count: amount });
}
