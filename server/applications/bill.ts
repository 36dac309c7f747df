import { cancelInvoice, listInvoicesOf, openInvoice } from '#payments';
import { Refusal } from '#platform/refusal';
import { addWorkingDays, dayOf } from '#platform/workdays';
import { getCalendar, getOffice } from '#regions';
import { type Answers, answersReadBy } from '#rules';
import { decide, type Transition } from '#services';
import { subjectOf } from './application.ts';
import { applicationRules } from './application-rules.ts';
import { append, bySystem, factsNow, stateIn, type Work } from './work.ts';

/** Fees for the answers and findings as they stand, under the version it was sent with. Nothing to pay is settled at once. */
export async function bill(work: Work, transition: Transition): Promise<void> {
	const { tx, definition, app, at } = work;
	const { total, charges } = decide(definition, app.answers, dayOf(at), app.findings);
	if (total === null) throw new Refusal('conflict', 'applications/fee-unknown');
	await takeBack(work);
	if (total === 0) {
		const settledAt = at.toISOString();
		await append(work, 'settled', { settledAt, about: { total } }, { by: bySystem });
		return;
	}
	const office = await getOffice(app.pemda, app.homeOfficeId);
	const { invoiceId, number } = await openInvoice(tx, {
		...{ pemda: app.pemda, subject: subjectOf(app), key: String(app.seq + 1) },
		payer: { kind: app.applicantKind, id: app.applicantId, name: app.applicantName },
		office: { id: office.id, name: office.name },
		title: definition.title,
		lines: charges
			.filter(({ amount }) => amount > 0)
			.map((one) => ({
				...{ fee: one.id, label: one.label, amount: one.amount, trace: one.steps },
				inputs: inputsOf(work, one.id),
			})),
		dueAt: await payBy(work, transition),
	});
	const about = { invoice: number, total };
	await append(work, 'invoiced', { invoiceId, settledAt: null, about }, { by: bySystem });
}

/** The answers and findings a fee was worked out from. */
function inputsOf(work: Work, feeId: string): Answers {
	const { definition } = work;
	const fee = definition.fees.find(({ id }) => id === feeId);
	if (!fee) return {};
	const read = [fee.amount, ...(fee.when === undefined ? [] : [fee.when])].flatMap((rule) => [
		...answersReadBy(rule, definition.named),
	]);
	const { answers } = factsNow(work);
	return Object.fromEntries(read.map((field) => [field, answers[field] ?? null]));
}

async function payBy({ process, app, at }: Work, { to }: Transition): Promise<Date> {
	const days = stateIn(process, to).workingDays ?? applicationRules.paymentWorkingDays;
	return addWorkingDays(at, days, await getCalendar(app.pemda));
}

/** Whether its invoice is paid although the word of it has not come here yet. */
export async function isPaidUnheard({ tx, app }: Pick<Work, 'tx' | 'app'>): Promise<boolean> {
	if (!app.invoiceId || app.settledAt) return false;
	const invoices = await listInvoicesOf(tx, subjectOf(app));
	return invoices.some(({ id, status }) => id === app.invoiceId && status === 'paid');
}

/** An invoice nobody paid does not outlive what it was for; what was paid meanwhile stays paid, and can be refunded. */
export async function takeBack({ tx, app }: Work): Promise<void> {
	if (!app.invoiceId || app.settledAt) return;
	const reason = 'application-moved-on';
	try {
		await cancelInvoice(tx, { pemda: app.pemda, invoiceId: app.invoiceId, reason });
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.code !== 'payments/settled-already') throw thrown;
	}
}
