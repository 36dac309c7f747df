import { type RequestEvent, redirect } from '@sveltejs/kit';
import {
	acceptCase,
	addNote,
	addTask,
	answerCase,
	archiveCase,
	archiveReasons,
	askPerson,
	assignCase,
	attachEvidence,
	classes,
	findCaseRef,
	finishTask,
	formatNumber,
	getCaseFile,
	mergeCases,
	messagePerson,
	offerCase,
	publishCase,
	reclassifyCase,
	refuseCase,
	reopenCase,
	splitCase,
	startCase,
	unmergeCase,
	verifyCase,
	withholdCase,
} from '#casework';
import { hasDesk, listHolders, type Officer } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officeName, tellEntries, toneOf } from '#lib/case-view.ts';
import { loadInbox } from '#lib/inbox-view.ts';
import { findOffices } from '#lib/office-search.ts';
import { deskOfficerOf, readerOf } from '#lib/officer.ts';
import { filesOf, takeFiles } from '#lib/uploads.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { findPost, findRegion, findResponsible, findSubject, listAncestors, listSubjects } from '#regions';
import { maskPersonalData } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const officer = readerOf(locals);
	const { t, lang } = locals;
	const ref = await findCaseRef(officer, params.number);
	const file = await getCaseFile(officer, ref);
	const region = await findRegion(file.region);
	const place = region
		? [region, ...(await listAncestors(region.code))].map((one) => one.officialName).join(', ')
		: file.region;
	const routes = await findResponsible({ subject: file.subject, region: file.region });
	const looked = (url.searchParams.get('kantor') ?? '').trim().slice(0, 80);
	const held = file.custody.find(({ state }) => state === 'held');
	const known = routes.filter((office) => office.officeId !== file.holderOfficeId && !office.external);
	const found = looked ? await findOffices(looked, file.holderPemda) : [];
	return {
		inbox: hasDesk(officer) ? await loadInbox(officer, url, lang) : null,
		number: formatNumber(file.number),
		version: file.version,
		file: { ...file, entries: [] },
		tone: toneOf(file, now()),
		late: toneOf(file, now()) === 'late',
		subjectName: (await findSubject(file.subject))?.name[lang] ?? file.subject,
		place,
		holder: await officeName(file.holderPemda, file.holderOfficeId),
		offeredTo: await offeredTo(file.custody),
		lines: (await tellEntries(file.entries, t)).map((line, index) => ({
			...line,
			by: file.entries[index]?.actorName ?? '',
			inside: file.entries[index]?.visibility === 'internal',
			forPerson: file.entries[index]?.visibility === 'person',
		})),
		offices: [
			...known.map((office) => ({
				value: `${office.pemda}/${office.officeId}`,
				label: office.officeName,
				hint: `${t(office.reason.key, office.reason.params)} · ${office.legalBasis}`,
			})),
			...found.filter(({ value }) => !known.some(({ pemda, officeId }) => value === `${pemda}/${officeId}`)),
		],
		looked,
		// Who works where is for those who give them work.
		colleagues: file.possible.assign ? await colleaguesOf(file.holderPemda, file.holderOfficeId) : [],
		assignee: held?.assigneeId ?? '',
		subjects: (await listSubjects()).flatMap((group) =>
			group.subjects.map((subject) => ({
				value: subject.code,
				label: subject.name[lang],
				group: group.name[lang],
			})),
		),
		classes: [...classes],
		archiveReasons: [...archiveReasons],
		masked: {
			title: maskPersonalData(file.publishedTitle ?? file.title),
			body: maskPersonalData(file.publishedBody ?? file.body),
		},
	};
};

async function offeredTo(
	custody: { state: string; pemda: string; officeId: string }[],
): Promise<string | null> {
	const offer = custody.find(({ state }) => state === 'offered');
	return offer ? officeName(offer.pemda, offer.officeId) : null;
}

async function colleaguesOf(pemda: string, officeId: string) {
	const holders = await listHolders(pemda);
	const placed = await Promise.all(
		holders.map(async (holder) => ({ holder, post: await findPost(holder.pemda, holder.postId) })),
	);
	return placed
		.filter(({ post }) => post?.officeId === officeId)
		.map(({ holder }) => ({ value: holder.accountId, label: holder.name }));
}

type Ref = { pemda: string; caseId: string; seenVersion?: number };

/** Runs one act of the officer on this case, as they saw it; then shows the case again. */
function onCase(event: RequestEvent, run: (officer: Officer, ref: Ref, form: FormData) => Promise<unknown>) {
	return act(event, async (form) => {
		const officer = deskOfficerOf(event.locals);
		const { pemda, caseId } = await findCaseRef(officer, event.params.number ?? '');
		const seen = Number(textOf(form, 'version'));
		await run(officer, { pemda, caseId, ...(seen > 0 ? { seenVersion: seen } : {}) }, form);
		const kept = new URLSearchParams(
			[...event.url.searchParams].filter(([name]) => ['lihat', 'status', 'q'].includes(name)),
		);
		redirect(303, `/meja/${event.params.number}${kept.size > 0 ? `?${kept}` : ''}`);
	});
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
			const into = await findCaseRef(officer, textOf(form, 'into'));
			await mergeCases(officer, { ...ref, into });
		}),
	unmerge: (event) => onCase(event, unmergeCase),
	split: (event) =>
		onCase(event, (officer, ref, form) =>
			splitCase(officer, {
				...ref,
				title: textOf(form, 'title'),
				body: textOf(form, 'body'),
				subject: textOf(form, 'subject'),
				key: textOf(form, 'key'),
			}),
		),
	reopen: (event) =>
		onCase(event, (officer, ref, form) => reopenCase(officer, { ...ref, reason: textOf(form, 'reason') })),
};
