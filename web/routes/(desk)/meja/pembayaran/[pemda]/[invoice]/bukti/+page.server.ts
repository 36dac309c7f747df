import { deskOfficerOf } from '#lib/officer.ts';
import { receiptOf } from '#lib/receipt-view.ts';
import { getInvoice } from '#payments';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const ref = { pemda: params.pemda, invoiceId: params.invoice };
	return { receipt: await receiptOf(await getInvoice(deskOfficerOf(locals), ref), locals) };
};
