/** Words with a sentence of explanation: `portal.term.<id>.word` and `portal.term.<id>.meaning`. */
export const terms = [
	'pemda',
	'opd',
	'kecamatan',
	'kelurahan',
	'pengaduan',
	'pengawasan',
	'aspirasi',
	'permintaan-informasi',
	'pelimpahan',
	'pemegang',
	'tenggat',
	'hari-kerja',
	'cuti-bersama',
	'rahasia',
	'anonim',
	'bukti',
	'sanggahan',
	'skm',
	'median',
	'data-terbuka',
] as const;

export type TermId = (typeof terms)[number];
