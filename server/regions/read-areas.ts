import { readFile } from 'node:fs/promises';
import { province } from './region.ts';

export type Area = { code: string; parent: string; name: string };

const package_ = new URL('../data/', import.meta.resolve('idn-area-data'));
const files = { regencies: 'regencies.csv', districts: 'districts.csv', villages: 'villages.csv' } as const;
export const areaFiles = Object.values(files).map((name) => new URL(name, package_));

/**
 * The kabupaten/kota, kecamatan and villages of the province from `idn-area-data` (Kemendagri codes, Open Database
 * License). Its files hold all of Indonesia as code,parent,name: only our lines are cut up, which takes a few milliseconds.
 */
export async function readAreas(): Promise<{ regencies: Area[]; districts: Area[]; villages: Area[] }> {
	const [regencies, districts, villages] = await Promise.all([
		readOurs(files.regencies),
		readOurs(files.districts),
		readOurs(files.villages),
	]);
	return { regencies, districts, villages };
}

async function readOurs(name: string): Promise<Area[]> {
	const text = await readFile(new URL(name, package_), 'utf8');
	return text
		.split('\n')
		.filter((line) => line.startsWith(`${province}.`))
		.map((line) => {
			const [, code, parent, name] = line.trim().match(/^([\d.]+),([\d.]+),"?(.+?)"?$/) ?? [];
			if (!code || !parent || !name) throw new Error(`idn-area-data: unreadable line: ${line}`);
			return { code, parent, name: name.replaceAll('""', '"') };
		});
}
