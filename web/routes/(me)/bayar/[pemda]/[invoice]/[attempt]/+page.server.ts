import { setTimeout as wait } from 'node:timers/promises';
import { redirect } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { act } from '#lib/act.ts';
import { wayName } from '#lib/payment-view.ts';
import { residentOf } from '#lib/resident.ts';
import { askAnew, bankName, getInvoice } from '#payments';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

type At = { locals: App.Locals; params: { pemda: string; invoice: string; attempt: string } };

const fileOf = ({ locals, params }: At) =>
	getInvoice(residentOf(locals), { pemda: params.pemda, invoiceId: params.invoice });

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const { t, lang } = locals;
	const { invoice, attempts } = await fileOf({ locals, params });
	const attempt = attempts.find(({ id }) => id === params.attempt);
	if (!attempt) throw new Refusal('not-found', 'payments/no-such-invoice');
	const { method, status, outcome, qr, account, expiresAt, amount } = attempt;
	return {
		...{ pemda: invoice.pemda, id: invoice.id, title: invoice.title[lang], number: invoice.number },
		...{ method, amount, account, expiresAt, reference: attempt.reference },
		way: wayName(attempt, bankName, t),
		is: outcome ?? status,
		qr: qr && status === 'pending' ? renderSVG(qr, { border: 4 }) : null,
		code: qr && status === 'pending' ? qr : null,
		asked: url.searchParams.has('ditanyakan'),
	};
};

const looks = 10;
const lookEveryMs = 200;

export const actions: Actions = {
	default: (event) =>
		act(event, async () => {
			const { pemda, invoice, attempt } = event.params;
			const here = `/bayar/${pemda}/${invoice}`;
			await askAnew(residentOf(event.locals), { pemda, invoiceId: invoice });
			for (let look = 0; look < looks; look++) {
				if ((await fileOf(event)).invoice.status !== 'open') redirect(303, here);
				await wait(lookEveryMs);
			}
			redirect(303, `${here}/${attempt}?ditanyakan`);
		}),
};
