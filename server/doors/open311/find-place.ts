import {
	findNearest,
	findRegion,
	listAncestors,
	listChildren,
	type Pemda,
	province,
	type Region,
} from '#regions';
import { liesIn } from './jurisdiction.ts';

export type Point = { lat: number; lon: number };

/**
 * Where a point lies, as closely as is certain: a kecamatan or village only by imported outlines; without them the
 * nearest centre is a guess, which the jurisdiction the sender named outweighs. `outside`: certainly not in it.
 */
export async function placeOfPoint(point: Point, jurisdiction: Pemda): Promise<string | 'outside'> {
	const near = await findNearest(point.lat, point.lon);
	if (!near) return 'outside';
	const sure = (['village', 'kecamatan', 'regency'] as const)
		.filter((level) => near.by[level] === 'outline')
		.flatMap((level) => near[level] ?? [])[0];
	if (sure) return liesIn(sure.code, jurisdiction) ? sure.code : 'outside';
	return jurisdiction.code === province ? near.regency.code : jurisdiction.code;
}

/** A place of the jurisdiction by its Kemendagri code, which is what an `address_id` is here. */
export async function placeOfId(id: string, jurisdiction: Pemda): Promise<string | undefined> {
	const region = /^[\d.]{2,13}$/.test(id) ? await findRegion(id) : undefined;
	return region && liesIn(region.code, jurisdiction) ? region.code : undefined;
}

/**
 * The smallest place an address names for certain: its parts between commas are compared whole with the names of what
 * lies in the jurisdiction, from the largest down. Without one, the jurisdiction itself.
 */
export async function placeOfAddress(address: string, jurisdiction: Pemda): Promise<string> {
	const parts = new Set(address.split(/[,\n;]/).map(plain));
	let place = jurisdiction.code;
	for (;;) {
		const named = (await listChildren(place)).filter((region) => isNamed(region, parts));
		const [only, ...others] = named;
		if (!only || others.length > 0) return place;
		place = only.code;
	}
}

function isNamed(region: Region, parts: Set<string>): boolean {
	return parts.has(plain(region.name)) || parts.has(plain(region.officialName));
}

const kinds = /^(?:kelurahan|kel\.?|desa|kecamatan|kec\.?|kabupaten|kab\.?|kota)\s+/;

function plain(name: string): string {
	return name.trim().toLowerCase().replace(/\s+/g, ' ').replace(kinds, '').replace(/[\s-]/g, '');
}

/** "Kelurahan Kisaran Timur, Kecamatan Kota Kisaran Timur, Kabupaten Asahan, Provinsi Sumatera Utara". */
export async function addressOf(code: string): Promise<string | null> {
	const places = [await findRegion(code), ...(await listAncestors(code))];
	if (code !== province) places.push(await findRegion(province));
	const names = places.flatMap((region) => region?.officialName ?? []);
	return names.length > 0 ? names.join(', ') : null;
}
