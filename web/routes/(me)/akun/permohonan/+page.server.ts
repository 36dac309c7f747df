import { dropDraft, listDrafts, listOwnApplications } from '#applications';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { stepsPath } from '#lib/apply-view.ts';
import { applicationTone } from '#lib/own-application-view.ts';
import { residentOf } from '#lib/resident.ts';
import { now } from '#platform/clock';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const { lang } = locals;
	const asked = new Date(url.searchParams.get('sebelum') ?? '');
	const before = Number.isNaN(asked.getTime()) ? undefined : asked;
	const [{ lines, next }, drafts] = await Promise.all([
		listOwnApplications(resident, before),
		before ? [] : listDrafts(resident),
	]);
	const at = now();
	return {
		for: resident.actsFor?.name ?? null,
		rows: lines.map((line) => ({
			number: formatNumber(line.number),
			title: line.title[lang],
			owner: line.applicantName,
			state: line.where.label[lang],
			tone: applicationTone(line, line.where.kind, at),
			filedAt: line.filedAt,
			promisedAt: line.endedAt ? null : line.promisedAt,
		})),
		drafts: drafts.map((draft) => ({
			...{
				id: draft.id,
				path: stepsPath(draft),
				title: draft.definition.title[lang],
				owner: draft.owner.name,
			},
			...{ changedAt: draft.changedAt, endsAt: draft.endsAt },
		})),
		next: next ? `/akun/permohonan?sebelum=${next.toISOString()}` : null,
		first: before ? '/akun/permohonan' : null,
	};
};

export const actions: Actions = {
	drop: (event) => act(event, (form) => dropDraft(residentOf(event.locals), textOf(form, 'draft'))),
};
