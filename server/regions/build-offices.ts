import { v5 } from 'uuid';
import type { OfficeKind, PostRole } from './office.ts';
import { nationalAgencies } from './pemda.ts';
import type { Facts } from './read-facts.ts';
import { province, type Region } from './region.ts';

export type OfficeRow = {
	pemda: string;
	id: string;
	slug: string;
	name: string;
	shortName: string;
	kind: OfficeKind;
	parentId: string | null;
	functions: string[];
	region: string;
	external: boolean;
};
export type PostRow = {
	pemda: string;
	id: string;
	officeId: string;
	title: string;
	role: PostRole;
	oversees: string | null;
};

/** Ids follow from government and slug, so that loading the same facts anywhere gives the same ids. */
const idSpace = '6f0b6c1e-0f0a-5c55-9d4e-1f2b7f3c1201';
export const officeId = (pemda: string, slug: string) => v5(`office ${pemda} ${slug}`, idSpace);
export const ruleId = (content: string) => v5(`rule ${content}`, idSpace);

type Described = {
	slug: string;
	name: string;
	short: string;
	kind: OfficeKind;
	parent?: string | undefined;
	functions: string[];
};

/** Every office: the real ones of the province, the usual set of each kabupaten and kota, kecamatan, villages, the state's. */
export function buildOffices(facts: Facts, regions: Region[]): OfficeRow[] {
	const local = facts.governments
		.filter((government) => government.code !== province)
		.flatMap((government) => localOffices(facts, government, regions));
	return [
		...facts.province.offices.map((office) => row(province, province, office)),
		...local,
		...regions.filter((region) => region.level > 2).map(areaOffice),
		...facts.national.offices.map((office) => ({
			...row(nationalAgencies, province, { ...office, kind: 'national' as const }),
			external: true,
		})),
	];
}

function row(pemda: string, region: string, office: Described): OfficeRow {
	return {
		pemda,
		id: officeId(pemda, office.slug),
		slug: office.slug,
		name: office.name,
		shortName: office.short,
		kind: office.kind,
		parentId: office.parent ? officeId(pemda, office.parent) : null,
		functions: office.functions,
		region,
		external: false,
	};
}

type Government = Facts['governments'][number];

function localOffices({ local }: Facts, government: Government, regions: Region[]): OfficeRow[] {
	const { code } = government;
	const hasVillages = regions.some((region) => region.pemda === code && region.kind === 'desa');
	const usual = local.offices
		.filter((office) => office.where !== 'villages' || hasVillages)
		.filter((office) => office.where !== 'waters' || local.waters.includes(code))
		.map((office) => ({
			...office,
			name: fill(office.name, government),
			short: fill(office.short, government),
		}));
	const named = local.named.filter((office) => office.pemda === code);
	const own = new Map<string, Described>(usual.map((office) => [office.slug, office]));
	for (const { slug, absent, ...rest } of named) {
		const known = own.get(slug);
		if (absent) own.delete(slug);
		else
			own.set(slug, {
				...(known ?? { kind: 'opd', functions: [], name: '', short: '' }),
				...given(rest),
				slug,
			});
	}
	return [...own.values()].map((office) => row(code, code, office));
}

function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	const kept = Object.entries(values).filter(([, value]) => value !== undefined);
	// Object.fromEntries forgets which keys it was given; only undefined values were left out.
	return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function fill(text: string, government: Government): string {
	const leaderTitle = government.kind === 'city' ? 'Wali Kota' : 'Bupati';
	return text
		.replace('{leader}', `${leaderTitle} ${government.short_name}`)
		.replace('{leaderTitle}', leaderTitle)
		.replace('{name}', government.name);
}

function areaOffice(region: Region): OfficeRow {
	const village = region.level === 4;
	return {
		pemda: region.pemda,
		id: officeId(region.pemda, `${region.kind}-${region.code}`),
		slug: `${region.kind}-${region.code}`,
		name: `Kantor ${region.officialName}`,
		shortName: region.officialName,
		kind: village ? (region.kind === 'kelurahan' ? 'kelurahan' : 'desa') : 'kecamatan',
		parentId: village
			? officeId(region.pemda, `kecamatan-${region.parent}`)
			: officeId(region.pemda, 'sekretariat-daerah'),
		functions: [village ? 'village-office' : 'district-office'],
		region: region.code,
		external: false,
	};
}
