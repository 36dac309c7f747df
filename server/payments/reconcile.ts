import { now } from '#platform/clock';
import { announce } from '#platform/events';
import { log } from '#platform/log';
import { asSystem } from './as-system.ts';
import { askProvider } from './ask-provider.ts';
import { nextAsk, ourselves } from './invoice.ts';
import { findProvider } from './provider.ts';
import { sendRefund } from './send-refund.ts';
import { type AttemptRef, selectAttempt, selectToAsk, updateAsked } from './store/attempts.ts';
import { insertEvent } from './store/events.ts';
import { lockInvoice, selectOverdue, updateEnded } from './store/invoices.ts';
import { type RefundRef, selectRefundsToAsk, updateRefundNext } from './store/refunds.ts';

const most = 200;
const lanes = 4;
/** So many silences in a row, and the provider is left alone until the next round. */
const patience = 8;
const refundAgainMs = 5 * 60_000;

/**
 * The truth of everything that is open, asked of the provider: what a lost callback never said, what a killed process
 * never finished. Then ends what is overdue. Returns how many answers came. Without a provider nothing expires.
 */
export async function reconcile(): Promise<number> {
	const provider = findProvider();
	if (!provider) return 0;
	const attempts = await asSystem((tx) => selectToAsk(tx, provider.name, now(), most));
	const refunds = await asSystem((tx) => selectRefundsToAsk(tx, provider.name, now(), most));
	const answered = await inLanes([
		...attempts.map((ref) => () => askOne(ref)),
		...refunds.map((ref) => () => sendOne(ref)),
	]);
	await expireOverdue();
	return answered;
}

async function inLanes(work: (() => Promise<boolean>)[]): Promise<number> {
	let [answered, silences] = [0, 0];
	const left = [...work];
	const lane = async () => {
		for (let one = left.shift(); one !== undefined && silences < patience; one = left.shift()) {
			if (await one()) [answered, silences] = [answered + 1, 0];
			else silences++;
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return answered;
}

async function askOne(ref: AttemptRef): Promise<boolean> {
	try {
		await askProvider(ref);
		return true;
	} catch (error) {
		tellSilence(error);
		await asSystem(async (tx) => {
			const attempt = await selectAttempt(tx, ref);
			if (!attempt) return;
			const { asks, endedAt, startedAt } = attempt;
			await updateAsked(tx, ref, { at: now(), next: nextAsk(now(), { asks, endedAt, started: startedAt }) });
		});
		return false;
	}
}

async function sendOne(ref: RefundRef): Promise<boolean> {
	try {
		await sendRefund(ref);
		return true;
	} catch (error) {
		tellSilence(error);
		await asSystem((tx) => updateRefundNext(tx, ref, new Date(now().getTime() + refundAgainMs)));
		return false;
	}
}

function tellSilence(error: unknown): void {
	log.warn({ why: error instanceof Error ? error.name : 'unknown' }, 'no answer of the payment provider');
}

/** Each in a transaction of its own; one whose payment comes in meanwhile is left. */
async function expireOverdue(): Promise<void> {
	const overdue = await asSystem((tx) => selectOverdue(tx, now()));
	for (const ref of overdue) {
		await asSystem(async (tx) => {
			const invoice = await lockInvoice(tx, ref);
			const still = (await selectOverdue(tx, now())).some(({ invoiceId }) => invoiceId === ref.invoiceId);
			if (invoice.status !== 'open' || !still) return;
			const at = now();
			await updateEnded(tx, ref, { status: 'expired', at, by: ourselves.label, reason: '' });
			await insertEvent(tx, ref, { kind: 'expired', at, actor: ourselves.label });
			await announce(tx, 'payments.expired', ref.pemda, { ...ref, subject: invoice.subject });
		});
	}
}
