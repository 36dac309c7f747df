import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { listOwners, readAssignment } from '#lib/renaksi-assign.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { takePapers } from '#lib/take-papers.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { getPemda } from '#regions';
import {
	assignDocuments,
	findDraft,
	keepDraft,
	listEvidence,
	listLive,
	listTasks,
	liveAbsent,
	mostFiles,
	plannedBy,
	readLive,
	submitEvidence,
} from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

type Params = { pemda: string; year: string; document: string };
const refOf = ({ pemda, year, document }: Params) => ({ pemda, year: readYear(year), requirement: document });

export const load: PageServerLoad = async ({ params, locals }) => {
	const officer = deskOfficerOf(locals);
	const { lang } = locals;
	const ref = refOf(params);
	const task = (await listTasks(officer)).find(
		(one) => one.pemda === ref.pemda && one.year === ref.year && one.requirement === ref.requirement,
	);
	if (!task) throw new Refusal('not-found', 'renaksi/no-such-document');
	const { name, areaName, standing, state, last, action, points, isMine, dueAt } = task;
	const kept = await findDraft(officer, ref);
	const plans = plannedBy(officer).includes(ref.pemda);
	return {
		...{ ...ref, points, dueAt, plans },
		mayBring: isMine && standing?.state !== 'accepted' && !(last && !last.verdict),
		government: (await getPemda(ref.pemda)).name,
		name: name[lang],
		area: areaName[lang],
		state,
		office: action ? [action.officeName, action.postTitle].filter(Boolean).join(', ') : '',
		work: action?.work ?? '',
		target: action ? `${action.target} ${action.unit}` : '',
		owners: plans ? await listOwners(ref.pemda, locals.t('renaksi.owner.whoever')) : [],
		given: {
			...(action
				? {
						owner: [action.officeId, action.postId].filter(Boolean).join('/'),
						...{ work: action.work, target: action.target, unit: action.unit },
					}
				: {}),
			startsOn: action?.startsOn ?? dayOf(now()),
			dueOn: dayOf(new Date(dueAt.getTime() - 1)),
		},
		draft: kept
			? {
					...kept.draft,
					files: kept.draft.files.map(({ name: file, sha256, sizeBytes }) => ({
						name: file,
						sha256,
						sizeBytes,
					})),
				}
			: null,
		checks: (kept?.checks ?? []).map(({ rule, isMet, code, params }) => ({
			...{ rule, isMet, params },
			key: isMet ? `renaksi.check.${rule}` : `refusal.renaksi.${code}`,
		})),
		live: await listLive(ref.pemda),
		absent: [...liveAbsent],
		most: mostFiles,
		evidence: (await listEvidence(officer, ref)).map(({ id, note, at, byName, files, verdict, live }) => ({
			...{ id, note, at, byName, verdict, live: readLive(live) },
			files: files.map(({ name: file, sha256 }) => ({ name: file, sha256 })),
		})),
	};
};

const valuesOf = (form: FormData, name: string) =>
	form.getAll(name).filter((value) => typeof value === 'string');

function readEvidence(form: FormData) {
	const isTicked = (name: string) => textOf(form, name) === 'on';
	return {
		...{ note: textOf(form, 'note'), live: textOf(form, 'live') },
		...{ coversFrom: textOf(form, 'coversFrom'), coversTo: textOf(form, 'coversTo') },
		...{ mayPublish: isTicked('mayPublish'), again: isTicked('again') },
	};
}

export const actions: Actions = {
	submit: (event) =>
		act(event, async (form) => {
			const officer = deskOfficerOf(event.locals);
			const ref = refOf(event.params);
			const typed = readEvidence(form);
			const drop = valuesOf(form, 'drop');
			const { taken, refusal } = await takePapers(form, 'files');
			const draft = await keepDraft(officer, { ...ref, ...typed, files: taken, drop });
			if (refusal) throw refusal;
			if (draft && textOf(form, 'do') === 'check') redirect(303, `${event.url.pathname}#periksa`);
			await submitEvidence(officer, { ...ref, ...(draft ?? { ...typed, files: [] }) });
			redirect(303, '/meja/renaksi?lihat=menunggu&sudah=serahkan');
		}),
	assign: (event) =>
		act(event, async (form) => {
			const { requirement, ...ref } = refOf(event.params);
			const one = { ...ref, requirements: [requirement], ...readAssignment(form) };
			await assignDocuments(deskOfficerOf(event.locals), one);
			redirect(303, event.url.pathname);
		}),
};
