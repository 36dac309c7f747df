import { type RequestEvent, redirect } from '@sveltejs/kit';
import {
	acceptCase,
	addNote,
	addTask,
	answerCase,
	archiveCase,
	askPerson,
	assignCase,
	attachEvidence,
	findCaseRef,
	finishTask,
	formatNumber,
	mergeCases,
	messagePerson,
	offerCase,
	publishCase,
	recallOffer,
	reclassifyCase,
	refuseCase,
	reopenCase,
	reopenTask,
	splitCase,
	startCase,
	unmergeCase,
	verifyCase,
	withholdCase,
} from '#casework';
import type { Officer } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { loadCase } from '#lib/case-page.ts';
import { readInboxQuery } from '#lib/inbox-query.ts';
import { deskOfficerOf, readerOf } from '#lib/officer.ts';
import { filesOf, takeFiles } from '#lib/uploads.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

/** What was done, to say so above the case; some of it can be taken back there. */
const sayable = [
	...[
		'verify',
		'start',
		'message',
		'ask',
		'note',
		'offer',
		'recall',
		'accept',
		'refuse',
		'assign',
		'evidence',
	],
	...['answer', 'task', 'task-done', 'task-again', 'reclassify', 'archive', 'publish', 'withhold', 'merge'],
	...['unmerge', 'split', 'reopen'],
];

export const load: PageServerLoad = async (event) => ({
	...(await loadReport(event)),
	done: sayable.find((act) => act === event.url.searchParams.get('sudah')) ?? null,
	made: /^[0-9A-Z-]{12,14}$/.exec(event.url.searchParams.get('baru') ?? '')?.[0] ?? null,
});

/** An application has a page of its own. */
async function loadReport(event: Parameters<PageServerLoad>[0]) {
	const shown = await loadCase(readerOf(event.locals), event.params.number, event);
	if (shown.file.class === 'application') redirect(303, `/meja/permohonan/${shown.number}`);
	return shown;
}

type Ref = { pemda: string; caseId: string; seenVersion?: number };

/** Runs one act of the officer on this case, as they saw it; then shows the case again, with a word about what was done. */
function onCase(event: RequestEvent, run: (officer: Officer, ref: Ref, form: FormData) => Promise<unknown>) {
	return act(event, async (form) => {
		const officer = deskOfficerOf(event.locals);
		const { pemda, caseId } = await findCaseRef(officer, event.params.number ?? '');
		const seen = Number(textOf(form, 'version'));
		const ref = { pemda, caseId, ...(seen > 0 ? { seenVersion: seen } : {}) };
		const made = await run(officer, ref, form);
		redirect(303, await wayOn(event, officer, made));
	});
}

async function wayOn(event: RequestEvent, officer: Officer, made: unknown): Promise<string> {
	const { keep } = await readInboxQuery(officer, event.url, now());
	const done = [...event.url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? '';
	const words = new URLSearchParams([...new URLSearchParams(keep), ['sudah', done]]);
	if (typeof made === 'string') words.set('baru', made);
	// Who refused a confidential case does not see it any more.
	return done === 'refuse' ? `/meja?${words}` : `/meja/${event.params.number}?${words}`;
}

function officeIn(form: FormData): { pemda: string; officeId: string } {
	const [pemda = '', officeId = ''] = textOf(form, 'office').split('/');
	if (!/^[0-9a-f-]{36}$/.test(officeId)) {
		throw new Refusal('invalid', 'casework/no-such-office', {
			fields: { office: 'refusal.casework.no-such-office' },
		});
	}
	return { pemda, officeId };
}

export const actions: Actions = {
	verify: (event) => onCase(event, verifyCase),
	start: (event) =>
		onCase(event, (officer, ref, form) => startCase(officer, { ...ref, plan: textOf(form, 'plan') })),
	message: (event) =>
		onCase(event, (officer, ref, form) => messagePerson(officer, { ...ref, text: textOf(form, 'text') })),
	ask: (event) =>
		onCase(event, (officer, ref, form) => askPerson(officer, { ...ref, text: textOf(form, 'text') })),
	note: (event) =>
		onCase(event, (officer, { pemda, caseId }, form) =>
			addNote(officer, { pemda, caseId, text: textOf(form, 'text') }),
		),
	offer: (event) =>
		onCase(event, (officer, ref, form) =>
			offerCase(officer, { ...ref, to: officeIn(form), reason: textOf(form, 'reason') }),
		),
	recall: (event) => onCase(event, recallOffer),
	accept: (event) => onCase(event, acceptCase),
	refuse: (event) =>
		onCase(event, (officer, ref, form) => refuseCase(officer, { ...ref, reason: textOf(form, 'reason') })),
	assign: (event) =>
		onCase(event, (officer, ref, form) =>
			assignCase(officer, { ...ref, assignee: textOf(form, 'assignee') || null }),
		),
	evidence: (event) =>
		onCase(event, async (officer, { pemda, caseId }, form) => {
			const files = await takeFiles(filesOf(form, 'files'), 10);
			if (files.length > 0) await attachEvidence(officer, { pemda, caseId, files });
		}),
	answer: (event) =>
		onCase(event, async (officer, ref, form) => {
			const files = await takeFiles(filesOf(form, 'files'), 10);
			const { pemda, caseId } = ref;
			if (files.length > 0) await attachEvidence(officer, { pemda, caseId, files });
			const seen = files.length > 0 ? { pemda, caseId } : ref;
			await answerCase(officer, {
				...seen,
				text: textOf(form, 'text'),
				withoutEvidence: textOf(form, 'withoutEvidence'),
			});
		}),
	task: (event) =>
		onCase(event, (officer, { pemda, caseId }, form) =>
			addTask(officer, { pemda, caseId, text: textOf(form, 'text'), dueOn: textOf(form, 'dueOn') || null }),
		),
	'task-done': (event) =>
		onCase(event, (officer, { pemda, caseId }, form) =>
			finishTask(officer, { pemda, caseId, taskId: textOf(form, 'task') }),
		),
	'task-again': (event) =>
		onCase(event, (officer, { pemda, caseId }, form) =>
			reopenTask(officer, { pemda, caseId, taskId: textOf(form, 'task') }),
		),
	reclassify: (event) =>
		onCase(event, (officer, ref, form) =>
			reclassifyCase(officer, {
				...ref,
				title: textOf(form, 'title'),
				class: textOf(form, 'class'),
				subject: textOf(form, 'subject'),
				region: textOf(form, 'region'),
			}),
		),
	archive: (event) =>
		onCase(event, (officer, ref, form) =>
			archiveCase(officer, {
				...ref,
				reason: textOf(form, 'reason'),
				explanation: textOf(form, 'explanation'),
			}),
		),
	publish: (event) =>
		onCase(event, (officer, ref, form) =>
			publishCase(officer, {
				...ref,
				title: textOf(form, 'title'),
				body: textOf(form, 'body'),
				photos: form.getAll('photos').map(String),
			}),
		),
	withhold: (event) =>
		onCase(event, (officer, ref, form) => withholdCase(officer, { ...ref, reason: textOf(form, 'reason') })),
	merge: (event) =>
		onCase(event, async (officer, ref, form) => {
			const into = await findCaseRef(officer, textOf(form, 'number') || textOf(form, 'into'));
			await mergeCases(officer, { ...ref, into });
		}),
	unmerge: (event) => onCase(event, unmergeCase),
	split: (event) =>
		onCase(event, async (officer, ref, form) => {
			const { number } = await splitCase(officer, {
				...ref,
				title: textOf(form, 'title'),
				body: textOf(form, 'body'),
				subject: textOf(form, 'subject'),
				key: textOf(form, 'key'),
			});
			return formatNumber(number);
		}),
	reopen: (event) =>
		onCase(event, (officer, ref, form) => reopenCase(officer, { ...ref, reason: textOf(form, 'reason') })),
};
