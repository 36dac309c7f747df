import { now } from '#platform/clock';
import { type Db, db } from '#platform/db';
import { newId } from '#platform/ids';
import { getPemda } from '#regions';
import type { NewCase } from './case.ts';
import { codeFor, hashOfCode, newNumber } from './case-number.ts';
import type { ClockCode } from './clock-rules.ts';
import { judgePicture } from './judge-picture.ts';
import { planDeadlines } from './plan-deadlines.ts';
import { insertCase } from './store/open.ts';

export type Receipt = {
	pemda: string;
	caseId: string;
	number: string;
	/** The secret that opens the case to the person; the same again for the same key. */
	code: string;
	dueAt: Date;
	/** This key had opened the case before. */
	already: boolean;
};

/**
 * Opens a case with everything it entails, in one statement. Safe to call twice, also at the same moment: the same
 * `key` is the same case and the same receipt. The clocks verify, solve and (when it will be public) moderate start now;
 * none of an application, which is due as its opener says.
 */
export async function openCase(newCase: NewCase, on: Db = db, before: Before = {}): Promise<Receipt> {
	const receiptKey = before.receiptKey ?? newCase.key;
	const opening = await prepare(on, newCase, receiptKey, before.filedAt ?? now());
	// A twin that committed while our statement ran is invisible to its snapshot: the second look sees it.
	const opened = (await insertCase(on, opening)) ?? (await insertCase(on, opening));
	if (!opened) throw new Error('A case was neither opened nor found by its key');
	const { fresh, ...receipt } = opened;
	return { ...receipt, code: codeFor(receiptKey), already: !fresh };
}

/** For a case made of an older one: its first day, and the key whose receipt opens it. */
type Before = { filedAt?: Date; receiptKey?: string };

async function prepare(on: Db, newCase: NewCase, receiptKey: string, at: Date) {
	const caseId = newId();
	const codes = codesOf(newCase);
	const deadlines = await planDeadlines(codes, { class: newCase.class, pemda: newCase.pemda, startedAt: at });
	const number = newNumber((await getPemda(newCase.pemda)).numberPrefix);
	const dueOf = (code: ClockCode) =>
		deadlines.find((clock) => clock.code === code)?.dueAt ?? newCase.dueAt ?? at;
	return {
		case: newCase,
		files: await judgeAll(on, newCase, caseId, at),
		caseId,
		number,
		accessHash: hashOfCode(number, codeFor(receiptKey)),
		custodyId: newId(),
		entryId: newId(),
		auditId: newId(),
		at,
		deadlines,
		dueAt: dueOf('solve'),
		firstDueAt: new Date(Math.min(dueOf('verify').getTime(), dueOf('solve').getTime())),
	};
}

function codesOf({ class: of, privacy }: NewCase): ClockCode[] {
	if (of === 'application') return [];
	return privacy === 'confidential' ? ['verify', 'solve'] : ['verify', 'solve', 'moderate'];
}

/** What the desk should know of the person's own photos: used before, or taken elsewhere. */
function judgeAll(on: Db, { attachments, lat, lon }: NewCase, caseId: string, filedAt: Date) {
	const of = { caseId, purpose: 'report', place: { lat, lon }, filedAt } as const;
	return Promise.all(
		attachments.map(async (file) => ({ ...file, id: newId(), ...(await judgePicture(on, file, of)) })),
	);
}
