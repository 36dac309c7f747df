import { Refusal } from '#platform/refusal';

/** What a ready answer can leave open, filled in from the case it is used for. */
export const templatePlaces = [
	'nama',
	'nomor',
	'judul',
	'pokok',
	'tempat',
	'kantor',
	'petugas',
	'tenggat',
] as const;
export type TemplatePlace = (typeof templatePlaces)[number];

const place = /\{([^{}]*)\}/g;

/** Refuses `casework/unknown-place` at `body`, naming what is between braces and none of these. */
export function checkPlaces(body: string): void {
	const unknown = [...body.matchAll(place)].map(([, name = '']) => name).find((name) => !isPlace(name));
	if (unknown === undefined) return;
	throw new Refusal('invalid', 'casework/unknown-place', {
		fields: { body: 'refusal.casework.unknown-place' },
		params: { place: unknown },
	});
}

/** Puts the values where their names stand between braces; anything else stays as it is. */
export function fillTemplate(body: string, values: Record<TemplatePlace, string>): string {
	return body.replace(place, (whole, name: string) => (isPlace(name) ? values[name] : whole));
}

function isPlace(name: string): name is TemplatePlace {
	return templatePlaces.some((one) => one === name);
}
