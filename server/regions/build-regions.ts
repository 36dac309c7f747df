import type { Area, readAreas } from './read-areas.ts';
import type { Facts } from './read-facts.ts';
import { type Level, pemdaOf, province, type Region, type RegionKind } from './region.ts';
import { spreadPoints } from './schematic-points.ts';
import { keyOf, wordsOf } from './search-key.ts';

export type RegionRow = Region & { key: string; own: string; words: string };

const kindNames: Record<RegionKind, string> = {
	provinsi: 'Provinsi',
	kabupaten: 'Kabupaten',
	kota: 'Kota',
	kecamatan: 'Kecamatan',
	kelurahan: 'Kelurahan',
	desa: 'Desa',
};

/** All places of the province, parents first. Refuses areas whose parent, and governments whose area, is missing. */
export function buildRegions(facts: Facts, areas: Awaited<ReturnType<typeof readAreas>>): RegionRow[] {
	const upper = facts.governments.map((government) => fromGovernment(government, facts));
	checkSame(upper, areas.regencies);
	const districts = below(upper, areas.districts, () => 'kecamatan');
	const villages = below(districts, areas.villages, (area) =>
		/\.1\d{3}$/.test(area.code) ? 'kelurahan' : 'desa',
	);
	return withKeys([...upper, ...districts, ...villages], facts.aliases);
}

type Government = Facts['governments'][number];

function fromGovernment(government: Government, facts: Facts): Region {
	const { code } = government;
	const kind =
		government.kind === 'province' ? 'provinsi' : government.kind === 'city' ? 'kota' : 'kabupaten';
	const { lat, lon } = government.lat === null ? middleOf(facts.governments) : government;
	if (lat === null || lon === null) throw new Error(`data/governments.csv: ${code} has no centre`);
	return {
		code,
		level: code === province ? 1 : 2,
		parent: code === province ? null : province,
		pemda: code,
		kind,
		name: government.short_name,
		officialName: government.name,
		population: government.population,
		areaKm2: government.area_km2,
		areaNote: government.area_note || null,
		lat,
		lon,
		pointKind: government.lat === null ? 'schematic' : 'official',
	};
}

/** The middle of the published centres stands for the province, which has none. */
function middleOf(governments: Government[]): { lat: number; lon: number } {
	const centres = governments.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }]));
	const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
	return { lat: mean(centres.map((c) => c.lat)), lon: mean(centres.map((c) => c.lon)) };
}

function checkSame(upper: Region[], regencies: Area[]): void {
	const ours = upper
		.filter((region) => region.level === 2)
		.map((region) => `${region.code} ${region.officialName}`);
	const theirs = regencies.map((area) => `${area.code} ${area.name}`);
	const lost = [
		...ours.filter((line) => !theirs.includes(line)),
		...theirs.filter((line) => !ours.includes(line)),
	];
	if (lost.length) throw new Error(`data/governments.csv and idn-area-data differ: ${lost.join('; ')}`);
}

function below(parents: Region[], areas: Area[], kindOf: (area: Area) => RegionKind): Region[] {
	const children = Map.groupBy(areas, (area) => area.parent);
	return parents.flatMap((parent) => {
		const own = (children.get(parent.code) ?? []).sort((a, b) => (a.code < b.code ? -1 : 1));
		const points = spreadPoints(parent, own.length);
		return own.map((area, index) => {
			const kind = kindOf(area);
			const { lat, lon } = points[index] ?? parent;
			return {
				code: area.code,
				level: levelBelow(parent),
				parent: parent.code,
				pemda: pemdaOf(area.code),
				kind,
				name: area.name,
				officialName: `${kindNames[kind]} ${area.name}`,
				population: null,
				areaKm2: null,
				areaNote: null,
				lat,
				lon,
				pointKind: 'schematic' as const,
			};
		});
	});
}

function levelBelow(parent: Region): Level {
	return parent.level === 2 ? 3 : 4;
}

function withKeys(regions: Region[], aliases: Facts['aliases']): RegionRow[] {
	const others = Map.groupBy(aliases, (row) => row.code);
	const names = new Map(regions.map((region) => [region.code, region.name]));
	const allNames = Map.groupBy(
		[
			...regions.map(({ code, name }) => ({ code, name })),
			...aliases.map(({ code, alias }) => ({ code, name: alias })),
		],
		(row) => row.code,
	);
	for (const { code, alias } of aliases)
		if (!names.has(code)) throw new Error(`data/aliases.csv: ${alias}: no ${code}`);
	return regions.map((region) => {
		const ownNames = [region.name, ...(others.get(region.code) ?? []).map((row) => row.alias)];
		const own = ownNames.map((name) => wordsOf(name).join(' '));
		const ownWords = [...own];
		own.push(...own.map((name) => name.replaceAll(' ', '')));
		if (region.kind === 'kota') own.push(wordsOf(region.officialName).join(' '));
		own.push(...shortNames(region, allNames.get(region.parent ?? '') ?? []));
		const around = [region.code.slice(0, 8), region.code.slice(0, 5)]
			.filter((code) => code !== region.code && code !== province)
			.flatMap((code) => wordsOf(names.get(code) ?? ''));
		const words = [...ownWords, around.join(' ')].join(' ').trim();
		return { ...region, key: keyOf(region.name), own: `|${[...new Set(own)].join('|')}|`, words };
	});
}

const sides = ['kota', 'utara', 'selatan', 'timur', 'barat', 'tengah', 'baru'];

/** 'Medan Belawan' is Belawan to people, 'Siantar Martoba' Martoba; 'Medan Kota' is not Kota. */
function shortNames(region: Region, around: { name: string }[]): string[] {
	if (region.kind !== 'kecamatan') return [];
	const words = wordsOf(region.name);
	return around
		.map(({ name }) => wordsOf(name))
		.filter((outer) => outer.length < words.length && outer.every((word, index) => word === words[index]))
		.map((outer) => words.slice(outer.length))
		.filter((rest) => !sides.includes(rest.join(' ')))
		.map((rest) => rest.join(' '));
}
