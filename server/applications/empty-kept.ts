import { emptyCase } from '#casework';
import { listMoneyOf, type Money } from '#payments';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { subjectOf } from './application.ts';
import { applicationRules } from './application-rules.ts';
import { keepInSight, lockApplication } from './store/application.ts';
import { callEmpty, selectToEmpty, type ToEmpty } from './store/retention.ts';
import { append, bySystem, keep, workOn } from './work.ts';

const atOnce = 100;
const keeper = { kind: 'system', name: 'retention' } as const;

/**
 * Takes answers, files and the conversation out of applications whose term has passed: the term is that of the definition
 * each was sent under, counted from the day it ended; its last day is still kept, by the calendar of Medan. Issued documents
 * hold their own data and are verified as before. What is under way or in dispute stays until it is over. One transaction
 * each; run twice, or by two at once, it does so once. Returns how many.
 */
export async function emptyKept(): Promise<number> {
	const today = dayOf(now());
	let emptied = 0;
	for (let after: ToEmpty | undefined; ; ) {
		const page = await withScope({ system: true }, (tx) =>
			selectToEmpty(tx, { today, after, limit: atOnce }),
		);
		for (const one of page) if (await emptyOne(one)) emptied++;
		after = page.at(-1);
		if (page.length < atOnce) return emptied;
	}
}

async function emptyOne({ pemda, id }: ToEmpty): Promise<boolean> {
	return withScope({ system: true }, async (tx) => {
		const app = await lockApplication(tx, pemda, id);
		if (!app || app.emptiedAt) return false;
		if ((await listMoneyOf(tx, keeper, subjectOf(app))).some(isUnderWay)) return false;
		await keepInSight(tx, id);
		// a case that is not over keeps what was written in it, and so does its application
		if (!(await emptyCase(tx, { pemda, caseId: id }))) return false;
		if (!(await callEmpty(tx, app, now())))
			throw new Error('An application that is still kept was to be emptied');
		const { basis } = applicationRules.retention;
		const emptied = { ...app, answers: {}, files: [], findings: {}, correction: null, emptiedAt: now() };
		const work = await workOn(tx, keeper, bySystem, emptied);
		await append(work, 'emptied', { about: { basis, keptUntil: app.keepUntil } });
		await keep(work, 'empty-application');
		await record(tx, {
			...{ pemda, actor: 'system:retention', act: 'applications/empty-application' },
			subject: app.applicantKind === 'person' ? `account:${app.applicantId}` : `business:${app.applicantId}`,
			detail: { application: `${pemda}:${id}`, reason: 'retention', basis },
		});
		return true;
	});
}

/** Not paid and not ended, or on its way back: somebody may still ask what it was for. */
const isUnderWay = ({ invoice, refunds }: Money) =>
	invoice.status === 'open' ||
	refunds.some(({ decision, doneAt, failedAt }) => decision !== 'refused' && !doneAt && !failedAt);
