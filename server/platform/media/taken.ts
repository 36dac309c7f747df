import { now } from '#platform/clock';

/** What a file said of itself before that was taken out of it. Degrees, WGS 84, six decimals (10 cm). */
export type Taken = { takenAt?: Date; lat?: number; lon?: number };

const firstPhones = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;

/** Nothing for a moment that cannot be: before there were such cameras, or later than tomorrow. */
export function plausibleTime(ms: number): Date | undefined {
	return ms >= firstPhones && ms <= now().getTime() + dayMs ? new Date(ms) : undefined;
}

/** Nothing for a place that is not on the globe, nor for 0° 0°, which means that the phone did not know. */
export function plausiblePlace(lat: number, lon: number): { lat: number; lon: number } | undefined {
	if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || (lat === 0 && lon === 0)) return undefined;
	return { lat: Math.round(lat * 1e6) / 1e6, lon: Math.round(lon * 1e6) / 1e6 };
}

/** `+07:00` in milliseconds. */
export function zoneMs(zone: string): number | undefined {
	const [, sign, hours, minutes] = zone.match(/^([+-])(\d\d):?(\d\d)$/) ?? [];
	if (!sign || Number(hours) > 14 || Number(minutes) > 59) return undefined;
	return (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
}
