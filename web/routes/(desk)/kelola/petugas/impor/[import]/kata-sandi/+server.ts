import { redirect } from '@sveltejs/kit';
import { isFresh, takeFirstPasswords } from '#identity';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { RequestHandler } from './$types';

/** The list of first passwords, as a file, once. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
	const officer = officerOf(locals);
	const { pemda } = await managedGovernment(officer, url);
	const page = `/kelola/petugas/impor/${params.import}?pemda=${pemda}`;
	if (!(await isFresh(officer))) redirect(303, `/masuk/lagi?${new URLSearchParams({ kembali: page })}`);
	const lines = await takeFirstPasswords(officer, { pemda, importId: params.import });
	const cells = lines.map(({ name, email, password }) => [name, email, password].map(quote).join(';'));
	return new Response(`\ufeff${['nama;surel;kata_sandi_pertama', ...cells, ''].join('\r\n')}`, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="kata-sandi-pertama-${pemda}-${dayOf(now())}.csv"`,
			'cache-control': 'no-store',
		},
	});
};

/** Quoted, and never read as a formula by a spreadsheet. */
function quote(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}
