import { readPlace, writePlace } from '#lib/payment-pages.ts';
import { invoiceTone } from '#lib/payment-view.ts';
import { residentOf } from '#lib/resident.ts';
import { listOwnInvoices } from '#payments';
import { now } from '#platform/clock';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const before = readPlace(url);
	const { invoices, next } = await listOwnInvoices(resident, before);
	const at = now();
	return {
		for: resident.actsFor?.name ?? null,
		rows: invoices.map((one) => ({
			href: `/bayar/${one.pemda}/${one.id}`,
			...{ number: one.number, title: one.title[locals.lang], total: one.total, payer: one.payer.name },
			tone: invoiceTone(one, at),
			status: locals.t(`payments.status.${one.status}`),
			day: one.settledAt ?? one.endedAt ?? one.dueAt,
			isOpen: one.status === 'open',
		})),
		next: next ? `/akun/pembayaran?${writePlace(next)}` : null,
		first: before ? '/akun/pembayaran' : null,
	};
};
