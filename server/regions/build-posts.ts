import { v5 } from 'uuid';
import type { OfficeRow, PostRow } from './build-offices.ts';
import type { PostRole } from './office.ts';
import { nationalAgencies } from './pemda.ts';
import type { Facts } from './read-facts.ts';
import { province } from './region.ts';

const idSpace = 'd3f7c0a2-64a1-5d0e-8b3a-0a9c4f6e1202';

/**
 * The posts every office has: somebody who answers for it and somebody who does the work; the desk also sorts, the
 * secretariat has the secretary, the head of government stands alone. Who holds a post is not ours to know.
 */
export function buildPosts(offices: OfficeRow[]): PostRow[] {
	return offices
		.filter((office) => !office.external)
		.flatMap((office) =>
			postsOf(office).map(([role, title]) => ({
				pemda: office.pemda,
				id: v5(`post ${office.pemda} ${office.slug} ${role}`, idSpace),
				officeId: office.id,
				title,
				role,
				oversees: null,
			})),
		);
}

/**
 * Posts that only read: of an inspectorate, and of agencies of the state that work outside this platform. They are apart
 * from an office's own posts, for an office that handles reports does not oversee itself by its desk.
 */
export function buildOverseers({ province: own, local, national }: Facts, offices: OfficeRow[]): PostRow[] {
	const of = (pemda: string) =>
		pemda === province ? own.overseers : pemda === nationalAgencies ? national.overseers : local.overseers;
	return offices.flatMap((office) =>
		of(office.pemda)
			.filter(({ office: slug }) => slug === office.slug)
			.map(({ title, oversees }) => ({
				pemda: office.pemda,
				id: v5(`post ${office.pemda} ${office.slug} overseer`, idSpace),
				officeId: office.id,
				title,
				role: 'overseer' as const,
				oversees: oversees === 'all' ? '*' : office.pemda,
			})),
	);
}

function postsOf(office: OfficeRow): [PostRole, string][] {
	const officer: [PostRole, string] = ['officer', `Petugas ${office.shortName}`];
	switch (office.kind) {
		case 'leader':
			return [['regional-head', office.name]];
		case 'secretariat':
			return [officer, ['office-head', 'Asisten Sekretaris Daerah'], ['secretary', 'Sekretaris Daerah']];
		case 'desk':
			return [officer, ['triage', 'Petugas verifikasi'], ['office-head', 'Koordinator Pusat Pengaduan']];
		default: {
			const head: [PostRole, string] = ['office-head', headOf(office)];
			if (!office.functions.includes('communication')) return [officer, head];
			return [officer, head, ['administrator', 'Administrator platform']];
		}
	}
}

function headOf({ kind, name, shortName }: OfficeRow): string {
	if (kind === 'kecamatan') return shortName.replace('Kecamatan', 'Camat');
	if (kind === 'kelurahan') return shortName.replace('Kelurahan', 'Lurah');
	if (kind === 'desa') return `Kepala ${shortName}`;
	if (kind === 'inspectorate') return 'Inspektur';
	if (kind === 'uptd') return `Direktur ${name}`;
	if (kind === 'bumd') return `Direktur Utama ${name}`;
	if (name.startsWith('Sekretariat DPRD')) return 'Sekretaris DPRD';
	return `Kepala ${name}`;
}
