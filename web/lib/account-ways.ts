/** The pages of a resident's account, in the order people need them. */
export const accountWays = [
	{ href: '/akun', key: 'account.way.home' },
	{ href: '/akun/laporan', key: 'people.cases' },
	{ href: '/akun/permohonan', key: 'apply.own' },
	{ href: '/akun/pembayaran', key: 'payments.own' },
	{ href: '/akun/dokumen', key: 'documents.own' },
	{ href: '/akun/data', key: 'people.data' },
	{ href: '/akun/usaha', key: 'people.businesses' },
	{ href: '/akun/kuasa', key: 'people.mandates' },
	{ href: '/akun/jejak', also: '/akun/permintaan', key: 'people.ledger' },
	{ href: '/akun/persetujuan', key: 'people.consents' },
	{ href: '/akun/aplikasi', key: 'account.way.apps' },
	{ href: '/akun/keamanan', also: '/akun/penyedia', key: 'account.way.security' },
	{ href: '/akun/profil', key: 'account.way.profile' },
] as const;
