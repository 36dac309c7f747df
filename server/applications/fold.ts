import type { Answers, Value } from '#rules';
import type { Application, ApplicationEvent, Change, Correction, Outcome, PaperFile } from './application.ts';

/** The part of an application that events make. */
export type Folded = Pick<
	Application,
	| 'state'
	| 'enteredAt'
	| 'seq'
	| 'answers'
	| 'files'
	| 'findings'
	| 'ticked'
	| 'correction'
	| 'movedBy'
	| 'invoiceId'
	| 'settledAt'
	| 'outcome'
	| 'endedAt'
> & { holder: { pemda: string; officeId: string } | null };

const empty: Folded = {
	...{ state: '', enteredAt: new Date(0), seq: 0, answers: {}, files: [], findings: {}, ticked: [] },
	...{ correction: null, movedBy: [], invoiceId: null, settledAt: null, outcome: null, endedAt: null },
	holder: null,
};

/** What some events, in order, add up to. */
export function foldEvents(events: Pick<ApplicationEvent, 'seq' | 'at' | 'diff'>[]): Folded {
	return events.reduce((so, { seq, at, diff }) => applyChange(so, diff, { seq, at }), empty);
}

/** One event more. A new state begins with nothing ticked and, unless the event says otherwise, nothing to correct. */
export function applyChange(so: Folded, diff: Change, { seq, at }: { seq: number; at: Date }): Folded {
	const enters = diff.state !== undefined;
	return {
		...so,
		seq,
		...(enters ? entered(diff, at) : {}),
		...(diff.answers ? { answers: merged(so.answers, diff.answers) } : {}),
		...(diff.findings ? { findings: merged(so.findings, diff.findings) } : {}),
		...pick<PaperFile[], 'files'>('files', diff.files),
		...(diff.ticked && !enters ? { ticked: diff.ticked } : {}),
		...pick<Correction | null, 'correction'>('correction', diff.correction),
		...pick<string[], 'movedBy'>('movedBy', diff.movedBy),
		...pick<string | null, 'invoiceId'>('invoiceId', diff.invoiceId),
		...(diff.settledAt === undefined ? {} : { settledAt: diff.settledAt ? new Date(diff.settledAt) : null }),
		...(diff.outcome ? { ...pick<Outcome, 'outcome'>('outcome', diff.outcome), endedAt: at } : {}),
		...(diff.holder ? { holder: diff.holder } : {}),
	};
}

function entered({ state = '' }: Change, at: Date): Partial<Folded> {
	return { state, enteredAt: at, ticked: [], correction: null };
}

function pick<T, K extends string>(key: K, value: T | undefined): { [key in K]?: T } {
	return value === undefined ? {} : ({ [key]: value } as { [key in K]: T }); // the one key given
}

function merged(before: Answers, changed: Answers): Answers {
	const all: [string, Value][] = Object.entries({ ...before, ...changed });
	return Object.fromEntries(all.filter(([, value]) => value !== null));
}
