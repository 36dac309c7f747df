import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { takePapers } from '#lib/take-papers.ts';
import { Refusal } from '#platform/refusal';
import { getPemda, listOffices } from '#regions';
import {
	assignDocument,
	listEvidence,
	listTasks,
	liveQueries,
	mostFiles,
	plannedBy,
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
	const { name, areaName, standing, last, action, points, isMine, dueAt } = task;
	const plans = plannedBy(officer).includes(ref.pemda);
	return {
		...{ ...ref, points, dueAt, plans },
		mayBring: isMine && standing?.state !== 'accepted' && !(last && !last.verdict),
		government: (await getPemda(ref.pemda)).name,
		name: name[lang],
		area: areaName[lang],
		state: last?.verdict?.kind === 'returned' ? 'returned' : (standing?.state ?? 'missing'),
		office: action?.officeName ?? '',
		offices: plans
			? (await listOffices(ref.pemda)).map(({ id, name: office }) => ({ value: id, label: office }))
			: [],
		live: [...liveQueries],
		most: mostFiles,
		evidence: (await listEvidence(officer, ref)).map(({ id, note, at, byName, files, verdict }) => ({
			...{ id, note, at, byName, verdict },
			files: files.map(({ name: file, sha256 }) => ({ name: file, sha256 })),
		})),
	};
};

export const actions: Actions = {
	submit: (event) =>
		act(event, async (form) => {
			const officer = deskOfficerOf(event.locals);
			await submitEvidence(officer, {
				...refOf(event.params),
				note: textOf(form, 'note'),
				coversFrom: textOf(form, 'coversFrom'),
				coversTo: textOf(form, 'coversTo'),
				mayPublish: textOf(form, 'mayPublish') === 'on',
				again: textOf(form, 'again') === 'on',
				live: textOf(form, 'live') || undefined,
				files: await takePapers(form, 'files', mostFiles),
			});
			redirect(303, '/meja/renaksi');
		}),
	assign: (event) =>
		act(event, async (form) => {
			const [officeId, dueOn] = [textOf(form, 'office'), textOf(form, 'dueOn')];
			const what = { target: textOf(form, 'target'), unit: textOf(form, 'unit') };
			await assignDocument(deskOfficerOf(event.locals), { ...refOf(event.params), officeId, dueOn, ...what });
			redirect(303, event.url.pathname);
		}),
};
